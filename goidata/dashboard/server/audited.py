"""Sign-ins and downloads written down as they are answered."""

from __future__ import annotations

import hashlib
import re
import time
import zlib
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from goidata.dashboard.server.answering import App, Message, Receive, Scope, Send, headers
from goidata.dashboard.server.gate import GIVEN
from goidata.dashboard.server.identity import address_of, said_by, said_of
from goidata.operating.audit import record
from goidata.operating.settings import settings
from goidata.operating.sign_in import CALLBACK, name_in

OUT = "/auth/logout"
_NAME = re.compile(r"attachment; filename(?:\*=utf-8''([^;]+)|=\"([^\"]*)\")")
_WHOLE, _PART = 200, 206
_GZIP = 31  # the form of zlib's


class Audited:
    """Looks at what is answered and changes nothing of it."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "").rstrip("/") if scope["type"] == "http" else ""
        if path == CALLBACK:
            await self.app(scope, receive, _came(scope, send))
        elif path == OUT:
            record("sign-out", **{"who": name_in(said_of(scope)), "from": address_of(scope)})
            await self.app(scope, receive, send)
        elif path.startswith(GIVEN) and scope["method"] == "GET":
            await self.app(scope, receive, _Taken(scope, send))
        else:
            await self.app(scope, receive, send)


def _came(scope: Scope, send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            said, chosen = said_by(scope, message.get("headers", ())), settings().sign_in
            about = {"who": name_in(said), "from": address_of(scope)}
            role = chosen.role(said, time.time()) if chosen else None
            record("sign-in" if role else "sign-in refused", **about, role=role)
        await send(message)

    return told


class _Taken:
    """Reads along with what is sent; written down is what was sent to its end."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope, self.send = scope, send
        self.name: str | None = None
        self.status, self.size, self.digest = 0, 0, hashlib.sha256()
        self.unpack: Callable[[bytes], bytes] = bytes

    async def __call__(self, message: Message) -> None:
        await self.send(message)
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            self.name = file_named(message.get("headers", ()))
            if (b"content-encoding", b"gzip") in message.get("headers", ()):
                self.unpack = zlib.decompressobj(_GZIP).decompress
        elif self.name is not None and self.status in (_WHOLE, _PART):
            content = self.unpack(message.get("body", b""))
            self.digest.update(content)
            self.size += len(content)
            if not message.get("more_body", False):
                self._written()

    def _written(self) -> None:
        about = {"who": name_in(said_of(self.scope)), "from": address_of(self.scope)}
        # A page of Streamlit looks at a file once before it offers it; no person has asked then.
        event = "sent" if "cors" in headers(self.scope, b"sec-fetch-mode") else "download"
        event = event if self.status == _WHOLE else f"{event} in part"
        digest = self.digest.hexdigest()
        record(event, **about, file=self.name, bytes=self.size, sha256=digest)


def file_named(given: Iterable[tuple[bytes, bytes]]) -> str | None:
    """The name under which an answer is to be stored; None where it is shown."""
    for name, value in given:
        if name.lower() == b"content-disposition":
            found = _NAME.match(value.decode("latin-1"))
            return found and (unquote(found[1] or "") or found[2])
    return None
