"""Rows of text whose cells a sign sets apart that is no tab and no bar: commas and semicolons of
spreadsheets, and the signs that people put between figures when they copy a table by hand."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

FEWEST_CELLS, FEWEST_ROWS = 5, 10  # of a line, and such lines, that make a table with a sign
SAVED = ",;"  # by spreadsheets, with quotes around what holds the sign
WRITTEN = "，", "、", "；", "/", "_", "……"  # by hand; words hold some of them too
FIGURE = re.compile(r"\s*[\"'‘’]?[+-]?(?:\d[\d.]{0,20}|〇)\s?[\u4e00-\u9fff]{0,2}\"?\s*")
LONGEST = 120  # characters of a row
CELL_END = "\x07"  # with which Word ends a cell, and once more a row


def sign_of(lines: Sequence[str]) -> str | None:
    """The sign that parts the cells of a text's tables; None where none does. No sentence has as
    many figures or empty places in a row."""
    signs: tuple[str, ...] = (*SAVED, *WRITTEN)
    for sign in signs:
        parted = [line for line in lines if line.count(sign) >= FEWEST_CELLS - 1]
        if len(parted) < FEWEST_ROWS:
            continue
        if sum(_figures(line.split(sign)) >= FEWEST_CELLS for line in parted) >= FEWEST_ROWS:
            return sign
    return None


def rows(lines: Sequence[str], sign: str) -> Iterator[tuple[str, int]]:
    """The lines with tabs between the cells of rows, each with its number. Where a spreadsheet
    saved them, a row is what has several cells; elsewhere, what ends with figures."""
    if sign in SAVED:
        yield from _saved(lines, sign)
        return
    for number, line in enumerate(lines, 1):
        yield _written(line, sign), number


def _saved(lines: Sequence[str], sign: str) -> Iterator[tuple[str, int]]:
    reader = csv.reader(lines, delimiter=sign)
    try:
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row]
            filled = [cell for cell in cells if cell]
            is_row = len(filled) > 1 or (len(cells) >= FEWEST_CELLS and filled)
            yield "\t".join(cells) if is_row else "".join(filled), reader.line_num
    except csv.Error:  # a cell beyond the reader's limit ends the table
        return


def _written(line: str, sign: str) -> str:
    """A line with tabs before the figures that it ends with; its words may hold the sign."""
    if len(line) > LONGEST or sign not in line:
        return line
    parts = line.split(sign)
    first = len(parts)
    while first and _is_figure(parts[first - 1]):
        first -= 1
    words, figures = sign.join(parts[:first]), parts[first:]
    if not any(figures) or (not words.strip() and len(figures) < FEWEST_CELLS):
        return line
    return "\t".join([words, *figures] if words.strip() else figures)


def without_ends(text: str) -> str:
    """A text with tabs where Word ended its cells."""
    if CELL_END not in text:
        return text
    lines = text.split("\n")
    return "\n".join(_opened(line).replace(CELL_END, "\t") for line in lines)


def _opened(line: str) -> str:
    """A line without what ends its row and its last cell."""
    return line.removesuffix("\r").removesuffix(CELL_END).removesuffix(CELL_END)


def _figures(parts: Sequence[str]) -> int:
    return sum(map(_is_figure, parts))


def _is_figure(part: str) -> bool:
    """Whether a part is a figure, with a unit perhaps, or empty."""
    return not part.strip(' "') or FIGURE.fullmatch(part) is not None
