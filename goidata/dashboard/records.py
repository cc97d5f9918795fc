"""The rows of a frame as plain dictionaries, what is missing as None."""

from __future__ import annotations

from typing import Any

import pandas as pd

Record = dict[str, Any]
NOTHING: Any = None


def records(frame: pd.DataFrame) -> list[Record]:
    """One dictionary a row, by column, in plain Python values; <NA>, NaN and NaT are None."""
    names = [str(name) for name in frame.columns]
    rows = frame.to_numpy(dtype=object, na_value=NOTHING).tolist()
    return [dict(zip(names, row, strict=True)) for row in rows]
