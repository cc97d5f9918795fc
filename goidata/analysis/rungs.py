"""A ranking as it is drawn: its top, its bottom, the units chosen, and what the rest are like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from goidata.analysis.conditions import added, bound
from goidata.analysis.frames import Parameters, ask
from goidata.analysis.listed import steps
from goidata.analysis.measured import approximated, by_unit
from goidata.analysis.missing import NO_APPLICATIONS, NOT_STATED
from goidata.analysis.peers import LEAST, Peers
from goidata.analysis.rates import TINY, is_ratio, scale
from goidata.analysis.selection import Selection
from goidata.form import measures
from goidata.store.reader import Reader

MARKS = 30
NAMED = 15  # units without a rank that are named


@dataclass(frozen=True, slots=True)
class Rungs:
    """`rows`: rows of `queries.by_unit` in the order of the ranking, with rank, tied and `skipped`
    (how many units are left out above each). `ranked` units have a rank. Without one: `tiny` with a
    base under 10, `odd` with a rate that cannot be (`named`: rows of the first of both), `lacking`
    a value, counted by why. `middle`: quartiles and median of the ranked, None of fewer than four;
    `centre`: all together, None for counts. `among`: the units chosen that are among the peers."""

    rows: pd.DataFrame
    named: pd.DataFrame
    ranked: int
    tiny: int
    odd: int
    lacking: Mapping[str, int]
    middle: tuple[float, float, float] | None
    centre: float | None
    among: frozenset[int]


def rungs(
    db: Reader,
    selection: Selection,
    peers: Peers,
    measure: str,
    year: int,
    chosen: Collection[int] = (),
) -> Rungs:
    """The peers in the order of the measure in one year: all where they are at most MARKS, else the
    top and the bottom with the units `chosen` (ids) between them."""
    within = peers.selection(selection, year)
    begin = steps(within, measure)
    asked = bound(within, chosen=sorted(chosen), most=MARKS)
    counted = ask(db, f"{begin} {_counted(measure)}", asked).to_dict("records")[0]
    if not counted["units"]:
        nothing = by_unit(db, within, (measure,), ()).assign(**dict.fromkeys(("rank", "tied")))
        return Rungs(nothing.assign(skipped=0), nothing, 0, 0, 0, {}, None, None, frozenset())
    ranked, factor = int(counted["ranked"]), scale(measure)
    order = ask(db, f"{begin}, {_ORDER} {_SHOWN}", asked)
    named = ask(db, f"{begin} {_NAMED}", asked)["agency"].tolist()
    rows = approximated(db, by_unit(db, within, (measure,), order["agency"].tolist()))
    shown = order[["agency", "place", "rank", "alike"]].merge(rows, on="agency")
    rated = is_ratio(measure) and counted["whole"]
    return Rungs(
        shown.assign(tied=shown["alike"] > 1, skipped=_skipped(shown["place"])),
        by_unit(db, within, (measure,), named),
        ranked,
        int(counted["tiny"]),
        int(counted["odd"]),
        _lacking(db, within, measure, f"{begin} {_LACKING}", asked, int(counted["without"])),
        _middle(db, f"{begin}, {_ORDER}", asked, ranked, factor) if ranked >= LEAST else None,
        float(counted["n"] / counted["whole"]) * factor if rated else None,
        frozenset(map(int, ask(db, f"{begin} {_AMONG}", asked)["agency"])),
    )


_ORDER = """rungs AS (SELECT *,
    row_number() OVER (ORDER BY value DESC, region, unit, report) AS place,
    CASE WHEN agency IN (SELECT unnest($chosen)) THEN 1 ELSE 0 END AS kept
  FROM placed WHERE apart = 0),
  ends AS (SELECT *, row_number() OVER (PARTITION BY kept ORDER BY place) AS nth,
    count(*) OVER (PARTITION BY kept) AS alongside, greatest($most - sum(kept) OVER (), 0) AS room
    FROM rungs)"""
# Who is chosen takes no place of the two ends: so many marks are drawn as there is room for.
_SHOWN = """SELECT agency, place, rank, alike FROM ends
  WHERE ranked <= $most OR kept = 1 OR nth <= (room + 1) // 2 OR nth > alongside - room // 2
  ORDER BY place"""
_NAMED = f"""SELECT agency FROM placed WHERE apart = 1 ORDER BY whole >= {TINY}, region, unit
  LIMIT {2 * NAMED}"""
_AMONG = "SELECT agency FROM placed WHERE agency IN (SELECT unnest($chosen))"
_LACKING = "SELECT agency FROM placed WHERE apart = 2 AND (whole IS NULL OR whole <> 0)"


def _skipped(places: pd.Series[int]) -> pd.Series[int]:
    """How many places are left out above each."""
    return places - places.shift(fill_value=0) - 1


def _counted(measure: str) -> str:
    """The statement that counts: who has a rank, and who has none for which reason; the sums of
    all whose rate can be."""
    share = " AND n <= whole" if measures()[measure].unit == "ratio" else ""
    sums = ", ".join(
        f"{added(f'CASE WHEN apart < 2 AND n >= 0{share} THEN {name} END')} AS {name}"
        for name in ("n", "whole")
    )
    cases = {
        "ranked": "apart = 0",
        "tiny": f"apart = 1 AND whole < {TINY}",
        "odd": f"apart = 1 AND whole >= {TINY}",
        "without": "apart = 2 AND whole = 0",
    }
    counts = ", ".join(
        f"coalesce(sum(CASE WHEN {case} THEN 1 ELSE 0 END), 0) AS {name}"
        for name, case in cases.items()
    )
    return f"SELECT count(*) AS units, {counts}, {sums} FROM placed"


def _lacking(
    db: Reader,
    selection: Selection,
    measure: str,
    statement: str,
    asked: Parameters,
    nothing: int,
) -> dict[str, int]:
    """How many units have no value, by why; those without any case are counted in the database."""
    agencies = ask(db, statement, asked)["agency"].tolist()
    found: Counter[str] = Counter({NO_APPLICATIONS: nothing} if nothing else {})
    if measures()[measure].source == "claims":
        found[NOT_STATED] += len(agencies)
    elif agencies:
        found.update(by_unit(db, selection, (measure,), agencies)["why_missing"])
    return {why: n for why, n in found.items() if n}


def _middle(
    db: Reader, begin: str, asked: Parameters, ranked: int, factor: float
) -> tuple[float, float, float]:
    """The quartiles and the median, between the two units nearest to each."""
    places = [(ranked - 1) * part for part in (0.25, 0.5, 0.75)]
    wanted = sorted({int(place) + step for place in places for step in (1, 2)})
    listed = ", ".join(map(str, wanted))
    # From the greatest value down; quartiles are counted from the least.
    sql = f"""{begin} SELECT ranked + 1 - place AS up, value FROM rungs
      WHERE ranked + 1 - place IN ({listed})"""
    values = {int(at): float(v) for at, v in ask(db, sql, asked).itertuples(index=False)}
    low, middle, high = (_between(values, place) * factor for place in places)
    return low, middle, high


def _between(values: Mapping[int, float], place: float) -> float:
    first, rest = int(place) + 1, place - int(place)
    return values[first] + rest * (values.get(first + 1, values[first]) - values[first])
