"""What needs a look first: the gravest failures, and reports of which something was not read."""

from __future__ import annotations

import json

import pandas as pd

from goidata.analysis.conditions import KEY_COLUMNS, REPORTS, bound, ordered, where
from goidata.analysis.frames import ask, flags, from_book, number, numbers
from goidata.analysis.selection import Selection
from goidata.checks.unread import NOT_READ
from goidata.extraction.report import State
from goidata.store.reader import Reader


def gravest(db: Reader, selection: Selection, most: int) -> pd.DataFrame:
    """KEYS + finding, check, severity, left, right, difference, zh, en: the first failures that are
    errors or warnings, at most `most`; `attrs["all"]` says how many these are."""
    source = f"""{REPORTS} JOIN finding d ON d.report = r.id
      WHERE d.outcome = 'fails' AND d.severity IN ('error', 'warning')
        AND {where(selection, beside=True)}"""
    sql = f"""SELECT {KEY_COLUMNS}, d.id AS finding, d.check_id AS "check", d.severity, d."left",
        d."right", d.difference {source}
      ORDER BY d.severity, {ordered(selection)}, d.id LIMIT $most"""
    found = flags(ask(db, sql, bound(selection, most=most)), ["beside"])
    found = numbers(_worded(db, found), ["left", "right", "difference"])
    found.attrs["all"] = number(db, f"SELECT COUNT(*) {source}", bound(selection))
    return found


def _worded(db: Reader, found: pd.DataFrame) -> pd.DataFrame:
    ids = json.dumps([int(finding) for finding in found["finding"]])
    sql = """SELECT id, detail ->> '$.zh' AS zh, detail ->> '$.en' AS en FROM finding
      WHERE id IN (SELECT value FROM json_each(:ids))"""
    said = from_book(db, sql, {"ids": ids}).set_index("id")
    return found.join(said, on="finding")


def not_read(db: Reader, selection: Selection, most: int) -> pd.DataFrame:
    """KEYS + unread (how many figures), recognised (how many a picture shows and no sum confirms):
    the first reports with any of either."""
    unread = " + ".join(f"r.n_{state}" for state in NOT_READ)
    seen = f"coalesce(r.n_{State.RECOGNISED}, 0)"
    sql = f"""SELECT {KEY_COLUMNS}, {unread} AS unread, {seen} AS recognised {REPORTS}
      WHERE {unread} + {seen} > 0 AND {where(selection, beside=True)}
      ORDER BY {ordered(selection)} LIMIT $most"""
    return flags(ask(db, sql, bound(selection, most=most)), ["beside"])
