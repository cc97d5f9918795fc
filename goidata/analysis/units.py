"""The units of a selection, each once and under its latest name; as many as there is room for."""

from __future__ import annotations

import pandas as pd

from goidata.analysis.conditions import KEY_COLUMNS, REPORTS, bound, ordered, where
from goidata.analysis.frames import KEYS, ask, flags
from goidata.analysis.holdings import focus
from goidata.analysis.selection import Selection
from goidata.regions import spelt
from goidata.store.reader import Reader

_NAMED = ", ".join(f"r.{key}" for key in KEYS if key not in ("report", "year", "errors", "beside"))
_COUNTED = "reports, first_year, last_year, errors, doubtful"


def units(db: Reader, selection: Selection) -> pd.DataFrame:
    """One row a unit, under its latest name: agency, unit, region, region_name, province, city,
    level, scope, beside, longitude, latitude, reports, first_year, last_year, errors (of all its
    reports), doubtful (its reports with an error)."""
    sql = f"""SELECT {_NAMED}, beside, r.longitude, r.latitude, {_COUNTED}
      FROM ({_latest(selection)}) r ORDER BY {ordered(selection)}"""
    return flags(ask(db, sql, bound(selection)), ["beside"])


def units_named(db: Reader, selection: Selection, words: str, most: int) -> pd.DataFrame:
    """agency, unit, region: the first units, at most `most`, whose name, or that of a region they
    lie in, holds `words`, or is spelt so in Latin letters; `attrs["all"]` says how many
    these are."""
    source = f"FROM ({_latest(selection)}) r"
    if words.strip():
        source += """ LEFT JOIN region p ON p.code = r.province
          LEFT JOIN region c ON c.code = r.city
        WHERE contains(lower(concat_ws('', p.name, c.name, r.region_name, r.unit)), $words)
          OR list_contains($spelt, r.region)"""
    asked = bound(selection, words=words.strip().lower(), spelt=list(spelt(words)), most=most)
    columns = "r.agency, r.unit, r.region, COUNT(*) OVER () AS every"
    found = ask(db, f"SELECT {columns} {source} ORDER BY {ordered(selection)} LIMIT $most", asked)
    every = int(found["every"].iloc[0]) if len(found) else 0
    found = found.drop(columns="every")
    found.attrs["all"] = every
    return found


def first_units(db: Reader, selection: Selection, most: int) -> tuple[int, ...]:
    """The units of the stratum in focus, or else of the first unit's, with most reports."""
    latest = f"({_latest(selection)}) r"
    stratum = focus(db, selection)
    if stratum is None:
        first = ask(
            db,
            f"SELECT r.scope, r.level FROM {latest} ORDER BY {ordered(selection)} LIMIT 1",
            bound(selection),
        )
        kind = next(first.itertuples(index=False, name=None), (None, None))
    else:
        kind = stratum.scope, stratum.level
    sql = f"""SELECT r.agency FROM {latest}
      WHERE r.scope = $of AND r.level IS NOT DISTINCT FROM $at
      ORDER BY r.reports DESC, {ordered(selection)} LIMIT $most"""
    level = kind[1] if isinstance(kind[1], str) else None
    asked = bound(selection, of=kind[0], at=level, most=most)
    return tuple(int(agency) for (agency,) in db.rows(sql, asked)[1])


# The latest report of a unit by one number, so that units are grouped and nothing is sorted.
_ONE = 1_000_000_000_000
_YEAR = "least(greatest(coalesce(r.year, 0), 0), 9999)"


def _latest(selection: Selection) -> str:
    """The units by their latest reports, with _COUNTED."""
    return f"""SELECT {KEY_COLUMNS.replace("r.errors, ", "")}, r.id, r.longitude, r.latitude,
        {", ".join(f"u.{name}" for name in _COUNTED.split(", "))}
      FROM (SELECT max({_YEAR} * {_ONE} + r.id) % {_ONE} AS latest, COUNT(*) AS reports,
          MIN(r.year) AS first_year, MAX(r.year) AS last_year,
          CAST(SUM(r.errors) AS BIGINT) AS errors,
          COUNT(CASE WHEN r.errors > 0 THEN 1 END) AS doubtful
        {REPORTS} WHERE {where(selection, beside=True)} GROUP BY r.agency) u
      JOIN report r ON r.id = u.latest"""
