"""Digits without anything between them, and the choice between readings by identities."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goidata.extraction.glued import MOST_CUTS, Cut, Cuts, can_be, cuts, cuts_with_total
from goidata.extraction.readings import Choice, decide, identities
from goidata.form import checks, edition

counts = st.integers(0, 9999)


def numbers_of(found: Cuts | None) -> list[tuple[int, ...]]:
    return [each.numbers for each in found or ()]


@given(st.lists(counts, min_size=2, max_size=6), st.data())
def test_spaces_between_figures_leave_the_true_cut(numbers: list[int], data: st.DataObject) -> None:
    row = (*numbers, sum(numbers))
    spaces = data.draw(st.lists(st.sampled_from(["", " "]), min_size=len(row), max_size=len(row)))
    printed = "".join(f"{n}{space}" for n, space in zip(row, spaces, strict=True)).strip()
    found = cuts_with_total(printed, len(row))
    assert found is None or Cut(row, 0) in found


def test_a_space_within_a_number_is_told() -> None:
    assert cuts_with_total("5 8 0 0 0 0 0 58", 7) == (Cut((58, 0, 0, 0, 0, 0, 58), 1),)


@given(st.lists(counts, min_size=2, max_size=6))
def test_the_true_cut_is_among_those_with_a_total(numbers: list[int]) -> None:
    row = (*numbers, sum(numbers))
    found = cuts_with_total("".join(map(str, row)), len(row))
    assert found is None or row in numbers_of(found)


@given(st.lists(counts, min_size=1, max_size=4))
def test_the_true_cut_is_among_all(numbers: list[int]) -> None:
    found = cuts("".join(map(str, numbers)), len(numbers))
    assert found is None or tuple(numbers) in numbers_of(found)


@given(st.text(alphabet="0123456789", max_size=30), st.integers(1, 7))
def test_cuts_put_together_are_the_digits(digits: str, width: int) -> None:
    for found in (cuts(digits, width), cuts_with_total(digits, width)):
        for cut in found or ():
            assert "".join(map(str, cut.numbers)) == digits
            assert len(cut.numbers) == width
    assert len(cuts(digits, width) or ()) <= MOST_CUTS


@given(st.text(alphabet="0123456789", min_size=2, max_size=24))
def test_cuts_with_a_total_add_up(digits: str) -> None:
    for cut in cuts_with_total(digits, 7) or ():
        assert sum(cut.numbers[:-1]) == cut.numbers[-1]


def test_a_row_is_decided_by_its_own_sum() -> None:
    assert numbers_of(cuts_with_total("801000081", 7)) == [(80, 1, 0, 0, 0, 0, 81)]


def test_three_numbers_without_a_sum_stay_open() -> None:
    found = cuts("77132470", 3)
    assert found and (77, 132, 470) in numbers_of(found) and len(found) > 1


@given(st.lists(st.tuples(counts, counts, counts), min_size=2, max_size=5))
def test_the_truth_is_never_excluded(rows: list[tuple[int, int, int]]) -> None:
    """Whatever else a row could be, its true reading stays while the identities hold."""
    total = tuple(map(sum, zip(*rows, strict=True)))
    names = [tuple(f"r{i}.c{j}" for j in range(3)) for i in range(len(rows) + 1)]
    options = [(row, tuple(value + 1 for value in row), (0, 0, 0)) for row in rows]
    choices = [Choice(n, tuple(dict.fromkeys(o))) for n, o in zip(names, options, strict=False)]
    choices.append(Choice(names[-1], (total,)))
    last = len(rows)
    constraints = [
        ((1, f"r{last}.c{j}"), *((-1, f"r{i}.c{j}") for i in range(last))) for j in range(3)
    ]
    for row, decision in zip(rows, decide(choices, constraints), strict=False):
        assert decision.sound
        assert row in decision.readings


def test_a_row_that_contradicts_its_columns_is_not_sound() -> None:
    choices = [
        Choice(("a.x", "a.y"), ((1, 2), (2, 1))),
        Choice(("b.x", "b.y"), ((5, 5),)),
    ]
    constraints = (((1, "a.x"), (-1, "b.x")), ((1, "a.y"), (-1, "b.y")))
    first, _ = decide(choices, constraints)
    assert not first.sound and not first.settled(0)


def test_a_figure_without_a_value_decides_nothing() -> None:
    choices = [Choice(("a.x",), ((1,), (2,))), Choice(("b.x",), ((None,),))]
    first, _ = decide(choices, (((1, "a.x"), (-1, "b.x")),))
    assert first.readings == ((1,), (2,))


def test_identities_of_a_table_come_from_the_declared_checks() -> None:
    found = identities("2021", "applications")
    per_column = sum(c.per == "column" for c in checks().values() if c.kind == "identity") * 7
    rows = len(edition("2021").tables["applications"].rows)
    assert len(found) == per_column + rows
    assert len(identities("2021", "proceedings")) == 3
    assert identities("2021", "disclosure") == ()


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("12305", True),  # 1, 2, 3 and a total
        ("12995", True),  # one of them another number
        ("125", True),  # one of them not printed
        ("1239", True),
        ("9975", False),
        ("5", False),
    ],
)
def test_digits_without_a_sum_are_a_row_where_the_columns_say_so(digits: str, said: bool) -> None:
    columns = [{Decimal(1)}, {Decimal(2)}, {Decimal(3), Decimal(30)}]
    assert can_be(digits, columns) is said
