"""Figures as they stand in the tables: any of them by unit, or added up over a stratum."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from goidata.analysis import breaks
from goidata.analysis.conditions import Agencies
from goidata.analysis.expressions import column_of
from goidata.analysis.frames import KEYS, STRATUM, long
from goidata.analysis.missing import explained
from goidata.analysis.selection import Selection
from goidata.analysis.wide import by_report, over_units
from goidata.form import TABLES, all_fields
from goidata.store.reader import Reader


def _editions(names: Sequence[str]) -> dict[str, str]:
    """What the editions of the tables of these figures mean, as SQL by alias."""
    asked = {all_fields()[name].table for name in names if name in all_fields()}
    listed = (table for table in TABLES if table in asked)
    return {f"edition_{table}": breaks.meaning(table, f"r.edition_{table}") for table in listed}


def figures(
    db: Reader,
    selection: Selection,
    names: Sequence[str],
    agencies: Agencies = None,
) -> pd.DataFrame:
    """KEYS + name, value, why_missing, break, note: a row a report and figure, in the order asked;
    of `agencies` alone where these are named.

    `break`: the line from the unit's point before must not be joined; `note` says why by code.
    """
    columns = {f"v{i}": column_of(name) for i, name in enumerate(names)}
    editions = _editions(names)
    wide = by_report(db, selection, {**columns, **editions}, agencies)
    found = long(wide, [*KEYS, *editions], "name", names, {"value": list(columns)})
    found = explained(db, found, "value", "name", {name: (name,) for name in names})
    return _marked(found, ["agency", "name"], list(editions))


def sums(db: Reader, selection: Selection, names: Sequence[str]) -> pd.DataFrame:
    """year, scope, level, name, value, reports (that give the figure), held, break, note.

    A break between years is judged by the editions of the reports of each year.
    """
    columns = {f"v{i}": column_of(name) for i, name in enumerate(names)}
    # What the editions of a year mean in one number: their mean is that of one where all agree.
    editions = _editions(names)
    together = [[alias] for alias in (*columns, *editions)]
    wide = over_units(db, selection, {**columns, **editions}, together)
    for alias in editions:
        wide[alias] = pd.to_numeric(wide[alias]) / wide[f"{alias}_reports"]
    parts = {"value": list(columns), "reports": [f"{alias}_reports" for alias in columns]}
    keys = ["year", *STRATUM, "held", *editions]
    found = long(wide, keys, "name", names, parts)
    # Sums of money carry the noise of binary fractions; a hundredth of a yuan is kept.
    found["value"] = found["value"].round(6)
    return _marked(found, [*STRATUM, "name"], list(editions))


def _marked(frame: pd.DataFrame, line: Sequence[str], editions: Sequence[str]) -> pd.DataFrame:
    """Breaks by the edition of the table that each figure belongs to."""
    tables = np.array([all_fields()[name].table for name in frame["name"].tolist()], object)
    edition = np.full(len(frame), None, object)
    for each in set(tables):
        held = tables == each
        edition[held] = frame[f"edition_{each}"].to_numpy(object)[held]
    own = pd.Series(edition, index=frame.index, dtype=object)
    found = breaks.marked(frame.assign(edition=own), line, "name", "edition")
    return found.drop(columns=["edition", *editions])
