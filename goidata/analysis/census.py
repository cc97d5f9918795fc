"""How many units and reports there are, by scope, level and year: one question for all that a page
says of numbers of reports, since each question costs more to be understood than to be answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from goidata.analysis.conditions import REPORTS, bound, filters
from goidata.analysis.selection import NO_LEVEL, Selection
from goidata.store.reader import Reader
from goidata.store.ready import COUNTED, census

_DISTINCT = f"""SELECT r.scope, r.level, r.year, GROUPING(r.year) = 0 AS of_year,
    COUNT(DISTINCT r.agency) AS units,
    COUNT(DISTINCT CASE WHEN r.errors = 0 THEN r.agency END) AS clean_units, {COUNTED}
  {REPORTS} WHERE {{where}}
  GROUP BY GROUPING SETS ((r.scope, r.level), (r.scope, r.level, r.year))"""


class Counted(NamedTuple):
    """A stratum in one year, or over all years asked for (`year` is None): how many units have a
    report, how many reports there are, and how many of these have an open error."""

    scope: str
    level: str | None
    year: int | None
    units: int
    reports: int
    doubtful: int


def strata_counted(db: Reader, selection: Selection, beside: bool = False) -> list[Counted]:
    """The strata of a selection over its years, with `beside` those listed beside it too, that have
    a report, in no order."""
    return [each for each in _among(db, selection, beside) if each.year is None]


def years_counted(db: Reader, selection: Selection) -> list[Counted]:
    """The same year by year."""
    single = selection.years if len(selection.years) == 1 else ()
    found = _among(db, replace(selection, years=() if single else selection.years), False)
    return [
        each for each in found if each.year is not None and each.year in (single or (each.year,))
    ]


def _among(db: Reader, selection: Selection, beside: bool) -> Iterator[Counted]:
    """The rows that scope, level and `only_clean` of the selection leave; where it is of one year,
    those of that year stand for all its years."""
    single = selection.years[0] if len(selection.years) == 1 else None
    every = selection.scope is None or (beside and selection.beside)
    level = None if selection.level == NO_LEVEL else selection.level
    for scope, at, year, of_year, units, clean_units, reports, clean in _census(db, selection):
        if of_year and year is None:  # as another program may have written
            continue
        if (single is not None and not (of_year and year == single)) or (
            not every and scope != selection.scope
        ):
            continue
        if selection.level and at != level:
            continue
        if selection.only_clean:
            units, reports, doubtful = clean_units, clean, 0
        else:
            doubtful = reports - clean
        if reports:
            told = year if of_year and single is None else None
            yield Counted(scope, at, told, units, reports, doubtful)


def _census(db: Reader, selection: Selection) -> list[tuple[Any, ...]]:
    """All strata of the region, asked once; one year is a part of all."""
    years = selection.years if len(selection.years) > 1 else ()
    asked = replace(selection, years=years, only_clean=False)
    parts = filters(asked, beside=True)
    kept = [parts[name] for name in ("held", "region", "year", "without_largest") if name in parts]
    leaving = (asked.scope, asked.level) if asked.without_largest else None
    key = ("census", asked.region, years, leaving)
    return db.remembered(key, lambda: _counts(db, " AND ".join(kept), asked))


def _counts(db: Reader, where: str, asked: Selection) -> list[tuple[Any, ...]]:
    """scope, level, year, of_year, units, clean_units, reports, clean."""
    rows = db.rows(census(where), bound(asked))[1]
    if all(once for *_, once in rows):
        return [row[:-1] for row in rows]
    return db.rows(_DISTINCT.format(where=where), bound(asked))[1]
