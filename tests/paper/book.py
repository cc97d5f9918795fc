"""Reports as workbooks: merged cells, numbers as numbers or as text, one sheet or one a section."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from paper.plain import Printed
from paper.sheets import Box, Paper, Rows, columns_of, cut


def file(paper: Paper, source: random.Random) -> Printed:
    """The whole report from the top of the sheet down."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    apart, typed = source.random() < 0.3, source.random() < 0.7
    style = book.add_format({"border": 1})
    sheet, at = book.add_worksheet(), 0
    at = _lines(sheet, at, [paper.title, "", *paper.introduction])
    for part in paper.parts:
        if apart and part.table:
            sheet, at = book.add_worksheet(), 0
        at = _lines(sheet, at, [part.heading, *part.before])
        if part.table:
            at = _table(sheet, at, part.table, style if typed else None, source)
        at = _lines(sheet, at, part.after)
    _lines(sheet, at + 1, paper.signed)
    book.close()
    return stream.getvalue(), "report.xlsx"


def _lines(sheet: Worksheet, at: int, lines: list[str]) -> int:
    for text in lines:
        sheet.write_string(at, 0, text)
        at += 1
    return at


def _table(
    sheet: Worksheet, at: int, table: Rows, style: Format | None, source: random.Random
) -> int:
    """The rows from `at` on; cells of figures are numbers where `style` is given."""
    first = source.choice([0, 0, 1])
    for piece in cut(table, source.choice(["", "="])):
        if isinstance(piece, str):
            at = _lines(sheet, at, [piece])
            continue
        for row in columns_of(piece, table.width):
            for column, box in row:
                _cell(sheet, at, first + column, box, style)
            at += 1
        at += source.choice([0, 1])
    return at


def _cell(sheet: Worksheet, row: int, column: int, box: Box, style: Format | None) -> None:
    if box.across > 1 or box.down > 1:
        sheet.merge_range(row, column, row + box.down - 1, column + box.across - 1, "", style)
    if style and box.name and re.fullmatch(r"-?\d+(\.\d+)?", box.text) and box.text.isascii():
        sheet.write_number(row, column, float(box.text), style)
    elif box.text:
        sheet.write_string(row, column, box.text, style)
    else:
        sheet.write_blank(row, column, None, style)


LAYOUTS: dict[str, Callable[[Paper, random.Random], Printed]] = {"xlsx": file}
