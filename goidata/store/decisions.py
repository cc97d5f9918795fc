"""Which reports were sent back to their units, when, and with which faults: returned.toml beside
the database, written by `goidata send-back`, to be read and mended by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goidata.store import by_hand

FILE, _TABLE = by_hand.RETURNED, "returned"
_HEAD = (
    "# Reports sent back to their units, with the faults told to them; one that no longer stands\n"
    "# in the current version of a report is mended. Written by goidata send-back.\n\n"
)
_OPTIONAL = ("region", "due", "note", "version")


@dataclass(frozen=True, slots=True)
class Told:
    """A fault as it was told to a unit: the check, what it was applied to, both sides."""

    check: str
    subject: str | None = None
    left: float | None = None
    right: float | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """A report sent back: whose, for which year, when (ISO date) and by whom, the faults told, and
    until when an answer is asked for; `version` is the one that was sent back."""

    unit: str
    year: int
    when: str
    who: str
    faults: tuple[Told, ...] = ()
    region: str | None = None
    due: str | None = None
    note: str | None = None
    version: int | None = None

    def is_of(self, other: Returned) -> bool:
        """Whether both are of one unit and year."""
        own, its = (self.unit, self.region, self.year), (other.unit, other.region, other.year)
        return own == its


def file_beside(database: Path) -> Path:
    """Where the decisions on a database stand."""
    return database.parent / FILE


def stamp(database: Path) -> int:
    """What changes when the file does; 0 where there is none."""
    try:
        return file_beside(database).stat().st_mtime_ns
    except OSError:
        return 0


def read(file: Path) -> tuple[Returned, ...]:
    """What `file` lists, nothing where it is absent. Raises UsageError where it cannot be read."""
    return by_hand.read(file, _TABLE, _entry, "returned.unreadable")


def write(file: Path, entries: Sequence[Returned]) -> None:
    """Keep the decisions."""
    by_hand.write(file, _TABLE, (dict(_filled(entry)) for entry in entries), _HEAD)


def _entry(row: Mapping[str, Any]) -> Returned:
    return Returned(
        unit=str(row["unit"]),
        year=int(row["year"]),
        when=str(row["when"]),
        who=str(row["who"]),
        faults=tuple(Told(**{**each, "check": str(each["check"])}) for each in row["faults"]),
        **{key: row.get(key) for key in _OPTIONAL},
    )


def _filled(entry: Returned) -> Iterator[tuple[str, Any]]:
    for key in Returned.__slots__:
        value = getattr(entry, key)
        if key == "faults":
            yield key, [_told(each) for each in value]
        elif value is not None:
            yield key, value


def _told(fault: Told) -> dict[str, Any]:
    values = {key: getattr(fault, key) for key in Told.__slots__}
    return {key: _whole(value) for key, value in values.items() if value is not None}


def _whole(value: Any) -> Any:
    """A number as people write it: 26, not 26.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
