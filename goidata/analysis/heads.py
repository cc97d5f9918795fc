"""What stands at the head of a page: how many reports are selected, of which years, which stand
beside them, and the report to begin with."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from goidata.analysis.census import strata_counted, years_counted
from goidata.analysis.conditions import BESIDE, KEY_COLUMNS, REPORTS, bound, ordered, where
from goidata.analysis.frames import ask, number
from goidata.analysis.selection import SCOPES, Selection
from goidata.store.reader import Reader


def held(db: Reader, selection: Selection) -> int:
    """How many reports are selected, those listed beside among them."""
    return sum(each.reports for each in strata_counted(db, selection, beside=True))


def years_held(db: Reader, selection: Selection) -> tuple[int, ...]:
    """The years of which the selection holds a report, ascending."""
    return tuple(sorted({int(each.year or 0) for each in years_counted(db, selection)}))


def beside(db: Reader, selection: Selection) -> tuple[int, int]:
    """How many units are listed beside the selection, and how many reports of theirs."""
    counted = strata_counted(db, selection, beside=True)
    others = [each for each in counted if selection.scope and each.scope != selection.scope]
    reports = sum(each.reports for each in others)
    if len(others) < 2:
        return sum(each.units for each in others), reports
    # A unit may have reports of several levels.
    sql = f"""SELECT COUNT(DISTINCT r.agency) {REPORTS}
      WHERE {where(selection, beside=True)} AND r.scope <> $scope"""
    return number(db, sql, bound(selection)), reports


class Marked(NamedTuple):
    """Of the reports of a selection: how many there are, how many are abridged and how many have
    an open error, and whether any is invented."""

    reports: int
    abridged: int
    doubtful: int
    synthetic: bool


def marked(db: Reader, selection: Selection) -> Marked:
    """What must be said of the reports selected, those listed beside among them."""
    sql = f"""SELECT COUNT(*), COUNT(CASE WHEN r.abridged > 0 THEN 1 END),
        COUNT(CASE WHEN r.errors > 0 THEN 1 END), COUNT(CASE WHEN r.synthetic > 0 THEN 1 END)
      {REPORTS} WHERE {where(selection, beside=True)}"""
    ((reports, abridged, doubtful, synthetic),) = db.rows(sql, bound(selection))[1]
    return Marked(reports, abridged, doubtful, synthetic > 0)


def latest_sources(db: Reader, selection: Selection, most: int) -> pd.DataFrame:
    """title, url: the reports of the selection and those beside it, those of the latest year
    first, at most `most`."""
    sql = f"""SELECT r.title, r.url, {BESIDE} {REPORTS} WHERE {where(selection, beside=True)}
      ORDER BY r.year DESC, {ordered(selection)} LIMIT $most"""
    return ask(db, sql, bound(selection, most=most)).drop(columns="beside")


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
    sql = f"SELECT {KEY_COLUMNS} {REPORTS} WHERE {condition} ORDER BY {ordered(selection)} LIMIT 1"
    first = ask(db, sql, bound(selection))
    return None if first.empty else int(first["agency"].iloc[0])


def sources(db: Reader, words: str, first: int, rows: int) -> pd.DataFrame:
    """report, unit, region, year, title, published, url, file: the reports held of units whose
    name holds `words`, `rows` from `first` on (0 for the first); `attrs["all"]` says how many these
    are."""
    everything = Selection()
    asked = bound(everything, words=words.strip().lower(), first=first, rows=rows)
    source = f"{REPORTS} WHERE {'contains(lower(r.unit), $words)' if asked['words'] else 'true'}"
    sql = f"""SELECT r.id AS report, r.unit, r.region, r.year, r.title, r.published, r.url, r.file,
        false AS beside {source}
      ORDER BY {ordered(everything)} LIMIT $rows OFFSET $first"""
    found = ask(db, sql, asked).drop(columns="beside")
    found.attrs["all"] = number(db, f"SELECT COUNT(*) {source}", asked)
    return found
