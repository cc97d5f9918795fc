"""Sums of figures by year, region and scope, kept beside the reports so that pages need not add.

A row holds the reports of one region alone: a city's row does not contain its counties.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from goidata.store.adding import added
from goidata.store.shapes import figure_columns

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

Key = tuple[int, str | None, str]

_TOUCHED = (
    "WITH touched AS (SELECT json_extract(value, '$[0]') AS year,"
    " json_extract(value, '$[1]') AS region, json_extract(value, '$[2]') AS scope"
    " FROM json_each(?))"
)
# Told so that the reports of one place are looked up, not all that count.
COUNTS = "+r.current = 1"


def refresh(database: Database, keys: Iterable[Key]) -> None:
    """Form the sums again for the (year, region, scope) that changed, all in one statement."""
    touched = json.dumps(sorted(set(keys), key=str))
    same = "{0}.year = t.year AND {0}.region IS t.region AND {0}.scope = t.scope"
    database.conn.execute(
        f"{_TOUCHED} DELETE FROM summary WHERE id IN"
        f" (SELECT s.id FROM touched t CROSS JOIN summary s ON {same.format('s')})",
        (touched,),
    )
    columns = ", ".join(figure_columns())
    sums = ", ".join(added(f"f.{column}") for column in figure_columns())
    database.conn.execute(
        f"INSERT INTO summary (year, region, scope, level, reports, {columns}) {_TOUCHED}"
        f" SELECT f.year, f.region, f.scope, max(f.level), count(*), {sums}"
        f" FROM touched t CROSS JOIN report r ON {same.format('r')}"
        f" JOIN figures f ON f.report = r.id WHERE {COUNTS}"
        " GROUP BY f.year, f.region, f.scope",
        (touched,),
    )
