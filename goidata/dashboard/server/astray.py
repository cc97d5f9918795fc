"""An address below a page (/report/2023). Streamlit would send a page there whose files are then
asked for below it, so that nothing is drawn: it is led to where it is said that there is none."""

from __future__ import annotations

from goidata.dashboard.lost import NAME
from goidata.dashboard.server.answering import App, Receive, Scope, Send, headers, refuse
from goidata.operating.sign_in import CALLBACK

SEE_OTHER = 303
# No pages; and what Streamlit refuses itself.
OTHERS = ("/static/", "/_stcore/", "/media/", "/component/", "/auth/", f"{CALLBACK}/", "//")


class Astray:
    """Leads whoever asks for a page below a page to the one that says so, in the same language."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        depth = _depth(scope)
        if depth < 1:
            await self.app(scope, receive, send)
            return
        asked = scope.get("query_string", b"").decode("latin-1")
        # Relative: what stands before it, behind a proxy, is not known here.
        there = "../" * depth + NAME + (f"?{asked}" if asked else "")
        await refuse(scope, send, SEE_OTHER, "", more=[(b"location", there.encode("latin-1"))])


def _depth(scope: Scope) -> int:
    """How many steps above the address lies the page it is below; 0 where it is no such address."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return 0
    path = scope["path"]
    is_page = any("text/html" in each for each in headers(scope, b"accept"))
    is_below = path.rstrip("/").count("/") > 1  # /report/ is led to /report by Streamlit
    return path.count("/") - 1 if is_page and is_below and not path.startswith(OTHERS) else 0
