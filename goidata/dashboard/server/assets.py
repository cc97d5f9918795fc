"""The files that a page is drawn with: packed once for all visitors, those of every page told to
the browser with the page, and the library of charts run after what stands before it is painted.

On a telephone the files of Streamlit are most of what is waited for: 5 MB of them are the library
of charts, which takes seconds to start and leaves nothing to be painted meanwhile.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

import streamlit

from goidata.dashboard.server.answering import App, Message, Receive, Scope, Send, headers

FOLDER = Path(streamlit.__file__).parent / "static"
SCRIPTS = "/static/js/"
KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
FOR_A_YEAR = b"public, immutable, max-age=31536000"  # their names change with what they hold
CHARTS = "PlotlyChart"
WHOLE = b"whole"  # asks for the library itself
# On every page; Streamlit would ask for each when it comes to draw it, one after another.
ON_EVERY_PAGE = (
    "Html",
    "BidiComponent",
    "Button",
    "ButtonGroup",
    "Checkbox",
    "Multiselect",
    "Selectbox",
)
_IMPORT = re.compile(r"""(?:from|\bimport)\s?["']\./([\w.@-]+\.js)["']""")
_EXPORTS = re.compile(r"export\s?\{([^{}]*)\};?\s*$")
_LATE = Path(__file__).with_name("late.js")


class Assets:
    """Answers for the scripts and styles of Streamlit; all else is the application's."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.more = [(b"link", ", ".join(map(_link, on_every_page())).encode())]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif (content := _content(scope)) is None:
            await self.app(scope, receive, self._with_links(send))
        else:
            await _give(Path(scope["path"]).suffix, content, send)

    def _with_links(self, send: Send) -> Send:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                message["headers"] = [*message["headers"], *self.more]
            await send(message)

        return told


def _content(scope: Scope) -> bytes | None:
    """What is sent, packed; None where it is not ours to send."""
    taken = any("gzip" in each for each in headers(scope, b"accept-encoding"))
    if scope["method"] != "GET" or not taken or headers(scope, b"range"):
        return None
    path = scope["path"]
    if path in late() and scope.get("query_string", b"") != WHOLE:
        return late()[path]
    return packed(path) if path in _files() else None


async def _give(kind: str, content: bytes, send: Send) -> None:
    about = {
        b"content-type": KINDS[kind].encode(),
        b"content-length": b"%d" % len(content),
        b"content-encoding": b"gzip",
        b"cache-control": FOR_A_YEAR,
        b"vary": b"accept-encoding",
    }
    await send({"type": "http.response.start", "status": 200, "headers": list(about.items())})
    await send({"type": "http.response.body", "body": content})


def _is_page(message: Message) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(b"text/html")
        for name, value in message.get("headers", ())
    )


@cache
def _files() -> frozenset[str]:
    """The paths of what is packed."""
    found = (each for each in (FOLDER / "static").rglob("*") if each.suffix in KINDS)
    return frozenset(f"/{each.relative_to(FOLDER).as_posix()}" for each in found)


@cache
def packed(path: str) -> bytes:
    """A file of Streamlit, by its path in addresses."""
    return gzip.compress((FOLDER / path[1:]).read_bytes(), 6, mtime=0)


@cache
def late() -> dict[str, bytes]:
    """In the place of the library of charts: what waits for the page to be painted, and then runs
    the library; by its path in addresses. Empty where Streamlit has it no longer."""
    found: dict[str, bytes] = {}
    for file in FOLDER.glob(f"{SCRIPTS[1:]}{CHARTS}.*.js"):
        exported = _EXPORTS.search(file.read_text("utf-8"))
        names = [each.split()[-1] for each in exported[1].split(",")] if exported else []
        given = [
            f"export default whole.{name};"
            if name == "default"
            else f"export const {name} = whole.{name};"
            for name in names
        ]
        waiting = _LATE.read_text("utf-8").replace("LIBRARY", f"./{file.name}?{WHOLE.decode()}")
        if given:
            found[SCRIPTS + file.name] = gzip.compress(
                "\n".join([waiting, *given]).encode(), mtime=0
            )
    return found


def on_every_page() -> list[str]:
    """The scripts of every page, with what they import, that the page itself does not name."""
    named = (FOLDER / "index.html").read_text("utf-8")
    folder, found = FOLDER / SCRIPTS[1:], dict[str, None]()
    open_ones = [f.name for name in ON_EVERY_PAGE for f in sorted(folder.glob(f"{name}.*.js"))]
    while open_ones:
        name = open_ones.pop()
        if name not in found and name not in named:
            found[name] = None
            open_ones += _IMPORT.findall((folder / name).read_text("utf-8"))
    return list(found)


def _link(name: str) -> str:
    return f"<.{SCRIPTS}{name}>;rel=modulepreload"
