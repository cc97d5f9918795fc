"""What offices write into cells besides figures: explanations in labels, changes in words."""

from __future__ import annotations

import random

import pytest
from paper.figures import consistent_figures
from paper.formats import LAYOUTS, WITHOUT_CELLS
from paper.sheets import Paper, figure_boxes, paper_of
from trial import Trial, outcome

from goidata.errors import Refusal
from goidata.extraction.explained import unexplained
from goidata.extraction.reading import read
from goidata.extraction.report import Figure, State

LICENCES = "disclosure.licence_items.change"
WITH_CELLS = [
    name
    for name in LAYOUTS
    if name not in WITHOUT_CELLS and not name.startswith("pdf") and "one line" not in name
]


@pytest.mark.parametrize("layout", WITH_CELLS)
@pytest.mark.parametrize("kind", ["labels_explained", "changes_worded"])
def test_they_hinder_nothing_where_there_are_cells(layout: str, kind: str) -> None:
    for seed in (51, 52, 53):
        found = outcome(Trial(layout, kind, seed))
        assert (found.flagged, found.wrong) == ((), ())


def printed(text: str, layout: str = "html", name: str = LICENCES) -> Figure:
    """The figure `name` of a report of edition 2019 that prints `text` as its licences changed."""
    paper = paper_of(consistent_figures(random.Random(7), "2019"))
    paper.figures[name].text = text
    return read(*LAYOUTS[layout](paper, random.Random(7))).figures[name]


@pytest.mark.parametrize("layout", ["html", "bars", "tab rows", "cell a line, tab", "docx"])
@pytest.mark.parametrize(
    ("text", "value"),
    [("增10", 10), ("减3", -3), ("上升10", 10), ("增加10件", 10), ("减少 2 项", -2), ("-8", -8),
     ("0/0", 0), ("+3/0", 3), ("0/-2", -2), ("0 / 2", -2),
     ("下降1,024", -1024), ("增0", 0), ("+12", 12)],
)  # fmt: skip
def test_a_change_in_words_is_a_number_with_its_sign(layout: str, text: str, value: int) -> None:
    figure = printed(text, layout)
    assert (figure.value, figure.state) == (value, State.NUMBER)
    assert figure.raw is not None and figure.raw.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ["减-3", "增", "增10减2", "无变化", "减少"])
def test_other_words_of_change_are_no_numbers(text: str) -> None:
    assert printed(text).state is State.TEXT


def test_a_change_is_no_number_where_the_form_asks_for_a_count() -> None:
    assert printed("减3", name="disclosure.licences").state is State.TEXT


def test_explanations_are_taken_out_and_the_brackets_of_the_form_are_not() -> None:
    labels = [
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "规范性文件(含转发的",
        "和联合印发的各类文件)",
        "行政许可",
        "本年收费金额（单位：万元）",
        "行政处罚（件",
        "行政强制",
    ]
    assert list(unexplained(labels)) == [labels[0], "规范性文件", "", *labels[3:]]


@pytest.mark.parametrize("layout", ["html", "cell a line, tab", "text of a PDF", "docx", "bars"])
@pytest.mark.parametrize("cells", [True, False])
def test_a_form_without_any_figure_is_called_blank(layout: str, cells: bool) -> None:
    paper = paper_of(consistent_figures(random.Random(3), "2021"))
    for table in paper.tables:
        for row in table.rows:
            for box in figure_boxes(row):
                box.text = ""
                if not cells:
                    assert not isinstance(row, str)
                    row.remove(box)
    with pytest.raises(Refusal) as refusal:
        read(*LAYOUTS[layout](paper, random.Random(3)))
    assert refusal.value.code == "blank_form"


def test_a_report_whose_tables_are_left_out_is_none() -> None:
    paper: Paper = paper_of(consistent_figures(random.Random(3), "2021"))
    for part in paper.parts:
        part.table = None
    report = read(*LAYOUTS["docx"](paper, random.Random(3)))
    assert {figure.state for figure in report.figures.values()} == {State.MISSING}
