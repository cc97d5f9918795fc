"""A value as a cell of a file: numbers stay numbers, texts become inert."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO

import numpy as np
import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets take for one
Cell = str | int | float | bool | None

# What XML, and so a sheet, cannot hold: control characters but tab and line feed, half characters.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def cell(value: object) -> Cell:
    """None where the value is missing or no finite number; tuples and mappings as JSON."""
    if value is None or value is pd.NA:
        return None
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if np.isfinite(value) else None
    return text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def rows(frame: pd.DataFrame) -> list[list[Cell]]:
    """The rows of a frame as cells, its index left out."""
    columns = [[cell(value) for value in frame[name].astype(object)] for name in frame.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def heads(frame: pd.DataFrame) -> list[str]:
    """The names of the columns as cells."""
    return [text(str(name)) for name in frame.columns]


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as CSV: UTF-8 with a byte order mark, so that spreadsheets read Chinese."""
    out = StringIO(newline="")
    csv.writer(out).writerows([heads(frame), *rows(frame)])
    return out.getvalue().encode("utf-8-sig")


def text(value: str) -> str:
    """The text without what no sheet can hold (each such character becomes �, a carriage return a
    line feed), and with an apostrophe in front where it would be taken for a formula."""
    clean = printable(value)
    # A program that trims what it reads would see the formula behind the blanks.
    return (
        f"'{clean}" if clean.startswith(_FORMULA) or clean.lstrip().startswith(_FORMULA) else clean
    )


def printable(value: str) -> str:
    """The text without what XML, and so an office file, cannot hold."""
    return _NO_CHARACTER.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
