"""Sums of figures by year, region and scope, kept beside the reports so that pages need not add.

A row holds the reports of one region alone: a city's row does not contain its counties.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from goidata.store.adding import added
from goidata.store.shapes import figure_columns

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

Key = tuple[int, str | None, str]

# Told so that the reports of one place are looked up, not all that count.
COUNTS = "+r.current = 1"


def refresh(database: Database, keys: Iterable[Key]) -> None:
    """Form the sums again for the (year, region, scope) that changed."""
    touched = sorted(set(keys), key=str)
    same = "year = ? AND region IS ? AND scope = ?"
    database.conn.executemany(f"DELETE FROM summary WHERE {same}", touched)
    columns = ", ".join(figure_columns())
    sums = ", ".join(added(f"f.{column}") for column in figure_columns())
    where = " AND ".join(f"r.{part.strip()}" for part in same.split("AND"))
    database.conn.executemany(
        f"INSERT INTO summary (year, region, scope, level, reports, {columns})"
        f" SELECT f.year, f.region, f.scope, max(f.level), count(*), {sums}"
        f" FROM report r JOIN figures f ON f.report = r.id WHERE {COUNTS} AND {where}"
        " GROUP BY f.year, f.region, f.scope",
        touched,
    )
