"""Rows that a report does not print are named; rows that are there and not read never are."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from crossed import crossed
from damage.cells import KINDS
from paper.figures import CHARACTERS, consistent_figures
from paper.formats import LAYOUTS, LOST
from paper.sheets import Paper, Rows, figure_boxes, paper_of

from goidata.checks import Finding, Outcome, run
from goidata.checks.wording import message
from goidata.extraction.reading import read
from goidata.extraction.report import Report, State
from goidata.form import edition

# In a single line no stretch is one table's alone, so that nothing is said of rows.
PARTED = [
    layout for layout in LAYOUTS if layout not in {*LOST, "tab rows, one line", "tab rows, run on"}
]


def paper(seed: int) -> Paper:
    source = random.Random(seed)
    count = CHARACTERS[source.choice(sorted(CHARACTERS))]
    return paper_of(consistent_figures(source, source.choice(["2021", "2019"]), count))


def printed(made: Paper, layout: str) -> Report:
    return read(*LAYOUTS[layout](made, random.Random(7)))


def named(report: Report) -> set[str]:
    return {
        f"{table} {row}" for table, rows in report.formalities.unprinted.items() for row in rows
    }


def gone(made: Paper, report: Report) -> set[str]:
    """The rows of which no figure is on the page any more."""
    found = set()
    for name, form in report.edition.items():
        table = edition(form or "2021").tables[name]
        for row in table.rows:
            if {table.figure(row, column) for column in row.columns} <= made.gone:
                found.add(f"{name} {row.name}")
    return found


def failing(report: Report) -> list[Finding]:
    return [f for f in run(report) if f.check == "STR-ROWS" and f.outcome is Outcome.FAILS]


@pytest.mark.parametrize(("layout", "seed"), crossed(PARTED, range(3)))
def test_a_row_left_out_is_named_and_its_figures_are_missing(layout: str, seed: int) -> None:
    made = paper(seed)
    KINDS["row_lost"](made, random.Random(seed))
    report = printed(made, layout)
    assert named(report) == gone(made, report) != set()
    assert {report.figures[name].state for name in made.gone} == {State.MISSING}
    (finding,) = failing(report)
    assert finding.severity == "error"
    (row,) = (row for rows in report.formalities.unprinted.values() for row in rows)
    declared = {r.name: r for t in edition("2021").tables.values() for r in t.rows}
    declared |= {r.name: r for t in edition("2019").tables.values() for r in t.rows}
    assert declared[row].zh in message(finding, "zh")
    assert declared[row].en in message(finding, "en")


@pytest.mark.parametrize("layout", ["tab rows", "html", "docx", "pdf"])
def test_several_rows_one_after_the_other(layout: str) -> None:
    made = paper(4)
    (rows,) = (rows for rows in made.tables if rows.table == "applications")
    _take(made, rows, rows.numbered()[-2:])
    report = printed(made, layout)
    assert named(report) == {"applications handled_total", "applications carried_out"}


def _take(made: Paper, rows: Rows, indices: Iterable[int]) -> None:
    for index in sorted(indices, reverse=True):
        made.gone |= {box.name for box in figure_boxes(rows.rows[index])}
        del rows.rows[index]


HARMLESS = (
    *("none", "label_lost", "figures_lost", "characters_misread", "zeros_blank", "cell_lost"),
    *("labels_shortened", "page_breaks"),
)


@pytest.mark.parametrize(("layout", "kind"), crossed(LAYOUTS, HARMLESS))
def test_a_row_that_is_there_is_never_said_to_be_left_out(layout: str, kind: str) -> None:
    for seed in (11, 12):
        made = paper(seed)
        KINDS[kind](made, random.Random(seed))
        assert not failing(printed(made, layout))


def test_nothing_is_said_of_figures_that_nothing_parts() -> None:
    made = paper(0)
    KINDS["row_lost"](made, random.Random(0))
    assert not failing(printed(made, "glued"))


@pytest.mark.parametrize("layout", ["tab rows", "bars", "html", "docx"])
def test_a_row_in_another_place_is_not_said_to_be_left_out(layout: str) -> None:
    made = paper(3)
    rows = next(rows for rows in made.tables if rows.table == "applications")
    numbered = rows.numbered()
    total = rows.rows.pop(numbered[-2])
    rows.rows.insert(numbered[2], total)
    for row in rows.rows:  # the words over the group stay where they were
        for box in () if isinstance(row, str) or row is total else row:
            box.down -= 1 if box.down > 10 and not box.head else 0
    assert not named(printed(made, layout))
