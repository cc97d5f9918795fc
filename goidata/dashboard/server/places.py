"""How many visitors at a time: whoever comes beyond is told so in a page of its own."""

from __future__ import annotations

from goidata.dashboard.markup import fill
from goidata.dashboard.server.answering import App, Receive, Scope, Send, headers, refuse
from goidata.dashboard.words import vocabulary

STREAM = "/_stcore/stream"
BUSY = 503
_HTML = "text/html; charset=utf-8"
_AGAIN = 20  # seconds after which the page asks again
_PARTS = ("/_stcore/", "/static/", "/media/", "/component/")  # of a page that is open already


class Places:
    """Counts the connections that are open; `most` of them are let in."""

    def __init__(self, app: App, most: int) -> None:
        self.app, self.most, self.open = app, most, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_visit = scope["type"] == "websocket" and scope["path"].endswith(STREAM)
        if (is_visit or _asks_for_page(scope)) and self.open >= self.most:
            more = [(b"retry-after", b"%d" % _AGAIN)]
            await refuse(scope, send, BUSY, _page(), _HTML, more)
        elif is_visit:
            self.open += 1
            try:
                await self.app(scope, receive, send)
            finally:
                self.open -= 1
        else:
            await self.app(scope, receive, send)


def _asks_for_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    wanted = any("text/html" in each for each in headers(scope, b"accept"))
    return wanted and not scope["path"].startswith(_PARTS)


def _page() -> str:
    words = {name: vocabulary()[f"server.{name}"] for name in ("full", "wait")}
    return fill("full.html", title=vocabulary()["site.title"], again=_AGAIN, **words)
