"""The little of ASGI that the checks before the dashboard need: what is asked, short answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

TEXT = "text/plain; charset=utf-8"
_AGAINST_POLICY = 1008  # RFC 6455, 7.4.1


def headers(scope: Scope, name: bytes) -> list[str]:
    """The values of a header of what is asked; `name` in small letters."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


async def refuse(
    scope: Scope,
    send: Send,
    status: int,
    body: str,
    kind: str = TEXT,
    more: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Answer with `status` and `body`, and close what wanted to stay open."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _AGAINST_POLICY})
        return
    content = body.encode()
    about = [(b"content-type", kind.encode()), (b"content-length", b"%d" % len(content))]
    about.append((b"cache-control", b"no-store"))
    await send({"type": "http.response.start", "status": status, "headers": [*about, *more]})
    shown = b"" if scope["method"] == "HEAD" else content
    await send({"type": "http.response.body", "body": shown})
