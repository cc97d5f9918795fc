"""Tables whose cells other signs than tabs and bars set apart, and what counts as a blank form."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from trial import Trial

from goidata.errors import Refusal
from goidata.extraction.reading import read


def tabbed() -> tuple[list[str], str]:
    _, (data, name) = Trial("tab rows", "none", 3).document()
    return data.decode().split("\n"), name


def with_sign(lines: list[str], sign: str) -> bytes:
    return "\n".join(line.replace("\t", sign) for line in lines).encode()


@pytest.mark.parametrize("sign", [",", ";", "，", "、", "；", "/", "_", "……"])
def test_a_report_whose_cells_a_sign_parts_is_read(sign: str) -> None:
    lines, name = tabbed()
    plain = read("\n".join(lines).encode(), name).values
    assert read(with_sign(lines, sign), "a.txt").values == plain


def test_a_report_copied_with_the_ends_of_cells_is_read() -> None:
    lines, name = tabbed()
    plain = read("\n".join(lines).encode(), name).values
    closed = [line.replace("\t", "\x07") + "\x07\x07" if "\t" in line else line for line in lines]
    assert read("\n".join(closed).encode(), "a.txt").values == plain


@pytest.mark.parametrize("mark", ["'{}", "{}件次"])
def test_a_report_saved_with_marks_beside_its_counts_is_read(mark: str) -> None:
    lines, name = tabbed()
    plain = read("\n".join(lines).encode(), name)
    marked = [
        ",".join(mark.format(cell) if cell.isdecimal() else cell for cell in line.split("\t"))
        for line in lines
    ]
    figures = read("\n".join(marked).encode(), "a.csv").figures
    for key, figure in plain.figures.items():
        if not key.endswith("fees"):
            assert figures[key].value == figure.value, key


@pytest.mark.parametrize("sign", ["\t", ",", "；", "/", " "])
def test_a_form_without_a_figure_is_blank(sign: str) -> None:
    lines, _ = tabbed()
    blank = [
        "\t".join("" if cell[:1].isdecimal() and cell[-1:].isdecimal() else cell for cell in cells)
        for cells in (line.split("\t") for line in lines)
    ]
    with pytest.raises(Refusal) as refusal:
        read(with_sign(blank, sign), "a.txt")
    assert refusal.value.code == "blank_form"


def test_a_form_filled_in_a_way_that_is_not_read_is_not_called_blank() -> None:
    lines, _ = tabbed()
    report = read(with_sign(lines, "~"), "a.txt")
    assert all(figure.value is None for figure in report.figures.values())


def test_tables_on_sheets_of_their_own_are_read() -> None:
    """The words on the first sheet, each table on one behind it."""
    _, (data, name) = Trial("xlsx", "none", 3).document()
    whole = openpyxl.load_workbook(io.BytesIO(data)).active
    book = openpyxl.Workbook()
    words, page = book.active, None
    assert whole is not None and words is not None
    for row in whole.iter_rows(values_only=True):
        heading = re.match("[一二三四五六]、", str(row[0]))
        if heading and not any(row[1:]):
            page = None
        elif any(row[1:]):
            page = page or book.create_sheet()
        (page or words).append(row)
    file = io.BytesIO()
    book.save(file)
    assert len(book.worksheets) == 4
    assert read(file.getvalue(), "a.xlsx").values == read(data, name).values


@pytest.mark.parametrize("point", "。·")
def test_a_sign_in_place_of_a_decimal_point_is_not_the_end_of_an_amount(point: str) -> None:
    _, (data, name) = Trial("glued", "none", 3).document()
    fee = read(data, name).figures["disclosure.fees"]
    assert fee.raw is not None and "." in fee.raw
    text = data.decode().replace(fee.raw, fee.raw.replace(".", point))
    assert read(text.encode(), name).figures["disclosure.fees"].value in (None, fee.value)
