"""What people say that cells hold which the machine could not read: decided.toml beside the
database, written by `goidata decide`, to be read and mended by hand.

A decision is about a file by its content: of another file, be it the same report mended, it says
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goidata.store import by_hand

FILE, _TABLE = by_hand.DECIDED, "decided"
_HEAD = (
    "# What cells hold that could not be read, as people decided it; tied to the file of the\n"
    "# report by its SHA-256. Written by goidata decide.\n\n"
)
_OPTIONAL = ("region", "printed")


@dataclass(frozen=True, slots=True)
class Decided:
    """A figure of the file with this digest: its value (a count, or an amount in the unit of the
    form), why, by whom and when (ISO date). `unit`, `region`, `year` and `printed` (what the cell
    shows) are for people."""

    sha256: str
    figure: str
    value: int | float
    reason: str
    who: str
    when: str
    unit: str
    year: int
    region: str | None = None
    printed: str | None = None

    @property
    def about(self) -> tuple[str, str]:
        """Which figure of which file it is on."""
        return self.sha256, self.figure


def read(file: Path) -> tuple[Decided, ...]:
    """What `file` lists, nothing where it is absent. Raises UsageError where it cannot be read."""
    return by_hand.read(file, _TABLE, _entry, "decided.unreadable")


def write(file: Path, entries: Sequence[Decided]) -> None:
    """Keep the decisions."""
    by_hand.write(file, _TABLE, (dict(_filled(entry)) for entry in entries), _HEAD)


def _entry(row: Mapping[str, Any]) -> Decided:
    value = row["value"]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"value = {value!r}")
    return Decided(
        sha256=str(row["sha256"]),
        figure=str(row["figure"]),
        value=value,
        reason=str(row["reason"]),
        who=str(row["who"]),
        when=str(row["when"]),
        unit=str(row["unit"]),
        year=int(row["year"]),
        **{key: row.get(key) for key in _OPTIONAL},
    )


def _filled(entry: Decided) -> Iterator[tuple[str, Any]]:
    for key in Decided.__slots__:
        value = getattr(entry, key)
        if value is not None:
            yield key, value
