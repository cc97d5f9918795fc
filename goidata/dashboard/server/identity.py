"""Who asks, by the cookie that Streamlit signs when a person has signed in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.requests import Request
from streamlit.web.server.starlette import starlette_auth_routes as routes
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from goidata.dashboard.server.answering import Scope


def said_of(scope: Scope) -> dict[str, Any]:
    """What the provider said of the person who asks; nothing where nobody has signed in, or the
    cookie is not ours."""
    found = routes._get_cookie_value_from_request(Request(scope), USER_COOKIE_NAME)
    try:
        said = json.loads(found) if found else {}
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def said_by(scope: Scope, given: Iterable[tuple[bytes, bytes]]) -> dict[str, Any]:
    """The same of whom an answer with these headers signs in."""
    cookies: list[str] = []
    for name, value in given:
        if name.lower() == b"set-cookie":
            try:
                parsed = SimpleCookie(value.decode("latin-1"))
            except CookieError:
                continue
            cookies += [f"{key}={each.value}" for key, each in parsed.items() if each.value]
    return said_of({**scope, "headers": [(b"cookie", "; ".join(cookies).encode("latin-1"))]})


def address_of(scope: Scope) -> str | None:
    """Where the visitor asks from, as far as is known."""
    client = scope.get("client")
    return str(client[0]) if client else None
