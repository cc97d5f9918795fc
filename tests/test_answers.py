"""What is kept for all visitors: within a bound of bytes, told apart, worked out once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, Event

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goidata.dashboard.answers import Answers, _frozen, size_of


def test_what_was_worked_out_is_not_worked_out_again() -> None:
    kept, made = Answers(), []
    for _ in range(3):
        assert kept.get("a", lambda: made.append(1) or [1]) == [1]
    assert made == [1]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4000)), max_size=60))
def test_all_that_is_kept_stays_within_the_bound(asked: list[tuple[int, int]]) -> None:
    kept = Answers(largest=10_000)
    for key, length in asked:
        kept.get((key, length), lambda length=length: "x" * length)
        held = [size_of(value) for value, _ in kept._kept.values()]
        assert kept.size == sum(held) <= kept.largest


def test_the_least_recently_wanted_goes_first() -> None:
    kept = Answers(largest=3 * size_of("x" * 1000))
    for key in "abc":
        kept.get(key, lambda: "x" * 1000)
    kept.get("a", lambda: pytest.fail("it is kept"))
    kept.get("d", lambda: "x" * 1000)
    assert [key for key in "abcd" if key in kept._kept] == ["a", "c", "d"]


def test_what_is_larger_than_the_bound_is_given_and_not_kept() -> None:
    kept = Answers(largest=100)
    assert len(kept.get("a", lambda: "x" * 1000)) == 1000
    assert (len(kept), kept.size) == (0, 0)


def test_what_several_want_at_once_is_worked_out_once() -> None:
    kept, made, begun, go_on = Answers(), [], Event(), Event()

    def make() -> int:
        made.append(1)
        begun.set()
        go_on.wait(30)
        return 7

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(kept.get, "a", make)
        begun.wait(30)
        others = [pool.submit(kept.get, "a", make) for _ in range(3)]
        go_on.set()
        assert [each.result(30) for each in (first, *others)] == [7] * 4
    assert made == [1]


def test_who_waits_for_what_fails_tries_for_himself() -> None:
    kept, together, failed = Answers(), Barrier(2), []

    def make() -> int:
        if not failed:
            failed.append(1)
            raise ValueError("no")
        return 7

    def ask() -> int | str:
        together.wait(30)
        try:
            return kept.get("a", make)
        except ValueError:
            return "failed"

    with ThreadPoolExecutor(2) as pool:
        found = [each.result(30) for each in [pool.submit(ask), pool.submit(ask)]]
    assert sorted(map(str, found)) == ["7", "failed"]


def test_one_and_true_and_a_fraction_are_three() -> None:
    keys = {_frozen(each) for each in (1, 1.0, True, "1", (1,), [1], {1: 1}, {1})}
    assert len(keys) == 8
    with pytest.raises(TypeError):
        _frozen(pd.DataFrame())


@dataclass(slots=True)
class Slotted:
    text: str


def test_a_size_counts_all_that_is_held_once() -> None:
    words = "县" * 100_000
    for holding in ([words], {"a": words}, Slotted(words), (words, words, [words])):
        assert 200_000 < size_of(holding) < 202_000
    assert size_of(np.zeros(1000)) >= 8000
    frame = pd.DataFrame({"number": range(1000), "text": [f"县{n}" * 50 for n in range(1000)]})
    assert size_of([frame]) >= frame.memory_usage(deep=True).sum() > 100_000
    assert size_of(go.Figure(go.Scatter(x=list(range(1000)), y=np.arange(1000.0)))) > 16_000
    round_about: list[object] = []
    round_about.append(round_about)
    assert size_of(round_about) < 200
