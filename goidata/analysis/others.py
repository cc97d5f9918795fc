"""For every unit of many at once, the others: what `peers.typical` says of one unit's peers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from goidata.analysis import rates
from goidata.analysis.intervals import Numbers
from goidata.analysis.peers import PEERS, QUARTILES, SUMS, told

PARTS = (0.25, 0.5, 0.75)


def with_others(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of units with the column `group` and, in every row, what its peers in the frame are:
    group_units, group_n, group_N, group_value, group_base, median_units, q1, median, q3."""
    columns: dict[str, Numbers] = {
        name: np.full(len(frame), np.nan) for name in (*SUMS, *QUARTILES)
    }
    about = _about(frame)
    keys = ["year", *PEERS, "measure"]
    plain = frame.reset_index(drop=True)
    for _, part in plain[~plain["beside"]].groupby(keys, dropna=False, sort=False):
        at = part.index.to_numpy()
        for name, values in _of_each({key: each[at] for key, each in about.items()}).items():
            columns[name][at] = values
    found = {name: pd.Series(values, frame.index) for name, values in columns.items()}
    return told(frame.assign(**found))


def _about(frame: pd.DataFrame) -> Mapping[str, Numbers]:
    """n and N, whether a unit has what the measure needs, its value, whether that is compared."""
    rated = frame["measure"].map(rates.is_ratio).to_numpy(bool)
    n, whole, value = (
        frame[name].astype("Float64").to_numpy(float, na_value=np.nan)
        for name in ("n", "N", "value")
    )
    ranked = frame.index.isin(rates.ranked(frame).index)
    usable = ~np.isnan(n) & (~np.isnan(whole) | ~rated)
    return {"n": n, "N": whole, "usable": usable, "value": value, "ranked": ranked}


def _of_each(about: Mapping[str, Numbers]) -> Mapping[str, Numbers]:
    """Of each unit of one set, what the others are."""
    usable, ranked = about["usable"].astype(bool), about["ranked"].astype(bool)
    found = {"group_units": usable.sum() - usable, "median_units": ranked.sum() - ranked}
    for name in ("n", "N"):
        known = np.where(usable, np.nan_to_num(about[name]), 0)
        lacking = np.isnan(about[name][usable]).all()
        found[f"group_{name}"] = np.full(len(known), np.nan) if lacking else known.sum() - known
    return {**found, **_quartiles(about["value"], ranked)}


def _quartiles(values: Numbers, ranked: Numbers) -> Mapping[str, Numbers]:
    """The quartiles of the values that are `ranked`, for each unit without its own."""
    order = np.sort(values[ranked])
    place = np.where(ranked, np.searchsorted(order, values), len(order))
    left = len(order) - ranked.astype(int)
    return {
        name: _between(order, place, (left - 1) * part)
        for name, part in zip(QUARTILES, PARTS, strict=True)
    }


def _between(order: Numbers, place: Numbers, at: Numbers) -> Numbers:
    """What stands `at` a place of a row without the one at `place`, between two of its values."""
    if len(order) < 2:
        return np.full(len(place), np.nan)
    low = np.floor(at).astype(int)
    # Behind the one left out, every place is one further on.
    first, second = (np.clip(k + (k >= place), 0, len(order) - 1) for k in (low, low + 1))
    found: Numbers = order[first] + (at - low) * (order[second] - order[first])
    return found
