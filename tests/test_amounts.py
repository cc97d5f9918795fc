"""An amount of money in whatever unit its office printed it, on papers of every format."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from crossed import crossed
from hypothesis import given
from hypothesis import strategies as st
from paper import consistent_figures
from paper.formats import LAYOUTS
from paper.sheets import Box, Paper, Rows, figure_boxes, paper_of

from goidata.extraction.amounts import in_unit
from goidata.extraction.normal import UNITS_OF_MONEY, read_cell
from goidata.extraction.reading import read
from goidata.extraction.report import Figure, State
from goidata.form import edition

KINDS = (
    "tab rows", "cell a line, bar", "text of a PDF", "glued", "html", "docx", "xlsx", "pdf",
)  # fmt: skip
PARTED = [kind for kind in KINDS if kind != "glued"]
QUICK = [kind for kind in KINDS if kind != "pdf"]
FEES, PROCUREMENT = "disclosure.fees", "disclosure.procurement.amount"
EITHER = (675809, 67.5809)  # as 万元, as 元
HEAD = edition("2021").fields[FEES].column.zh
TEN_THOUSAND, YUAN = "（单位：万元）", "（单位：元）"
Change = Callable[[Rows], None]


def paper(name: str, figure: str, cell: str, *changes: Change) -> Paper:
    """A report whose amount is printed as `cell`, with no unit but where `changes` put one."""
    source = random.Random(cell)
    made = paper_of({**consistent_figures(source, name), figure: 0})
    made.figures[figure].text = cell
    table = made.tables[0]
    head(HEAD.removesuffix(TEN_THOUSAND) if name == "2021" else "采购总金额")(table)
    for change in changes:
        change(table)
    return made


def amount(made: Paper, layout: str, figure: str) -> Figure:
    data, name = LAYOUTS[layout](made, random.Random(layout))
    return read(data, name).figures[figure]


def head(text: str) -> Change:
    """The head over the amount as printed."""

    def change(table: Rows) -> None:
        at = table.numbered()[-1]
        row = table.rows[at - 1]
        assert not isinstance(row, str)
        row[-1].text = text

    return change


def label(text: str) -> Change:
    """The label of the row as printed."""

    def change(table: Rows) -> None:
        row = table.rows[table.numbered()[-1]]
        assert not isinstance(row, str)
        row[0].text = text

    return change


def above(text: str) -> Change:
    """A line of its own above the table."""
    return lambda table: table.rows.insert(0, text)


def beside(text: str) -> Change:
    """The unit in a cell of its own behind the amount."""

    def change(table: Rows) -> None:
        row = table.rows[table.numbered()[-1]]
        assert not isinstance(row, str)
        figure_boxes(row)[-1].across = 1
        row.append(Box(text))

    return change


NAMED: dict[str, tuple[str, tuple[Change, ...], float]] = {
    "in the head, as the form has it": ("67.5809", (head(HEAD),), 67.5809),
    "元 in the head": ("675809", (head(f"本年收费金额{YUAN}"),), 67.5809),
    "元 in the head, without brackets": ("675809", (head("本年收费金额 单位：元"),), 67.5809),
    "a head that lost its marks": ("67.5809", (head("本年收费金额单位万元"),), 67.5809),
    "a head with spaces": ("67.5809", (head("本年收费金额（单 位：万 元）"),), 67.5809),
    "a head that lost the end of the unit": ("67.5", (head("本年收费金额（单位：万"),), 67.5),
    "a head in small brackets": ("67.5809", (head("本年收费金额(万元)"),), 67.5809),
    "full width": ("６７５８０９", (head("本年收费金额（单位：元）"),), 67.5809),
    "千元 in the head": ("675.809", (head("本年收费金额（千元）"),), 67.5809),
    "亿元 in the head": ("1.25", (head("本年收费金额（亿元）"),), 12500),
    "人民币元": ("675809", (head("本年收费金额（单位：人民币元）"),), 67.5809),
    "元 in the cell under 万元": ("675809元", (head(HEAD),), 67.5809),
    "万元 in the cell under 元": ("67.5809万元", (head(f"金额{YUAN}"),), 67.5809),
    "in the label": ("675809", (label("行政事业性收费（元）"),), 67.5809),
    "in the label, against the head": (
        "675809",
        (head(HEAD), label("行政事业性收费（元）")),
        67.5809,
    ),
    "with separators": ("675,809.00", (head(f"本年收费金额{YUAN}"),), 67.5809),
    "万 without 元": ("67.5809万", (head(HEAD),), 67.5809),
    "亿 without 元": ("0.5亿", (head(HEAD),), 5000),
    "the sign of the currency": ("¥675,809.00元", (head(HEAD),), 67.5809),
    "its name": ("人民币675809元整", (head(HEAD),), 67.5809),
    "a remark in the cell": ("675809（单位：元）", (head(HEAD),), 67.5809),
}


@pytest.mark.parametrize(("case", "layout"), crossed(NAMED, KINDS))
def test_an_amount_is_read_in_the_unit_that_is_named(layout: str, case: str) -> None:
    cell, changes, value = NAMED[case]
    made = paper("2021", FEES, cell, *changes)
    found = amount(made, layout, FEES)
    assert (found.state, found.value) == (State.NUMBER, value)
    if layout != "glued":
        assert found.raw == cell


APART: dict[str, tuple[str, tuple[Change, ...], float]] = {
    "a line above the table": ("675809", (above("单位：元"),), 67.5809),
    "a line of several units": ("675809", (above("（单位：件、元）"),), 67.5809),
    "a sentence above the table": ("675809", (above("本表金额以元为单位。"),), 67.5809),
    "the head before the line": ("67.5809", (above("单位：元"), head(HEAD)), 67.5809),
    "a cell beside the number": ("675809", (head(HEAD), beside("元")), 67.5809),
    "万元 in a cell beside": ("67.5809", (beside("万元"),), 67.5809),
}


@pytest.mark.parametrize(("case", "layout"), crossed(APART, PARTED))
def test_a_unit_apart_from_label_and_head(layout: str, case: str) -> None:
    cell, changes, value = APART[case]
    found = amount(paper("2021", FEES, cell, *changes), layout, FEES)
    assert found.value == value, found


BARE: dict[str, tuple[Change, ...]] = {
    "no word of it": (),
    "words with 元 in them": (above("各单位元旦前完成公开，单元格不留空白。"),),
    "an amount in prose": (above("全年行政事业性收费58元。"),),
    "a unit of counts": (above("单位：件"),),
}


@pytest.mark.parametrize(("case", "layout"), crossed(BARE, QUICK))
def test_without_a_unit_both_readings_are_kept_and_0_is_0(layout: str, case: str) -> None:
    if layout == "glued" and case == "an amount in prose":
        pytest.skip("the sentence and the head of the table are one there")
    found = amount(paper("2021", FEES, "675809", *BARE[case]), layout, FEES)
    assert (found.state, found.value, found.candidates) == (State.AMBIGUOUS, None, EITHER)
    zero = amount(paper("2021", FEES, "0", *BARE[case]), layout, FEES)
    assert (zero.state, zero.value) == (State.NUMBER, 0)


PROCURED: list[tuple[str, tuple[Change, ...], float | None]] = [
    ("251000元", (), 25.1),
    ("94432.52元", (), 9.443252),
    ("251000", (head("采购总金额（元）"),), 25.1),
    ("251000", (label("政府集中采购（元）"),), 25.1),
    ("25.1", (head("采购总金额（单位：万元）"),), 25.1),
    ("251,000", (head("采购总金额（单位：元）"),), 25.1),
    ("25.1万元", (head("采购总金额（元）"),), 25.1),
    ("0", (), 0),
    ("251000", (), None),
]


@pytest.mark.parametrize(
    ("case", "layout"), crossed(PROCURED, [kind for kind in QUICK if kind != "glued"])
)
def test_procurement_is_in_the_unit_that_its_filer_wrote(
    case: tuple[str, tuple[Change, ...], float | None], layout: str
) -> None:
    cell, changes, value = case
    found = amount(paper("2019", PROCUREMENT, cell, *changes), layout, PROCUREMENT)
    assert (found.value, found.raw) == (value, cell)
    assert found.state is (State.NUMBER if value is not None else State.AMBIGUOUS)


@pytest.mark.parametrize("layout", KINDS)
def test_more_decimals_than_fen_contradict_yuan(layout: str) -> None:
    """As where 万 fell out of the head."""
    found = amount(paper("2021", FEES, "67.5809", head(f"本年收费金额{YUAN}")), layout, FEES)
    assert found.state is State.AMBIGUOUS
    assert found.candidates == (67.5809, 0.00675809)


@given(st.decimals(0, 10**9, places=2), st.sampled_from(sorted(UNITS_OF_MONEY)))
def test_a_unit_over_the_cell_is_worth_as_much_as_one_in_it(amount: object, unit: str) -> None:
    field = edition("2021").fields[FEES]
    within = read_cell(f"{amount}{unit}", field)
    over = in_unit(read_cell(str(amount), field), unit)
    assert over.value == within.value
    assert in_unit(within, "元") == within
