"""The two ways of asking the wide table: a row a report, or sums over the units of a stratum.

Sums are formed from the reports themselves: parts and totals must come from the same reports, and a
selection may leave reports out. 150,000 reports take 10-20 ms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from goidata.analysis.conditions import (
    REPORTS,
    Agencies,
    added,
    among,
    bound,
    key_columns,
    named,
    ordered,
    stratum_terms,
    where,
)
from goidata.analysis.expressions import NOTHING
from goidata.analysis.frames import ask, flags, numbers
from goidata.analysis.selection import Selection
from goidata.store.reader import Reader

Columns = Mapping[str, str]


def by_report(
    db: Reader, selection: Selection, columns: Columns, agencies: Agencies = None
) -> pd.DataFrame:
    """KEYS, and `columns` (alias to SQL), one row a report of the selection and those beside it;
    of `agencies` alone where these are named."""
    more = "".join(f", {sql} AS {alias}" for alias, sql in columns.items())
    condition = f"{where(selection, beside=True)} AND {among(agencies)}"
    columns_asked = f"{key_columns(selection)}{more}"
    sql = f"SELECT {columns_asked} {REPORTS} WHERE {condition} ORDER BY {ordered(selection)}"
    return flags(ask(db, sql, bound(selection, **named(agencies))), ["beside"])


def over_units(
    db: Reader,
    selection: Selection,
    columns: Columns,
    together: Sequence[Sequence[str]],
    by_year: bool = True,
) -> pd.DataFrame:
    """Sums of `columns` over the units of each stratum, by year or over all years selected.

    Aliases listed `together` are added up over the reports that have all of them, so that parts
    and totals, numerators and denominators, come from the same reports; the number of these is in
    `<first alias>_reports`. Columns: year (unless over all), scope, level, held, the aliases.
    """
    keys = ["year", "scope", "level"] if by_year else ["scope", "level"]
    absent = {alias for alias, sql in columns.items() if sql == NOTHING}
    picked = "".join(f", {sql} AS {alias}" for alias, sql in columns.items() if sql != NOTHING)
    inner = f"SELECT r.year, r.scope, r.level{picked} {REPORTS} WHERE {where(selection)}"
    held = [group for group in together if absent.isdisjoint(group)]
    if several := "".join(_whole(group) for group in held if len(group) > 1):
        inner = f"SELECT *{several} FROM ({inner})"
    sums = [part for group in together for part in _sums(group, group in held)]
    listed = ", ".join([*keys, "COUNT(*) AS held", *sums])
    grouped = ", ".join(keys)
    order = ", ".join([*keys[:-2], *stratum_terms(selection)]) or "1"
    sql = f"SELECT {listed} FROM ({inner}) GROUP BY {grouped} ORDER BY {order}"
    return numbers(ask(db, sql, bound(selection)), ["held"])


def _whole(group: Sequence[str]) -> str:
    """Whether a report has all of them, said once for all their sums."""
    complete = " AND ".join(f"{alias} IS NOT NULL" for alias in group)
    return f", ({complete}) AS {group[0]}_whole"


def _sums(group: Sequence[str], held: bool) -> list[str]:
    if not held:  # some are of nothing
        return [*(f"{NOTHING} AS {alias}" for alias in group), f"0 AS {group[0]}_reports"]
    if len(group) == 1:
        (alias,) = group
        return [f"{added(alias)} AS {alias}", f"COUNT({alias}) AS {alias}_reports"]
    complete = f"{group[0]}_whole"
    sums = [f"{added(f'CASE WHEN {complete} THEN {alias} END')} AS {alias}" for alias in group]
    return [*sums, f"COUNT(CASE WHEN {complete} THEN 1 END) AS {group[0]}_reports"]
