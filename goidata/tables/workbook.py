"""Sheets of cells as the bytes of an XLSX file: no formulas, no links, a frozen head."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from goidata.errors import UsageError
from goidata.tables.cells import Cell

SHEET_ROWS = 1_048_575  # what a sheet holds below its head
# How office programs write a number of each kind; money in parts as well.
FORMATS = {
    "text": "General",
    "count": "#,##0",
    "money": "#,##0.0#####",
    "share": "0.0%",
    "events": "0.0",
}
LONGEST_TEXT = 32_767  # characters that a cell holds
LINE, PADDING = 14.5, 5  # points
_STREAMED = 20_000  # rows from which cells are not kept in memory
_NARROW, _WIDE = 8, 60
_SAMPLE = 200  # rows looked at for the width of a column
SHADE = "#EDF1F5"  # of heads, in every kind of file
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "default_format_properties": {"font_name": "Microsoft YaHei", "font_size": 10},
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named sheet: its headings, its rows, and the number format of each column, or of each of
    its cells where these are `several` (by the column's place); `wrapped` breaks long texts into
    lines."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    formats: Sequence[str] = ()
    wrapped: bool = False
    several: Mapping[int, Sequence[str]] = field(default_factory=dict)


def workbook_bytes(sheets: Sequence[Sheet], cut: str) -> bytes:
    """The file; `cut` ends a text that a cell cannot hold whole.

    UsageError where a sheet has more rows than the format holds.
    """
    longest = max((len(sheet.rows) for sheet in sheets), default=0)
    if longest > SHEET_ROWS:
        raise UsageError.of("too_large.rows", longest=longest, sheet_rows=SHEET_ROWS)
    out = BytesIO()
    options = {**OPTIONS, "constant_memory": longest > _STREAMED}
    if longest > _STREAMED:
        options.pop("in_memory")
    with Workbook(out, options) as book:
        head = book.add_format({"bold": True, "bg_color": SHADE, "bottom": 1, "valign": "top"})
        for sheet in sheets:
            _write(book, sheet, head, cut)
    return out.getvalue()


def number_format(value: float, kind: str) -> str:
    """The format of a number of a kind of `FORMATS`; one in parts is not rounded to a whole."""
    whole = float(value).is_integer()
    return FORMATS["money" if kind == "count" and not whole else kind]


def height_of(words: str, width: float) -> float:
    """The points that a text takes in a column of `width` Latin characters, which programs work out
    for no merged cell, and some for none."""
    room = max(width - 3, 1)  # some of it are the margins
    lines = sum(max(1, -(-_wide(line) // int(room))) for line in words.split("\n"))
    return LINE * lines + PADDING


def _wide(words: str) -> int:
    """In Latin characters; a Chinese one takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in words)


def _write(book: Any, sheet: Sheet, head: Any, cut: str) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width, _format(book, sheet, column))
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, head)
    own = {
        name: book.add_format({"num_format": name, "valign": "top"})
        for name in sorted({name for formats in sheet.several.values() for name in formats})
    }
    for number, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            formats = sheet.several.get(column)
            _put(page, number, column, value, cut, own[formats[number - 1]] if formats else None)
    page.autofilter(0, 0, len(sheet.rows), max(len(sheet.headings) - 1, 0))


def _format(book: Any, sheet: Sheet, column: int) -> Any:
    number = sheet.formats[column] if sheet.formats else "General"
    return book.add_format({"num_format": number, "text_wrap": sheet.wrapped, "valign": "top"})


def _put(page: Any, number: int, column: int, value: Cell, cut: str, look: Any = None) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(number, column, value)
    elif isinstance(value, str):
        whole = len(value) <= LONGEST_TEXT
        page.write_string(
            number, column, value if whole else value[: LONGEST_TEXT - len(cut)] + cut
        )
    else:
        page.write_number(number, column, value, look)


def _widths(sheet: Sheet) -> list[int]:
    sample = [sheet.headings, *sheet.rows[:_SAMPLE]]
    columns = range(len(sheet.headings))
    found = [max(_shown(row[column]) for row in sample) + 2 for column in columns]
    return [min(max(width, _NARROW), _WIDE) for width in found]


def _shown(value: Cell) -> int:
    """How wide a value is, in Latin characters; a Chinese one counts as two."""
    text = "" if value is None else str(value).partition("\n")[0][:_WIDE]
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
