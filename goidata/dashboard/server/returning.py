"""Back from the sign-in to the page that was asked for: Streamlit leads to the first.

The page stands in the address that leads to the sign-in (Referer), and in a cookie until its end.
Of both, only the name of a page and the words of its address are taken, so that nobody is led
elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from goidata.dashboard.pages import PAGES
from goidata.dashboard.server.answering import App, Message, Receive, Scope, Send, headers
from goidata.operating.sign_in import CALLBACK

IN = "/auth/login"
ASKED = "goidata_asked"  # the cookie
_SECONDS = 600  # that a sign-in may take
_LONGEST = 2_000  # characters of an address
_LEADS_ON = 302
_HOME = b"/"


class Returning:
    """Remembers where a sign-in began, and leads there at its end."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "").rstrip("/") if scope["type"] == "http" else ""
        if path == IN:
            page = page_in("".join(headers(scope, b"referer")))
            send = _telling(send, _cookie(page, _SECONDS)) if page else send
        elif path == CALLBACK and (page := page_in(_remembered(scope))):
            send = _leading(send, page)
        await self.app(scope, receive, send)


def page_in(address: str) -> str | None:
    """The page of ours that an address names, with the words of its address; None where it names
    none, or the first and nothing of it."""
    if len(address) > _LONGEST:
        return None
    try:
        parts = urlsplit(address)
        words = parse_qsl(parts.query, max_num_fields=100)
    except ValueError:
        return None
    name = parts.path.strip("/")
    if name and name not in {page.name for page in PAGES}:
        return None
    query = f"?{urlencode(words)}" if words else ""
    return f"/{name}{query}" if name or query else None


def _remembered(scope: Scope) -> str:
    """What the cookie says."""
    try:
        held = SimpleCookie("; ".join(headers(scope, b"cookie")))
    except CookieError:
        return ""
    return unquote(held[ASKED].value) if ASKED in held else ""


def _cookie(page: str, seconds: int) -> tuple[bytes, bytes]:
    said = f"{ASKED}={quote(page, safe='')}; Max-Age={seconds}; Path={CALLBACK}"
    return b"set-cookie", f"{said}; HttpOnly; SameSite=Lax".encode()


def _telling(send: Send, header: tuple[bytes, bytes]) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), header]
        await send(message)

    return told


def _leading(send: Send, page: str) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == _LEADS_ON:
            message["headers"] = list(_led(message.get("headers", ()), page))
        await send(message)

    return told


def _led(given: Iterable[tuple[bytes, bytes]], page: str) -> Iterator[tuple[bytes, bytes]]:
    """The headers with the page in place of the first, and the cookie ended."""
    for name, value in given:
        yield name, page.encode() if name.lower() == b"location" and value == _HOME else value
    yield _cookie("", 0)
