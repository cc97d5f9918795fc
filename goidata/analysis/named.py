"""Units by what lasts: their names and their regions, not the numbers of rows, which another load
gives to others."""

from __future__ import annotations

import pandas as pd

from goidata.analysis.conditions import bound, where
from goidata.analysis.frames import ask
from goidata.analysis.selection import NO_LEVEL, Selection
from goidata.store.reader import Reader

NOWHERE = NO_LEVEL  # in an address, for a region that is undecided
LONGEST = 50  # units of one name told of


def bearing(db: Reader, selection: Selection, unit: str, region: str | None) -> pd.DataFrame:
    """agency, unit, region, region_name, province, city, level, scope: the units that bear this
    name in any report of theirs, under it; of the `region` (its code, NOWHERE for those undecided)
    where one is given, else of the selection's."""
    place, named = "true", {"unit": unit}
    if region == NOWHERE:
        place = "r.region IS NULL"
    elif region:
        place, named = "r.region = $at", {"unit": unit, "at": region}
    within = Selection(region=None if region else selection.region)
    sql = f"""SELECT DISTINCT ON (r.agency) r.agency, r.unit, r.region, r.region_name, r.province,
        r.city, r.level, r.scope
      FROM report r WHERE r.unit = $unit AND {place} AND {where(within)}
      ORDER BY r.agency LIMIT {LONGEST}"""
    return ask(db, sql, bound(within, **named))


def papers(db: Reader, agency: int) -> pd.DataFrame:
    """report, year, unit, region, errors, warnings, file: the reports of a unit, by year."""
    sql = """SELECT id AS report, year, unit, region, errors, warnings, file FROM report
      WHERE agency = $agency ORDER BY year"""
    return ask(db, sql, {"agency": agency})


def shared_names(db: Reader) -> frozenset[str]:
    """The names that more than one unit bears, of those that report and of those that should."""
    sql = """SELECT unit FROM (SELECT unit, agency FROM report
      UNION ALL SELECT unit, id FROM agency WHERE listed = 1)
      GROUP BY unit HAVING count(DISTINCT agency) > 1"""
    return frozenset(str(unit) for (unit,) in db.rows(sql, {})[1])


def told_by_file(db: Reader) -> dict[int, str]:
    """The file of each report that name, region and year do not tell from another: units of one
    name whose regions are undecided."""
    sql = """SELECT id, file FROM report QUALIFY count(*) OVER (PARTITION BY unit, region, year) > 1
      ORDER BY id"""
    return {int(report): str(file) for report, file in db.rows(sql, {})[1]}
