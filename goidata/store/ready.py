"""What every page asks of all reports, kept ready in the columnar copy: it depends on the database
alone, and is made anew with each change of it, in less than a page would take for one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# A year is a group of its own (`of_year`), and all years together are one, since a unit of several
# years is one unit.
COUNTED = """COUNT(*) AS reports, COUNT(CASE WHEN r.errors = 0 THEN 1 END) AS clean"""
# Where no unit has two reports of a year, units are reports there: a fifth of the time. `once` says
# whether that is so; a year that could be taken for another counts as two.
_CENSUS = f"""WITH u AS (SELECT r.scope, r.level, r.agency, {COUNTED},
    bit_or(1::BIGINT << (abs(r.year) % 62)) AS years
    FROM report r WHERE {{where}} GROUP BY r.scope, r.level, r.agency)
  SELECT scope, level, NULL AS year, false AS of_year, COUNT(agency) AS units,
    COUNT(CASE WHEN clean > 0 THEN agency END) AS clean_units,
    CAST(SUM(reports) AS BIGINT) AS reports, CAST(SUM(clean) AS BIGINT) AS clean,
    bool_and(coalesce(bit_count(years), 0) = reports) AS once FROM u GROUP BY scope, level
  UNION ALL SELECT r.scope, r.level, r.year, true, COUNT(r.agency),
    COUNT(CASE WHEN r.errors = 0 THEN r.agency END), {COUNTED}, true
    FROM report r WHERE {{where}} GROUP BY r.scope, r.level, r.year"""
_EVERY = "true"  # the condition that all reports meet

MADE = {
    "stratum": "SELECT DISTINCT year, scope, level FROM report",
    # The regions of reports, and those above, of which there may be none.
    "held_region": """SELECT code, CAST(SUM(reports) AS BIGINT) AS reports FROM (
        SELECT region AS code, COUNT(*) AS reports FROM report GROUP BY region
        UNION ALL SELECT DISTINCT province, 0 FROM report
        UNION ALL SELECT DISTINCT city, 0 FROM report)
      WHERE code IS NOT NULL GROUP BY code ORDER BY code""",
    "census": _CENSUS.format(where=_EVERY),
}


def census(where: str) -> str:
    """How many units and reports there are that meet a condition, as SQL over the columns."""
    return "FROM census" if where == _EVERY else _CENSUS.format(where=where)


def make(copy: DuckDBPyConnection) -> None:
    """Make the tables of MADE, in place of those that were."""
    for name, sql in MADE.items():
        copy.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}")
