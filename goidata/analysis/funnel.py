"""Comparing units: which lie outside what chance alone would give around their pooled rate."""

from __future__ import annotations

import numpy as np
import pandas as pd

from goidata.analysis.frames import STRATUM
from goidata.analysis.intervals import Z95, Z998, Numbers, limits
from goidata.analysis.rates import TINY, impossible, scale


def funnel(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The units of one stratum and year against their pooled value.

    Takes a frame of `queries.by_unit`; adds centre, low95, high95, low998, high998 and place:
    "below" or "above" outside the limits of 99.8 %, "low" or "high" outside those of 95 %, else
    "within"; None where the base is under 10. ValueError where the frame spans several strata or
    years: these are never ranked together.
    """
    rows = frame[(frame["measure"] == measure) & ~frame["beside"]]
    if len(rows[["year", *STRATUM]].drop_duplicates()) > 1:
        raise ValueError("a funnel compares units of one scope, one level and one year")
    usable = rows["n"].notna() & (rows["N"] > 0).fillna(False) & ~impossible(rows)
    rows = rows[usable].reset_index(drop=True)
    n, of = rows["n"].to_numpy(float), rows["N"].to_numpy(float)
    centre = float(n.sum() / of.sum()) * scale(measure) if len(rows) else float("nan")
    return placed(rows, centre, measure)


def placed(rows: pd.DataFrame, centre: float, measure: str) -> pd.DataFrame:
    """Rows of `queries.by_unit` with `centre`, the limits about it and `place`, as `funnel`."""
    of = rows["N"].to_numpy(float, na_value=np.nan)
    found = rows.assign(centre=centre, **_limits(centre, of, measure))
    return found.assign(place=_places(found).where(found["N"] >= TINY, None))


def funnel_lines(centre: float, largest: float, measure: str, points: int = 120) -> pd.DataFrame:
    """The limits for drawing: N (from 1 to `largest`), low95, high95, low998, high998."""
    of = np.unique(np.geomspace(1, max(largest, 2), points))
    return pd.DataFrame({"N": of, **_limits(centre, of, measure)})


def _limits(centre: float, of: Numbers, measure: str) -> dict[str, Numbers]:
    factor = scale(measure)
    found: dict[str, Numbers] = {}
    for name, z in (("95", Z95), ("998", Z998)):
        low, high = limits(centre / factor, of, factor > 1, z)
        found |= {f"low{name}": low * factor, f"high{name}": high * factor}
    return found


def _places(found: pd.DataFrame) -> pd.Series:
    value = found["value"].to_numpy(float)
    conditions = [
        value < found["low998"].to_numpy(float),
        value > found["high998"].to_numpy(float),
        value < found["low95"].to_numpy(float),
        value > found["high95"].to_numpy(float),
    ]
    places = np.select(conditions, ["below", "above", "low", "high"], "within")
    return pd.Series(places, index=found.index, dtype=object)
