"""Faults of the office in text whose cells are lost: found, and no reason to doubt other rows."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from paper.figures import CHARACTERS, consistent_figures
from paper.formats import LAYOUTS
from paper.sheets import paper_of
from raised import Raise, original, outcome

from goidata.extraction.glued import MOST_STEPS, cuts_near
from goidata.extraction.reading import read
from goidata.extraction.report import State

TABLE = "applications."
UNCELLED = ("glued", "cells lost", "cells lost, one line")


def cells_of(layout: str, seed: int) -> list[str]:
    """Some figures of the table of applications of a generated report, each in another row."""
    names = sorted(name for name in original(layout, seed).figures if name.startswith(TABLE))
    return names[seed % 5 :: 17]


# Every second of these figures in make test, all in make test-long.
some = pytest.mark.parametrize("every", [2, pytest.param(1, marks=pytest.mark.long)])


@pytest.mark.parametrize("layout", UNCELLED)
@pytest.mark.parametrize(
    ("seed", "every"), [(1, 2), *(pytest.param(s, 1, marks=pytest.mark.long) for s in (1, 2, 5))]
)
def test_most_figures_raised_by_one_are_found(layout: str, seed: int, every: int) -> None:
    came = [outcome(Raise(layout, (name,), seed)) for name in cells_of(layout, seed)[::every]]
    assert set(came) <= {"found", "unread"}
    assert came.count("found") >= 0.8 * len(came)


@some
@pytest.mark.parametrize("layout", UNCELLED)
def test_rows_that_other_columns_decide_stay_read(layout: str, every: int) -> None:
    printed = original(layout, 1)
    plain = read(printed.reprinted({}), printed.name).figures
    lost = []
    for name in cells_of(layout, 1)[::every]:
        changed = read(printed.reprinted({name: printed.figures[name] + 1}), printed.name).figures
        kept = [
            changed[n].state is State.NUMBER for n, f in plain.items() if f.state is State.NUMBER
        ]
        lost.append(kept.count(False))
    assert sum(lost) <= 7 * len(lost)


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(s, marks=pytest.mark.long) for s in (0, 2, 3, 4, 5))]
)
@pytest.mark.parametrize("layout", UNCELLED)
def test_a_digit_among_others_that_may_be_no_part_of_its_number_is_in_doubt(
    layout: str, seed: int
) -> None:
    """Without it the row has the sum that it should have, as with the number of a page."""
    source = random.Random(seed)
    figures = consistent_figures(source, "2021", CHARACTERS[sorted(CHARACTERS)[0]])
    paper = paper_of(figures)
    name = source.choice([n for n in figures if n.startswith(f"{TABLE}handled.") and figures[n]])
    paper.figures[name].text += "7"
    report = read(*LAYOUTS[layout](paper, random.Random(seed)))
    assert report.figures[name].value in (None, figures[name])


def test_looking_for_cuts_near_what_columns_leave_is_bounded() -> None:
    columns = [{Decimal(each)} for each in (79, 12, 74, 141, 1)]
    assert [cut.numbers for cut in cuts_near("7912741421", columns)] == [(79, 12, 74, 142, 1)]
    everything = [{Decimal(each) for each in range(1200)}] * 12
    assert cuts_near("1" * 60, everything) == ()
    assert MOST_STEPS < 10**5
