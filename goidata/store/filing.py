"""One report put into the database: its rows, its place among the versions of its unit and year."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goidata.checks import Finding
from goidata.extraction.report import Report
from goidata.store import versions
from goidata.store.agencies import agency_of, forget_if_empty
from goidata.store.database import now
from goidata.store.inserting import delete_parts, insert_one, insert_parts
from goidata.store.records import Record, record_of

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a report was read from, and the load that brought it."""

    file: str
    sha256: str
    load: int | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """How a report was filed; `differs` says whether another version of its unit and year waits
    for a person to decide; `agency` is the unit's id."""

    report: int
    version: int
    status: str
    differs: bool
    agency: int


def file_report(
    database: Database, report: Report, findings: Sequence[Finding], origin: Origin
) -> Filed:
    """Store `report` with its findings, as `file_record` does."""
    return file_record(database, record_of(report, findings), origin)


def file_record(database: Database, record: Record, origin: Origin) -> Filed:
    """Store a report and decide whether it counts."""
    identity = record.identity
    agency, year = agency_of(database, identity), identity.year
    version = _next_version(database, agency, year)
    first = version == 1  # which has none to stand beside
    row = {
        **record.row(),
        "agency": agency,
        "version": version,
        "current": int(first),
        "chosen": 0,
        "status": versions.CURRENT if first else versions.SUPERSEDED,
        "file": origin.file,
        "sha256": origin.sha256,
        "load": origin.load,
        "loaded_at": now(),
    }
    identifier = insert_one(database, "report", row)
    insert_parts(database, identifier, record)
    status, differs = versions.CURRENT, False
    if not first:
        status, differs = versions.rank(database, agency, year, identifier)
    return Filed(identifier, version, status, differs, agency)


def is_held(database: Database, sha256: str) -> bool:
    """Whether the report of a file with this content is stored."""
    return holds(database.conn)(sha256)


def holds(connection: sqlite3.Connection) -> Callable[[str], bool]:
    """What tells whether the report of a file is stored, by its content."""
    asked = "SELECT 1 FROM report WHERE sha256 = ?"
    # All rows are fetched, so that no reader is left open who would keep the writer waiting.
    return lambda sha256: bool(connection.execute(asked, (sha256,)).fetchall())


def discard(database: Database, sha256: str) -> list[int]:
    """Take the report of a file out of the database, if it is held; gives the units whose reports
    change."""
    found = database.conn.execute(
        "SELECT id, agency, year FROM report WHERE sha256 = ?", (sha256,)
    ).fetchone()
    if found is None:
        return []
    report, agency, year = found
    delete_parts(database, report)
    database.conn.execute("DELETE FROM report WHERE id = ?", (report,))
    versions.rank_again(database, agency, year)
    forget_if_empty(database, agency)
    return [agency]


def _next_version(database: Database, agency: int, year: int) -> int:
    (last,) = database.conn.execute(
        "SELECT coalesce(max(version), 0) FROM report WHERE agency = ? AND year = ?", (agency, year)
    ).fetchone()
    return int(last) + 1
