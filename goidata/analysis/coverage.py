"""What is held of what is expected, unit by unit and year by year."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from goidata.analysis.conditions import (
    REGION,
    Agencies,
    among,
    bound,
    level_condition,
    named,
    stratum_order,
    year_condition,
)
from goidata.analysis.frames import ask, flags, numbers
from goidata.analysis.missing import NOT_COLLECTED, NOT_FILED
from goidata.analysis.selection import Selection
from goidata.store.reader import Reader


def coverage(db: Reader, selection: Selection, agencies: Agencies = None) -> pd.DataFrame:
    """Unit × year: agency, unit, scope, level, region, region_name, year, expected, report, errors,
    abridged, status ("clean", "doubtful" or None), why_missing, beside.

    A row where a report is held or the directory of agencies expects one. What is absent is
    not_filed where the directory declares its set complete, else not_collected. Reports that
    `only_clean` leaves out elsewhere are listed here. Of `agencies` alone where these are named.
    """
    return _listed(db, selection, agencies).drop(columns="complete")


def _listed(db: Reader, selection: Selection, agencies: Agencies) -> pd.DataFrame:
    """As `coverage`, and whether the directory declares the unit's set `complete`."""
    sql = f"{_listing(selection, agencies)} ORDER BY {_ORDER}"
    bindings = bound(selection, **named(agencies))
    found = flags(ask(db, sql, bindings), ["expected", "complete", "abridged", "beside"])
    found = numbers(found, ["report", "errors"])
    held, doubtful = found["report"].notna(), (found["errors"] > 0).fillna(False).astype(bool)
    status = pd.Series([None] * len(found), index=found.index, dtype=object)
    status[held] = "clean"
    status[held & doubtful] = "doubtful"
    why = pd.Series([None] * len(found), index=found.index, dtype=object)
    why[~held] = NOT_COLLECTED
    why[~held & found["complete"]] = NOT_FILED
    return found.assign(status=status, why_missing=why)


def _listing(selection: Selection, agencies: Agencies = None) -> str:
    """The SQL of the rows of `coverage`, and whether the unit's set is declared `complete`."""
    condition = " AND ".join([*_agency_conditions(selection), among(agencies, "a.id")])
    return f"""
      WITH y AS (SELECT DISTINCT r.year FROM report r WHERE {year_condition(selection)})
      SELECT a.id AS agency, COALESCE(r.unit, a.unit) AS unit, a.scope, a.level, a.region,
        g.name AS region_name, y.year, r.id AS report, r.errors, r.abridged, a.complete,
        (a.listed = 1 AND COALESCE(a.from_year <= y.year, true)
          AND COALESCE(a.to_year >= y.year, true)) AS expected,
        ($scope IS NOT NULL AND a.scope <> $scope) AS beside
      FROM agency a CROSS JOIN y
      LEFT JOIN region g ON g.code = a.region
      LEFT JOIN report r ON r.agency = a.id AND r.year = y.year
      WHERE (r.id IS NOT NULL OR expected) AND {condition}"""


_ORDER = f"beside, {stratum_order('a')}, a.region, a.unit, a.id, y.year"


def _agency_conditions(selection: Selection) -> list[str]:
    found = ["true"]
    if selection.region:
        found.append(REGION.format("g").replace("g.region", "a.region"))
    if selection.level:
        found.append(level_condition(selection, "a.level"))
    if selection.scope and not selection.beside:
        found.append("a.scope = $scope")
    return found


def coverage_by_year(db: Reader, selection: Selection) -> pd.DataFrame:
    """year, scope, level, expected, filed (held among those expected), held, clean, doubtful,
    abridged, incomplete (expected from a set that the directory does not declare complete): the
    counts of units for the coverage strip and the filing rate."""
    counts = (f"COUNT(CASE WHEN {which} THEN 1 END) AS {name}" for name, which in _COUNTS.items())
    counted = ", ".join(counts)
    sql = f"""SELECT year, scope, level, {counted} FROM ({_listing(selection)}) WHERE NOT beside
      GROUP BY ALL ORDER BY year, scope, level NULLS LAST"""
    return numbers(ask(db, sql, bound(selection)), _COUNTS)


_COUNTS = {
    "expected": "expected",
    "filed": "expected AND report IS NOT NULL",
    "held": "report IS NOT NULL",
    "clean": "report IS NOT NULL AND NOT coalesce(errors > 0, false)",
    "doubtful": "report IS NOT NULL AND coalesce(errors > 0, false)",
    "abridged": "abridged = 1",
    "incomplete": "expected AND NOT coalesce(complete = 1, false)",
}


def lacking(db: Reader, selection: Selection, year: int, most: int = 6) -> pd.DataFrame:
    """agency, unit, region, why_missing: units expected in a year of which no report is held;
    `attrs["all"]` says how many these are, `attrs["listed"]` how many are expected."""
    within = replace(selection, years=(year,))
    listing = _listing(within)
    why = f"CASE WHEN complete = 1 THEN '{NOT_FILED}' ELSE '{NOT_COLLECTED}' END AS why_missing"
    sql = f"""SELECT agency, unit, region, {why} FROM ({listing} ORDER BY {_ORDER})
      WHERE report IS NULL AND expected LIMIT $most"""
    found = ask(db, sql, bound(within, most=most))
    counts = f"SELECT COUNT(CASE WHEN report IS NULL THEN 1 END), COUNT(*) FROM ({listing})"
    ((absent, listed),) = db.rows(f"{counts} WHERE expected", bound(within))[1]
    found.attrs["all"], found.attrs["listed"] = int(absent), int(listed)
    return found
