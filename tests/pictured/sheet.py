"""A report laid out on pages."""

from __future__ import annotations

import random
from collections.abc import Sequence

from paper.sheets import Box, Paper, Rows, cut

from pictured.fonts import width
from pictured.grid import MARGIN, SIZE, Grid, Page, Word, wrapped

FOOT = 62.0
PROSE = 11.0  # the size of letters


def laid_out(paper: Paper, family: str, source: random.Random) -> list[Page]:
    """The pages of a report: its tables go on behind a page's end, or begin on a page of their
    own where they fit on one."""
    flow = _Flow(family, source.random() < 0.5, source.choice(["", "="]))
    flow.line(paper.title, 15, centred=True)
    for text in paper.introduction:
        flow.paragraph(text)
    for part in paper.parts:
        for text in [part.heading, *part.before]:
            flow.paragraph(text)
        if part.table:
            flow.table(part.table)
        for text in part.after:
            flow.paragraph(text)
    for text in paper.signed:
        flow.line(text, PROSE, right=True)
    flow.number_pages()
    return flow.pages


class _Flow:
    """Pages as they fill from top to bottom."""

    def __init__(self, family: str, apart: bool, mark: str) -> None:
        self.family, self.apart, self.mark = family, apart, mark
        self.pages = [Page()]
        self.top = MARGIN

    def _turn(self) -> None:
        self.pages.append(Page())
        self.top = MARGIN

    @property
    def _room(self) -> float:
        return SIZE[1] - FOOT - self.top

    def line(self, text: str, size: float, *, centred: bool = False, right: bool = False) -> None:
        """A line of its own."""
        if self._room < size * 2:
            self._turn()
        spare = SIZE[0] - 2 * MARGIN - width(self.family, text) * size
        left = MARGIN + (spare / 2 if centred else spare if right else 0)
        self.pages[-1].words.append(Word(text, left, self.top, size))
        self.top += size * 1.7

    def paragraph(self, text: str) -> None:
        """A paragraph, its first line set in."""
        for row in wrapped(self.family, f"　　{text}", PROSE, SIZE[0] - 2 * MARGIN):
            self.line(row, PROSE)

    def number_pages(self) -> None:
        """The number at the foot of each page."""
        for number, page in enumerate(self.pages, 1):
            page.words.append(Word(f"- {number} -", SIZE[0] / 2 - 10, SIZE[1] - 40, 9))

    def table(self, table: Rows) -> None:
        """A table in as many pieces as pages need."""
        whole = [row for row in table.rows if not isinstance(row, str)]
        grid = Grid(self.family, table)
        heights = grid.heights(whole)
        if self.apart and self._room < sum(heights) <= SIZE[1] - FOOT - MARGIN:
            self._turn()
        table.breaks = self._breaks(whole, heights)
        for number, piece in enumerate(cut(table, self.mark)):
            if number:
                self._turn()
            assert not isinstance(piece, str)
            self.top = grid.put(piece, self.pages[-1], self.top) + 8

    def _breaks(self, rows: Sequence[list[Box]], heights: Sequence[float]) -> list[int]:
        """Before which rows a page ends; heads stay with what they are the heads of."""
        breaks: list[int] = []
        left = self._room
        start = 0
        for index in range(len(rows)):
            if not index or not all(box.head for box in rows[index - 1]):
                start = index
            left -= heights[index]
            if left < 0 and start not in breaks:
                breaks.append(start)
                left = SIZE[1] - FOOT - MARGIN - sum(heights[start : index + 1])
        if breaks[:1] == [0]:
            self._turn()
            return breaks[1:]
        return breaks
