"""Asking a reader: an SQL text of our own, bound parameters, a frame.

Questions over many reports are put to the columns (`ask`, `number`), in the SQL of DuckDB; those of
words, quotations and single papers to the book (`from_book`), in that of SQLite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from goidata.store.reader import Reader

Parameters = Mapping[str, object]
Floats = npt.NDArray[np.float64]
Numbers = pd.arrays.IntegerArray | pd.arrays.FloatingArray

KEYS = (
    "report",
    "agency",
    "unit",
    "region",
    "region_name",
    "province",
    "city",
    "level",
    "scope",
    "year",
    "errors",
    "beside",
)
STRATUM = ("scope", "level")
EXACT = 2.0**53


def ask(db: Reader, sql: str, parameters: Parameters) -> pd.DataFrame:
    """The rows as a frame; columns as the statement names them, also where there are no rows."""
    columns, rows = db.rows(sql, parameters)
    return pd.DataFrame.from_records(rows, columns=columns)


def from_book(db: Reader, sql: str, parameters: Mapping[str, str | int | None]) -> pd.DataFrame:
    """As `ask`, of the book of record."""
    cursor = db.execute(sql, dict(parameters))
    columns = [description[0] for description in cursor.description]
    return pd.DataFrame.from_records(cursor.fetchall(), columns=columns)


def number(db: Reader, sql: str, parameters: Parameters) -> int:
    """A single whole number; 0 where the statement gives none."""
    _, rows = db.rows(sql, parameters)
    return int(rows[0][0]) if rows and rows[0][0] is not None else 0


def numbers(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """The columns as numbers that may be missing: Int64, or Float64 where one is not whole or so
    great (2**53) that sums of it might leave whole numbers of 64 bits."""
    return frame.assign(**{name: _number(floats(frame[name])) for name in columns})


def floats(column: pd.Series) -> Floats:
    """The numbers of a column, nan where one is missing."""
    return column.to_numpy(float, na_value=np.nan)


def _number(values: Floats) -> Numbers:
    missing = np.isnan(values)
    filled = np.where(missing, 0.0, values)
    if bool((filled == np.floor(filled)).all() and (np.abs(filled) < EXACT).all()):
        return pd.arrays.IntegerArray(filled.astype("int64"), missing)
    return pd.arrays.FloatingArray(filled, missing)


def flags(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Columns of 0 and 1 as bool; missing is False."""
    others = [name for name in columns if frame[name].dtype != bool]
    if not others:
        return frame
    return frame.assign(**{name: frame[name].fillna(0).astype(bool) for name in others})


def long(
    frame: pd.DataFrame,
    keys: Sequence[str],
    label: str,
    names: Sequence[str],
    columns: Mapping[str, Sequence[str]],
    further: Callable[[list[str], Mapping[str, Numbers]], Mapping[str, Any]] | None = None,
) -> pd.DataFrame:
    """A wide frame as a long one: for each row one row a name, in the given order.

    `label` is the column that says the name; `columns` maps each column of numbers to the wide
    columns that hold it, one a name. `further` makes more columns of the names and these numbers.
    """
    if len(names) == 1:  # nothing is repeated
        repeated = {key: frame[key].array for key in keys}
    else:
        rows = np.repeat(np.arange(len(frame)), len(names))
        repeated = {key: frame[key].array.take(rows) for key in keys}
    known = {name: floats(frame[name]) for name in {each for h in columns.values() for each in h}}
    values = {
        out: _number(np.column_stack([known[name] for name in held]).ravel())
        for out, held in columns.items()
    }
    said = pd.Series(list(names) * len(frame), dtype="str")
    more = further(list(names) * len(frame), values) if further else {}
    # Arrays are taken as they are: nobody writes into one.
    return pd.DataFrame({**repeated, label: said, **values, **more}, copy=False)
