"""The rows of a frame as plain dictionaries, what is missing as None; and their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

Record = dict[str, Any]
Bounds = tuple[float, float]
NOTHING: Any = None


def bounds(row: Mapping[str, Any]) -> Bounds | None:
    """The ends of the 95 % interval of a row of a rate. None where there is none: without a base,
    and where the part is greater than the whole or negative, which no proportion can be."""
    low, high = row.get("low"), row.get("high")
    return None if low is None or high is None else (float(low), float(high))


def small_bounds(row: Mapping[str, Any]) -> Bounds | None:
    """The same where the base is small: what must be shown beside the rate."""
    return bounds(row) if row.get("base") == "small" else None


def records(frame: pd.DataFrame) -> list[Record]:
    """One dictionary a row, by column, in plain Python values; <NA>, NaN and NaT are None."""
    names = [str(name) for name in frame.columns]
    rows = frame.to_numpy(dtype=object, na_value=NOTHING).tolist()
    return [dict(zip(names, row, strict=True)) for row in rows]
