"""Cells that are blank, taken out or a page's number: figures are those of their place or none."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from damage.cells import KINDS
from damage.moved import MOVED
from paper.figures import CHARACTERS, Value, consistent_figures
from paper.formats import LAYOUTS
from paper.sheets import Box, Folio, Paper, figure_boxes, paper_of
from trial import Trial, outcome

from goidata.extraction.reading import read
from goidata.extraction.report import Report, State

WITH_CELLS = ("tab rows", "commas", "bars", "cell a line, tab", "cells closed by bars", "html")
TOTAL = "applications.handled_total"


def paper(seed: int, count: str = "dense") -> Paper:
    source = random.Random(seed)
    return paper_of(dict(consistent_figures(source, "2021", CHARACTERS[count])))


def numbers(report: Report) -> dict[str, Value]:
    return {n: f.value for n, f in report.figures.items() if f.state is State.NUMBER}


def wrong(report: Report, made: Paper) -> set[str]:
    """Figures that became numbers which are not printed in their place."""
    return {name for name, value in numbers(report).items() if made.truth.get(name) != value}


def row_of(made: Paper, name: str) -> tuple[list[list[Box] | str], int]:
    """The rows of the table that holds a figure, and where its row stands."""
    for table in made.tables:
        for at, row in enumerate(table.rows):
            if any(box.name == name for box in figure_boxes(row)):
                return table.rows, at
    raise AssertionError(name)


@pytest.mark.parametrize("layout", WITH_CELLS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_row_of_which_a_cell_was_taken_out_is_not_read_in_other_places(
    layout: str, seed: int
) -> None:
    assert not outcome(Trial(layout, MOVED["cell_taken_out"].__name__, 917000 + seed)).wrong


@pytest.mark.parametrize("layout", ["cells closed by bars", "cell a line, tab", "cell a line, bar"])
def test_the_number_of_a_page_is_no_total_where_another_cell_is_blank(layout: str) -> None:
    made = paper(5)
    made.figures[f"{TOTAL}.business"].text = ""
    made.truth[f"{TOTAL}.business"] = None
    rows, at = row_of(made, f"{TOTAL}.total")
    rows.insert(at + 1, Folio("4"))
    report = read(*LAYOUTS[layout](made, random.Random(3)))
    assert not wrong(report, made)


@pytest.mark.parametrize("layout", ["tab rows, run on", "tab rows, one line"])
def test_the_number_of_a_page_shows_no_place_of_figures(layout: str) -> None:
    made = paper(6)
    KINDS["totals_blank"](made, random.Random(0))
    rows, at = row_of(made, "applications.handled.not_processed.excessive.total")
    rows.insert(at + 1, Folio("3"))
    report = read(*LAYOUTS[layout](made, random.Random(3)))
    assert not wrong(report, made)


def test_an_ordinal_with_a_space_behind_it_is_no_figure_of_the_row_before() -> None:
    assert not outcome(Trial("tab rows, one line", "four at once", 902001)).wrong


@pytest.mark.parametrize("layout", ["html", "docx", "tab rows"])
def test_a_letter_for_the_first_label_lets_no_other_move(layout: str) -> None:
    made = paper(7)
    rows = next(table for table in made.tables if table.table == "applications").rows
    labels = [next(box for box in reversed(row) if not box.name) for row in _numbered(rows)]
    texts = ["r", *(box.text for box in labels[:-1])]
    for box, text in zip(labels, texts, strict=True):
        box.text = text
    report = read(*LAYOUTS[layout](made, random.Random(1)))
    assert not any(name.startswith("applications.") for name in numbers(report))


def _numbered(rows: Sequence[list[Box] | str]) -> list[list[Box]]:
    return [row for row in rows if not isinstance(row, str) and figure_boxes(row)]


@pytest.mark.parametrize("layout", ["tab rows", "commas", "rows closed by bars", "bars"])
def test_a_blank_first_cell_of_a_whole_line_is_read_as_blank(layout: str) -> None:
    made = paper(8)
    for row in ("applications.carried_in", "disclosure.normative_documents", "review"):
        first = next(name for name in made.figures if name.startswith(f"{row}."))
        made.figures[first].text, made.truth[first] = "", None
    report = read(*LAYOUTS[layout](made, random.Random(1)))
    assert not wrong(report, made)
    printed = {name for name, value in made.truth.items() if value is not None}
    assert printed <= set(numbers(report))


@pytest.mark.parametrize("layout", ["tab rows", "html", "text of a PDF", "bars"])
def test_a_digit_beneath_noughts_goes_on_with_none_of_them(layout: str) -> None:
    made = paper(9)
    name = "disclosure.normative_documents"
    rows, at = row_of(made, f"{name}.issued")
    for box in figure_boxes(rows[at]):
        box.text, made.truth[box.name] = "0", 0
    rows.insert(at + 1, Folio("2"))
    report = read(*LAYOUTS[layout](made, random.Random(1)))
    assert not wrong(report, made)
    assert {numbers(report).get(f"{name}.{each}") for each in ("issued", "repealed")} == {0}


def test_bars_before_mostly_blank_cells_open_them() -> None:
    made = paper(10, "light")
    KINDS["zeros_blank"](made, random.Random(0))
    report = read(*LAYOUTS["cell a line, bar"](made, random.Random(4)))
    beside = read(*LAYOUTS["cell a line, tab"](made, random.Random(4)))
    assert not wrong(report, made)
    assert numbers(report) == numbers(beside)


@pytest.mark.parametrize("layout", ["xlsx", "tab rows, one line"])
def test_a_last_row_that_fell_out_of_its_table_is_read(layout: str) -> None:
    made = paper(11)
    KINDS["fee_fallen"](made, random.Random(0))
    report = read(*LAYOUTS[layout](made, random.Random(1)))
    assert not wrong(report, made)
    assert set(made.truth) <= set(numbers(report))
