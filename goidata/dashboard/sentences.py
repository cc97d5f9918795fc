"""What a chart shows, in one sentence made from its figures: its title.

A sentence says what is counted and, where last year can be compared over the same units, by how
much it changed. It judges nothing, and says less where there is little to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from goidata.analysis import queries
from goidata.analysis.rates import TINY
from goidata.dashboard.changes import change_told
from goidata.dashboard.headline import Headline
from goidata.dashboard.numbers import count, percent, short
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.form import measures


def counted(
    visit: Visit,
    head: Headline,
    name: str,
    unit: str,
    approximate: bool = False,
    among: Sequence[str] = (),
) -> str:
    """A count of the year, and its growth over the units held in both years; the page asks for it
    `among` other measures, or alone."""
    say = visit.say
    what = measures()[name].title(visit.language)
    asked = tuple(among) or (name,)
    row = _row(visit.ask(queries.pooled, head.selection, asked), head.year, measure=name)
    if row is None or row["value"] is None:
        return say("sentence.no_number", year=head.year, what=what)
    about = say("mark.about") if approximate else ""
    value = say("sentence.number", n=about + short(row["value"], visit.language), unit=unit.strip())
    text = say("sentence.counted", year=head.year, what=what, value=value)
    return text + _growth(visit, head, name, asked)


def greatest_part(
    visit: Visit, head: Headline, found: pd.DataFrame, part: str, names: dict[str, str], what: str
) -> str:
    """Which part of a whole is the greatest in the year: rows with year, `part`, value, total."""
    say = visit.say
    rows = [row for row in records(found) if row["year"] == head.year and row["total"]]
    if not rows:
        return say("sentence.no_number", year=head.year, what=what)
    whole = rows[0]["total"]
    if whole < TINY:
        return say("sentence.few", year=head.year, what=what, n=count(whole))
    first = max(rows, key=lambda row: row["value"] or 0)
    return say(
        "sentence.greatest",
        year=head.year,
        what=what,
        n=count(whole),
        part=names[first[part]],
        share=percent((first["value"] or 0) / whole),
    )


def _growth(visit: Visit, head: Headline, name: str, asked: tuple[str, ...]) -> str:
    """The change over the units held in both years; nothing where none is, or the base is tiny."""
    changes = visit.ask(queries.change, head.selection, asked, head.year)
    row = _row(changes, None, measure=name)
    said = change_told(visit, measures()[name], row) if row else ""
    return visit.say("sentence.change", before=head.year - 1, change=said) if said else ""


def _row(found: pd.DataFrame, year: int | None, **wanted: Any) -> Record | None:
    """The row of a year with the values wanted."""
    rows: Sequence[Record] = records(found)
    return next(
        (
            row
            for row in rows
            if (year is None or row["year"] == year)
            and all(row[key] == value for key, value in wanted.items())
        ),
        None,
    )
