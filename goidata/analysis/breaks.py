"""Where a series breaks because the form or the law does, and what to say about it.

The rules are those of the form's editions: figures of another meaning have names of their own and
never meet; a row that carries on under its name as a narrower class is declared there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from goidata.form import TABLES, Edition, Row, editions
from goidata.wording import say

REVISED_LAW = 2024
PROCEEDINGS = ("review.", "litigation_direct.", "litigation_after_review.")


def note(code: str, language: str = "zh") -> str:
    """What to say beside a point: "gap", "narrower" or "law_2024"."""
    details: dict[str, object] = {}
    if code == "narrower":
        since, row = _narrowed()[0]
        before = next(each for each in editions() if each.from_year < since.from_year)
        old = next(each for each in _rows(before) if each.name == row.name)
        details = {"year": since.from_year, "old": old, "new": row}
    return say(f"notes.break.{code}", language, **details)


def _rows(form: Edition) -> Sequence[Row]:
    return [row for table in TABLES for row in form.tables[table].rows]


@cache
def _narrowed() -> tuple[tuple[Edition, Row], ...]:
    """Each row that became narrower, with the edition that made it so."""
    found: dict[tuple[str, str], tuple[Edition, Row]] = {}
    for form in reversed(editions()):
        for row in _rows(form):
            if row.narrower:
                found.setdefault((row.name, row.zh), (form, row))
    return tuple(found.values())


@cache
def narrower() -> frozenset[str]:
    """The figures of such rows that all editions ask for."""
    names = {row.name for _, row in _narrowed()}
    return frozenset(
        name
        for name, field in editions()[0].fields.items()
        if field.row.name in names and all(name in form.fields for form in editions())
    )


def meaning(table: str, column: str) -> str:
    """SQL for a number that is the same for editions in which the rows of a table mean the same;
    `column` holds the edition."""
    since = [form.from_year for form, row in _narrowed() if row in form.tables[table].rows]
    cases = (
        f"WHEN '{form.name}' THEN {sum(form.from_year >= year for year in since)}"
        for form in editions()
    )
    return f"(CASE {column} {' '.join(cases)} END)"


CODES = ("gap", "narrower", "law_2024")


def marked(
    frame: pd.DataFrame, line: Sequence[str], label: str, editions: npt.NDArray[np.float64]
) -> pd.DataFrame:
    """The frame with `break` (the line from the point before must not be joined) and `note`.

    `line` names the columns that tell one line from another; `label` the column with the names of
    figures; `editions` are the `meaning` of the printed table's edition of each row, nan for none.
    """
    years = frame["year"].to_numpy(float)
    names = frame[label].tolist()
    at, before = _followed(frame, line, years)
    gap, narrowed = (np.zeros(len(frame), bool) for _ in range(2))
    gap[at] = years[at] - years[before] > 1
    narrow = np.array([name in narrower() for name in names], bool)
    known = ~np.isnan(editions[before])
    narrowed[at] = narrow[at] & known & (editions[before] != editions[at])
    proceedings = np.array([name.startswith(PROCEEDINGS) for name in names], bool)
    notes = np.full(len(frame), None, object)
    law = proceedings & (years == REVISED_LAW)
    for mask, code in ((law, "law_2024"), (gap, "gap"), (narrowed, "narrower")):
        notes[mask] = code
    said = pd.Series(notes, index=frame.index, dtype=object)
    broken = pd.Series(gap | narrowed, index=frame.index)
    return frame.assign(**{"break": broken, "note": said})


def _followed(
    frame: pd.DataFrame, line: Sequence[str], years: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The places of rows that follow another on their line, and of those that they follow."""
    codes = [pd.factorize(frame[name], use_na_sentinel=False)[0] for name in line]
    order = np.lexsort((years, *codes))
    same = np.ones(max(len(order) - 1, 0), bool)
    for each in codes:
        same &= each[order[1:]] == each[order[:-1]]
    return order[1:][same], order[:-1][same]
