"""The units of one stratum and year in the order of one of their values: as many as a table shows.

What is asked for comes from an address: columns are looked up among measures and figures, all
else is bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from goidata.analysis.comparison import figure_of
from goidata.analysis.conditions import REPORTS, bound, where
from goidata.analysis.expressions import column_of, operand
from goidata.analysis.figured import figures
from goidata.analysis.frames import Parameters, ask, numbers
from goidata.analysis.measured import approximated, by_unit
from goidata.analysis.rates import is_ratio, ranked_sql
from goidata.analysis.selection import Selection
from goidata.form import measures
from goidata.regions import spelt
from goidata.store.reader import Reader

BY_REGION = "unit"  # the order of regions and names, which is no ranking
NUMBERS = ("rank", "alike", "found", "ranked", "units")


@dataclass(frozen=True, slots=True)
class Listing:
    """What is asked of a list of units: its `year`; the measure or figure that orders it, or
    BY_REGION, and whether it rises; a part of the name of a unit or of its regions; the first row
    (from 0) and the most rows; and whether the units are those `beside` the selection."""

    year: int
    column: str = BY_REGION
    rising: bool = False
    words: str = ""
    first: int = 0
    rows: int = 25
    beside: bool = False


def listed(db: Reader, selection: Selection, asked: Listing) -> pd.DataFrame:
    """report, agency, unit, value, rank, alike, found, ranked, units, most: a row a unit, in order.

    `selection` is of one stratum, or what the units `beside` are listed beside. A rank is one among
    all units of the stratum, whatever is searched for: the greatest value has 1, `alike` units
    share it. Who has no value, a base under 10 or an impossible rate has none and stands at the
    end, in either direction; so has who is listed beside. In every row: `found` counts the units
    searched for, `ranked` those with a rank, `units` all; `most` is the greatest value ranked.
    Empty where nothing is found, or where `first` lies behind the last.
    """
    within = replace(selection, years=(asked.year,))
    found = ask(db, _statement(within, asked), _bound(within, asked))
    return numbers(found, NUMBERS)


def _bound(selection: Selection, asked: Listing) -> Parameters:
    words = asked.words.strip().lower()
    found = list(spelt(asked.words))
    return bound(selection, words=words, spelt=found, rows=asked.rows, first=asked.first)


def _statement(selection: Selection, asked: Listing) -> str:
    direction = "ASC" if asked.rising else "DESC"
    by_name = f"region {direction}, " if asked.column == BY_REGION else "region, "
    return f"""{steps(selection, asked.column, asked.beside)}
      SELECT report, agency, unit, value, rank, alike, count(*) OVER () AS found, ranked, units,
        most FROM placed
      WHERE (instr(names, $words) > 0 OR list_contains($spelt, region))
      ORDER BY apart, value {direction}, {by_name}unit, report
      LIMIT $rows OFFSET $first"""


def steps(selection: Selection, column: str, beside: bool = False) -> str:
    """The beginning of a statement on the units of a selection of one stratum and year: the table
    `placed` of report, agency, unit, region, n, whole, names, value, apart (see `apart`), rank,
    alike, units, ranked, most."""
    n, whole = operands(column, selection.column)
    condition = where(selection, beside=beside) + (" AND r.scope <> $scope" if beside else "")
    # Each step is a table of its own, so that no expression is computed twice.
    return f"""WITH held AS (
        SELECT r.id AS report, r.agency, r.unit, r.region, {n} AS n, {whole} AS whole,
          lower(coalesce(p.name, '') || coalesce(c.name, '') || coalesce(r.region_name, '') || ' '
            || r.unit) AS names
        {REPORTS} LEFT JOIN region p ON p.code = r.province LEFT JOIN region c ON c.code = r.city
        WHERE {condition}),
      valued AS (SELECT *, {value_of(column)} AS value FROM held),
      judged AS (SELECT *, {apart(column, beside)} AS apart FROM valued),
      placed AS (
        SELECT *, count(*) OVER () AS units,
          CASE WHEN apart = 0 THEN rank() OVER (PARTITION BY apart ORDER BY value DESC) END AS rank,
          count(*) OVER (PARTITION BY apart, value) AS alike,
          sum(CASE WHEN apart = 0 THEN 1 ELSE 0 END) OVER () AS ranked,
          max(CASE WHEN apart = 0 THEN value END) OVER () AS most
        FROM judged)"""


def operands(name: str, column: str) -> tuple[str, str]:
    """Part and whole of a column as SQL, for a kind of applicants; NULL for what it has not."""
    if name == BY_REGION:
        return "NULL", "NULL"
    declared = measures().get(name)
    if declared is None:
        return column_of(name), "NULL"
    return operand(declared.numerator, column), operand(declared.denominator, column)


def value_of(name: str) -> str:
    """The value of `n` and `whole` as SQL; of events, for one and not for a hundred."""
    number = "CAST(n AS DOUBLE)"
    rated = name in measures() and is_ratio(name)
    return f"CASE WHEN whole > 0 THEN {number} / whole END" if rated else number


def apart(name: str, beside: bool) -> str:
    """Why a value has no rank, as SQL: 0 where it has one, 1 where it is not to be compared, 2
    where there is none."""
    rated = name in measures() and is_ratio(name)
    usable = ranked_sql(name, "n", "whole") if rated else "1 = 1"
    never = "1 = 0" if beside else usable
    return f"CASE WHEN value IS NULL THEN 2 WHEN {never} THEN 0 ELSE 1 END"


def valued(
    db: Reader, selection: Selection, names: Sequence[str], agencies: Sequence[int]
) -> pd.DataFrame:
    """KEYS + name, n, N, pending, value, low, high, base, why_missing, approximate: a row a report
    of the units `agencies` and column, a measure or a figure."""
    rated = [name for name in names if name in measures()]
    plain = [name for name in names if name not in measures()]
    parts = []
    if rated:
        found = approximated(db, by_unit(db, selection, rated, agencies))
        parts.append(found.rename(columns={"measure": "name"}))
    if plain:
        found = figures(db, selection, plain, agencies).drop(columns=["break", "note"])
        parts.append(found.assign(n=found["value"], approximate=False))
    return pd.concat(parts, ignore_index=True)


def trends(db: Reader, selection: Selection, name: str, agencies: Sequence[int]) -> pd.DataFrame:
    """As `valued`, of one column over all years of the selection, with `joined`: whether a value
    may be compared with that of the year before. What narratives state is not known to be."""
    found = valued(db, selection, [name], agencies)
    behind = figure_of(name) if name in measures() else name
    if behind is None:
        return found.assign(joined=False)
    marks = figures(db, selection, [behind], agencies)
    broken = dict(zip(marks["report"], marks["break"], strict=True))
    joined = [not broken.get(report, False) for report in found["report"]]
    return found.assign(joined=pd.Series(joined, found.index, dtype=bool))
