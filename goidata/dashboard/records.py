"""The rows of a frame as plain dictionaries, what is missing as None."""

from __future__ import annotations

from typing import Any

import pandas as pd

Record = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Record]:
    """One dictionary a row, by column; <NA>, NaN and NaT are None."""
    names = [str(name) for name in frame.columns]
    columns = [_values(frame.iloc[:, at]) for at in range(len(names))]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: pd.Series[Any]) -> list[Any]:
    values: list[Any] = column.tolist()
    missing = column.isna().to_numpy()
    if missing.any():
        return [None if gone else value for value, gone in zip(values, missing, strict=True)]
    return values
