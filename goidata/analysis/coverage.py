"""What is held of what is expected, unit by unit and year by year."""

from __future__ import annotations

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
    condition = " AND ".join([*_agency_conditions(selection), among(agencies, "a.id")])
    sql = f"""
      WITH y AS (SELECT DISTINCT r.year FROM report r
                 WHERE {year_condition(selection)})
      SELECT a.id AS agency, COALESCE(r.unit, a.unit) AS unit, a.scope, a.level, a.region,
        g.name AS region_name, y.year, r.id AS report, r.errors, r.abridged, a.complete,
        (a.listed = 1 AND COALESCE(a.from_year <= y.year, true)
          AND COALESCE(a.to_year >= y.year, true)) AS expected,
        ($scope IS NOT NULL AND a.scope <> $scope) AS beside
      FROM agency a CROSS JOIN y
      LEFT JOIN region g ON g.code = a.region
      LEFT JOIN report r ON r.agency = a.id AND r.year = y.year
      WHERE (r.id IS NOT NULL OR expected) AND {condition}
      ORDER BY beside, {stratum_order("a")}, a.region, a.unit, a.id, y.year"""
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
    found = _listed(db, selection, None)
    found = found[~found["beside"]]
    held = found["report"].notna()
    listed = found.assign(incomplete=found["expected"] & ~found["complete"])
    counted = listed.assign(
        filed=held & found["expected"],
        held=held,
        clean=found["status"] == "clean",
        doubtful=found["status"] == "doubtful",
    )
    columns = ["expected", "filed", "held", "clean", "doubtful", "abridged", "incomplete"]
    groups = counted.groupby(["year", "scope", "level"], dropna=False, sort=True)
    return groups[columns].sum().astype("Int64").reset_index()
