"""Failing checks that a person has explained: they stay visible as such and leave the counts.

They stand in accepted.toml beside the database, with the two sides that were explained. A new
version of the report with other sides opens them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goidata.errors import UsageError
from goidata.form import checks
from goidata.store import by_hand
from goidata.store.agencies import unit_key
from goidata.store.calling import agency_called
from goidata.store.tallies import count_again

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

FILE, _TABLE = by_hand.ACCEPTED, "accepted"
_SEEN = "accepted"  # the fact that tells which content of the file was applied last
_HEAD = (
    "# Failing checks that have been explained. They stay visible and leave the counts, while\n"
    "# both sides stay what they were; written by goidata accept.\n\n"
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """One finding explained: whose, for which year, which check and subject, both sides as they
    were (None where there are none), why, by whom and when (ISO date)."""

    unit: str
    year: int
    check: str
    reason: str
    who: str
    when: str
    region: str | None = None
    subject: str | None = None
    left: float | None = None
    right: float | None = None


def read_accepted(file: Path) -> tuple[Accepted, ...]:
    """What `file` lists, nothing where it is absent. Raises UsageError where it cannot be read."""
    return by_hand.read(file, _TABLE, _entry, "accepted.unreadable")


def _entry(row: Mapping[str, Any]) -> Accepted:
    return Accepted(
        unit=str(row["unit"]),
        year=int(row["year"]),
        check=str(row["check"]),
        reason=str(row["reason"]),
        who=str(row["who"]),
        when=str(row["when"]),
        **{key: row.get(key) for key in ("region", "subject", "left", "right")},
    )


def accept(
    database: Database, unit: str, year: int, check: str, reason: str, who: str
) -> list[Accepted]:
    """Record every failure of a check on the current report of a unit and year as explained; gives
    what was recorded. Raises UsageError where nothing fails, or the unit or check is not known."""
    if check not in checks():
        raise UsageError.of("check.unknown", check=check)
    agency = agency_called(database.conn, unit)
    rows = database.conn.execute(
        "SELECT a.unit, a.region, d.subject, d.left, d.right FROM finding d"
        " JOIN report r ON r.id = d.report JOIN agency a ON a.id = r.agency"
        " WHERE r.agency = ? AND r.year = ? AND r.current = 1 AND d.check_id = ?"
        " AND d.outcome = 'fails' ORDER BY d.id",
        (agency, year, check),
    ).fetchall()
    if not rows:
        raise UsageError.of("accept.nothing", unit=unit, year=year, check=check)
    today = date.today().isoformat()
    made = [
        Accepted(name, year, check, reason, who, today, region, subject, left, right)
        for name, region, subject, left, right in rows
    ]
    file = file_of(database)
    kept = [each for each in read_accepted(file) if not any(_is_same(each, new) for new in made)]
    _write(file, [*kept, *made])
    apply_accepted(database)
    return made


def apply_accepted(database: Database) -> None:
    """Mark the findings that have been explained, and count the others. Where the file is as it was
    the last time, only what was found since is looked at."""
    file = file_of(database)
    listed, digest = read_accepted(file), by_hand.digest(file)
    known = database.conn.execute("SELECT 1 FROM meta WHERE key = ? AND value = ?", (_SEEN, digest))
    marked: set[int] = set() if known.fetchone() else _unmark(database)
    for each in listed:
        marked |= _mark(database, each)
    database.conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_SEEN, digest))
    count_again(database, marked)


def _unmark(database: Database) -> set[int]:
    """Open again all that was explained; gives whose reports' it was."""
    accepted = database.conn.execute("SELECT report FROM finding WHERE accepted").fetchall()
    database.conn.execute("UPDATE finding SET accepted = 0 WHERE accepted")
    return {report for (report,) in accepted}


def _mark(database: Database, each: Accepted) -> set[int]:
    """Mark the findings that an entry explains; gives whose reports' they are."""
    found = database.conn.execute(
        "SELECT d.id, d.report FROM finding d JOIN report r ON r.id = d.report"
        " JOIN agency a ON a.id = r.agency"
        " WHERE a.unit_key = ? AND (? IS NULL OR a.region = ?) AND r.year = ?"
        " AND d.check_id = ? AND d.outcome = 'fails' AND (? IS NULL OR d.subject = ?)"
        " AND (? IS NULL OR d.left = ?) AND (? IS NULL OR d.right = ?) AND d.accepted = 0",
        (
            unit_key(each.unit), *(each.region,) * 2, each.year, each.check,
            *(each.subject,) * 2, *(each.left,) * 2, *(each.right,) * 2,
        ),
    ).fetchall()  # fmt: skip
    database.conn.executemany(
        "UPDATE finding SET accepted = 1, detail = json_set(detail, '$.accepted', ?) WHERE id = ?",
        [(f"{each.reason}（{each.who}，{each.when}）", finding) for finding, _ in found],
    )
    return {report for _, report in found}


def file_of(database: Database) -> Path:
    """The file beside the database in which explanations stand."""
    return by_hand.beside(database.conn, FILE)


def _is_same(one: Accepted, other: Accepted) -> bool:
    return all(
        getattr(one, key) == getattr(other, key)
        for key in ("unit", "region", "year", "check", "subject")
    )


def _write(file: Path, entries: Sequence[Accepted]) -> None:
    by_hand.write(file, _TABLE, (dict(_filled(entry)) for entry in entries), _HEAD)


def _filled(entry: Accepted) -> Iterable[tuple[str, Any]]:
    for key in Accepted.__slots__:
        value = getattr(entry, key)
        if value is not None:
            yield key, value
