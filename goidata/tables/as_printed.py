"""Every figure as it was read: its number, its state, the printed text, its place, its source.

One row a figure of a current report, some hundred reports at a time, so that memory does not grow
with the database.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from goidata.form import all_fields

Row = tuple[Any, ...]
AT_ONCE = 300  # reports

# Of the report: its own columns, the region by its name.
_BEFORE = "report unit scope level region region_name province city year".split()
_BEHIND = "title published url file sha256 abridged synthetic".split()
_CELL = "name value state raw".split()
_PLACE = "page table row column line".split()
_REASONS = "reason reason_en".split()
COLUMNS = (*_BEFORE, *_CELL, *_PLACE, *_REASONS, *_BEHIND)

WHOLE = {"report", "year", "abridged", "synthetic", *_PLACE}  # whole numbers
FRACTIONS = {"value"}  # numbers; the rest are texts


def years(connection: sqlite3.Connection) -> list[int]:
    """The years of current reports, the first first."""
    found = connection.execute("SELECT DISTINCT year FROM report WHERE current = 1 ORDER BY year")
    return [year for (year,) in found]


def figures(connection: sqlite3.Connection, year: int) -> Iterator[list[Row]]:
    """The figures of a year's current reports in batches; each row has the values of COLUMNS."""
    after = 0
    while reports := connection.execute(_REPORTS, (year, after, AT_ONCE)).fetchall():
        after = reports[-1][0]
        yield [row for report in reports for row in _rows(report)]


_ABOUT = ", ".join(
    {"report": "r.id", "region_name": "g.name"}.get(name, f"r.{name}")
    for name in (*_BEFORE, *_BEHIND)
)
_REPORTS = (
    f"SELECT {_ABOUT}, c.cells FROM report r JOIN reading c ON c.report = r.id"
    " LEFT JOIN region g ON g.code = r.region"
    " WHERE r.current = 1 AND r.year = ? AND r.id > ? ORDER BY r.id LIMIT ?"
)


def _rows(report: Row) -> Iterator[Row]:
    before, behind = report[: len(_BEFORE)], report[len(_BEFORE) : -1]
    read = json.loads(zlib.decompress(report[-1]))["figures"]
    for name, cell in read.items():
        if name in all_fields():
            yield (*before, name, *_read(cell), *behind)


def _read(cell: Mapping[str, Any]) -> Iterator[Any]:
    place = cell.get("place") or {}
    yield from (cell.get(key) for key in _CELL[1:])
    yield from (place.get(key) for key in _PLACE)
    yield from (cell.get(key) for key in _REASONS)
