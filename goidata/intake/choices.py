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
from goidata.wording import say

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database


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
        raise UsageError.of("versions.none", unit=unit, year=year)
    return held


def listing(unit: str, year: int, held: list[Held], language: str) -> Listing:
    """The versions as a table for people."""
    heads = ("number", "status", "figures", "errors", "file", "loaded")
    head = tuple(say(f"commands.versions.{each}", language) for each in heads)
    rows = (
        (str(v.number), _status(v, language), str(v.read), str(v.errors), v.file, v.loaded_at)
        for v in held
    )
    return Listing(f"{unit} {year}", head, tuple(rows))


def use_version(database: Database, unit: str, year: int, number: int) -> None:
    """Let version `number` count. Raises UsageError where there is none."""
    agency = agency_called(database.conn, unit)
    if not versions.choose(database, agency, year, number):
        raise UsageError.of("versions.unknown", unit=unit, year=year, number=number)
    check_across(database, {agency})
    apply_accepted(database)


def _status(version: Held, language: str) -> str:
    word = say(f"commands.versions.{version.status}", language)
    return say("commands.versions.abridged", language, status=word) if version.abridged else word
