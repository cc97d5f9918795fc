"""What was recognised on pages as blocks of a document: lines of words, and tables as grids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from goidata.documents.document import Cell, Extent, Grid, Line, Place, Sight

SAME_LINE = 0.5  # of its height, by which a word may stand higher or lower than its line

Word = tuple[str, float, float, float, float]  # its text; left, right, top and bottom in points


class Laying:
    """Counts lines and tables through a document, on from those given, and keeps what was seen in
    each cell that may be a figure."""

    def __init__(self, lines: int = 0, tables: int = 0) -> None:
        self.lines, self.tables = lines, tables
        self.sights: dict[Place, Sight] = {}

    def blocks(self, parts: Sequence[Mapping[str, Any]], page: int | None) -> list[Line | Grid]:
        """What stands on a page, given as `pictures.page.told` tells it of each of its parts."""
        return [block for part in parts for block in self._part(part, page)]

    def _part(self, part: Mapping[str, Any], page: int | None) -> Iterator[Line | Grid]:
        found: list[tuple[float, Any, bool]]
        found = [(min(word[3] for word in line), line, False) for line in _in_lines(part["words"])]
        found += [(table["top"], table["cells"], True) for table in part["tables"]]
        for _, block, is_table in sorted(found, key=itemgetter(0)):
            yield self._grid(block, page) if is_table else self._line(block, page)

    def _line(self, words: Sequence[Word], page: int | None) -> Line:
        """A line; where several words were recognised as one, its width is shared out by
        letters."""
        self.lines += 1
        texts: list[str] = []
        extents: list[Extent] = []
        for text, left, right, _, _ in words:
            width = (right - left) / max(1, len(text))
            at = 0
            for part in text.split():
                at = text.index(part, at)
                texts.append(part)
                extents.append((left + at * width, left + (at + len(part)) * width))
                at += len(part)
        place = Place(page=page, line=self.lines)
        return Line(" ".join(texts), place, extents=tuple(extents))

    def _grid(self, cells: Sequence[Sequence[Any]], page: int | None) -> Grid:
        self.tables += 1
        rows = []
        for number, row in groupby(cells, key=itemgetter(0)):
            laid = []
            for _, column, text, readings, sure in row:
                place = Place(page=page, table=self.tables, row=number, column=column)
                laid.append(Cell(text, place))
                if readings is not None:
                    self.sights[place] = Sight(tuple(readings), sure)
            rows.append(tuple(laid))
        return Grid(tuple(rows), Place(page=page, table=self.tables), ruled=True)


def _in_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words from top to bottom, those at one height as one line."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=_height):
        if lines and abs(_height(word) - _height(lines[-1][0])) < SAME_LINE * (
            lines[-1][0][4] - lines[-1][0][3]
        ):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=itemgetter(1)) for line in lines]


def _height(word: Word) -> float:
    return (word[3] + word[4]) / 2
