"""Revisions: every change of the book has a number, each report and unit that of its last one.

So whoever keeps a copy looks only at what is of a later revision than the copy. The marks are set
by triggers of the writing connection, whatever writes. What another program writes bears none; that
it did is seen by time and size of the file, and the marks then count from the next revision on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goidata.store import columnar

MARKED = ("report", "agency")
_NEXT = "(SELECT CAST(value AS INTEGER) + 1 FROM meta WHERE key = 'revision')"


@contextmanager
def counted(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Mark what is written within, in the transaction that is open, and count it as one change,
    unless nothing was."""
    known = columnar.is_kept(path) or columnar.is_ours(path)
    for table in MARKED:
        for event in ("INSERT", "UPDATE"):
            connection.execute(
                f"CREATE TEMP TRIGGER {table}_{event} AFTER {event} ON main.{table}"
                f" WHEN new.revision IS NOT {_NEXT}"
                f" BEGIN UPDATE {table} SET revision = {_NEXT} WHERE id = new.id; END"
            )
    before = connection.total_changes
    yield
    if connection.total_changes > before:
        if not known:
            connection.execute(f"INSERT OR REPLACE INTO meta VALUES ('marked_since', {_NEXT})")
        else:  # a copy of the book as it was, though nothing in it was ever marked, as after a step
            connection.execute(f"INSERT OR IGNORE INTO meta VALUES ('marked_since', {_NEXT} - 1)")
        connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
