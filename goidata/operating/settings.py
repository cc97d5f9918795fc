"""The settings of a server: under which names it is reached, how much each visitor may hold, who
may do what. They come from a TOML file and from the command line, whose word goes first."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from goidata.declared import DeclarationError, Fault, built
from goidata.errors import UsageError
from goidata.operating.sign_in import LOCAL, SignIn

FILE, HOSTS, ADDRESS = "GOIDATA_SETTINGS", "GOIDATA_HOSTS", "GOIDATA_ADDRESS"
LOOPBACK = "127.0.0.1"
# Nobody else's name leads here; a look at the server's health comes by them.
OWN_NAMES = LOCAL
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:]+")
_SECRET = 16  # characters of a word that nobody guesses


@dataclass(frozen=True, slots=True)
class Uploads:
    """What one visitor may hold at once: files, MB of all of them, MB of one; MB of all visitors
    together; seconds for which files stay when the visitor's connection is lost."""

    files: int = 40
    megabytes: int = 200
    largest: int = 50
    all_visitors: int = 1000
    seconds: int = 60


@dataclass(frozen=True, slots=True)
class Settings:
    """`hosts` are the names visitors use, besides those of this machine itself; `address` is where
    the server listens; `sessions` are the visitors at a time; `metrics` is the word that whoever
    reads the metrics has to say (none: they are not there); `sign_in` says who may come in (none:
    whoever reaches the server), `audit` is the file in which it is written down (none: the log)."""

    hosts: tuple[str, ...] = ()
    address: str = LOOPBACK
    sessions: int = 200
    metrics: str | None = None
    uploads: Uploads = field(default_factory=Uploads)
    sign_in: SignIn | None = None
    audit: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """Every name under which a visitor may ask."""
        return frozenset((*OWN_NAMES, *(host.lower().rstrip(".") for host in self.hosts)))


@cache
def settings() -> Settings:
    """Those of this process. Raises UsageError."""
    return settings_in(os.environ)


def settings_in(surroundings: Mapping[str, str]) -> Settings:
    """The settings that the environment names. Raises UsageError where they cannot be had."""
    file = surroundings.get(FILE)
    found = _read(Path(file)) if file else Settings()
    hosts = tuple(each.strip() for each in surroundings.get(HOSTS, "").split(",") if each.strip())
    found = replace(found, hosts=hosts or found.hosts)
    found = replace(found, address=surroundings.get(ADDRESS) or found.address)
    _check(found, file or "")
    return found


def _read(file: Path) -> Settings:
    try:
        return built(str(file), tomllib.loads(file.read_text("utf-8")), Settings)
    except OSError as error:
        raise UsageError.of("settings.unreadable", file=file, why=error.strerror) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError.of("settings.no_toml", file=file, why=error) from None
    except DeclarationError as error:
        raise _wrong(error.faults[0]) from None


def _wrong(fault: Fault) -> UsageError:
    return UsageError("settings", *(fault.told(language) for language in ("zh", "en")))


def _check(found: Settings, file: str) -> None:
    for host in found.hosts:
        if not _NAME.fullmatch(host.lower().rstrip(".")):
            raise UsageError.of("settings.host", host=host)
    uploads = found.uploads
    for name, value in (
        ("sessions", found.sessions),
        ("uploads.files", uploads.files),
        ("uploads.megabytes", uploads.megabytes),
        ("uploads.largest", uploads.largest),
        ("uploads.all_visitors", uploads.all_visitors),
        ("uploads.seconds", uploads.seconds),
    ):
        if value < 1:
            raise UsageError.of("settings.least", file=file, name=name, value=value)
    if found.metrics is not None and len(found.metrics) < _SECRET:
        raise UsageError.of("settings.secret", file=file, name="metrics", least=_SECRET)
    if found.sign_in is not None:
        found.sign_in.check(found.names, file)
