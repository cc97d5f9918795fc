"""What every answer says to the browser: nothing is fetched elsewhere, nothing is guessed, nobody
frames the page; and what it does not say: which server this is."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path

import streamlit
from lxml import html

from goidata.dashboard.markup import INTO_VIEW, fill
from goidata.dashboard.server.answering import App, Message, Receive, Scope, Send

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
# Answers to pages of other sites; there are none.
_OTHER_SITES = b"access-control-"
_NOT_TOLD = {b"server", b"x-powered-by"}


def policy(*pages: str) -> str:
    """The Content-Security-Policy for `pages`, the HTML that loads the dashboard and what HTML of
    ours is put into it with a script.

    Scripts are those of this server, and the few lines that stand in the pages themselves, by
    their digest. Our own scripts in a page come as blobs (Streamlit's components), styles are made
    by scripts, pictures are drawn by them.
    """
    scripts = (s for page in pages for s in html.document_fromstring(page).iterfind(".//script"))
    inline = " ".join(_digest(each.text or "") for each in scripts if "src" not in each.attrib)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' blob: {inline}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def always() -> list[tuple[bytes, bytes]]:
    """The headers of every answer."""
    told = {
        "content-security-policy": policy(INDEX.read_text("utf-8"), fill(INTO_VIEW)),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": ", ".join(
            f"{what}=()" for what in ("camera", "geolocation", "microphone", "payment", "usb")
        ),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    return [(name.encode(), value.encode()) for name, value in told.items()]


class Headers:
    """Puts them on every answer, also on those that refuse."""

    def __init__(self, app: App) -> None:
        self.app, self.always = app, always()
        self.ours = {name for name, _ in self.always}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*self._kept(message.get("headers", ())), *self.always]
            await send(message)

        await self.app(scope, receive, told)

    def _kept(self, given: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
        for name, value in given:
            low = bytes(name).lower()
            dropped = low in _NOT_TOLD or low in self.ours or low.startswith(_OTHER_SITES)
            if not dropped:
                yield name, value
