"""Figures as they stand in the tables: any of them by unit, or added up over a stratum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from goidata.analysis import breaks
from goidata.analysis.conditions import Agencies
from goidata.analysis.expressions import column_of
from goidata.analysis.frames import KEYS, STRATUM, Floats, floats, long
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
    found = long(wide, KEYS, "name", names, {"value": list(columns)})
    found = explained(db, found, "value", "name", {name: (name,) for name in names})
    return _marked(found, ["agency", "name"], names, _numbers(wide, editions))


def sums(db: Reader, selection: Selection, names: Sequence[str]) -> pd.DataFrame:
    """year, scope, level, name, value, reports (that give the figure), held, break, note.

    A break between years is judged by the editions of the reports of each year.
    """
    columns = {f"v{i}": column_of(name) for i, name in enumerate(names)}
    # What the editions of a year mean in one number: their mean is that of one where all agree.
    editions = _editions(names)
    together = [[alias] for alias in (*columns, *editions)]
    wide = over_units(db, selection, {**columns, **editions}, together)
    with np.errstate(all="ignore"):
        meant = {
            alias: each / floats(wide[f"{alias}_reports"])
            for alias, each in _numbers(wide, editions).items()
        }
    parts = {"value": list(columns), "reports": [f"{alias}_reports" for alias in columns]}
    found = long(wide, ["year", *STRATUM, "held"], "name", names, parts)
    # Sums of money carry the noise of binary fractions; a hundredth of a yuan is kept.
    if found["value"].dtype == "Float64":
        found["value"] = found["value"].round(6)
    return _marked(found, [*STRATUM, "name"], names, meant)


def _numbers(wide: pd.DataFrame, aliases: Iterable[str]) -> dict[str, Floats]:
    return {alias: floats(wide[alias]) for alias in aliases}


def _marked(
    frame: pd.DataFrame, line: Sequence[str], names: Sequence[str], editions: Mapping[str, Floats]
) -> pd.DataFrame:
    """Breaks by the edition of the table that each figure belongs to; a row a report, or a sum, and
    one of `names`, in their order."""
    own = [editions[f"edition_{all_fields()[name].table}"] for name in names]
    return breaks.marked(frame, line, "name", np.column_stack(own).ravel())
