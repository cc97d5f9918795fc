"""Columns of the book as arrays: SQLite keeps any value in a column, these those of their type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from goidata.store.column_shapes import FRACTION, TEXT, WHOLE

if TYPE_CHECKING:
    import pyarrow as pa


def numbers(rows: Sequence[Sequence[Any]]) -> Any:
    """Figures as an array, nan where there is none."""
    import numpy as np

    try:
        return np.array(rows, dtype=float)
    except ValueError:  # another program has put words there
        kept = [[each if isinstance(each, (int, float)) else None for each in row] for row in rows]
        return np.array(kept, dtype=float)


def array(values: list[Any], kind: str) -> pa.Array:
    """Values of one column; SQLite keeps any value in any column, this keeps those of its type."""
    import pyarrow as pa

    arrow = {TEXT: pa.string(), WHOLE: pa.int64(), FRACTION: pa.float64()}[kind]
    wanted: type = {TEXT: str, WHOLE: int, FRACTION: float}[kind]
    if kind == FRACTION:
        values = [float(each) if isinstance(each, int) else each for each in values]
    try:
        return pa.array(values, arrow)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([each if isinstance(each, wanted) else None for each in values], arrow)
