"""Text without cells: table two, whose rows have no sum, and a last table with remarks."""

from __future__ import annotations

import random

import pytest
from paper.figures import consistent_figures, show
from paper.formats import LAYOUTS, LOST
from paper.sheets import paper_of

from goidata.extraction.reading import read
from goidata.extraction.report import Report, State

DOCUMENTS = "disclosure.normative_documents"
LAST = "litigation_after_review"


def printed(changed: dict[str, int | str]) -> Report:
    """The report of a page's text without anything between its figures, some of them changed."""
    figures = consistent_figures(random.Random(5), "2021", lambda _: 0)
    paper = paper_of(figures)
    for name, text in changed.items():
        paper.figures[name].text = text if isinstance(text, str) else show(text)
    return read(*LAYOUTS["glued"](paper, random.Random(1)))


def stock(issued: int | str, repealed: int | str, in_force: int | str) -> list[int | float | None]:
    columns = {"issued": issued, "repealed": repealed, "in_force": in_force}
    report = printed({f"{DOCUMENTS}.{name}": value for name, value in columns.items()})
    return [report.figures[f"{DOCUMENTS}.{name}"].value for name in columns]


@pytest.mark.parametrize("figures", [(0, 0, 27), (0, 0, 1), (0, 0, 0)])
def test_digits_that_can_be_cut_in_one_way_alone_are_read(figures: tuple[int, int, int]) -> None:
    assert stock(*figures) == [*figures]


@pytest.mark.parametrize("figures", [(3, 9, 100), (0, 31, 7), (2, 0, 15), (4, 0, 0), (1, 2, 3)])
def test_digits_that_may_be_cut_otherwise_or_hide_a_blank_cell_are_not_all_read(
    figures: tuple[int, int, int],
) -> None:
    read_as = stock(*figures)
    assert None in read_as
    assert all(value in (None, own) for value, own in zip(read_as, figures, strict=True))


def test_two_figures_of_a_row_are_not_taken_for_three() -> None:
    assert stock(10, "", 0) == [None, None, None]


def test_a_space_is_taken_out_of_a_number_only_where_a_sum_speaks_for_it() -> None:
    """1 0 0 with the end of a wrapped 17 beneath, all in one line, is not 10, 0, 7."""
    assert stock("1", " 0", " 07") == [None, None, None]
    assert stock("0", " 0", " 27") == [0, 0, 27]


def test_figures_of_the_next_row_whose_label_is_lost_are_not_taken() -> None:
    figures = consistent_figures(random.Random(5), "2021", lambda _: 0)
    paper = paper_of(figures)
    for box in paper.tables[0].boxes:
        if box.text.endswith("行政规范性文件"):
            box.text = ""
    for name, value in {"regulations.in_force": 5, "normative_documents.in_force": 3}.items():
        paper.figures[f"disclosure.{name}"].text = str(value)
    report = read(*LAYOUTS["glued"](paper, random.Random(1)))
    assert report.figures["disclosure.regulations.in_force"].value is None


@pytest.mark.parametrize("text", ["2O", "l2", "5.76E+05", "23①"])
def test_letters_among_digits_make_no_number_of_them(text: str) -> None:
    report = printed({"disclosure.penalties": text, "review.upheld": text})
    for name in ("disclosure.penalties", "review.upheld"):
        assert report.figures[name].value in (None, 23 if "①" in text else None)


def test_a_column_of_another_year_in_the_heads_leaves_the_rows_in_doubt() -> None:
    figures = consistent_figures(random.Random(5), "2021", lambda _: 0)
    paper = paper_of({**figures, f"{DOCUMENTS}.issued": 0, f"{DOCUMENTS}.repealed": 0})
    head = next(box for box in paper.tables[0].boxes if box.text == "现行有效件数")
    head.text = f"{head.text}上年{head.text}"
    paper.figures[f"{DOCUMENTS}.in_force"].text = "56117"  # 56 and 117
    report = read(*LAYOUTS["glued"](paper, random.Random(1)))
    assert report.figures[f"{DOCUMENTS}.in_force"].value is None


@pytest.mark.parametrize("text", ["2件", "2(其中网上1件)", "2"])
def test_remarks_do_not_end_the_last_table(text: str) -> None:
    report = printed({"review.upheld": text, "review.total": 2, f"{LAST}.other": text,
                      f"{LAST}.total": 2})  # fmt: skip
    for name in ("review.upheld", "review.total", f"{LAST}.other", f"{LAST}.total"):
        assert (report.figures[name].value, report.figures[name].state) == (2, State.NUMBER)


@pytest.mark.parametrize("layout", sorted(LOST))
@pytest.mark.parametrize("form", ["{}件", "{}（其中网上3件）", "{:,}", "{:，}"])
def test_units_remarks_and_thousands_part_figures_whose_cells_are_lost(
    layout: str, form: str
) -> None:
    """One such cell in a row, the others of which have nothing or spaces between them."""
    missed = 0
    for seed in range(3):
        source = random.Random(seed)
        figures = consistent_figures(source, "2021", lambda drawn: drawn.randrange(2000))
        paper = paper_of(figures)
        names = [n for n in figures if n.startswith("applications.handled.") and figures[n]]
        for name in source.sample(names, 8):
            printed = form.replace("，", ",").format(int(figures[name]))
            paper.figures[name].text = printed.replace(",", "，") if "，" in form else printed
        report = read(*LAYOUTS[layout](paper, random.Random(seed)))
        values = {n: f.value for n, f in report.figures.items() if f.state is State.NUMBER}
        assert {n: v for n, v in values.items() if v != figures[n]} == {}
        missed += sum(n.startswith("applications.") and n not in values for n in figures)
    assert missed <= 3 * 21
