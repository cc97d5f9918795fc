"""Who may read and who may work with what is sent back: by what an identity provider says of them
(OpenID Connect), as whoever runs the server decides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from goidata.errors import UsageError
from goidata.operating.secret_file import Auth, secrets_in

ANYONE = "*"
EMAIL, VERIFIED, ISSUED = "email", "email_verified", "iat"
CALLBACK = "/oauth2callback"
LOCAL = ("localhost", "127.0.0.1", "::1")
_NEEDED = ("authlib", "httpx")
_NAMES = (EMAIL, "preferred_username", "name", "sub")  # by which a person is known, the best first


class Role(StrEnum):
    """An officer may check drafts, see what was sent back and make sheets to be sent; a reader sees
    all else."""

    READER = "reader"
    OFFICER = "officer"


@dataclass(frozen=True)
class SignIn:
    """`secrets` is the file of what the provider gave (docs/serving.md). `claim` is what it says of
    a person by which roles are given: those of whom it says one of `officers` or of `readers`; "*"
    is everyone whom the provider knows. A sign-in holds for `hours`."""

    secrets: str
    claim: str = EMAIL
    readers: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    hours: int = 12

    @cached_property
    def auth(self) -> Auth:
        """What the provider gave. Raises UsageError where the file cannot be trusted."""
        return secrets_in(Path(self.secrets))

    def role(self, said: Mapping[str, Any], now: float) -> Role | None:
        """The role of the person of whom this is `said`, at `now` in seconds; None where there is
        none, or the sign-in is over."""
        if not said.get("is_logged_in") or self.is_over(said, now):
            return None
        values = set(self._values(said))
        for role, named in ((Role.OFFICER, self.officers), (Role.READER, self.readers)):
            if ANYONE in named or values & {each.casefold() for each in named}:
                return role
        return None

    def is_over(self, said: Mapping[str, Any], now: float) -> bool:
        """Whether the provider said it too long ago, or does not say when."""
        issued = said.get(ISSUED)
        if not isinstance(issued, int | float):
            return True
        return now - issued > self.hours * 3600

    def _values(self, said: Mapping[str, Any]) -> Iterator[str]:
        """What is said under the claim; an address that the provider has not verified is none."""
        if self.claim == EMAIL and not is_verified(said):
            return
        found = said.get(self.claim)
        for each in found if isinstance(found, list | tuple) else [found]:
            if isinstance(each, str):
                yield each.casefold()

    def check(self, names: Collection[str], file: str) -> None:
        """Raises UsageError where nobody could sign in, or not safely: `names` are those under
        which the server is asked."""
        if self.hours < 1:
            raise UsageError.of("settings.least", file=file, name="sign_in.hours", value=self.hours)
        if not (self.readers or self.officers):
            raise UsageError.of("sign_in.nobody", file=file)
        if not all(map(find_spec, _NEEDED)):
            raise UsageError.of("sign_in.lacking")
        if not is_private(self.auth.redirect_uri) or not self._comes_back(names):
            raise UsageError.of("sign_in.redirect", file=self.secrets, path=CALLBACK)
        if not is_private(self.auth.server_metadata_url):
            raise UsageError.of("sign_in.metadata", file=self.secrets)

    def _comes_back(self, names: Collection[str]) -> bool:
        """Whether the provider sends a person back to one of `names`."""
        back = urlsplit(self.auth.redirect_uri)
        return back.path == CALLBACK and back.hostname in names


def is_verified(said: Mapping[str, Any]) -> bool:
    """Whether an address is the person's, as far as the provider says."""
    return said.get(VERIFIED, True) in (True, "true")


def is_private(address: str) -> bool:
    """Whether what goes to an address is read by nobody on its way."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL))


def name_in(said: Mapping[str, Any]) -> str | None:
    """The name by which a person is written down."""
    found = (said.get(name) for name in _NAMES if name != EMAIL or is_verified(said))
    return next((each for each in found if isinstance(each, str) and each), None)
