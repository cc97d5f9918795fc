"""What a funnel draws: the units that stand out, one by one, and how many there are of the others.

Everything is asked of the database as it is drawn: the sums, at most some thirty units, and the
others counted by the size of their base and by their value.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from goidata.analysis.conditions import REPORTS, added, bound, where
from goidata.analysis.frames import Parameters, ask
from goidata.analysis.funnel import placed
from goidata.analysis.intervals import Z998
from goidata.analysis.listed import operands, value_of
from goidata.analysis.measured import approximated, by_unit
from goidata.analysis.peers import Peers
from goidata.analysis.rates import TINY, scale
from goidata.analysis.selection import Selection
from goidata.form import measures
from goidata.store.reader import Reader

First = Literal["farthest", "above", "below"]
MARKS = 30
PER_DECADE, STEPS = 6, 20  # classes of bases and of values
_JUDGED = f"whole >= {TINY}"


@dataclass(frozen=True, slots=True)
class Scatter:
    """`marks`: rows of `queries.by_unit` with `centre`, the limits and `place` (see funnel.py), of
    the units drawn one by one. `others`: low_N, high_N, low, high, units: how many of the others
    have a base and a value from the one to below the other (values in the unit of the measure).
    `judged` units have a base of 10, `tiny` less; `above` and `below` stand outside the limits of
    99.8 %. `least` and `greatest` are the ends of the bases, `top` is the greatest value, `centre`
    the value of all together."""

    marks: pd.DataFrame
    others: pd.DataFrame
    judged: int
    tiny: int
    above: int
    below: int
    least: float
    greatest: float
    top: float
    centre: float


def scatter(
    db: Reader,
    selection: Selection,
    peers: Peers,
    measure: str,
    year: int,
    chosen: Collection[int] = (),
    words: str = "",
    first: First = "farthest",
) -> Scatter | None:
    """The peers in one year; None where none has a rate. Drawn one by one are the units `chosen`
    (ids), those whose name holds `words`, and those outside the limits of 99.8 %, the farthest
    first, or those `first` on one side; all, where they are at most MARKS."""
    within = peers.selection(selection, year)
    usable = _usable(within, measure)
    asked = {**_bound(within, chosen, words), "first": first, "most": MARKS}
    found = ask(db, f"{usable}, {_together(measure)} {_MARKS}", asked)
    if found.empty:
        return None
    whole = found.to_dict("records")[0]
    centre = float(whole["centre"])
    drawn = [int(unit) for unit in found["agency"].dropna()]
    rows = approximated(db, by_unit(db, within, (measure,), drawn))
    factor = scale(measure)
    top = max(float(whole["top"]), centre)
    return Scatter(
        placed(rows, centre * factor, measure),
        _others(db, usable, {**asked, "drawn": drawn}, whole, top, factor),
        int(whole["judged"]),
        int(whole["units"] - whole["judged"]),
        int(whole["above"]),
        int(whole["below"]),
        float(whole["least"]),
        float(whole["greatest"]),
        top * factor,
        centre * factor,
    )


_SUMS = f"""sums AS (SELECT count(*) AS units, {added("n")} AS n, {added("whole")} AS total,
    min(whole) AS least, max(whole) AS greatest, max(value) AS top,
    sum(CASE WHEN {_JUDGED} THEN 1 ELSE 0 END) AS judged
  FROM usable)"""
# How far a unit stands from all together, in squares of the width of the limits.
_FAR = f"""far AS (SELECT *,
    CASE WHEN spread > 0 AND {_JUDGED}
      THEN (value - centre) * (value - centre) * whole / spread ELSE 0 END AS far
    FROM usable, middle),
  sides AS (SELECT *, CASE WHEN far <= {Z998 * Z998!r} THEN '' WHEN value > centre THEN 'above'
    ELSE 'below' END AS side FROM far),
  called AS (SELECT *, sum(CASE WHEN side = 'above' THEN 1 ELSE 0 END) OVER () AS above,
    sum(CASE WHEN side = 'below' THEN 1 ELSE 0 END) OVER () AS below,
    CASE WHEN agency IN (SELECT unnest($chosen)) THEN 0
      WHEN $words <> '' AND instr(lower(unit), $words) > 0 THEN 1
      WHEN side <> '' THEN 2 ELSE 3 END AS called FROM sides)"""
# Everyone has what is said of all; who is not drawn stands behind those who are.
_MARKS = """SELECT units, judged, least, greatest, top, centre, above, below,
    CASE WHEN called < 3 OR units <= $most THEN agency END AS agency
  FROM called
  ORDER BY called = 3 AND units > $most, called, CASE WHEN side = $first THEN 0 ELSE 1 END,
    far DESC, whole DESC, called.agency
  LIMIT $most"""


def _together(measure: str) -> str:
    """The value of all together, and how far each unit stands from it, as steps of a statement."""
    spread = "centre" if measures()[measure].per > 1 else "centre * (1 - centre)"
    return f"""{_SUMS}, middle AS (SELECT *, {spread} AS spread FROM (
      SELECT units, judged, least, greatest, top, n / total AS centre FROM sums)), {_FAR}"""


def _usable(selection: Selection, measure: str) -> str:
    n, whole = operands(measure, selection.column)
    possible = "n >= 0" + (" AND n <= whole" if measures()[measure].unit == "ratio" else "")
    return f"""WITH held AS (SELECT r.agency, r.unit, CAST({n} AS DOUBLE) AS n,
        CAST({whole} AS DOUBLE) AS whole {REPORTS} WHERE {where(selection)}),
      usable AS (SELECT *, {value_of(measure)} AS value FROM held WHERE whole > 0 AND {possible})"""


def _bound(selection: Selection, chosen: Collection[int], words: str) -> Parameters:
    return bound(selection, chosen=sorted(chosen), words=words.strip().lower())


def _others(
    db: Reader,
    usable: str,
    asked: Parameters,
    whole: Mapping[Hashable, float],
    top: float,
    factor: float,
) -> pd.DataFrame:
    """The units not drawn one by one, counted by classes of base and of value."""
    bases, values = classes_of_bases(whole["least"], whole["greatest"]), _values(top)
    sql = f"""{usable} SELECT {_class("whole", bases)} AS base, {_class("value", values)} AS step,
        count(*) AS units
      FROM usable WHERE agency NOT IN (SELECT unnest($drawn))
      GROUP BY base, step ORDER BY base, step"""
    found = ask(db, sql, asked)
    base, step = found["base"].astype(int), found["step"].astype(int)
    return pd.DataFrame(
        {
            "low_N": [bases[at] for at in base],
            "high_N": [bases[at + 1] for at in base],
            "low": [values[at] * factor for at in step],
            "high": [values[at + 1] * factor for at in step],
            "units": found["units"].astype(int),
        }
    )


def classes_of_bases(least: float, greatest: float) -> list[float]:
    """The ends of the classes of bases: PER_DECADE in a decade, ten among them; the first begins at
    1, or at `least` where a faulty report has a base below."""
    at, ends = 0, [1.0]
    while len(ends) == 1 or ends[-1] <= greatest:
        at += 1
        ends.append(round(10 ** (at / PER_DECADE), 6))
    kept = next(i for i, end in enumerate(ends[1:]) if end > least)
    return [min(ends[kept], least), *ends[kept + 1 :]] if least < 1 else ends[kept:]


def _values(top: float) -> list[float]:
    """The ends of the classes of values, the last of which holds the greatest."""
    return [top * at / STEPS for at in range(STEPS)] + [top * 1.000001 or 1.0]


def _class(column: str, ends: list[float]) -> str:
    """The number of the class of a column, as SQL, by its ends."""
    cases = " ".join(f"WHEN {column} < {end!r} THEN {at}" for at, end in enumerate(ends[1:-1]))
    return f"CASE {cases} ELSE {len(ends) - 2} END" if cases else "0"
