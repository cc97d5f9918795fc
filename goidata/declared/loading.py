"""Declarations from their files."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from goidata.declared.faults import DeclarationError, Fault, wrong
from goidata.declared.shaping import Builder

T = TypeVar("T")
TOML = ".toml"
_PACKAGE = "goidata"


def load(file: str, kind: type[T]) -> T:
    """The declaration in `file`, a path within the package ("form/checks.toml"), as `kind`: a
    dataclass, or a mapping, list or other type made of such. Raises DeclarationError."""
    return built(file, parsed(file), kind)


def built(file: str, declared: Any, kind: type[T], entry: str = "") -> T:
    """What was `declared` in `file`, or in an entry of it, as `kind`. Raises DeclarationError with
    every fault."""
    builder = Builder(file)
    made = builder.make(kind, declared, entry)
    refuse(builder.faults)
    return made  # type: ignore[no-any-return]


def refuse(faults: Iterable[Fault]) -> None:
    """Raises DeclarationError if there are any."""
    found = [each._replace(entry=each.entry.replace("\0", ".")) for each in faults]
    if found:
        raise DeclarationError(found)


@cache
def parsed(file: str) -> dict[str, Any]:
    """What `file` says, in plain values. Raises DeclarationError where it is no TOML."""
    text = resources.files(_PACKAGE).joinpath(file).read_text("utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(
            [wrong(file, "", f"不是 TOML：{error}", f"no TOML: {error}")]
        ) from None


@cache
def files(folder: str) -> tuple[str, ...]:
    """The TOML files of a room, by name."""
    names = (each.name for each in resources.files(_PACKAGE).joinpath(folder).iterdir())
    return tuple(f"{folder}/{name}" for name in sorted(names) if name.endswith(TOML))


def digest(declarations: Iterable[Any]) -> str:
    """What tells these declarations from others: the same whatever comments and spaces say."""
    told = json.dumps(list(declarations), ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
