"""A number out of a cell, and the normal form of a label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goidata.extraction.normal import label, looks_like_value, normal, read_cell
from goidata.extraction.report import State
from goidata.form import edition

FIELDS = edition("2021").fields
COUNT, MONEY = FIELDS["applications.received.total"], FIELDS["disclosure.fees"]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("7", 7),
        ("０", 0),
        (" 1,212 ", 1212),
        ("1，212", 1212),
        ("22（其中修订16件）", 22),
        ("55(含自然失效29件)", 55),
        ("2笔", 2),
        ("14 件", 14),
        ("-8", -8),
        ("+1036", 1036),
        ("12.0", 12),
        ("12.00", 12),
        ("12件次", 12),
        ("12人次", 12),
        ("'0", 0),
        ("’1,212", 1212),
        ("12.", 12),
        ("（12）", 12),
        ("〇", 0),
        ("12（74%）", 12),
        ("12\n（74.5%）", 12),
        ("12\n74%", 12),
        ("3.5", 3.5),
    ],
)
def test_counts(raw: str, value: float) -> None:
    cell = read_cell(raw, COUNT)
    assert (cell.state, cell.value) == (State.NUMBER, value)
    assert isinstance(cell.value, type(value))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("8597.09", 8597.09),
        ("5949.088667", 5949.088667),
        ("984361元", 98.4361),
        ("96171.6万元", 96171.6),
        ("1.2亿元", 12000),
        ("1676", 1676),
    ],
)
def test_money_is_in_ten_thousand_yuan(raw: str, value: float) -> None:
    cell = read_cell(raw, MONEY)
    assert (cell.state, cell.value) == (State.NUMBER, value)


@pytest.mark.parametrize("raw", ["/", "-", "—", "——", "－", "无", " \\ "])
def test_marks_for_nothing_are_not_zero(raw: str) -> None:
    assert read_cell(raw, COUNT).state is State.NA
    assert read_cell(raw, COUNT).value is None


@pytest.mark.parametrize("raw", ["", "  ", "\u3000"])
def test_an_empty_cell_is_blank(raw: str) -> None:
    assert read_cell(raw, COUNT).state is State.BLANK


@pytest.mark.parametrize(
    "raw", ["见附件", "7人", "12 74%", "（12", "1.2.", "1,21", "12%", "2023-01-22", "1.2.3", "十二"]
)
def test_other_words_are_text(raw: str) -> None:
    assert read_cell(raw, COUNT).state is State.TEXT


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        *(("2笔", MONEY), ("3件", MONEY)),
        *(("984361元", COUNT), ("5万元", COUNT), ("3万", COUNT), ("¥3", COUNT)),
    ],
)
def test_a_unit_of_another_kind_is_no_number(raw: str, field: object) -> None:
    assert read_cell(raw, field).state is State.TEXT  # type: ignore[arg-type]


@pytest.mark.parametrize("raw", ["00", "007", "-01"])
def test_leading_zeros_leave_doubt(raw: str) -> None:
    cell = read_cell(raw, COUNT)
    assert cell.state is State.AMBIGUOUS
    assert cell.candidates == (int(raw),)


@given(st.integers(0, 10**12))
def test_any_count_is_read_as_printed(number: int) -> None:
    assert read_cell(str(number), COUNT).value == number
    assert read_cell(f"{number:,}", COUNT).value == number
    assert read_cell(f"{number}件", COUNT).value == number


@given(st.text())
def test_any_text_has_a_state_and_only_numbers_a_value(raw: str) -> None:
    for field in (COUNT, MONEY):
        cell = read_cell(raw, field)
        assert (cell.value is not None) == (cell.state is State.NUMBER)


@given(st.text(alphabet=st.characters(blacklist_categories=["Nd", "Nl", "No"]), max_size=30))
def test_without_a_digit_there_is_no_number(raw: str) -> None:
    assert read_cell(raw, COUNT).state is not State.NUMBER


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("1.属于国家秘密", "1、 属于 国家秘密"),
        ("（三）不予公开", "(三) 不予 公开"),
        ("三、本年度办理结果", "三、本 年度办 理结果"),
        ("3.危及“三安全一稳定”", "3. 危及三安全一稳定"),
    ],
)
def test_labels_are_equal_in_their_normal_form(printed: str, other: str) -> None:
    assert label(printed) == label(other)


@given(st.text())
def test_the_normal_form_is_stable(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize("word", ["7", "1,212", "/", "无", "3件"])
def test_figures_look_like_values(word: str) -> None:
    assert looks_like_value(word)


@pytest.mark.parametrize("word", ["1.", "2.重复申请", "（七）总计", "2023年", "", "第711号"])
def test_labels_do_not(word: str) -> None:
    assert not looks_like_value(word)
