"""Read, check, store and show annual reports on government information disclosure.

What the library offers is loaded when it is first used (library.py; docs/library.md shows it).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goidata.library import *  # noqa: F403

__version__ = "0.1.0"

OFFERED = frozenset(
    "Claim DatabaseError Figure Finding GoidataError Identity Measure Outcome Refusal Report Scope"
    " State Tally UsageError check connect load measured measures message read table".split()
)


def __getattr__(name: str) -> Any:
    if name not in OFFERED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("goidata.library"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *OFFERED})
