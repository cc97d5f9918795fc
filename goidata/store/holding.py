"""Stored reports as others are compared with them, in the order of agencies and years."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from goidata.checks.held import WORDS_OF, Held
from goidata.extraction.report import Scope
from goidata.form import TABLES, edition, editions
from goidata.store.shapes import figure_columns

_ABOUT = "id agency unit year scope region abridged".split()
_AT_ONCE = 400  # ids in one question


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored report by its id, with its agency."""

    report: int
    agency: int
    held: Held


def current(connection: sqlite3.Connection, reports: Iterable[int]) -> Iterator[Stored]:
    """Those of some reports that count, by agency and year, without their words."""
    listed = json.dumps(sorted(set(reports)))
    order = connection.execute(
        "SELECT id FROM report WHERE id IN (SELECT value FROM json_each(?)) ORDER BY agency, year",
        (listed,),
    ).fetchall()
    for start in range(0, len(order), _AT_ONCE):
        some = [report for (report,) in order[start : start + _AT_ONCE]]
        yield from _where(connection, f"r.id IN ({', '.join('?' * len(some))})", some)


def current_of(connection: sqlite3.Connection, agency: int) -> Iterator[Stored]:
    """The current reports of an agency, by year, without their words."""
    return _where(connection, "r.agency = ?", [agency])


def governments_in(connection: sqlite3.Connection, region: str, year: int) -> Iterator[Stored]:
    """The current reports of a region's government for a year, without their words."""
    condition = "r.region = ? AND r.year = ? AND r.scope = ?"
    return _where(connection, condition, [region, year, Scope.GOVERNMENT.value])


def words(connection: sqlite3.Connection, report: int) -> str:
    """The running text of a report's sections in its office's own words."""
    marks = ", ".join("?" * len(WORDS_OF))
    rows = connection.execute(
        f"SELECT text FROM section WHERE report = ? AND number IN ({marks}) ORDER BY id",
        (report, *WORDS_OF),
    )
    return "\n".join(text or "" for (text,) in rows)


def _where(connection: sqlite3.Connection, condition: str, values: list[Any]) -> Iterator[Stored]:
    names = figure_columns()
    about = ", ".join(f"r.{column}" for column in (*_ABOUT, *map("edition_{}".format, TABLES)))
    figures = ", ".join(f"f.{column}" for column in names)
    rows = connection.execute(
        f"SELECT {about}, {figures} FROM report r JOIN figures f ON f.report = r.id"
        f" WHERE r.current = 1 AND {condition} ORDER BY r.agency, r.year",
        values,
    )
    return map(_stored, rows)


@cache
def _places(printed: tuple[str | None, ...]) -> tuple[tuple[str, int], ...]:
    """Each figure of the editions printed, and which of the columns of figures holds it."""
    fallback = next(filter(None, printed), editions()[0].name)
    columns = {name: at for at, name in enumerate(figure_columns())}
    return tuple(
        (field.name, columns[field.database_name])
        for table, name in zip(TABLES, printed, strict=True)
        for field in edition(name or fallback).fields_of(table)
    )


def _stored(row: tuple[Any, ...]) -> Stored:
    report, agency, unit, year, scope, region, abridged, *rest = row
    printed = dict(zip(TABLES, rest[: len(TABLES)], strict=True))
    values = rest[len(TABLES) :]
    places = _places(tuple(printed.values()))
    figures = {name: values[at] for name, at in places}
    return Stored(
        report,
        agency,
        Held(unit, year, Scope(scope), region, bool(abridged), printed, figures),
    )
