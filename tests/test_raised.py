"""A figure raised by one on the paper of a report that adds up is read and found."""

from __future__ import annotations

import random

import pytest
import raised
from crossed import some
from paper.formats import LAYOUTS, LOST
from raised import OUTCOMES, REAL, Raise, breaks_a_sum, original, outcome, raises, table

from goidata.extraction.reading import read

HELD = [name for name in REAL if (raised.REPORTS / name).is_file()]
GLUED = {*LOST, *(name for name in REAL if "glued" in name)}  # only sums part its figures
SURE = [kind for kind in (*HELD, *LAYOUTS) if kind not in GLUED]


@pytest.mark.parametrize("kind", some([*HELD, *LAYOUTS], 2))
def test_an_unchanged_print_reads_as_its_figures_and_a_raise_is_on_it(kind: str) -> None:
    printed = original(kind)
    report = read(printed.reprinted({}), printed.name)
    unlike = [n for n, v in printed.figures.items() if report.figures[n].value not in (v, None)]
    assert unlike == []
    assert len(printed.figures) in (176, 190)
    name = random.Random(kind).choice(sorted(printed.figures))
    changed = printed.reprinted({name: printed.figures[name] + 1})
    assert changed != printed.reprinted({})
    read_again = read(changed, printed.name).figures[name]
    assert read_again.value in (printed.figures[name] + 1, None)


@pytest.mark.parametrize("at_once", some([1, 2], 2))
@pytest.mark.parametrize("kind", some(SURE, 2))
def test_raised_figures_are_found(kind: str, at_once: int) -> None:
    every = raises([kind], 2 if "pdf" in kind else 4, at_once, seed=1)
    assert [each for each in every if outcome(each) != "found"] == []


@pytest.mark.long
@pytest.mark.parametrize("kind", [kind for kind in HELD if kind in SURE])
def test_every_figure_of_a_real_report_is_found_when_raised(kind: str) -> None:
    every = list(raises([kind], 0, 1, seed=0))[:: 5 if kind.endswith(".pdf") else 1]
    assert [each for each in every if outcome(each) != "found"] == []
    together = list(raises([kind], 10 if kind.endswith(".pdf") else 150, 2, seed=3))
    assert [each for each in together if outcome(each) != "found"] == []


def test_two_raises_that_make_up_for_each_other_are_not_drawn() -> None:
    figures = original("docx").figures
    assert not breaks_a_sum(figures, ("review.upheld", "review.total"))
    assert breaks_a_sum(figures, ("review.upheld",))
    drawn = list(raises(["docx"], 20, 2, seed=2))
    assert len(drawn) == 20
    assert all(breaks_a_sum(original(e.kind, e.seed).figures, e.names) for e in drawn)


def test_a_figure_that_no_sum_holds_is_silent_and_said_to_be() -> None:
    together = Raise("docx", ("review.upheld", "review.total"))
    assert outcome(together) == "silent"
    assert table({}).count("|") == table({}).splitlines()[0].count("|") * 2
    assert all(name in table({}) for name in OUTCOMES)
