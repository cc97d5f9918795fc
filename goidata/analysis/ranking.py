"""Units in the order of a measure: equal values share a rank, tiny bases have none."""

from __future__ import annotations

import pandas as pd

from goidata.analysis import rates
from goidata.analysis.frames import STRATUM
from goidata.analysis.funnel import funnel
from goidata.analysis.measured import approximated, by_unit
from goidata.analysis.peers import Peers
from goidata.analysis.selection import Selection
from goidata.store.reader import Reader

PLACES = ("centre", "low95", "high95", "low998", "high998", "place")


def ranking(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The units of one stratum and year, greatest value first, with `rank` and `tied`.

    Takes a frame of `queries.by_unit`. Equal values have one rank; who has no value or a base under
    10 has none, and stands at the end. ValueError where the frame spans several strata or years:
    these are never ranked together.
    """
    rows = frame[(frame["measure"] == measure) & ~frame["beside"]]
    if len(rows[["year", *STRATUM]].drop_duplicates()) > 1:
        raise ValueError("a ranking is of units of one scope, one level and one year")
    values = rates.ranked(rows)["value"]
    ranks = values.rank(method="min", ascending=False).astype("Int64").reindex(rows.index)
    tied = ranks.duplicated(keep=False) & ranks.notna()
    found = rows.assign(rank=ranks, tied=tied.astype(bool))
    return found.sort_values("rank", kind="stable", na_position="last").reset_index(drop=True)


def standing(
    db: Reader, selection: Selection, peers: Peers, measure: str, year: int
) -> pd.DataFrame:
    """The peers in the order of the measure in one year, with their places in the funnel.

    The columns of `queries.by_unit`, approximate, rank and tied (see `ranking`), centre, low95,
    high95, low998, high998 and place (see `funnel`; missing for counts, which have no denominator).
    """
    asked = peers.selection(selection, year)
    frame = approximated(db, peers.of(by_unit(db, asked, (measure,))))
    found = ranking(frame, measure)
    if not rates.is_ratio(measure):
        return found.assign(**dict.fromkeys(PLACES))
    places = funnel(frame, measure)[["report", *PLACES]]
    return found.merge(places, on="report", how="left")
