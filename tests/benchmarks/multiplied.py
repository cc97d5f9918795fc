"""A database of more reports than can be made in a day, from one of fewer: its units again under
other names, in the same regions and years and with the same figures.

Counts by unit, region, level and year are then those of a country in which every region has so many
times the bodies. What is asked of the columns is of the full size, and so are figures, claims,
findings and outcomes of checks in the book; words, sketches and printed cells are of the first
units alone, so that a search for words is one in the smaller database.
"""

from __future__ import annotations

import shutil
import sqlite3
from argparse import Namespace
from contextlib import closing
from pathlib import Path

PARTS = ("figures", "unread", "claim", "finding", "check_outcome")  # what is repeated of a report


def run(asked: Namespace) -> None:
    """Write `asked.to`: the database `asked.db`, `asked.times` over."""
    multiply(asked.db, asked.to, asked.times)
    print(asked.to)


def multiply(source: Path, to: Path, times: int) -> None:
    shutil.copyfile(source, to)
    with closing(sqlite3.connect(to, isolation_level=None)) as db:
        # It is made anew where it fails, so that nothing need be undone.
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -400000"):
            db.execute(f"PRAGMA {pragma}").fetchall()
        last = {name: _last(db, name) for name in ("agency", "report")}
        db.execute("BEGIN")
        for time in range(1, times):
            _repeat(db, time, {name: number * time for name, number in last.items()}, last)
        db.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
        db.execute("COMMIT")


def _last(db: sqlite3.Connection, table: str) -> int:
    (last,) = db.execute(f"SELECT max(id) FROM {table}").fetchone()
    return int(last)


def _repeat(db: sqlite3.Connection, time: int, later: dict[str, int], last: dict[str, int]) -> None:
    """All units and their reports once more, their ids `later`."""
    agency, report = later["agency"], later["report"]
    named = f"|| '第{time + 1}'"
    own = {"id": f"id + {agency}", "unit": f"unit {named}", "unit_key": f"unit_key {named}"}
    _insert(db, "agency", own, f"id <= {last['agency']}")
    own = {"id": f"id + {report}", "agency": f"agency + {agency}", "unit": f"unit {named}"}
    own["sha256"] = f"sha256 || '-{report}'"
    _insert(db, "report", own, f"id <= {last['report']}")
    for table in PARTS:
        own = {"report": f"report + {report}"}
        own |= {"id": "NULL"} if "id" in _columns(db, table) else {}  # the next one that is free
        _insert(db, table, own, f"report <= {last['report']}")


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def _insert(db: sqlite3.Connection, table: str, own: dict[str, str], where: str) -> None:
    columns = _columns(db, table)
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(own.get(name, f'"{name}"') for name in columns)
    db.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE {where}")
