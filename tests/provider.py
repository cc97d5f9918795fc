"""An identity provider on this machine, for tests: discovery, authorisation, tokens and keys of
OpenID Connect, for persons of our own making."""

from __future__ import annotations

import base64
import hashlib
import html
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwk, jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "goidata", "a secret of the provider"
KEY = jwk.RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
# What is said of each person beyond who is meant and since when.
PERSONS: Mapping[str, Mapping[str, Any]] = {
    "officer": {"email": "officer@goidata.test", "email_verified": True},
    "reader": {"email": "reader@goidata.test", "email_verified": True},
    "stranger": {"email": "stranger@elsewhere.test"},
    "pretender": {"email": "officer@goidata.test", "email_verified": False},
    "early": {"email": "officer@goidata.test", "iat": 1_000_000_000},
    "<b>odd</b>": {"email": "<b>[odd](http://a.test)</b>@goidata.test"},
}


@dataclass(slots=True)
class Provider:
    """A provider at `address`; `signer` is the key that its tokens are signed with."""

    address: str
    signer: jwk.RSAKey = field(default_factory=lambda: KEY)
    given: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)  # by their code

    def about(self, _: Request) -> Response:
        said = {name: f"{self.address}{name}" for name in ("authorize", "token", "jwks")}
        return JSONResponse({
            "issuer": self.address,
            "authorization_endpoint": said["authorize"],
            "token_endpoint": said["token"],
            "jwks_uri": said["jwks"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        })  # fmt: skip

    def authorize(self, asked: Request) -> Response:
        """The persons to choose from, a link each; who is named in `as` is taken at once."""
        said = dict(asked.query_params)
        assert said["client_id"] == CLIENT and said["code_challenge_method"] == "S256"
        links = {each: self._back(each, said) for each in PERSONS}
        if "as" in said:
            return RedirectResponse(links[said["as"]])
        shown = "".join(
            f'<p><a href="{html.escape(to)}">{html.escape(each)}</a>' for each, to in links.items()
        )
        return HTMLResponse(f"<title>provider</title>{shown}")

    def _back(self, person: str, said: dict[str, str]) -> str:
        code = secrets.token_urlsafe()
        self.given[code] = person, said
        return f"{said['redirect_uri']}?{urlencode({'code': code, 'state': said['state']})}"

    async def token(self, asked: Request) -> Response:
        form = {key: each[0] for key, each in parse_qs((await asked.body()).decode()).items()}
        person, said = self.given.pop(form["code"])
        proof = hashlib.sha256(form["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(proof).decode().rstrip("=") == said["code_challenge"]
        sent = base64.b64decode(asked.headers["authorization"].partition(" ")[2]).decode()
        assert sent == f"{CLIENT}:{SECRET.replace(' ', '+')}" or sent == f"{CLIENT}:{SECRET}", sent
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "sub": person, "nonce": said["nonce"]}
        claims |= {"iat": now, "exp": now + 600, **PERSONS[person]}
        token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.signer)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [KEY.as_dict(private=False)]})

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.about),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/jwks", self.keys),
            ]
        )


@contextmanager
def provider(port: int) -> Iterator[Provider]:
    """A provider on a port, while the block runs."""
    made = Provider(f"http://localhost:{port}/")
    server = uvicorn.Server(
        uvicorn.Config(made.app(), host="127.0.0.1", port=port, log_level="warning")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
        assert thread.is_alive()
    try:
        yield made
    finally:
        server.should_exit = True
        thread.join()


def settings_with(folder: Path, made: Provider, port: int, more: str = "") -> Path:
    """The settings of a server on `port` that signs in by a provider, with what else they say."""
    kept = folder / "secrets.toml"
    kept.write_text(
        f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\n'
        f'cookie_secret = "{"signs what is given to browsers" * 2}"\n'
        f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
        f'server_metadata_url = "{made.address}.well-known/openid-configuration"\n',
        "utf-8",
    )
    kept.chmod(0o600)
    file = folder / "settings.toml"
    file.write_text(
        f'{more}\n[sign_in]\nsecrets = "{kept}"\nofficers = ["Officer@goidata.test"]\n'
        'readers = ["reader@goidata.test"]\n',
        "utf-8",
    )
    return file
