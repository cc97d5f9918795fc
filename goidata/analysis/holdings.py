"""What the database holds: years, regions, strata, units, reports."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from goidata.analysis.census import Counted, strata_counted
from goidata.analysis.conditions import (
    KEY_COLUMNS,
    REPORTS,
    added,
    bound,
    filters,
    ordered,
    where,
)
from goidata.analysis.frames import ask, flags, number
from goidata.analysis.selection import LEVELS, SCOPES, Available, Selection, Stratum
from goidata.regions import by_code, full_name
from goidata.store.reader import Reader

_REGIONS = """
SELECT g.code, g.name, g.level, g.parent, g.longitude, g.latitude, h.reports
FROM held_region h JOIN region g ON g.code = h.code ORDER BY g.code
"""

HANDLED = added("r.applications_handled_total_total")
_REPORT_COLUMNS = """
  r.title, r.published, r.url, r.file, r.abridged, r.synthetic, r.version, r.region_reason,
  r.edition_disclosure, r.edition_applications, r.edition_proceedings, r.n_number, r.n_blank,
  r.n_na, r.n_text, r.n_missing, r.n_ambiguous, r.n_recognised, r.warnings, r.longitude, r.latitude
"""


def available(db: Reader) -> Available:
    """The years, scopes, levels and regions that can be chosen."""
    held = ask(db, "FROM stratum", {})
    codes = ask(db, "SELECT code FROM held_region", {})["code"]
    return Available(
        years=tuple(sorted(int(year) for year in held["year"].unique())),
        scopes=tuple(scope for scope in SCOPES if scope in set(held["scope"])),
        levels=tuple(level for level in LEVELS if level in set(held["level"])),
        regions=frozenset(map(str, codes)),
    )


def regions(db: Reader) -> pd.DataFrame:
    """code, name, full_name, level, parent, longitude, latitude, reports: the regions of the
    reports held and their superiors, in the order of the codes."""
    found = ask(db, _REGIONS, {})
    known = {code: by_code(code) for code in found["code"]}
    names = [
        full_name(region) if (region := known[code]) else name
        for code, name in zip(found["code"], found["name"], strict=True)
    ]
    return found.assign(full_name=names)


def strata(db: Reader, selection: Selection) -> pd.DataFrame:
    """scope, level, units, reports, focus: the strata of the selection; `focus` marks the one whose
    values stand at the head of a page: the level of the region selected, which is spoken of; else
    the one with most units, the lower level where two are equal."""
    rows = [(each.scope, each.level, each.units, each.reports) for each in _ordered(db, selection)]
    found = pd.DataFrame.from_records(rows, columns=["scope", "level", "units", "reports"])
    return found.assign(focus=found.index == 0)


def _ordered(db: Reader, selection: Selection) -> list[Counted]:
    own = level_of(selection.region)

    def place(each: Counted) -> tuple[int, bool, int, int]:
        scope = SCOPES.index(each.scope) if each.scope in SCOPES else len(SCOPES)
        height = LEVELS.index(each.level) if each.level in LEVELS else -1
        return scope, each.level != own, -each.units, -height

    return sorted(strata_counted(db, selection), key=place)


def level_of(region: str | None) -> str | None:
    """The level of a region by its code."""
    known = by_code(region) if region else None
    return known.level if known else None


def focus(db: Reader, selection: Selection) -> Stratum | None:
    """The stratum whose values stand at the head of a page; None where the selection is empty."""
    first = next(iter(_ordered(db, selection)), None)
    return None if first is None else Stratum(str(first.scope), first.level)


def reports(db: Reader, selection: Selection) -> pd.DataFrame:
    """KEYS and what is known of each report: title, published, url, file, abridged, synthetic,
    version, region_reason, the edition of each table, the counts of cell states, warnings, the
    centre of the region."""
    sql = f"""SELECT {KEY_COLUMNS}, {_REPORT_COLUMNS} {REPORTS}
      WHERE {where(selection, beside=True)} ORDER BY {ordered(selection)}"""
    return flags(ask(db, sql, bound(selection)), ["beside", "abridged", "synthetic"])


def years_alike(db: Reader, selection: Selection) -> frozenset[int]:
    """The years in which the units of the selection are those of the year before."""
    sql = f"""WITH y AS (SELECT DISTINCT r.year, r.agency {REPORTS} WHERE {where(selection)}),
        n AS (SELECT year, COUNT(*) AS units FROM y GROUP BY year),
        same AS (SELECT b.year, COUNT(*) AS units FROM y b
          JOIN y a ON a.agency = b.agency AND a.year = b.year - 1 GROUP BY b.year)
      SELECT b.year FROM n b JOIN n a ON a.year = b.year - 1 JOIN same ON same.year = b.year
      WHERE a.units = b.units AND same.units = b.units"""
    return frozenset(int(year) for (year,) in db.rows(sql, bound(selection))[1])


def left_out(db: Reader, selection: Selection) -> int:
    """How many reports with an open error the selection leaves out, or would leave out, those
    listed beside it among them."""
    every = replace(selection, only_clean=False, without_largest=False)
    return sum(each.doubtful for each in strata_counted(db, every, beside=True))


def narrowing(db: Reader, selection: Selection) -> pd.DataFrame:
    """filter, reports: what is left as one filter after another is applied; the first 0 says which
    filter emptied the selection."""
    named = list(filters(selection).items())
    rows = []
    for i, (name, _) in enumerate(named):
        condition = " AND ".join(sql for _, sql in named[: i + 1])
        sql = f"SELECT COUNT(*) {REPORTS} WHERE {condition}"
        rows.append((name, number(db, sql, bound(selection))))
    return pd.DataFrame(rows, columns=["filter", "reports"])


@dataclass(frozen=True, slots=True)
class Largest:
    """The unit of a stratum that handled most applications, with its number, that of all units of
    the stratum, and its share (a fraction)."""

    unit: str
    region: str | None
    handled: float
    total: float

    @property
    def share(self) -> float:
        return self.handled / self.total


def largest(db: Reader, selection: Selection) -> Largest | None:
    """The unit of the stratum in focus that handled most applications over all years held,
    whether or not the selection leaves it out; None where there is no second one."""
    whole = replace(selection, without_largest=False, years=(), only_clean=False)
    stratum = focus(db, whole)
    if stratum is None:
        return None
    within = whole.within(stratum)
    sql = f"""WITH u AS (SELECT r.agency, max(r.unit) AS unit, max(r.region) AS region,
        {HANDLED} AS handled
        {REPORTS} WHERE {where(within)} GROUP BY r.agency)
      SELECT unit, region, handled, (SELECT {added("handled")} FROM u) AS total,
        (SELECT COUNT(*) FROM u) AS units FROM u ORDER BY handled DESC, agency LIMIT 1"""
    rows = db.rows(sql, bound(within))[1]
    unit, region, handled, total, units = rows[0] if rows else (None, None, None, None, 0)
    return Largest(str(unit), region, handled, total) if units > 1 and (total or 0) > 0 else None
