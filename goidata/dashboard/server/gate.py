"""What is not on a page and yet for those alone who have signed in: files on their way in and out.
Pages ask for themselves (goidata.dashboard.entrance)."""

from __future__ import annotations

import time

from goidata.dashboard.server.answering import App, Message, Receive, Scope, Send, refuse
from goidata.dashboard.server.identity import said_of
from goidata.operating.sign_in import CALLBACK, Role, SignIn

SIGNING = ("/auth/login", "/auth/logout", CALLBACK)
GIVEN, TAKEN = "/media/", "/_stcore/upload_file/"
FORBIDDEN, NOT_FOUND = 403, 404


class Gate:
    """Refuses files to whom the sign-in does not give a role, and uploads to all but officers;
    where there is no sign-in, its addresses are not there."""

    def __init__(self, app: App, chosen: SignIn | None) -> None:
        self.app, self.chosen = app, chosen
        self.is_private = chosen is not None and chosen.auth.redirect_uri.startswith("https:")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif self.chosen is None and scope["path"].rstrip("/") in SIGNING:
            await refuse(scope, send, NOT_FOUND, "")
        elif self.chosen is not None and not may_pass(self.chosen, scope):
            await refuse(scope, send, FORBIDDEN, "")
        else:
            await self.app(scope, receive, _private(send) if self.is_private else send)


def may_pass(chosen: SignIn, scope: Scope) -> bool:
    """Whether who asks has the role for it."""
    if not scope["path"].startswith((GIVEN, TAKEN)):
        return True
    role = chosen.role(said_of(scope), time.time())
    return role is Role.OFFICER or (role is not None and scope["path"].startswith(GIVEN))


def _private(send: Send) -> Send:
    """Cookies go over what is private alone; Streamlit leaves that out."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [_secured(*each) for each in message.get("headers", ())]
        await send(message)

    return told


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    is_open = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return name, value + b"; Secure" if is_open else value
