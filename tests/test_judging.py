"""The judge of readings: laws of the margin, and arithmetic faults on the paper that are read."""

from __future__ import annotations

import random

import pytest
from crossed import some
from hypothesis import given, settings
from hypothesis import strategies as st
from paper.figures import broken, consistent_figures
from paper.formats import LAYOUTS, LOST
from paper.sheets import paper_of

from goidata.checks.evaluator import run
from goidata.extraction.hypotheses import UNTOLD, Hypothesis, RowReading
from goidata.extraction.judging import near, readings_of
from goidata.extraction.matches import Match, PrintedRow
from goidata.extraction.reading import read
from goidata.extraction.reasons import Reason, cost, margin, reason, said, wordings
from goidata.extraction.report import State
from goidata.extraction.rules import RULES
from goidata.extraction.runs import Run

MISHAPS = sorted(code for code, wording in wordings().items() if wording.cost is not None)
ROW = PrintedRow(("行",), ("a", "b"))
hypotheses = st.lists(
    st.builds(
        lambda values, codes, faults: Hypothesis(
            values, tuple(Reason(code, ("1", "2")) for code in codes), faults
        ),
        st.tuples(*[st.sampled_from([0, 1, None, UNTOLD])] * 2),
        st.lists(st.sampled_from(MISHAPS), max_size=3),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=6,
)


def row_of(found: list[Hypothesis]) -> RowReading:
    return RowReading(ROW, Run((), (), 0, 0, 0, None), Match(0, 0, 1.0, 1.0), tuple(found))


@given(hypotheses, st.randoms())
def test_the_order_of_hypotheses_does_not_matter(
    found: list[Hypothesis], source: random.Random
) -> None:
    mixed = list(found)
    source.shuffle(mixed)
    assert set(near(row_of(found))) == set(near(row_of(mixed)))
    assert set(readings_of(row_of(found))) == set(readings_of(row_of(mixed)))


@given(hypotheses)
def test_the_cheapest_is_always_near_and_nothing_beyond_the_margin(
    found: list[Hypothesis],
) -> None:
    close = near(row_of(found))
    least = min(each.weight for each in found)
    assert min(each.weight for each in close) == least
    assert all(each.weight < least + margin() for each in close) or len(found) == 1


@given(hypotheses, st.sampled_from(MISHAPS))
def test_a_further_rival_never_makes_a_figure_surer(found: list[Hypothesis], code: str) -> None:
    rival = Hypothesis((UNTOLD, UNTOLD), (Reason(code, ("1", "2")),))
    before, after = readings_of(row_of(found)), readings_of(row_of([*found, rival]))
    assert not after or set(after) <= set(before)


def test_two_mishaps_cost_more_than_the_fault_they_imitate() -> None:
    fault = cost("arithmetic_fault")
    for code in ("cell_lost", "stray_figure", "number_split"):
        assert 2 * cost(code) - fault >= margin()


@pytest.mark.parametrize("code", wordings())
def test_every_reason_is_said_in_both_languages(code: str) -> None:
    reasons = [reason(code, 1, 2, 3)]
    zh, en = said(reasons, "zh"), said(reasons, "en")
    assert zh and en and zh != en and "{" not in zh + en
    assert not any("\u3400" <= letter <= "\u9fff" for letter in en)


@pytest.mark.parametrize("layout", some([each for each in LAYOUTS if each not in LOST], 2))
@settings(max_examples=3, derandomize=True)
@given(st.integers(0, 10_000))
def test_an_arithmetic_fault_on_the_paper_is_read_and_found(layout: str, seed: int) -> None:
    source = random.Random(seed)
    figures = broken(source, consistent_figures(source, "2021"))
    data, name = LAYOUTS[layout](paper_of(figures), random.Random(seed))
    report = read(data, name)
    counted = {n: f for n, f in report.figures.items() if not n.startswith("disclosure.")}
    assert {n: f.value for n, f in counted.items()} == {n: figures[n] for n in counted}
    assert all(f.state is State.NUMBER for f in counted.values())
    found = [each for each in run(report) if each.outcome == "fails" and each.severity == "error"]
    assert any(each.check.startswith(("T3-", "T4-")) for each in found)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_says_what_it_looks_for(name: str) -> None:
    assert RULES[name].__doc__
