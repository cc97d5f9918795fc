"""Where units lie: the centres of their regions, and of the regions of which no report is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from goidata.analysis.conditions import REGION, REPORTS, Agencies, added, bound, where
from goidata.analysis.frames import Parameters, ask, numbers
from goidata.analysis.listed import operands, value_of
from goidata.analysis.measured import by_unit
from goidata.analysis.rates import TINY, evaluate, scale
from goidata.analysis.selection import Selection
from goidata.store.reader import Reader

VOLUME = "received"
UNPLACED = 9  # units without a place that are told by their names


@dataclass(frozen=True, slots=True)
class Placed:
    """A map as it is drawn: `rows` are the largest units (see `placed`), and `named_alike` of each
    says how many of all lie in regions of its region's name. `others`, where there are more, has a
    row for each region of the rest, with n, N, value, base of the largest there: region, longitude,
    latitude. `units` have a place; `received` is their sum. `ends` are the values, of units with a
    base of ten and without an open error, between which all lie, or `cut`, nine in ten. `unplaced`
    names the first units without a place, which are `lost` in all."""

    rows: pd.DataFrame
    others: pd.DataFrame | None
    units: int
    received: float
    ends: tuple[float, float]
    cut: bool
    unplaced: Sequence[str]
    lost: int


def placed(
    db: Reader, selection: Selection, year: int, measure: str, agencies: Agencies = None
) -> pd.DataFrame:
    """The units of a selection (of one stratum) in a year, or of these the `agencies`, largest
    first: unit, agency, report, region, region_name, errors, longitude, latitude, received, and of
    the measure n, N, value, base, why_missing. Units whose region is undecided, or has no centre,
    are not among them."""
    within = replace(selection, years=(year,))
    found = by_unit(db, within, tuple(dict.fromkeys((VOLUME, measure))), agencies)
    found = found[~found["beside"]]
    volumes = found[found["measure"] == VOLUME].set_index("report")["value"]
    rows = found[found["measure"] == measure].reset_index(drop=True)
    centres = ask(db, "SELECT code AS region, longitude, latitude FROM region", {})
    rows = rows.assign(received=rows["report"].map(volumes)).merge(centres, "left", "region")
    known = rows["longitude"].notna() & rows["latitude"].notna()
    shown = rows[known].sort_values("received", ascending=False, kind="stable")
    return shown.reset_index(drop=True)


def mapped(db: Reader, selection: Selection, year: int, measure: str, most: int) -> Placed:
    """The units of a selection (of one stratum) in a year where they lie, the `most` largest one by
    one."""
    within = replace(selection, years=(year,))
    begin, asked = _steps(within, measure), bound(within, most=most)
    ((units, received, values, unplaced, lost),) = db.rows(f"{begin} {_SUMMARY}", asked)[1]
    largest = ask(db, f"{begin} {_LARGEST}", asked)
    rows = placed(db, within, year, measure, largest["agency"].tolist())
    alike = dict(zip(largest["report"], largest["named_alike"], strict=True))
    values, factor = values or [0.0], scale(measure)
    cut = len(values) // 20
    return Placed(
        rows.assign(named_alike=rows["report"].map(alike)),
        _others(db, f"{begin} {_OTHERS}", {**asked, "largest": rows["report"].tolist()}, measure)
        if units > most
        else None,
        units,
        float(received or 0),
        (values[cut] * factor, values[-1 - cut] * factor),
        bool(cut),
        unplaced or [],
        lost,
    )


def _steps(selection: Selection, measure: str) -> str:
    """The beginning of a statement: the tables `held` of all units, and `known` of those with a
    place."""
    received, _ = operands(VOLUME, selection.column)
    n, whole = operands(measure, selection.column)
    return f"""WITH y AS (SELECT r.id AS report, r.agency, r.unit, r.region, r.region_name,
          r.longitude, r.latitude, r.errors, {received} AS received, {n} AS n, {whole} AS whole
        {REPORTS} WHERE {where(selection)}),
      held AS (SELECT *, {value_of(measure)} AS value,
        longitude IS NOT NULL AND latitude IS NOT NULL AS has_place FROM y),
      known AS (SELECT * FROM held WHERE has_place)"""


_BY_NAME = "region, unit, report"
_SUMMARY = f"""SELECT COUNT(CASE WHEN has_place THEN 1 END),
    {added("CASE WHEN has_place THEN received END")},
    list_sort(list(value) FILTER (
      has_place AND value IS NOT NULL AND whole >= {TINY} AND coalesce(errors, 0) = 0)),
    (SELECT list(unit ORDER BY {_BY_NAME}) FROM (
      SELECT * FROM held WHERE NOT has_place ORDER BY {_BY_NAME} LIMIT {UNPLACED})),
    COUNT(CASE WHEN NOT has_place THEN 1 END)
  FROM held"""
_LARGEST = f"""SELECT report, agency, named_alike FROM (
    SELECT *, COUNT(*) OVER (PARTITION BY region_name) AS named_alike FROM known)
  ORDER BY received DESC NULLS LAST, {_BY_NAME} LIMIT $most"""
_OTHERS = f"""SELECT region, longitude, latitude, n, whole AS N FROM known
  WHERE report NOT IN (SELECT unnest($largest))
  QUALIFY ROW_NUMBER() OVER (PARTITION BY region
    ORDER BY received DESC NULLS LAST, {_BY_NAME}) = 1
  ORDER BY region"""


def _others(db: Reader, sql: str, asked: Parameters, measure: str) -> pd.DataFrame:
    return evaluate(numbers(ask(db, sql, asked), ["n", "N"]).assign(measure=measure))


def empty_places(db: Reader, selection: Selection, year: int) -> pd.DataFrame:
    """code, name, longitude, latitude: the regions standing in the year, at the level of the
    selection and within its region, of which it holds no report."""
    inside = REGION.replace("{0}.region", "g.code").format("g")
    where = inside if selection.region else "true"
    sql = f"""SELECT g.code, g.name, g.longitude, g.latitude FROM region g
      WHERE g.level = $level AND g.longitude IS NOT NULL AND {where}
        AND COALESCE(g.valid_from <= $year, true) AND COALESCE(g.valid_to >= $year, true)
        AND NOT EXISTS (SELECT 1 FROM report r WHERE r.region = g.code AND r.year = $year
          AND r.scope = $scope)
      ORDER BY g.code"""
    return ask(db, sql, bound(selection, year=year))
