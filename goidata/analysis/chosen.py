"""The reports of a selection, as the columns tell them, for what only the book can answer."""

from __future__ import annotations

import json

import pandas as pd

from goidata.analysis.conditions import BESIDE, KEY_COLUMNS, REPORTS, bound, ordered, where
from goidata.analysis.frames import KEYS, ask, flags
from goidata.analysis.selection import Selection
from goidata.store.reader import Reader


def chosen(
    db: Reader, selection: Selection, more: str = "", condition: str = "true"
) -> pd.DataFrame:
    """KEYS, and `more` columns of a report, a row a report of the selection and those beside it
    that meets a further `condition`."""
    sql = f"SELECT {KEY_COLUMNS}{more} {_chosen(selection, condition)}"
    return flags(ask(db, sql, bound(selection)), ["beside"])


def reports_of(db: Reader, selection: Selection) -> list[int]:
    """The ids of the same reports, in the same order."""
    sql = f"SELECT r.id, {BESIDE} {_chosen(selection)}"
    return [int(report) for report, _ in db.rows(sql, bound(selection))[1]]


def _chosen(selection: Selection, condition: str = "true") -> str:
    conditions = f"{where(selection, beside=True)} AND {condition}"
    return f"{REPORTS} WHERE {conditions} ORDER BY {ordered(selection)}"


def ids_of(about: pd.DataFrame) -> str:
    """The reports of `chosen`, in their order, as the book is asked of them: `json_each(:reports)`
    gives the id as `value` and its place as `key`."""
    return json.dumps([int(report) for report in about["report"]])


def with_keys(about: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The rows of the book with what `about` knows of their reports in front."""
    # An empty frame has no types of its own, and only like types can be joined.
    keys, rows = (each.astype({"report": "int64"}) for each in (about, found))
    joined = rows.merge(keys, on="report", how="left")
    return joined[[*KEYS, *(name for name in joined if name not in KEYS)]]
