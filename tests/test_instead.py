"""Words on the paper where the form has a figure: they cost that cell, not its row."""

from __future__ import annotations

import random

import pytest
from paper import sheets
from paper.figures import CHARACTERS, consistent_figures, show
from paper.formats import LAYOUTS

from goidata.extraction.reading import read
from goidata.extraction.report import Report, State

WITH_CELLS = ["tab rows", "bars", "rows closed by bars", "html", "docx", "xlsx", "pdf"]
FIRST, MIDDLE = "applications.received.natural_person", "applications.handled.granted.nonprofit"
LAST = "applications.carried_out.total"


def reading(layout: str, figure: str, words: str, monkeypatch: pytest.MonkeyPatch) -> Report:
    """A report on paper with words in the place of a figure, read."""
    source = random.Random(5)
    figures = dict(consistent_figures(source, "2021", CHARACTERS[sorted(CHARACTERS)[0]]))
    assert figure in figures
    marked = 987654.25  # which no other cell holds
    figures[figure] = marked
    monkeypatch.setattr(sheets, "show", lambda v: words if v == marked else show(v))
    made = LAYOUTS[layout](sheets.paper_of(figures, 2023, "2021"), source)
    found = read(*made)
    wrong = [n for n, f in found.figures.items() if f.value is not None and f.value != figures[n]]
    assert wrong == []
    return found


@pytest.mark.parametrize("layout", WITH_CELLS)
@pytest.mark.parametrize("figure", [FIRST, MIDDLE, LAST])
def test_words_in_a_cell_cost_that_cell_alone(
    layout: str, figure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = reading(layout, figure, "若干", monkeypatch)
    assert (found.figures[figure].state, found.figures[figure].raw) == (State.TEXT, "若干")
    assert found.counts["number"] == len(found.figures) - 1


@pytest.mark.parametrize("layout", ["text of a PDF", "glued", "cells lost", "pdf without rules"])
def test_what_is_said_to_be_about_a_number_is_none(
    layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = reading(layout, FIRST, "约5", monkeypatch)
    assert found.figures[FIRST].value is None
