"""The file of what an identity provider gave: what is in it is nobody else's, and is never told."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from goidata.declared import DeclarationError, built
from goidata.errors import UsageError
from goidata.store.home import IS_INSTALLED, SITE

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_LEAST = 32  # characters of what signs the cookies


@dataclass(frozen=True, slots=True)
class Auth:
    """`redirect_uri` is where the provider sends a person back to; `cookie_secret` signs who is
    signed in; the others are as the provider gave them or asks for."""

    redirect_uri: str
    cookie_secret: str
    client_id: str
    client_secret: str
    server_metadata_url: str
    client_kwargs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _File:
    auth: Auth


def secrets_in(file: Path) -> Auth:
    """What the file says. Raises UsageError where others may read it, where it lies among the
    sources, or where something is lacking; what stands in it is told nobody."""
    try:
        _must_be_ours(file)
        found = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise UsageError.of("settings.unreadable", file=file, why=error.strerror) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):  # which may tell a line of it
        raise UsageError.of("sign_in.no_toml", file=file) from None
    try:
        auth = built(str(file), found, _File).auth
    except DeclarationError as error:
        fault = error.faults[0]
        raise UsageError("sign_in", *(fault.told(language) for language in ("zh", "en"))) from None
    if len(auth.cookie_secret) < _LEAST:
        raise UsageError.of("settings.secret", file=file, name="auth.cookie_secret", least=_LEAST)
    return auth


def _must_be_ours(file: Path) -> None:
    found = file.stat()
    if not IS_INSTALLED and file.resolve().is_relative_to(SITE):
        raise UsageError.of("sign_in.among_sources", file=file)
    if os.name == "posix" and (found.st_mode & _OTHERS or found.st_uid not in (0, os.geteuid())):
        raise UsageError.of("sign_in.open", file=file)
