"""Intervals, small numbers, pooled values, the typical unit, funnels."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goidata.analysis import intervals, rates
from goidata.analysis.funnel import funnel, funnel_lines
from goidata.analysis.scatter import classes_of_bases

RATE, EVENTS, COUNT = "disclosure_rate", "review_rate", "received"
SHARE = st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(st.lists(st.floats(1e-3, 1e18), min_size=1, max_size=5))
def test_every_base_lies_in_a_class(bases: list[float]) -> None:
    ends = classes_of_bases(min(bases), max(bases))
    assert len(ends) > 1 and ends == sorted(set(ends))
    assert ends[0] <= min(bases) and max(bases) <= ends[-1]


def units(pairs: list[tuple[int | None, int | None]], measure: str = RATE) -> pd.DataFrame:
    """A frame as `queries.by_unit` gives it, a unit for each (n, N)."""
    frame = pd.DataFrame(
        {
            "unit": [f"u{i}" for i in range(len(pairs))],
            "scope": "government",
            "level": "county",
            "year": 2023,
            "beside": False,
            "measure": measure,
            "n": pd.array([n for n, _ in pairs], dtype="Int64"),
            "N": pd.array([of for _, of in pairs], dtype="Int64"),
        }
    )
    return rates.evaluate(frame)


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(0, 0.0, 0.27753), (1, 0.01788, 0.40415), (5, 0.23659, 0.76341), (10, 0.72247, 1.0)],
)
def test_wilson_of_ten_as_published_tables_have_it(n: int, low: float, high: float) -> None:
    assert rates.wilson(n, 10) == pytest.approx((low, high), abs=1e-5)


@given(SHARE)
def test_the_interval_holds_the_estimate_within_0_and_1(pair: tuple[int, int]) -> None:
    n, of = pair
    low, high = rates.wilson(n, of)
    assert 0 <= low <= n / of <= high <= 1
    assert high > low


@given(SHARE)
def test_an_interval_is_that_of_the_complement_turned_round(pair: tuple[int, int]) -> None:
    n, of = pair
    low, high = rates.wilson(n, of)
    assert rates.wilson(of - n, of) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(SHARE, st.integers(2, 20))
def test_more_cases_narrow_the_interval(pair: tuple[int, int], times: int) -> None:
    low, high = rates.wilson(*pair)
    less, more = rates.wilson(pair[0] * times, pair[1] * times)
    assert more - less < high - low


def test_events_have_the_interval_of_a_count() -> None:
    # Exact limits of a Poisson count of 10: 4.795 and 18.391.
    low, high = intervals.poisson(np.array([10.0]), np.array([1.0]))
    assert (low[0], high[0]) == pytest.approx((4.795, 18.391), abs=0.02)


def test_events_may_exceed_a_hundred() -> None:
    row = units([(30, 20)], EVENTS).iloc[0]
    assert row["value"] == 150
    assert row["low"] < 150 < row["high"]


CLASSES = [(0, "none"), (1, "tiny"), (9, "tiny"), (10, "small"), (29, "small"), (30, "plain")]


@pytest.mark.parametrize(("of", "expected"), [*CLASSES, (None, None)])
def test_small_denominators_have_a_class(of: int | None, expected: str | None) -> None:
    assert rates.base(of) == expected
    assert units([(0, of)])["base"].iloc[0] == expected


def test_without_cases_there_is_no_rate() -> None:
    row = units([(0, 0)]).iloc[0]
    assert row[["value", "low", "high"]].isna().all()


def test_an_operand_without_a_value_gives_no_rate() -> None:
    assert units([(None, 20), (3, None)])["value"].isna().all()


def test_a_share_above_one_is_shown_without_an_interval() -> None:
    row = units([(12, 10)]).iloc[0]
    assert row["value"] == pytest.approx(1.2)
    assert pd.isna(row["low"]) and pd.isna(row["high"])


def test_a_count_is_itself() -> None:
    row = units([(12, None)], COUNT).iloc[0]
    assert row["value"] == 12
    assert row["base"] is None


@given(st.lists(SHARE, min_size=1, max_size=12), st.randoms())
def test_pooled_is_the_ratio_of_sums_in_any_order(
    pairs: list[tuple[int, int]], order: random.Random
) -> None:
    expected = sum(n for n, _ in pairs) / sum(of for _, of in pairs)
    order.shuffle(pairs)
    found = rates.pool(units([*pairs, (None, 50), (4, None)]), ["year"]).iloc[0]
    assert found["value"] == pytest.approx(expected)
    assert found["reports"] == len(pairs)


def test_the_typical_unit_leaves_out_tiny_bases_and_those_beside() -> None:
    frame = units([(10, 100), (30, 100), (20, 100), (9, 9), (0, 0), (90, 100)])
    frame.loc[5, "beside"] = True
    found = rates.spread(frame).iloc[0]
    assert (found["median"], found["q1"], found["q3"]) == pytest.approx((0.2, 0.15, 0.25))
    assert (found["units"], found["units_held"]) == (3, 5)


def test_a_stratum_without_a_usable_unit_has_no_typical_one() -> None:
    found = rates.spread(units([(1, 2)])).iloc[0]
    assert found["units"] == 0
    assert pd.isna(found["median"])


@given(st.lists(SHARE, min_size=2, max_size=12))
def test_outside_the_funnel_is_where_the_own_interval_misses_the_pooled_rate(
    pairs: list[tuple[int, int]],
) -> None:
    found = funnel(units(pairs), RATE)
    for _, row in found.iterrows():
        n, of, centre = np.array([row["n"]], float), np.array([row["N"]], float), row["centre"]
        low, high = intervals.wilson(n, of, intervals.Z998)
        margins = [abs(centre - edge) for edge in (low[0], high[0])]
        if row["N"] < 10:
            assert row["place"] is None
        elif min(margins) > 1e-9:
            assert (row["place"] in ("below", "above")) == (not low[0] <= centre <= high[0])


def test_the_funnel_names_both_sides() -> None:
    found = funnel(units([(500, 1000), (100, 400), (350, 400), (56, 100), (3, 5)]), RATE)
    assert list(found["place"]) == ["within", "below", "above", "within", None]


@pytest.mark.parametrize("column", ["scope", "level", "year"])
def test_a_funnel_never_ranks_across_strata(column: str) -> None:
    frame = units([(5, 10), (5, 10)])
    frame[column] = frame[column].astype(object)
    frame.loc[1, column] = 2024 if column == "year" else "other"
    with pytest.raises(ValueError, match="one scope, one level and one year"):
        funnel(frame, RATE)


def test_units_beside_are_not_in_the_funnel() -> None:
    frame = units([(5, 10), (5, 10)])
    frame.loc[1, ["scope", "beside"]] = ["office", True]
    assert len(funnel(frame, RATE)) == 1


def test_an_empty_funnel_is_empty() -> None:
    assert funnel(units([(0, 0)]), RATE).empty


@pytest.mark.parametrize(("measure", "highest"), [(RATE, 1.0), (EVENTS, np.inf)])
def test_the_lines_of_a_funnel_close_in_and_stay_in_range(measure: str, highest: float) -> None:
    centre = 0.4 if measure == RATE else 40.0
    lines = funnel_lines(centre, 1000, measure)
    assert lines["N"].is_monotonic_increasing
    assert (lines["low998"] <= lines["low95"]).all() and (lines["high95"] <= lines["high998"]).all()
    assert (lines["low998"] >= 0).all() and (lines["high998"] <= highest).all()
    assert lines["high95"].iloc[-1] - lines["low95"].iloc[-1] < 0.2 * centre


def test_a_part_greater_than_its_whole_is_ranked_nowhere() -> None:
    frame = pd.DataFrame(
        {
            "measure": ["disclosure_rate", "disclosure_rate", "dispute_rate"],
            "n": pd.array([18, 9, 18], dtype="Float64"),
            "N": pd.array([13, 13, 13], dtype="Float64"),
            "beside": [False] * 3,
        }
    )
    assert rates.impossible(frame).tolist() == [True, False, False]
    assert rates.ranked(rates.evaluate(frame))["n"].tolist() == [9, 18]
