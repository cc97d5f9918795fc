"""Stored reports as others are compared with them, fetched by agency and year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goidata.checks.held import WORDS_OF, Held
from goidata.extraction.report import Scope
from goidata.form import TABLES, edition, editions
from goidata.store.shapes import figure_columns

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

_ABOUT = "id agency unit year scope region abridged".split()
_AT_ONCE = 400  # ids in one question


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored report by its id, with its agency."""

    report: int
    agency: int
    held: Held


def current_of(database: Database, agencies: Iterable[int]) -> Iterator[Stored]:
    """The current reports of agencies, by agency and year, without their words."""
    wanted = sorted(set(agencies))
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        yield from _where(database, f"r.agency IN ({', '.join('?' * len(some))})", some)


def current_in(database: Database, region: str, year: int) -> Iterator[Stored]:
    """The current reports of a region and year, without their words."""
    return _where(database, "r.region = ? AND r.year = ?", [region, year])


def words(database: Database, report: int) -> str:
    """The running text of a report's sections in its office's own words."""
    marks = ", ".join("?" * len(WORDS_OF))
    rows = database.conn.execute(
        f"SELECT text FROM section WHERE report = ? AND number IN ({marks}) ORDER BY id",
        (report, *WORDS_OF),
    )
    return "\n".join(text or "" for (text,) in rows)


def _where(database: Database, condition: str, values: list[Any]) -> Iterator[Stored]:
    names = figure_columns()
    about = ", ".join(f"r.{column}" for column in (*_ABOUT, *map("edition_{}".format, TABLES)))
    figures = ", ".join(f"f.{column}" for column in names)
    rows = database.conn.execute(
        f"SELECT {about}, {figures} FROM report r JOIN figures f ON f.report = r.id"
        f" WHERE r.current = 1 AND {condition} ORDER BY r.agency, r.year",
        values,
    )
    return map(_stored, rows)


def _stored(row: tuple[Any, ...]) -> Stored:
    report, agency, unit, year, scope, region, abridged, *rest = row
    printed = dict(zip(TABLES, rest[: len(TABLES)], strict=True))
    values = dict(zip(figure_columns(), rest[len(TABLES) :], strict=True))
    fallback = next(filter(None, printed.values()), editions()[0].name)
    figures = {
        field.name: values[field.database_name]
        for table in TABLES
        for field in edition(printed[table] or fallback).fields_of(table)
    }
    return Stored(
        report,
        agency,
        Held(unit, year, Scope(scope), region, bool(abridged), printed, figures),
    )
