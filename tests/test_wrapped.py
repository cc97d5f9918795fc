"""Loose digits beside a row: joined to its numbers where sums and columns say so, never dropped."""

from __future__ import annotations

import random

import pytest
from paper.figures import CHARACTERS, consistent_figures
from paper.formats import LAYOUTS
from paper.sheets import Paper, figure_boxes, paper_of

from goidata.extraction.reading import read
from goidata.extraction.report import Report, State

ROW = "applications.handled.refused.internal_affairs."


def _paper() -> Paper:
    return paper_of(consistent_figures(random.Random(3), "2021", CHARACTERS["light"]))


def _read(paper: Paper, layout: str) -> Report:
    data, name = LAYOUTS[layout](paper, random.Random(1))
    return read(data, name)


def _wrapped(paper: Paper, fits: int) -> list[str]:
    """The figures of the row of new applications, their last digits on a line of their own."""
    rows = next(rows for rows in paper.tables if rows.table == "applications")
    row = rows.rows[rows.numbered()[0]]
    assert not isinstance(row, str)
    boxes = figure_boxes(row)
    rest = [box.text[fits:] for box in boxes if len(box.text) > fits]
    for box in boxes:
        box.text = box.text[:fits]
    rows.rows.insert(rows.rows.index(row) + 1, " ".join(rest))
    return [box.name for box in boxes]


@pytest.mark.parametrize("layout", ["tab rows", "bars", "text of a PDF", "commas"])
def test_digits_on_the_line_beneath_go_on_with_the_numbers_of_their_row(layout: str) -> None:
    paper = _paper()
    names = _wrapped(paper, 2)
    figures = _read(paper, layout).figures
    assert {name: figures[name].value for name in names} == {n: paper.truth[n] for n in names}


def test_loose_digits_that_fit_nowhere_leave_a_row_whose_sum_fails_in_doubt() -> None:
    paper = _paper()
    paper.figures[ROW + "total"].text = str(int(paper.truth[ROW + "total"] or 0) + 1)
    rows = next(rows for rows in paper.tables if rows.table == "applications")
    at = next(
        i
        for i in rows.numbered()
        if any(b.name == ROW + "total" for b in figure_boxes(rows.rows[i]))
    )
    rows.rows.insert(at + 1, "73 91 57")
    found = _read(paper, "tab rows").figures[ROW + "total"]
    assert found.state is State.AMBIGUOUS
    assert "number_wrapped" in {reason.code for reason in found.reasons}
