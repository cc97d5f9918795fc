"""Inhabitants by region and year, where the user gives a table of them: an input from outside.

The file is `data/population.csv`, or what GOIDATA_POPULATION names: columns region (code), year,
inhabitants. Queries ask it by the SQL function `inhabitants(region, year)`, which gives NULL where
the table has nothing.
"""

from __future__ import annotations

import csv
import os
import sqlite3
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from goidata.errors import UsageError
from goidata.store import home

VARIABLE = "GOIDATA_POPULATION"
FILE = "population.csv"
COLUMNS = ("region", "year", "inhabitants")
LARGEST = 20_000_000  # bytes

Population = Mapping[tuple[str, int], int]


def path() -> Path:
    """The file meant, whether or not it is there."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else home.data() / FILE


def stamp() -> int:
    """What changes when the file does; 0 where there is none."""
    try:
        return path().stat().st_mtime_ns
    except OSError:
        return 0


def population() -> Population:
    """The table, empty where there is no file.

    UsageError, naming the line, where the file is not such a table.
    """
    return _read(path(), stamp())


def provide(db: sqlite3.Connection) -> None:
    """Let queries on `db` ask for inhabitants."""
    known = population()

    def inhabitants(region: str | None, year: int | None) -> int | None:
        return known.get((region or "", year or 0))

    db.create_function("inhabitants", 2, inhabitants, deterministic=True)


@lru_cache(maxsize=2)
def _read(file: Path, changed: int) -> Population:
    if not changed:
        return {}
    if file.stat().st_size > LARGEST:
        raise _unusable(file, 1)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not set(COLUMNS) <= set(rows.fieldnames or ()):
            raise _unusable(file, 1)
        return dict(_row(row, file, rows.line_num) for row in rows)


def _row(row: Mapping[str, str | None], file: Path, line: int) -> tuple[tuple[str, int], int]:
    region, year, inhabitants = ((row.get(name) or "").strip() for name in COLUMNS)
    plain = all(text.isascii() and text.isdecimal() for text in (region, year, inhabitants))
    if not plain or len(region) != 6 or len(year) != 4 or not int(inhabitants):
        raise _unusable(file, line)
    return (region, int(year)), int(inhabitants)


def _unusable(file: Path, line: int) -> UsageError:
    return UsageError.of("population.line", file=file, line=line)
