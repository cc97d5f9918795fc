"""Several files for one unit and year: which of them counts, and a person's choice.

Another file becomes current only if it reads at least as many figures as the current one, and the
current one was not chosen by a person. Equal figures make it a further copy; of two copies, the
full report stands before an abridged one, and a later one with fewer errors, all in its words,
before an earlier one, since offices mend words too. Where figures differ, the version that is not
current is listed as `differs` until a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from goidata.store.shapes import figure_columns

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

CURRENT, SUPERSEDED, COPY, DIFFERS = "current", "superseded", "copy", "differs"

Ranked = tuple[int, int, str, int]  # current, chosen, status, report


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a unit and year: its ordinal, its figures by column, and how it stands."""

    report: int
    number: int
    figures: Mapping[str, Any]
    read: int
    abridged: bool
    errors: int = 0
    current: bool = False
    chosen: bool = False

    def agrees(self, other: Version) -> bool:
        """Whether no figure that both read is different."""
        return all(
            value is None or other.figures.get(name) is None or other.figures[name] == value
            for name, value in self.figures.items()
        )

    def equals(self, other: Version) -> bool:
        """Whether all figures, and those not read, are the same."""
        return all(self.figures.get(name) == other.figures.get(name) for name in figure_columns())


def outranks(new: Version, current: Version) -> bool:
    """Whether `new` takes the place of `current`."""
    if current.chosen:
        return False
    if new.equals(current):
        if current.abridged != new.abridged:
            return current.abridged
        return new.number > current.number and new.errors < current.errors
    return new.read >= current.read


def standing(other: Version, current: Version) -> str:
    """How a version that is not current stands beside the one that is."""
    if other.equals(current):
        return COPY
    return SUPERSEDED if other.agrees(current) else DIFFERS


def versions_of(database: Database, agency: int, year: int) -> list[Version]:
    """All versions held for a unit and year, the oldest first."""
    names = list(figure_columns())
    listed = ", ".join(f"f.{name}" for name in names)
    rows = database.conn.execute(
        f"SELECT r.id, r.version, r.n_number, r.abridged, r.errors, r.current, r.chosen, {listed}"
        " FROM report r JOIN figures f ON f.report = r.id"
        " WHERE r.agency = ? AND r.year = ? ORDER BY r.version",
        (agency, year),
    )
    return [
        Version(
            row[0],
            row[1],
            dict(zip(names, row[7:], strict=True)),
            row[2],
            bool(row[3]),
            row[4] or 0,
            bool(row[5]),
            bool(row[6]),
        )
        for row in rows
    ]


def rank(database: Database, agency: int, year: int, report: int) -> tuple[str, bool]:
    """Let a report just stored take its place among the versions; gives its status, and whether
    any version of that unit and year differs from the current one."""
    held = versions_of(database, agency, year)
    new = next(version for version in held if version.report == report)
    current = next((version for version in held if version.current), None)
    if current is None or outranks(new, current):
        current = new
    rows = _ranked(held, current)
    _write(database, rows)
    status = {report: status for _, _, status, report in rows}
    return status[report], DIFFERS in status.values()


def choose(database: Database, agency: int, year: int, number: int) -> bool:
    """Let version `number` count because a person says so; false where there is none."""
    held = versions_of(database, agency, year)
    chosen = next((version for version in held if version.number == number), None)
    if chosen is None:
        return False
    current = replace(chosen, chosen=True)
    others = [version for version in held if version is not chosen]
    _write(database, _ranked([*others, current], current))
    return True


def rank_again(database: Database, agency: int, year: int) -> None:
    """Rank what is left for a unit and year after a report was taken away."""
    held = versions_of(database, agency, year)
    if held:
        current = next((version for version in held if version.current), held[-1])
        _write(database, _ranked(held, current))


def _ranked(held: Iterable[Version], current: Version) -> list[Ranked]:
    """The others first, so that at no time two versions count."""
    others = [(0, 0, standing(v, current), v.report) for v in held if v is not current]
    return [*others, (1, int(current.chosen), CURRENT, current.report)]


def _write(database: Database, rows: Iterable[Ranked]) -> None:
    database.conn.executemany(
        "UPDATE report SET current = ?, chosen = ?, status = ? WHERE id = ?", rows
    )
