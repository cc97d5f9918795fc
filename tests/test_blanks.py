"""Tables whose noughts are blank: what they show for certain is found, the rest is said."""

from __future__ import annotations

import random

import made
import pytest
from damage.cells import KINDS
from hypothesis import given
from hypothesis import strategies as st
from paper.figures import consistent_figures, show
from paper.formats import LAYOUTS
from paper.sheets import paper_of

from goidata.checks import Finding, Outcome, run
from goidata.checks.bounds import bounds, exceeds
from goidata.checks.wording import message
from goidata.extraction.reading import read
from goidata.extraction.report import Report

WITH_CELLS = ["tab rows", "cell a line, tab", "bars", "rows closed by bars", "html", "docx", "xlsx"]
# Figures that make every sum hold, most of them 0.
FIGURES = {
    "applications.received.natural_person": 6,
    "applications.received.business": 1,
    "applications.received.total": 7,
    "applications.carried_in.natural_person": 2,
    "applications.carried_in.total": 2,
    "applications.handled.granted.natural_person": 5,
    "applications.handled.granted.business": 1,
    "applications.handled.granted.total": 6,
    "applications.handled.refused.state_secret.natural_person": 3,
    "applications.handled.refused.state_secret.total": 3,
    "applications.handled_total.natural_person": 8,
    "applications.handled_total.business": 1,
    "applications.handled_total.total": 9,
    "review.upheld": 2,
    "review.corrected": 1,
    "review.total": 3,
}


def printed(layout: str, changed: dict[str, int]) -> Report:
    """The report of a paper whose noughts are blank, some of its figures changed."""
    empty = consistent_figures(random.Random(1), "2021", lambda _: 0)
    paper = paper_of({**dict.fromkeys(empty, 0), **FIGURES})
    KINDS["zeros_blank"](paper, random.Random(0))
    for name, value in changed.items():
        paper.figures[name].text = show(value)
    return read(*LAYOUTS[layout](paper, random.Random(2)))


def errors(report: Report) -> dict[tuple[str, str | None], Finding]:
    return {(each.check, each.subject): each for each in run(report) if each.counts_as_error}


@pytest.mark.parametrize("layout", WITH_CELLS)
def test_parts_that_exceed_their_total_fail_whatever_the_blank_cells_hold(layout: str) -> None:
    assert errors(printed(layout, {})) == {}
    name = "applications.handled.granted.natural_person"
    report = printed(layout, {name: 6})
    assert report.figures[name].value == 6
    found = errors(report)
    assert ("T3-ROW", "handled.granted") in found
    assert ("T3-CLOSED", "natural_person") in found
    row = found["T3-ROW", "handled.granted"]
    assert (row.left, row.right, row.difference) == (6, 7, -1)
    assert "至少 7" in message(row) and "at least 7" in message(row, "en")
    assert "空白或未读出的格子不论填几" in message(row)
    assert row.hint and row.hint.kind == "unknown"


@pytest.mark.parametrize("layout", WITH_CELLS)
def test_a_total_that_blank_cells_may_make_up_is_no_fault_and_is_said(layout: str) -> None:
    report = printed(layout, {"applications.received.total": 8})
    assert errors(report) == {}
    (found,) = [e for e in run(report) if (e.check, e.subject) == ("T3-ROW", "received")]
    assert found.outcome is Outcome.UNDETERMINED
    assert "若都是 0，则不成立：两边为 8 与 7" in message(found)
    assert "if they are all 0, it does not hold: 8 against 7" in message(found, "en")


def test_a_cell_is_not_pointed_at_by_sums_of_unknown_size() -> None:
    found = errors(printed("html", {"applications.received.natural_person": 9}))
    assert ("T3-FLOW", "natural_person") not in found  # carried out may be the one more
    assert ("T3-ROW", "received") in found
    assert all(each.hint and each.hint.figure is None for each in found.values())


def test_documents_made_beyond_the_stock_may_be_in_a_blank_cell() -> None:
    name = "disclosure.normative_documents"
    report = made.report({f"{name}.issued": 5, f"{name}.repealed": 2})
    for blank, outcome in ((f"{name}.in_force", Outcome.UNDETERMINED), ("", Outcome.FAILS)):
        held = made.with_value(report, blank, None) if blank else report
        (found,) = [e for e in run(held) if (e.check, e.subject) == ("T2-STOCK", name[11:])]
        assert found.outcome is outcome


VALUES = st.one_of(st.none(), st.integers(0, 5))


@given(st.lists(VALUES, min_size=1, max_size=4), st.lists(VALUES, min_size=1, max_size=4))
def test_a_sum_is_broken_only_where_no_counts_make_it_hold(
    left: list[int | None], right: list[int | None]
) -> None:
    names = [f"applications.received.{column}" for column in ("natural_person", "total")]
    parts = [(1, f"{names[0]}"), (1, names[1])]
    values = dict(zip(names, [*left, None][:2], strict=True))
    others = ["review.upheld", "review.total"]
    values |= dict(zip(others, [*right, None][:2], strict=True))
    one = bounds(tuple(parts), values)
    other = bounds(((1, others[0]), (1, others[1])), values)
    broken = exceeds(one, other) or exceeds(other, one)
    span = range(12)
    sums = [
        {a + b for a in _may_be(values[x], span) for b in _may_be(values[y], span)}
        for x, y in (names, others)
    ]
    assert broken == (not sums[0] & sums[1])


def _may_be(value: int | None, span: range) -> list[int]:
    return [value] if value is not None else list(span)
