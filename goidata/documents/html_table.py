"""A table of a web page: its rows, each cell once, and the text of a cell."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from goidata.documents.document import Cell, Grid, Place
from goidata.documents.text import raised

BLOCKS = frozenset(
    "p div section article main header footer nav ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table tr td"
    " th tbody thead tfoot caption form fieldset blockquote pre center hr body html".split()
)
MOST_COVERED = 50_000  # places of a table that cells span over
WIDEST = 40  # columns or rows that one cell may span; more is a mistake or malice


def grid(table: HtmlElement, number: int) -> Grid:
    """The rows of a table: each cell once, at its origin, under its true column."""
    rows: list[tuple[Cell, ...]] = []
    taken: dict[tuple[int, int], bool] = {}
    for index, row in enumerate(table.iter("tr"), 1):
        cells: list[Cell] = []
        column = 1
        for cell in row.iterchildren("td", "th"):
            while (index, column) in taken:
                column += 1
            place = Place(table=number, row=index, column=column)
            cells.append(Cell(_text(cell), place))
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if len(taken) > MOST_COVERED:
                across = down = 1
            for below in range(1, down):
                for beside in range(across):
                    taken[index + below, column + beside] = True
            column += across
        rows.append(tuple(cells))
    return Grid(tuple(rows), Place(table=number))


def is_raised(element: HtmlElement) -> bool:
    """Whether an element stands above or below the line."""
    return element.tag in ("sup", "sub")


def seen_text(text: str, apart: bool) -> str:
    """A text; what is raised or lowered, and so `apart`, is the mark of a note and no digit."""
    return raised(text) if apart else text


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), WIDEST)) if value.isascii() and value.isdigit() else 1


def _text(cell: HtmlElement) -> str:
    """A cell's text; paragraphs and breaks within it part it as lines do."""
    lines: list[str] = [""]

    def visit(element: HtmlElement, apart: bool) -> None:
        lines[-1] += seen_text(element.text or "", apart)
        for child in element:
            if isinstance(child.tag, str):
                parted = child.tag in BLOCKS or child.tag == "br"
                if parted:
                    lines.append("")
                visit(child, apart or is_raised(child))
                if parted and child.tag != "br":
                    lines.append("")
            lines[-1] += seen_text(child.tail or "", apart)

    visit(cell, False)
    clean = (re.sub(r"[ \t\r\n\u00a0]+", " ", line).strip() for line in lines)
    return "\n".join(line for line in clean if line)
