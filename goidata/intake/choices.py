"""What a person decides: which version counts, and who an undecided report is of."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goidata.errors import UsageError
from goidata.form.dictionary import Listing
from goidata.intake.acceptance import apply_accepted
from goidata.intake.crosschecks import check_across
from goidata.store import versions
from goidata.store.calling import agency_called
from goidata.store.database import revise
from goidata.store.summaries import refresh

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

_STATUSES = {
    versions.CURRENT: ("采用", "current"),
    versions.SUPERSEDED: ("已被取代", "superseded"),
    versions.COPY: ("副本", "copy"),
    versions.DIFFERS: ("数字不一致，待定", "differs, to be decided"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One version of a unit and year, as shown to people."""

    number: int
    status: str
    file: str
    read: int
    errors: int
    abridged: bool
    loaded_at: str


def versions_held(connection: sqlite3.Connection, unit: str, year: int) -> list[Held]:
    """Every version held for `unit` and `year`, the oldest first.

    Raises UsageError where no unit, or more than one, is called so.
    """
    rows = connection.execute(
        "SELECT version, status, file, n_number, errors, abridged, loaded_at FROM report"
        " WHERE agency = ? AND year = ? ORDER BY version",
        (agency_called(connection, unit), year),
    )
    held = [Held(row[0], row[1], row[2], row[3], row[4], bool(row[5]), row[6]) for row in rows]
    if not held:
        raise UsageError(
            "versions", f"{unit} 没有 {year} 年的报告", f"no report of {unit} for {year} is held"
        )
    return held


def listing(unit: str, year: int, held: list[Held], language: str) -> Listing:
    """The versions as a table for people."""
    if language == "en":
        head = ("Version", "Status", "Figures", "Errors", "File", "Loaded")
    else:
        head = ("版本", "状态", "数字", "错误", "文件", "入库时间")
    rows = (
        (str(v.number), _status(v, language), str(v.read), str(v.errors), v.file, v.loaded_at)
        for v in held
    )
    return Listing(f"{unit} {year}", head, tuple(rows))


def use_version(database: Database, unit: str, year: int, number: int) -> None:
    """Let version `number` count. Raises UsageError where there is none."""
    agency = agency_called(database.conn, unit)
    if not versions.choose(database, agency, year, number):
        raise UsageError(
            "versions",
            f"{unit} {year} 年没有第 {number} 版，用 goidata versions 查看",
            f"{unit} has no version {number} for {year}; see goidata versions",
        )
    refresh(database, keys_of(database, agency, year))
    check_across(database, {agency})
    apply_accepted(database)
    revise(database)


def keys_of(database: Database, agency: int, year: int) -> list[tuple[int, str | None, str]]:
    """The sums to which a unit's report for a year belongs."""
    row = database.conn.execute("SELECT region, scope FROM agency WHERE id = ?", (agency,))
    region, scope = row.fetchone()
    return [(year, region, scope)]


def _status(version: Held, language: str) -> str:
    word = _STATUSES[version.status][language == "en"]
    if not version.abridged:
        return word
    return f"{word} (abridged)" if language == "en" else f"{word}（摘编）"
