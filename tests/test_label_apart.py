"""A converter's rows whose label stands in one row and whose figures in the next."""

from __future__ import annotations

import pytest

from goidata.extraction.reading import read
from goidata.extraction.report import Figure, State

LICENCES, PENALTIES = "disclosure.licences", "disclosure.penalties"
REGULATIONS = "disclosure.regulations.issued"
HEAD = ("| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |", "| --- | --- | --- | --- |")


def figures(
    licences: str, penalties: str, regulations: str = "| 规章 | 3 | 0 | 5 |"
) -> dict[str, Figure]:
    """What is read of a table two with these rows."""
    one = ["| 信息内容 | 本年处理决定数量 |"]
    rows = [
        *HEAD, regulations, "| 行政规范性文件 | 4 | 1 | 9 |", "| 第二十条第（五）项 |", *one,
        licences,
        "| 第二十条第（六）项 |", *one, penalties, "| 行政强制 | 2 |", "| 第二十条第（八）项 |",
        "| 信息内容 | 本年收费金额（单位：万元） |", "| 行政事业性收费 | 1.5 |",
    ]  # fmt: skip
    lines = [
        "米易县2023年政府信息公开工作年度报告",
        "",
        "## 二、主动公开政府信息情况",
        "",
        *rows,
        "",
    ]
    return dict(read("\n".join(lines).encode(), "report.md").figures)


def apart(label: str, *numbers: str) -> str:
    return f"| {label} |  |  |  |\n|  | {' | '.join(numbers)} |"


def test_a_label_and_its_figure_on_two_rows_are_one_where_another_row_is_printed_so() -> None:
    found = figures(apart("行政许可", "12"), apart("行政处罚", "7"))
    assert (found[LICENCES].value, found[PENALTIES].value) == (12, 7)
    several = apart("规章", "3", "0", "5")
    found = figures(apart("行政许可", "12"), "| 行政处罚 | 7 |", several)
    assert (found[LICENCES].value, found[REGULATIONS].value) == (12, 3)


@pytest.mark.parametrize("nought", ["0", "０"])
def test_a_nought_is_no_number_of_a_page(nought: str) -> None:
    assert figures(apart("行政许可", nought), "| 行政处罚 | 7 |")[LICENCES].value == 0


@pytest.mark.parametrize(
    "licences",
    [
        apart("行政许可", "12"),  # the only row that is printed so
        "| 行政许可 |  |\n\n12\n",  # on a line of its own
        "| 行政许可 |  |\n| 12 |  |  |  |",  # in the place of a label
    ],
)
def test_a_figure_behind_blank_cells_may_be_the_number_of_a_page(licences: str) -> None:
    found = figures(licences, "| 行政处罚 | 7 |")
    assert found[LICENCES].state is not State.NUMBER
    assert found[PENALTIES].value == 7
