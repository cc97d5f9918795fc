"""What came last, and what is late."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from goidata.analysis.conditions import KEY_COLUMNS, REPORTS, bound, where
from goidata.analysis.frames import ask, flags, number
from goidata.analysis.selection import Selection
from goidata.store.reader import Reader

DUE = "STR-DUE"


def latest(db: Reader, selection: Selection, most: int = 6) -> pd.DataFrame:
    """KEYS + published, loaded_at: the reports of the selection that were loaded last, those of one
    load by the date of publication, at most `most`; `attrs["all"]` says how many were loaded on
    the same day as the last one."""
    condition = where(selection, beside=True)
    sql = f"""SELECT {KEY_COLUMNS}, r.published, r.loaded_at {REPORTS} WHERE {condition}
      ORDER BY r.load DESC, r.year DESC, r.published DESC NULLS LAST, r.id DESC LIMIT $most"""
    parameters = bound(selection, most=most)
    found = flags(ask(db, sql, parameters), ["beside"])
    day = found["loaded_at"].str[:10].max() if len(found) else ""
    counted = f"SELECT count(*) {REPORTS} WHERE {condition} AND substr(r.loaded_at, 1, 10) = $day"
    found.attrs["all"] = number(db, counted, {**parameters, "day": day})
    return found


def late(db: Reader, selection: Selection, year: int, most: int = 6) -> pd.DataFrame:
    """KEYS + published: the reports of a year that were published after they were due, the latest
    first, at most `most`; `attrs["all"]` says how many these are, `attrs["undated"]` how many bear
    no date at all."""
    within = replace(selection, years=(year,))
    condition = f"""{where(within, beside=True)} AND EXISTS (SELECT 1 FROM outcome o
      WHERE o.report = r.id AND o.check_id = $due AND o.fails > o.accepted)"""
    sql = f"""SELECT {KEY_COLUMNS}, r.published {REPORTS} WHERE {condition}
      ORDER BY r.published DESC, r.id LIMIT $most"""
    parameters = bound(within, due=DUE, most=most)
    found = flags(ask(db, sql, parameters), ["beside"])
    found.attrs["all"] = number(db, f"SELECT count(*) {REPORTS} WHERE {condition}", parameters)
    undated = (
        f"SELECT count(*) {REPORTS} WHERE {where(within, beside=True)} AND r.published IS NULL"
    )
    found.attrs["undated"] = number(db, undated, bound(within))
    return found
