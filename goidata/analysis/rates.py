"""Measures evaluated: ratios with n and N, intervals, small-number classes, the typical unit.

Pure functions over frames with the columns `measure`, `n` and `N`. A value over several units is
the ratio of their sums, never the mean of their ratios. Intervals: intervals.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from goidata.analysis import intervals
from goidata.analysis.frames import STRATUM, numbers
from goidata.analysis.intervals import Numbers
from goidata.form import measures

TINY, SMALL = 10, 30
CLASSES = ("none", "tiny", "small", "plain")


def wilson(n: float, of: float) -> tuple[float, float]:
    """The 95 % Wilson interval of n among `of`, as fractions; nan where `of` is 0."""
    low, high = intervals.wilson(np.array([n], float), np.array([of], float))
    return float(low[0]), float(high[0])


def base(of: float | None) -> str | None:
    """The class of a denominator: "none" (0), "tiny" (under 10), "small" (10-29), "plain"."""
    if of is None or pd.isna(of):
        return None
    return CLASSES[int(of > 0) + int(of >= TINY) + int(of >= SMALL)]


def is_ratio(name: str) -> bool:
    """Whether the measure has a denominator."""
    return measures()[name].denominator is not None


def scale(name: str) -> float:
    """What a rate is multiplied by for its unit: 100 for "per_100", and so on; else 1."""
    return float(measures()[name].per)


def evaluate(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `value`, `low`, `high` and `base`.

    A ratio is a fraction of 1, "per_100" is per 100 and so on, a count is n itself and has neither
    interval nor base. Where N is 0 the value is missing and the base "none".
    """
    made = values(frame["measure"].tolist(), {name: frame[name] for name in "nN"})
    made["base"] = made["base"].set_axis(frame.index)
    return frame.assign(**made)


def shares(part: Any, whole: Any) -> pd.arrays.FloatingArray:
    """Each part of its whole as a fraction; missing where the whole is not above 0."""
    n, of = _array(part), _array(whole)
    with np.errstate(all="ignore"):
        return _nullable(np.where(of > 0, n / of, np.nan))


def values(names: Sequence[str], of_each: Mapping[str, Any]) -> dict[str, Any]:
    """The same four columns of the measures `names`, of their numbers "n" and "N"."""
    n, of = (_array(of_each[name]) for name in "nN")
    known = {name: (is_ratio(name), scale(name)) for name in set(names)}
    rated = np.array([known[name][0] for name in names], bool)
    factor = np.array([known[name][1] for name in names], float)
    with np.errstate(all="ignore"):
        share = np.where(of > 0, n / of, np.nan)
        low, high = _bounds(n, of, factor) if rated.any() else (share, share)
    return {
        "value": _nullable(np.where(rated, share * factor, n)),
        "low": _nullable(np.where(rated, low, np.nan)),
        "high": _nullable(np.where(rated, high, np.nan)),
        "base": pd.Series(_classes(of, rated), dtype=object),
    }


def _bounds(n: Numbers, of: Numbers, factor: Numbers) -> Iterator[Numbers]:
    """The ends of the intervals, of shares or of events for one and not for a hundred."""
    sides = zip(intervals.wilson(n, of), intervals.poisson(n, of), strict=True)
    return (np.where(factor > 1, events, shares) * factor for shares, events in sides)


def _classes(of: Numbers, rated: npt.NDArray[np.bool_]) -> npt.NDArray[np.object_]:
    """`base` of every denominator, None where there is none."""
    places = (of > 0).astype(int) + (of >= TINY) + (of >= SMALL)
    found: npt.NDArray[np.object_] = np.array(CLASSES, object)[places]
    found[~rated | np.isnan(of)] = None
    return found


def _array(column: Any) -> Numbers:
    masked = isinstance(column, (pd.arrays.IntegerArray, pd.arrays.FloatingArray))
    found = column if masked else pd.to_numeric(column)
    return found.to_numpy(float, na_value=np.nan)  # type: ignore[no-any-return]


def _nullable(values: Numbers) -> pd.arrays.FloatingArray:
    return pd.arrays.FloatingArray(np.nan_to_num(values), np.isnan(values))


def pool(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """n and N added up by `keys` and measure over the rows that have what the measure needs, then
    evaluated; `reports` says how many these are."""
    rated = frame["measure"].map(is_ratio).astype(bool)
    usable = frame[frame["n"].notna() & (frame["N"].notna() | ~rated)]
    # Whole numbers that leave 64 bits would come back as others.
    usable = usable.astype({"n": "Float64", "N": "Float64"})
    groups = usable.groupby([*keys, "measure"], dropna=False, sort=True)
    sums = groups[["n", "N"]].sum(min_count=1).assign(reports=groups.size())
    return evaluate(numbers(sums.reset_index(), ["n", "N"]))


def ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that may enter a ranking: of the selection itself, with a value and a base of 10,
    and none that cannot be."""
    usable = frame["value"].notna() & ~frame["base"].isin(["none", "tiny"])
    return frame[usable & ~frame["beside"] & ~impossible(frame)]


def ranked_sql(name: str, n: str, of: str) -> str:
    """The same of a rate in SQL, whose numerator and denominator are the columns `n` and `of`."""
    usable = f"{of} >= {TINY} AND {n} >= 0"
    return f"{usable} AND {n} <= {of}" if measures()[name].unit == "ratio" else usable


def impossible(frame: pd.DataFrame) -> pd.Series:
    """Which rows are rates that cannot be: shares of which the part is greater than the whole, and
    rates of less than nothing."""
    shares = frame["measure"].map(lambda name: measures()[name].unit == "ratio").astype(bool)
    rated = frame["measure"].map(is_ratio).astype(bool)
    above, below = frame["n"] > frame["N"], frame["n"] < 0
    return (shares & above.fillna(False)).astype(bool) | (rated & below.fillna(False)).astype(bool)


def spread(frame: pd.DataFrame, by: Sequence[str] = ("year", *STRATUM)) -> pd.DataFrame:
    """The typical unit: quartiles of `value` over units, by year, stratum and measure.

    Columns `by`, measure, units (that count), units_held, q1, median, q3; units with
    a base under 10 are left out, as from rankings.
    """
    keys = [*by, "measure"]
    held = frame[~frame["beside"]].groupby(keys, dropna=False, sort=True).size()
    values = ranked(frame).groupby(keys, dropna=False, sort=True)["value"]
    parts = {
        "units": values.size(),
        "units_held": held,
        "q1": values.quantile(0.25),
        "median": values.median(),
        "q3": values.quantile(0.75),
    }
    found = pd.DataFrame(parts, index=held.index)
    return found.assign(units=found["units"].fillna(0).astype("Int64")).reset_index()
