"""A sheet to send back as an XLSX file that prints as it is: A4 landscape, one page wide, heads
repeated, every row as high as its text."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from goidata.dashboard.palette import MARKED
from goidata.dashboard.slips.slip import Slip, Table
from goidata.tables.cells import text
from goidata.tables.workbook import OPTIONS, SHADE, height_of

# The width of each column, in Latin characters. Those of the second table take several.
WIDTHS = {
    "number": 5,
    "kind": 8,
    "place": 26,
    "sentence": 32,
    "printed": 20,
    "expected": 24,
    "hint": 22,
    "reply": 22,
}
ALL = list(WIDTHS)
# The columns of the table of what was not read, each over columns of the sheet.
SPANS = {
    "number": (0, 0),
    "place": (1, 2),
    "printed": (3, 3),
    "why": (4, 5),
    "right": (6, 7),
}
A4, INCH = 9, 0.4


def sheet_bytes(slip: Slip) -> bytes:
    """The file."""
    out = BytesIO()
    with Workbook(out, OPTIONS) as book:
        looks = _looks(book)
        page = book.add_worksheet(slip.name)
        _set_up(page, slip)
        _Writer(page, looks).write(slip)
    return out.getvalue()


def _looks(book: Any) -> Mapping[str, Any]:
    plain = {"text_wrap": True, "valign": "top"}
    inner = {**plain, "border": 1, "align": "left", "indent": 1}  # words do not touch the lines
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "body": book.add_format(plain),
        "mark": book.add_format({**plain, "bold": True, "font_color": MARKED}),
        "part": book.add_format({"bold": True, "font_size": 11, "valign": "bottom"}),
        "line": book.add_format({"bottom": 4, "valign": "bottom"}),
        "head": book.add_format({**inner, "bold": True, "bg_color": SHADE, "valign": "vcenter"}),
        "cell": book.add_format(inner),
        "strong": book.add_format({**inner, "bold": True}),
    }


def _set_up(page: Any, slip: Slip) -> None:
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=INCH, right=INCH, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.center_horizontally()
    page.hide_gridlines(2)
    page.set_footer("&L" + slip.subject.replace("&", "&&") + "&R&P / &N")
    for at, width in enumerate(WIDTHS.values()):
        page.set_column(at, at, width)


class _Writer:
    """Writes from the top down; `row` is the next row."""

    def __init__(self, page: Any, looks: Mapping[str, Any]) -> None:
        self.page, self.looks, self.row = page, looks, 0

    def write(self, slip: Slip) -> None:
        self._across(slip.subject, "title", 30)
        self._across(slip.to, "part", 22)
        for mark in slip.marks:
            self._across(mark, "mark")
        for paragraph in slip.body:
            self._across(paragraph, "body")
        self._part(slip.faults)
        self.page.repeat_rows(self.row)
        self._faults(slip.faults)
        if slip.unread:
            self._part(slip.unread)
            self._unread(slip.unread)
        self._across(slip.made, "part", 30)
        for line in slip.to_fill_in:
            self._line(line)
        self.page.print_area(0, 0, self.row - 1, len(ALL) - 1)

    def _across(self, words: str, look: str, height: float | None = None) -> None:
        """A text over all columns."""
        self.page.merge_range(self.row, 0, self.row, len(ALL) - 1, "", self.looks[look])
        self.page.write_string(self.row, 0, text(words), self.looks[look])
        self._end(height or height_of(words, sum(WIDTHS.values())))

    def _part(self, table: Table) -> None:
        self._across(table.title, "part", 26)

    def _faults(self, table: Table) -> None:
        for at, head in enumerate(table.heads):
            self.page.write_string(self.row, at, head, self.looks["head"])
        self._end(24)
        self.page.freeze_panes(self.row, 0)
        for row in table.rows:
            for at, words in enumerate(row):
                look = self.looks["strong" if table.columns[at] == "sentence" else "cell"]
                self.page.write_string(self.row, at, text(words), look)
            pairs = zip(row, WIDTHS.values(), strict=True)
            self._end(max(height_of(words, width) for words, width in pairs))
        if not table.rows:
            self._across(table.empty, "cell")

    def _unread(self, table: Table) -> None:
        for row, look in ((table.heads, "head"), *((row, "cell") for row in table.rows)):
            heights = []
            for column, words in zip(table.columns, row, strict=True):
                first, last = SPANS[column]
                if first < last:
                    self.page.merge_range(self.row, first, self.row, last, "", self.looks[look])
                self.page.write_string(self.row, first, text(words), self.looks[look])
                heights.append(height_of(words, sum(list(WIDTHS.values())[first : last + 1])))
            self._end(24 if look == "head" else max(heights))

    def _line(self, names: tuple[str, ...]) -> None:
        """Names before dotted lines to write on."""
        for name, (first, last) in zip(names, ((0, 3), (4, 5), (6, 7)), strict=True):
            self.page.merge_range(self.row, first, self.row, last, "", self.looks["line"])
            self.page.write_string(self.row, first, name, self.looks["line"])
        self._end(30)

    def _end(self, height: float) -> None:
        self.page.set_row(self.row, height)
        self.row += 1
