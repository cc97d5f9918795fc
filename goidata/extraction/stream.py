"""A document as one stream: its label text in normal form, and the runs of figures standing in it.

A run is what stands together without a label between: the figures of a row, however the format
shows them (cells of one line, one cell a line, words at the end of a line).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from goidata.documents.document import Cell, Grid, Line, Place
from goidata.extraction.normal import UNITS, looks_like_value, normal

PAGE_NUMBER = re.compile(r"\s*(?:[-—–―_]+\s*\d{1,4}\s*[-—–―_]+|第\s*\d+\s*页.{0,12})\s*")
GLUED_TO_LABEL = re.compile(r"(.*[\u3400-\u9fff）)”\"])([+-]?\d[\d,，.]*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A figure as printed, or an empty cell (`text` is then empty)."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Run:
    """Figures and empty cells standing together.

    `position` is where the run stands in the label text of its stream; `floor` and `ceiling` are
    the positions of the runs of figures before and after it. `lead` counts the cells before it on
    its line, its label among them, where the format shows cells.
    """

    pieces: tuple[Piece, ...]
    position: int
    floor: int
    ceiling: int
    lead: int | None

    @property
    def figures(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.text)

    @property
    def line(self) -> int:
        """The number of the line (or 0) at which the run begins."""
        return self.pieces[0].place.line or 0


@dataclass(frozen=True, slots=True)
class Stream:
    """Label text in normal form, `starts` (position, line number) of each line in it, and runs."""

    labels: str
    starts: tuple[tuple[int, int], ...]
    runs: tuple[Run, ...]


@dataclass(slots=True)
class _Open:
    """A run being collected."""

    pieces: list[Piece]
    position: int
    lead: int | None
    line: int  # index of the last line that gave a piece
    single: bool = True  # no line has given more than one piece
    broken: bool = False  # an empty line since its last piece


class _Collector:
    """Takes the lines of a stretch one by one and sorts them into label text and runs."""

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.length = 0
        self.runs: list[_Open] = []
        self.current: _Open | None = None

    def empty_line(self) -> None:
        if self.current:
            self.current.broken = True

    def label(self, text: str) -> None:
        words = normal(text)
        self.labels.append(words)
        self.length += len(words)
        self.current = None

    def piece(self, piece: Piece, line: int, index: int | None, alone: bool) -> None:
        run = self.current
        if run and run.line != line and not self._continues(run, piece, alone):
            run = None
        if run is None:
            run = self.current = _Open([], self.length, index, line)
            self.runs.append(run)
        elif run.line == line:
            run.single = False
        run.pieces.append(piece)
        run.line = line
        run.broken = False

    @staticmethod
    def _continues(run: _Open, piece: Piece, alone: bool) -> bool:
        """Whether a figure alone on its line goes on with the run above it. After an empty line
        only a figure does: an empty cell may already belong to the next row."""
        return run.single and alone and (not run.broken or bool(piece.text))


def stream_of(blocks: Sequence[Line | Grid]) -> Stream:
    """The stream of a stretch of a document."""
    collector = _Collector()
    starts: list[tuple[int, int]] = []
    for index, (cells, number) in enumerate(_lines(blocks)):
        starts.append((collector.length, number))
        if not cells:
            collector.empty_line()
        for place_in_line, (text, place, is_label) in enumerate(cells):
            if is_label:
                collector.label(text)
            else:
                lead = place_in_line if place.column is not None else None
                collector.piece(Piece(text, place), index, lead, len(cells) == 1)
    return Stream(
        "".join(collector.labels), tuple(starts), tuple(_bounded(collector.runs, collector.length))
    )


def _bounded(runs: Sequence[_Open], end: int) -> Iterator[Run]:
    """The runs with the positions of their neighbours that hold figures."""
    filled = [run.position for run in runs if any(piece.text for piece in run.pieces)]
    before, seen = 0, 0
    for run in runs:
        has_figures = any(piece.text for piece in run.pieces)
        seen += has_figures
        after = filled[seen] if seen < len(filled) else end
        yield Run(tuple(run.pieces), run.position, before, after, run.lead)
        if has_figures:
            before = run.position


def _lines(
    blocks: Iterable[Line | Grid],
) -> Iterator[tuple[list[tuple[str, Place, bool]], int]]:
    """Each line or table row as (text, place, whether it is label text)."""
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield [_cell(cell) for cell in row], 0
            continue
        number = block.place.line or 0
        filled = [cell for cell in block.cells if cell.text]
        if not block.cells or (len(filled) == 1 and not looks_like_value(filled[0].text)):
            yield _words(block), number
        elif len(block.cells) == 2 and not block.cells[0].text:
            yield [_cell(block.cells[1])], number  # one cell a line, marked by a tab before it
        else:
            yield [_cell(cell) for cell in block.cells], number


def _cell(cell: Cell) -> tuple[str, Place, bool]:
    return cell.text, cell.place, bool(cell.text) and not looks_like_value(cell.text)


def _words(line: Line) -> list[tuple[str, Place, bool]]:
    """A line without separators: the figures it ends with, the words before them as one label.

    Numbers within a sentence are no figures: only what nothing but figures follows is.
    """
    text = line.text
    widths = unicodedata.normalize("NFKC", text)
    if not text.strip() or PAGE_NUMBER.fullmatch(widths):
        return []
    words = text.split()
    first = _first_figure(words)
    number = line.place.line
    label, figures = words[:first], words[first:]
    if figures and label:
        glued = GLUED_TO_LABEL.fullmatch(unicodedata.normalize("NFKC", label[-1]))
        if glued:
            label[-1], figures = glued[1], [glued[2], *figures]
    pieces = [(" ".join(label), line.place, True)] if label else []
    offset = len(words) - len(figures)
    for index, word in enumerate(_with_units(figures), 1):
        pieces.append((word, Place(line=number, column=offset + index), False))
    blanks = [cell for cell in line.cells if not cell.text]
    if line.cells and not figures and blanks:
        after = [c for c in blanks if c.place.column and c.place.column > _label_column(line)]
        pieces.extend((cell.text, cell.place, False) for cell in after)
    return pieces


def _label_column(line: Line) -> int:
    return next((cell.place.column or 0 for cell in line.cells if cell.text), 0)


def _first_figure(words: Sequence[str]) -> int:
    """The index of the first of the figures that end a line of words."""
    index = len(words)
    while index:
        word = words[index - 1]
        if looks_like_value(word):
            index -= 1
        elif word in UNITS and index > 1 and looks_like_value(words[index - 2]):
            index -= 2
        else:
            break
    return index


def _with_units(figures: Sequence[str]) -> list[str]:
    """Figures with a unit standing apart joined to their number."""
    joined: list[str] = []
    for word in figures:
        if word in UNITS and joined:
            joined[-1] += word
        else:
            joined.append(word)
    return joined
