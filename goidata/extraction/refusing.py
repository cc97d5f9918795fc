"""Files refused for what is in them: blank forms, several reports, papers of another kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goidata.errors import Refusal
from goidata.extraction.formalities import text_of
from goidata.extraction.plurality import (
    holds_figures,
    may_hold_rows,
    prints_the_form,
    rows_of_the_form,
)
from goidata.extraction.report import State
from goidata.extraction.sections import Stretch
from goidata.extraction.stream import stream_of
from goidata.extraction.tables import TableReading
from goidata.extraction.together import (
    stretch_of,
)
from goidata.form import TABLES

FEWEST = 4  # stretches, the introduction among them, without which nothing speaks for a report
SEVERAL = 8  # further rows of figures under labels already read: another report's table


def refuse_blank(
    tables: Mapping[str, TableReading], stretches: Sequence[Stretch], name: str
) -> None:
    """Refuses a form without any figure, its cells blank or none of them there. Figures where the
    tables should be, or behind the text, are not read, which is another matter."""
    figures = [figure for reading in tables.values() for figure in reading.figures.values()]
    if any(f.state not in (State.BLANK, State.MISSING, State.NA) for f in figures):
        return
    blank = figures or prints_the_form("".join(map(text_of, stretches)))
    places = {stretch_of(table, stretches).number for table in TABLES} | {stretches[-1].number}
    held = [b for each in stretches if each.number in places for b in each.blocks]
    if blank and not holds_figures(held):
        raise Refusal.of("blank_form.form", name=name)


def refuse_several(
    tables: Mapping[str, TableReading], stretches: Sequence[Stretch], name: str
) -> None:
    """Refuses a file in which rows of a second report stand, within the tables or elsewhere."""
    with_tables = {stretch_of(table, stretches).number for table in TABLES}
    elsewhere = [
        stretch
        for stretch in stretches
        if stretch.number not in with_tables and may_hold_rows(stretch.blocks, SEVERAL)
    ]
    further = sum(reading.repeated for reading in tables.values())
    if len(stretches) > 1:
        further += sum(rows_of_the_form(stream_of(stretch.blocks)) for stretch in elsewhere)
    if further >= SEVERAL:
        raise several(name)


def several(name: str) -> Refusal:
    """The refusal of a file that holds several reports."""
    return Refusal.of("several_reports.tables", name=name)


def not_a_report(name: str) -> Refusal:
    """The refusal of a paper without the parts of a report."""
    return Refusal.of("not_a_report.no_parts", name=name)
