"""Ways into Streamlit that nobody needs here: its agent interface, its metrics but for whoever runs
the server and says so."""

from __future__ import annotations

from hmac import compare_digest

from goidata.dashboard.server.answering import App, Receive, Scope, Send, headers, refuse

METRICS = "/_stcore/metrics"
SHUT = ("/_stcore/agent", "/_stcore/script-health-check")
NOT_FOUND = 404


class Closed:
    """Answers as if they were not there; `word` is what opens the metrics (Bearer)."""

    def __init__(self, app: App, word: str | None) -> None:
        self.app, self.word = app, word

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "").rstrip("/")
        if path.startswith(SHUT) or (path.startswith(METRICS) and not self._may_read(scope)):
            await refuse(scope, send, NOT_FOUND, "")
        else:
            await self.app(scope, receive, send)

    def _may_read(self, scope: Scope) -> bool:
        said = " ".join(headers(scope, b"authorization"))
        return self.word is not None and compare_digest(
            said.encode(), f"Bearer {self.word}".encode()
        )
