"""With whom a unit is compared: the units of its scope and level within a superior region.

A city has no city above it and a province no province: they are compared within the next region
upwards, and within all that is held where there is none. A unit is none of its own peers: the
largest would else be compared with itself. Of fewer than LEAST peers nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from goidata.analysis import rates
from goidata.analysis.conditions import REPORTS, added, bound, where
from goidata.analysis.expressions import NOTHING
from goidata.analysis.frames import STRATUM, numbers
from goidata.analysis.measured import columns
from goidata.analysis.selection import LEVELS, Selection, Stratum
from goidata.store.reader import Reader

WIDTHS = ("city", "province", "country")
LEAST = 4  # peers: of fewer nothing is said, and none of so few with a base of ten is typical
PEERS = (*STRATUM, "group")  # the columns that tell one set of peers from another


@dataclass(frozen=True, slots=True)
class Peers:
    """The units of one stratum within a region, all that are held where `region` is None; but for
    the unit (its id) that they are the peers of, where one is meant."""

    stratum: Stratum
    region: str | None
    but: int | None = None

    def selection(self, selection: Selection, year: int | None = None) -> Selection:
        """`selection`, with its switches and its years or `year` alone, of these units alone."""
        years = selection.years if year is None else (year,)
        return replace(selection.within(self.stratum), region=self.region, years=years)

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of these units: a selection without a level means every level."""
        level = frame["level"]
        same = level.isna() if self.stratum.level is None else level == self.stratum.level
        return frame[same.to_numpy(bool)]


def superiors(frame: pd.DataFrame, width: str) -> pd.Series:
    """The code of the region within which each row is compared, None for all that is held.

    Takes a frame with level, province and city; `width` is one of WIDTHS.
    """
    level, province, city = (frame[name].astype(object) for name in ("level", "province", "city"))
    codes = [_superior(*row, width) for row in zip(level, province, city, strict=True)]
    return pd.Series(codes, index=frame.index, dtype=object)


def _superior(level: object, province: object, city: object, width: str) -> str | None:
    regions = {"city": city, "province": province}
    above = LEVELS[: LEVELS.index(str(level))] if level in LEVELS else ()
    for name in reversed(above):
        if WIDTHS.index(name) >= WIDTHS.index(width) and isinstance(regions[name], str):
            return str(regions[name])
    return None


def typical(
    db: Reader, selection: Selection, sets: Sequence[Peers], names: Sequence[str]
) -> pd.DataFrame:
    """What each set of peers makes together and which of them is typical, by year and measure.

    Columns year, scope, level, group (the region), agency (the unit left out, if one is), measure,
    group_units (with a value), group_n, group_N, group_value, group_base where these are at least
    LEAST, median_units (those with a base of 10 and more), and q1, median, q3 where these are.
    """
    found = [row for each in sets for row in _asked(db, selection, each, names)]
    rows = told(numbers(pd.DataFrame(found, columns=list(TYPICAL)), SUMS))
    order = ["year", *PEERS, "agency", "measure"]
    return rows.sort_values(order, kind="stable", na_position="last")[
        [*order, "median_units", *QUARTILES, *GROUPED]
    ].reset_index(drop=True)


def told(rows: pd.DataFrame) -> pd.DataFrame:
    """Sums and quartiles of peers with group_value and group_base, without what is said of too
    few."""
    rows = numbers(rows, SUMS)
    counts = ("group_units", "median_units")
    rows = rows.assign(
        **{name: rows[name].mask((rows[name] == 0).fillna(False)) for name in counts}
    )
    apart, few = ((rows[name].fillna(0) < LEAST).to_numpy(bool) for name in counts)
    rows = rows.assign(
        **{name: rows[name].mask(apart) for name in ("group_n", "group_N")},
        **{name: rows[name].astype("Float64").mask(few | apart) for name in QUARTILES},
    )
    sums = rows[["measure"]].assign(n=rows["group_n"], N=rows["group_N"])
    together = rates.evaluate(sums)
    return rows.assign(group_value=together["value"], group_base=together["base"])


QUARTILES = ("q1", "median", "q3")
GROUPED = ("group_n", "group_N", "group_units", "group_value", "group_base")
SUMS = ("group_units", "group_n", "group_N", "median_units")
TYPICAL = ("year", *PEERS, "agency", "measure", *SUMS, *QUARTILES)


def _asked(
    db: Reader, selection: Selection, peers: Peers, names: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """A row of TYPICAL for each year and measure of one set of peers."""
    within = peers.selection(selection)
    asked = columns(names, within.column).items()
    operands = ", ".join(f"{operand} AS {alias}" for alias, operand in asked)
    marks = ", ".join(_marks(name, at) for at, name in enumerate(names))
    told = ", ".join(_told(name, at) for at, name in enumerate(names))
    others = "true" if peers.but is None else "r.agency <> $but"
    sql = f"""SELECT year, {told} FROM (SELECT *, {marks}
        FROM (SELECT r.year, {operands} {REPORTS} WHERE {where(within)} AND {others}))
      GROUP BY year"""
    named = {} if peers.but is None else {"but": peers.but}
    for year, *values in db.rows(sql, bound(within, **named))[1]:
        for at, name in enumerate(names):
            units, n, of, ranked, quartiles = values[5 * at : 5 * at + 5]
            stratum = peers.stratum
            yield (
                *(year, stratum.scope, stratum.level, peers.region, peers.but, name),
                *(units or None, n, of),
                *(ranked, *(quartiles or (None, None, None))),
            )


def _marks(name: str, at: int) -> str:
    """Of one measure: whether a unit has it, and whether it may be ranked, said once for all sums
    (see `rates.pool` and `rates.spread`)."""
    n, of = f"n{at}", f"of{at}"
    has = usable = f"{n} IS NOT NULL"
    if rates.is_ratio(name):
        has += f" AND {of} IS NOT NULL"
        usable = f"{has} AND {rates.ranked_sql(name, n, of)}"
    return f"({has}) AS has{at}, ({usable}) AS usable{at}"


def _told(name: str, at: int) -> str:
    """Of one measure: how many units have it, their sums, how many may be ranked, and the quartiles
    of these."""
    n, of, has, usable = f"n{at}", f"of{at}", f"has{at}", f"usable{at}"
    rated = rates.is_ratio(name)
    value = f"{n} / {of} * {rates.scale(name)}" if rated else n
    sums = [added(f"CASE WHEN {has} THEN {n} END"), NOTHING]
    if rated:
        sums[1] = added(f"CASE WHEN {has} THEN {of} END")
    return ", ".join(
        [
            f"COUNT(CASE WHEN {has} THEN 1 END)",
            *sums,
            f"COUNT(CASE WHEN {usable} THEN 1 END)",
            f"quantile_cont(CASE WHEN {usable} THEN {value} END, [0.25, 0.5, 0.75])",
        ]
    )


def joined(frame: pd.DataFrame, other: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """`other` put beside `frame` by `keys`, of which some may be missing in both."""
    left, right = (_without_gaps(each, keys) for each in (frame, other))
    found = left.merge(right, on=list(keys), how="left")
    return found.assign(**{key: frame[key].to_numpy() for key in keys})


def _without_gaps(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """The keys as plain objects, what is missing as an empty text: a merge tells one kind of
    nothing from another."""
    plain = {key: frame[key].astype(object) for key in keys}
    return frame.assign(**{key: each.where(each.notna(), "") for key, each in plain.items()})
