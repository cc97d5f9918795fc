"""What stands at the head of a page: how many reports are selected, of which years, which stand
beside them, and the report to begin with."""

from __future__ import annotations

import pandas as pd

from goidata.analysis.conditions import KEY_COLUMNS, ORDER, REPORTS, bound, where
from goidata.analysis.frames import ask, number
from goidata.analysis.selection import SCOPES, Selection
from goidata.store.reader import Reader


def held(db: Reader, selection: Selection) -> int:
    """How many reports are selected, those listed beside among them."""
    condition = where(selection, beside=True)
    return number(db, f"SELECT COUNT(*) {REPORTS} WHERE {condition}", bound(selection))


def years_held(db: Reader, selection: Selection) -> tuple[int, ...]:
    """The years of which the selection holds a report, ascending."""
    sql = f"SELECT DISTINCT r.year {REPORTS} WHERE {where(selection)} ORDER BY r.year"
    return tuple(int(year) for (year,) in db.rows(sql, bound(selection))[1])


def beside(db: Reader, selection: Selection) -> tuple[int, int]:
    """How many units are listed beside the selection, and how many reports of theirs."""
    sql = f"""SELECT COUNT(DISTINCT agency), COUNT(*)
      FROM (SELECT {KEY_COLUMNS} {REPORTS} WHERE {where(selection, beside=True)}) WHERE beside"""
    ((units, reports),) = db.rows(sql, bound(selection))[1]
    return int(units), int(reports)


def own_reports(db: Reader, selection: Selection) -> pd.DataFrame:
    """report, year, agency, unit, region: those of the government of the region selected, the
    latest first."""
    sql = f"""SELECT r.id AS report, r.year, r.agency, r.unit, r.region {REPORTS}
      WHERE {where(selection, beside=True)} AND r.region = $region AND r.scope = $government
      ORDER BY r.year DESC, r.id"""
    return ask(db, sql, bound(selection, government=SCOPES[0]))


def first_agency(db: Reader, selection: Selection, agency: int | None) -> int | None:
    """The unit `agency` where the selection has a report of it, else its first unit."""
    condition = where(selection, beside=True)
    sql = f"SELECT 1 {REPORTS} WHERE {condition} AND r.agency = $agency LIMIT 1"
    if agency and number(db, sql, bound(selection, agency=agency)):
        return agency
    sql = f"SELECT {KEY_COLUMNS} {REPORTS} WHERE {condition} {ORDER} LIMIT 1"
    first = ask(db, sql, bound(selection))
    return None if first.empty else int(first["agency"].iloc[0])


def sources(db: Reader, words: str, first: int, rows: int) -> pd.DataFrame:
    """unit, year, title, published, url, file: the reports held of units whose name holds `words`,
    `rows` from `first` on (0 for the first); `attrs["all"]` says how many these are."""
    everything = Selection()
    source = f"{REPORTS} WHERE contains(lower(r.unit), $words)"
    asked = bound(everything, words=words.strip().lower(), first=first, rows=rows)
    sql = f"""SELECT r.unit, r.year, r.title, r.published, r.url, r.file, false AS beside {source}
      {ORDER} LIMIT $rows OFFSET $first"""
    found = ask(db, sql, asked).drop(columns="beside")
    found.attrs["all"] = number(db, f"SELECT COUNT(*) {source}", asked)
    return found
