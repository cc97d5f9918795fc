"""Reports recorded as sent back to their units, with the faults that were told them."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from goidata.errors import UsageError
from goidata.store.calling import agency_called
from goidata.store.decisions import Returned, Told, file_beside, read, write


def send_back(
    connection: sqlite3.Connection,
    database: Path,
    unit: str,
    year: int,
    who: str,
    due: date | None = None,
    note: str | None = None,
) -> Returned:
    """Record that the current report of a unit and year was sent back today, with its open errors
    and warnings; what was recorded of it before is written over.

    Raises UsageError where the unit, its report or a fault is lacking.
    """
    about = _current(connection, unit, year)
    rows = connection.execute(
        'SELECT check_id, subject, "left", "right" FROM finding WHERE report = ? AND accepted = 0'
        " AND outcome = 'fails' AND severity IN ('error', 'warning') ORDER BY id",
        (about["report"],),
    ).fetchall()
    if not rows:
        raise UsageError.of("returned.nothing", unit=unit, year=year)
    made = Returned(
        unit=about["unit"],
        year=year,
        when=date.today().isoformat(),
        who=who,
        faults=tuple(Told(*row) for row in rows),
        region=about["region"],
        due=due.isoformat() if due else None,
        note=note,
        version=about["version"],
    )
    file = file_beside(database)
    write(file, [*(each for each in read(file) if not each.is_of(made)), made])
    return made


def withdraw(connection: sqlite3.Connection, database: Path, unit: str, year: int) -> None:
    """Take the record of a unit and year out. Raises UsageError where there is none."""
    about = _current(connection, unit, year)
    file = file_beside(database)
    entries = read(file)
    meant = Returned(about["unit"], year, "", "", region=about["region"])
    kept = [each for each in entries if not each.is_of(meant)]
    if len(kept) == len(entries):
        raise UsageError.of("returned.not_sent", unit=unit, year=year)
    write(file, kept)


def _current(connection: sqlite3.Connection, unit: str, year: int) -> sqlite3.Row:
    agency = agency_called(connection, unit)
    cursor = connection.execute(
        "SELECT r.id AS report, a.unit, a.region, r.version FROM report r"
        " JOIN agency a ON a.id = r.agency WHERE r.agency = ? AND r.year = ? AND r.current = 1",
        (agency, year),
    )
    row = cursor.fetchone()
    if row is None:
        raise UsageError.of("versions.none", unit=unit, year=year)
    return sqlite3.Row(cursor, tuple(row))
