"""Who is asked and from where: only names that lead here, only pages that came from here.

A page of another site whose name is made to lead to this machine (DNS rebinding) asks under that
name; a page of another site that opens a connection names itself as the origin.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from goidata.dashboard.server.answering import App, Receive, Scope, Send, headers, refuse
from goidata.dashboard.words import vocabulary

MISDIRECTED, FORBIDDEN = 421, 403
_HOST = re.compile(r"([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")


class Hosts:
    """Lets through what is asked under one of `names`, by nobody else's page."""

    def __init__(self, app: App, names: Collection[str]) -> None:
        self.app, self.names = app, frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        host = headers(scope, b"host")
        if len(host) != 1 or name_of(host[0]) not in self.names:
            await refuse(scope, send, MISDIRECTED, _told("host"))
        elif not all(is_from(origin, host[0]) for origin in headers(scope, b"origin")):
            await refuse(scope, send, FORBIDDEN, _told("origin"))
        else:
            await self.app(scope, receive, send)


def name_of(host: str) -> str | None:
    """The name in a Host header without its port, in small letters; None where it is none."""
    found = _HOST.fullmatch(host.lower())
    return found[1].strip("[]").rstrip(".") if found else None


def is_from(origin: str, host: str) -> bool:
    """Whether a page at `origin` was served under `host`, name and port."""
    scheme, _, rest = origin.partition("://")
    return scheme in ("http", "https") and rest.lower() == host.lower()


def _told(name: str) -> str:
    said = vocabulary()[f"server.{name}"]
    return f"{said['zh']}\n{said['en']}\n"
