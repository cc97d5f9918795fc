"""One unit in one year: its measures beside its peers and the year before, its place among them.

What is low or high is judged against the peers without the unit (`peers.py`): a funnel about their
value together, with the limits that chance alone would give at the unit's own base.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from goidata.analysis.comparison import compared, units_of
from goidata.analysis.conditions import REPORTS, bound, where
from goidata.analysis.frames import number, numbers
from goidata.analysis.funnel import placed
from goidata.analysis.measured import columns
from goidata.analysis.peers import LEAST, WIDTHS, Peers, superiors
from goidata.analysis.rates import is_ratio, ranked_sql
from goidata.analysis.selection import Selection, Stratum
from goidata.form import measures
from goidata.store.reader import Reader

AT_FIRST = "province"  # within which units are compared, where enough of them are held there
LIMITS = ("low95", "high95", "low998", "high998", "place")
PLACE = ("rank", "ranked", "alike")
ASKED = ("measure", "value", "N", "group_value")  # of a funnel


def peers_of(db: Reader, agency: int, width: str) -> Peers:
    """With whom a unit is compared within a width of WIDTHS, without the unit itself."""
    unit = units_of(db, (agency,))
    level = unit["level"].iloc[0]
    stratum = Stratum(str(unit["scope"].iloc[0]), level if isinstance(level, str) else None)
    return Peers(stratum, superiors(unit, width).iloc[0], agency)


def width_of(
    db: Reader, selection: Selection, agency: int, year: int | None, first: str = AT_FIRST
) -> str:
    """The narrowest width from `first` up within which the unit has LEAST peers in the year, or in
    any of the selection; all that is held where none has."""
    for width in WIDTHS[WIDTHS.index(first) : -1]:
        within = peers_of(db, agency, width).selection(selection, year)
        counted = "count(DISTINCT r.agency)"
        sql = f"SELECT {counted} {REPORTS} WHERE {where(within)} AND r.agency <> $but"
        if number(db, sql, bound(within, but=agency)) >= LEAST:
            return width
    return WIDTHS[-1]


def portrait(
    db: Reader, selection: Selection, agency: int, year: int, names: Sequence[str], width: str
) -> pd.DataFrame:
    """A row a measure: the columns of `queries.compared` of the year; before, before_n, before_N,
    before_base: the unit in the year before, None where `break` says that the years do not compare;
    rank (the greatest value has 1), ranked (units that have one), alike (those with its value);
    low95, high95, low998, high998, place of a rate in the funnel about its peers (funnel.py)."""
    both = replace(selection, years=(year - 1, year))
    found = compared(db, both, (agency,), names, width)
    now = found[found["year"] == year].reset_index(drop=True)
    last = found[(found["year"] == year - 1)].set_index("measure")
    before = last.reindex(now["measure"])[["value", "n", "N", "base"]]
    before.columns = pd.Index(["before", "before_n", "before_N", "before_base"])
    apart = now["break"].astype(bool) | _stated_otherwise(db, agency, year, now["measure"])
    before = before.reset_index(drop=True).mask(apart)
    now = pd.concat([now, before], axis=1)
    places = _places(db, selection, peers_of(db, agency, width), agency, year, names)
    ranks = pd.DataFrame([places.get(name, {}) for name in now["measure"]], columns=list(PLACE))
    now = pd.concat([now, numbers(ranks, PLACE)], axis=1)
    limits = [_limits(*row) for row in now[list(ASKED)].itertuples(index=False)]
    return pd.concat([now, pd.DataFrame(limits, columns=list(LIMITS))], axis=1)


def _stated_otherwise(db: Reader, agency: int, year: int, names: pd.Series) -> pd.Series:
    """Of which measures the narratives of the two years do not state the same: another channel, or
    no exact number."""
    sql = """SELECT count(DISTINCT coalesce(stated_channel, '')),
        count(CASE WHEN stated_about > 0 THEN 1 END)
      FROM report WHERE agency = $agency AND year IN ($now, $now - 1)"""
    ((channels, about),) = db.rows(sql, {"agency": agency, "now": year})[1]
    otherwise = channels > 1 or about > 0
    stated = [otherwise and measures()[name].source == "claims" for name in names]
    return pd.Series(stated, names.index, dtype=bool)


def doubted_among(db: Reader, selection: Selection, peers: Peers, year: int) -> tuple[int, int]:
    """How many reports of the peers in a year have an open error, of how many."""
    within = peers.selection(selection, year)
    sql = f"""SELECT count(CASE WHEN r.errors > 0 THEN 1 END), count(*) {REPORTS}
      WHERE {where(within)} AND r.agency <> $but"""
    ((n, whole),) = db.rows(sql, bound(within, but=peers.but or 0))[1]
    return int(n), int(whole)


def _limits(name: str, value: Any, whole: Any, centre: Any) -> Mapping[str, Any]:
    """The funnel about the peers, at the base of the unit; nothing without peers or a base, or
    where the rate of the peers together cannot be."""
    if not is_ratio(name) or any(pd.isna(each) for each in (value, whole, centre)):
        return {}
    one = pd.DataFrame([{"N": float(whole), "value": float(value)}])
    found = placed(one, float(centre), name).iloc[0]
    return {} if pd.isna(found["low95"]) else {key: found[key] for key in LIMITS}


def _places(
    db: Reader, selection: Selection, peers: Peers, agency: int, year: int, names: Sequence[str]
) -> dict[str, dict[str, int]]:
    """The place of the unit among its peers and itself, by measure, where it has one."""
    within = peers.selection(selection, year)
    asked = columns(names, within.column)
    operands = ", ".join(f"{sql} AS {alias}" for alias, sql in asked.items())
    judged = ", ".join(_judged(name, at) for at, name in enumerate(names))
    ranks = ", ".join(_rank(at) for at in range(len(names)))
    sql = f"""WITH held AS (SELECT r.agency, {operands} {REPORTS} WHERE {where(within)}),
      judged AS (SELECT agency, {judged} FROM held),
      own AS (SELECT * FROM judged WHERE agency = $agency)
      SELECT {ranks} FROM judged u CROSS JOIN own"""
    (values,) = db.rows(sql, bound(within, agency=agency))[1]
    return dict(_read(names, values))


def _judged(name: str, at: int) -> str:
    """The value of a measure where it has a rank."""
    value, usable = f"n{at}", f"n{at} IS NOT NULL"
    if is_ratio(name):
        value = f"n{at} / of{at}"
        usable = ranked_sql(name, f"n{at}", f"of{at}")
    return f"CASE WHEN {usable} THEN CAST({value} AS DOUBLE) END AS v{at}"


def _rank(at: int) -> str:
    greater, same = f"u.v{at} > own.v{at}", f"u.v{at} = own.v{at}"
    counted = (greater, f"u.v{at} IS NOT NULL", same)
    return ", ".join(f"coalesce(sum(CASE WHEN {each} THEN 1 ELSE 0 END), 0)" for each in counted)


def _read(names: Sequence[str], values: Sequence[Any]) -> Iterator[tuple[str, dict[str, int]]]:
    for at, name in enumerate(names):
        above, ranked, alike = map(int, values[3 * at : 3 * at + 3])
        if alike and ranked > LEAST:
            yield name, {"rank": above + 1, "ranked": ranked, "alike": alike}
