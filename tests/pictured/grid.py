"""The cells of a table on a page: words and rules with their places, and where each figure stands.

Lengths are in points; a page is A4, upright, and its origin is the upper left corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from paper.portable import LABELS
from paper.sheets import Box, Rows, columns_of

from pictured.fonts import width

SIZE = (595.0, 842.0)
MARGIN = 57.0
MM = 72 / 25.4
LEADING, PADDING = 1.32, 2.4
CELL = 9.0  # the size of letters
TOKEN = re.compile(r"[0-9A-Za-z.,/-]+|.")


class Word(NamedTuple):
    """A line of text from its upper left corner, in letters of `size`."""

    text: str
    left: float
    top: float
    size: float


class Part(NamedTuple):
    """A part of a page: its left, upper, right and lower edge."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class Page:
    """What stands on a page; `rules` are lines, `figures` the ink of each figure by its name."""

    words: list[Word] = field(default_factory=list)
    rules: list[Part] = field(default_factory=list)
    figures: dict[str, Part] = field(default_factory=dict)


def wrapped(family: str, text: str, size: float, room: float) -> list[str]:
    """A text in lines that are no wider than `room`; digits of one number stay together."""
    lines = [""]
    for token in TOKEN.findall(text.replace("\n", "")):
        if lines[-1] and width(family, lines[-1] + token) * size > room:
            lines.append("")
        lines[-1] += token
    return lines


class Grid:
    """The columns of a table, and how its rows stand in them."""

    def __init__(self, family: str, table: Rows) -> None:
        self.family, self.columns = family, table.width
        labels = [each * MM for each in LABELS[table.table]]
        rest = (SIZE[0] - 2 * MARGIN - sum(labels)) / (table.width - len(labels))
        widths = [*labels, *[rest] * (table.width - len(labels))]
        self.edges = [MARGIN + sum(widths[:n]) for n in range(table.width + 1)]
        longest = max(width(family, box.text) for box in table.boxes if box.name)
        self.size = min(CELL, (rest - 2 * PADDING) / max(longest, 0.1))

    def heights(self, rows: Sequence[list[Box]]) -> list[float]:
        """How tall each row is: as its words need, merged cells as their rows together do."""
        heights = [self.size * LEADING + 2 * PADDING] * len(rows)
        placed = columns_of(rows, self.columns)
        for down in sorted({box.down for row in rows for box in row}):
            for at, row in enumerate(placed):
                for column, box in row:
                    if box.down != down:
                        continue
                    lacking = self._tall(column, box) - sum(heights[at : at + down])
                    heights[at + down - 1] += max(0.0, lacking)
        return heights

    def _lines(self, column: int, box: Box) -> list[str]:
        room = self.edges[column + box.across] - self.edges[column] - 2 * PADDING
        return wrapped(self.family, box.text, self.size, room)

    def _tall(self, column: int, box: Box) -> float:
        return len(self._lines(column, box)) * self.size * LEADING + 2 * PADDING

    def put(self, rows: Sequence[list[Box]], page: Page, top: float) -> float:
        """Rows on a page from `top`; gives where they end."""
        heights = self.heights(rows)
        levels = [top + sum(heights[:n]) for n in range(len(rows) + 1)]
        for at, row in enumerate(columns_of(rows, self.columns)):
            for column, box in row:
                right = self.edges[min(column + box.across, self.columns)]
                cell = Part(self.edges[column], levels[at], right, levels[at + box.down])
                page.rules += _sides(cell)
                self._fill(page, cell, column, box)
        return levels[-1]

    def _fill(self, page: Page, cell: Part, column: int, box: Box) -> None:
        lines = self._lines(column, box)
        leading = self.size * LEADING
        top = (cell.top + cell.bottom - len(lines) * leading) / 2
        for number, text in enumerate(lines):
            long = width(self.family, text) * self.size
            centred = box.name or box.head or len(lines) == 1
            left = (cell.left + cell.right - long) / 2 if centred else cell.left + PADDING
            line = top + number * leading
            page.words.append(Word(text, left, line, self.size))
            if box.name and text:
                page.figures[box.name] = Part(left, line, left + long, line + leading)


def _sides(cell: Part) -> Iterator[Part]:
    yield Part(cell.left, cell.top, cell.right, cell.top)
    yield Part(cell.left, cell.bottom, cell.right, cell.bottom)
    yield Part(cell.left, cell.top, cell.left, cell.bottom)
    yield Part(cell.right, cell.top, cell.right, cell.bottom)
