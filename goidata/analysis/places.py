"""Where units lie: the centres of their regions, and of the regions of which no report is held."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from goidata.analysis.conditions import REGION, bound
from goidata.analysis.frames import ask
from goidata.analysis.measured import by_unit
from goidata.analysis.selection import Selection
from goidata.store.reader import Reader

VOLUME = "received"


def placed(db: Reader, selection: Selection, year: int, measure: str) -> pd.DataFrame:
    """The units of a selection (of one stratum) in a year, largest first: unit, agency, report,
    region, region_name, errors, longitude, latitude, received, and of the measure n, N, value,
    base, why_missing. Units whose region is undecided, or has no centre, are not among them; their
    names are in `attrs["unplaced"]`."""
    within = replace(selection, years=(year,))
    found = by_unit(db, within, tuple(dict.fromkeys((VOLUME, measure))))
    found = found[~found["beside"]]
    volumes = found[found["measure"] == VOLUME].set_index("report")["value"]
    rows = found[found["measure"] == measure].reset_index(drop=True)
    centres = ask(db, "SELECT code AS region, longitude, latitude FROM region", {})
    rows = rows.assign(received=rows["report"].map(volumes)).merge(centres, "left", "region")
    placed = rows["longitude"].notna() & rows["latitude"].notna()
    shown = rows[placed].sort_values("received", ascending=False, kind="stable")
    shown = shown.reset_index(drop=True)
    shown.attrs["unplaced"] = rows.loc[~placed, "unit"].tolist()
    return shown


def empty_places(db: Reader, selection: Selection, year: int) -> pd.DataFrame:
    """code, name, longitude, latitude: the regions standing in the year, at the level of the
    selection and within its region, of which it holds no report."""
    inside = REGION.replace("{0}.region", "g.code").format("g")
    where = inside if selection.region else "true"
    sql = f"""SELECT g.code, g.name, g.longitude, g.latitude FROM region g
      WHERE g.level = $level AND g.longitude IS NOT NULL AND {where}
        AND COALESCE(g.valid_from <= $year, true) AND COALESCE(g.valid_to >= $year, true)
        AND NOT EXISTS (SELECT 1 FROM report r WHERE r.region = g.code AND r.year = $year
          AND r.scope = $scope)
      ORDER BY g.code"""
    return ask(db, sql, bound(selection, year=year))
