"""Files on their way in: counted before they are read, refused where they are too many or too much,
and gone when the visitor is."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import hashlib
import logging
import re
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from functools import cache
from time import monotonic

from streamlit import runtime
from streamlit.typing import UploadedFile

from goidata.dashboard.server.answering import App, Message, Receive, Scope, Send, headers, refuse
from goidata.dashboard.server.held import MEGABYTE, Held
from goidata.dashboard.server.identity import address_of, said_of
from goidata.dashboard.words import vocabulary
from goidata.operating.audit import record
from goidata.operating.settings import settings
from goidata.operating.sign_in import name_in

log = logging.getLogger(__name__)
_PATH = re.compile(r"/_stcore/upload_file/([\w-]+)/([\w-]+)")
_LENGTH_REQUIRED, _TOO_LARGE = 411, 413
_LOOK = 2.0  # seconds between two looks for sessions that have ended


@cache
def held() -> Held:
    """What is held by the visitors of this server."""
    return Held(settings().uploads)


class Uploads:
    """Lets a file through where its session may hold it."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = _PATH.fullmatch(scope.get("path", "")) if scope["type"] == "http" else None
        if found is None or scope["method"] not in ("PUT", "DELETE"):
            await self.app(scope, receive, send)
        elif scope["method"] == "DELETE":
            await self.app(scope, receive, send)
            held().drop(found[1], [found[2]])
        else:
            await self._put(scope, receive, send, found[1], found[2])

    async def _put(
        self, scope: Scope, receive: Receive, send: Send, session: str, file: str
    ) -> None:
        size = "".join(headers(scope, b"content-length"))
        if not size.isdecimal():
            await refuse(scope, send, _LENGTH_REQUIRED, "")
            return
        if not held().admit(session, file, int(size)):
            await _pass_over(receive)
            await refuse(scope, send, _TOO_LARGE, _told())
            return
        taken = False

        async def seen(message: Message) -> None:
            nonlocal taken
            if message["type"] == "http.response.start":
                taken = message["status"] < 300
            await send(message)

        try:
            await self.app(scope, receive, seen)
        finally:
            if taken:
                await _written(scope, session, file)
            else:
                held().drop(session, [file])


async def _written(scope: Scope, session: str, file: str) -> None:
    """Write down what was brought."""
    about = {"who": name_in(said_of(scope)), "from": address_of(scope)}
    for each in runtime.get_instance().uploaded_file_mgr.get_files(session, [file]):
        digest = (await asyncio.to_thread(hashlib.sha256, each.data)).hexdigest()
        record("upload", **about, file=each.name, bytes=len(each.data), sha256=digest)


async def _pass_over(receive: Receive) -> None:
    """Take what comes and keep nothing of it: who is still sending does not hear the answer."""
    left = 2 * held().limits.largest * MEGABYTE
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if not message.get("more_body", False):
            return


def release(files: Collection[str]) -> None:
    """Let go of files that a page no longer shows."""
    if not files or not runtime.exists():
        return
    for file in files:
        session = held().owner(file)
        if session is not None:
            runtime.get_instance().uploaded_file_mgr.remove_file(session, file)  # type: ignore[attr-defined]
            held().drop(session, [file])


@asynccontextmanager
async def ending(_app: object) -> AsyncIterator[None]:
    """While the server runs: files go when their session has ended."""
    task = asyncio.create_task(_look())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _look() -> None:
    gone: dict[str, float] = {}  # since when their connection is lost
    while True:
        await asyncio.sleep(_LOOK)
        server, now = runtime.get_instance(), monotonic()
        away = [each for each in held().sessions() if not server.is_active_session(each)]
        gone = {each: gone.get(each, now) for each in away}
        over = [each for each, since in gone.items() if now - since >= held().limits.seconds]
        for session in over:
            files = held().end(session)
            try:
                server.close_session(session)
                server.uploaded_file_mgr.remove_session_files(session)
                await asyncio.to_thread(_close, files)
            except Exception:  # the next session's files have to go all the same
                log.exception("the files of a session could not be let go")


def _close(files: Collection[str]) -> None:
    """Close every copy of these files. Streamlit keeps the last session that has ended, and the
    copies it made for its page, until somebody else comes."""
    gc.collect()
    for each in gc.get_objects():
        if type(each) is UploadedFile and each.file_id in files:
            each.close()
    with suppress(AttributeError, OSError, TypeError):  # where the C library has it
        ctypes.CDLL(None).malloc_trim(0)  # else it keeps what was freed for itself


def _told() -> str:
    said, limits = vocabulary()["server.too_much"], held().limits
    most = {"files": limits.files, "size": limits.largest, "whole": limits.megabytes}
    return "\n".join(said[language].format(**most) for language in ("zh", "en"))
