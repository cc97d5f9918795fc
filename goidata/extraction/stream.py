"""A document as one stream: its label text in normal form, and the runs of figures standing in it.

A run is what stands together without a label between: the figures of a row, however the format
shows them (cells of one line, one cell a line, words at the end of a line).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from goidata.documents.document import Cell, Extent, Grid, Line, Place
from goidata.extraction.normal import UNITS, looks_like_value, normal

PAGE_NUMBER = re.compile(r"\s*(?:[-—–―_]+\s*\d{1,4}\s*[-—–―_]+|第\s*\d+\s*页.{0,12})\s*")
DIGITS = re.compile(r"\d[\d,.]*")
GLUED = re.compile(r"[\u3400-\u9fff）)”]\d+(?:\.\d+)?(?![\d.,、．件条个份项次年月日号人余多万元%])")
BRACKET = re.compile(r"[（()）]")
COUNTED = re.compile(r"\d[件条项个份笔宗]?\s?$")  # a figure that a remark may follow
COUNTED_END = re.compile(r"\d[件条项个份笔宗]$")  # the end of such a remark
FEWEST_CELLS = 3  # of a line that is the row of a table; two may be one behind its mark
LONGEST_REMARK = 6  # characters that may stand in a cell for a figure
# Figures with nothing between them but their units and remarks, as `45笔8622(其中修订16件)3`. The
# brackets of the form itself hold no digits.
REMARK = r"\([^()\d]{0,20}\d[^()]{0,20}\)"
PARTING = re.compile(rf"(?:{'|'.join(UNITS)})(?:{REMARK})?|{REMARK}")
GLUED_FIGURES = re.compile(rf"(?:\d[\d,.]*(?:{PARTING.pattern})?)+")
WORD_AND_FIGURES = re.compile(rf"[\u3400-\u9fff]({GLUED_FIGURES.pattern})")
LONG_GLUED = 15  # digits behind a word that are the figures of a whole table in one
MANY_DIGITS = re.compile(rf"(?:\D*\d){{{LONG_GLUED}}}")
GLUED_PAGE_NUMBER = re.compile(r"[-—–―]\d{1,3}[-—–―]")
FEWEST_GLUED = 3  # labels with their figures attached that make a line a glued one
GLUED_TO_LABEL = re.compile(r"(.*[\u3400-\u9fff）)”\"])([+-]?\d[\d,，.]*)")


class Token(NamedTuple):
    """A stretch of text: label text, or a figure or empty cell."""

    text: str
    place: Place
    is_label: bool
    extent: Extent | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A figure as printed, or an empty cell (`text` is then empty). `extent` is its column in a
    grid or among the cells of its line, or where it stands across a page, if that is known."""

    text: str
    place: Place
    glued: bool = False  # digits of one or several figures with nothing between them
    extent: Extent | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The words of a cell of a grid in normal form, its column, and the position in the label text
    before which it stands."""

    words: str
    table: int
    column: int
    position: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page: its text as printed and in normal form, its line, and where it stands
    across the page."""

    text: str
    words: str
    line: int
    extent: Extent

    @property
    def digits(self) -> bool:
        return DIGITS.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Run:
    """Figures and empty cells standing together; `figures` are the pieces that are not empty.

    `position` is where the run stands in the label text of its stream; `floor` and `ceiling` are
    the positions of the runs of figures before and after it. `lead` counts the cells before it on
    its line, its label among them, where the format shows cells.
    """

    pieces: tuple[Piece, ...]
    figures: tuple[Piece, ...]
    position: int
    floor: int
    ceiling: int
    lead: int | None

    @property
    def glued(self) -> str | None:
        """The digits, where nothing parts the figures of the run; a space stands where a unit or a
        remark does."""
        only = self.pieces[0]
        if len(self.pieces) > 1 or not only.glued:
            return None
        return only.text if only.text.isdigit() else PARTING.sub(" ", only.text).strip()

    @property
    def most(self) -> int:
        """How many figures the run can hold."""
        return sum(map(str.isdigit, self.glued)) if self.glued else len(self.figures)

    def holds(self, width: int) -> bool:
        """Whether the run can be `width` figures, none missing and none over."""
        return self.most >= width if self.glued else len(self.figures) == width


@dataclass(frozen=True, slots=True)
class Stream:
    """Label text in normal form, `starts` (position, line number) of each line in it, and runs;
    besides, the words in the cells of grids, all words whose place on a page is known, the lines
    with one bracket of a remark that stands behind a figure, and for each line with cells the first
    of those that follow each other."""

    labels: str
    starts: tuple[tuple[int, int], ...]
    runs: tuple[Run, ...]
    heads: tuple[Head, ...] = ()
    words: tuple[Word, ...] = ()
    torn: frozenset[int] = frozenset()
    tables: Mapping[int, int] = field(default_factory=dict)


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
        self.heads: list[Head] = []
        self.current: _Open | None = None

    def empty_line(self) -> None:
        if self.current:
            self.current.broken = True

    def label(self, text: str, place: Place) -> None:
        words = normal(text)
        if place.table is not None and place.column is not None:
            self.heads.append(Head(words, place.table, place.column, self.length))
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
        starts.append((collector.length, abs(number)))
        if not cells:
            collector.empty_line()
        for place_in_line, (text, place, is_label, extent) in enumerate(cells):
            if is_label:
                collector.label(text, place)
            else:
                lead = place_in_line if place.column is not None else None
                piece = Piece(text, place, number < 0, extent)
                collector.piece(piece, index, lead, len(cells) == 1)
    return Stream(
        "".join(collector.labels),
        tuple(starts),
        tuple(_bounded(collector.runs, collector.length)),
        tuple(collector.heads),
        tuple(_words_on_page(blocks)),
        frozenset(
            block.place.line
            for block in blocks
            if isinstance(block, Line) and block.place.line and _is_torn(block.text)
        ),
        dict(_tables(blocks)),
    )


def _is_torn(text: str) -> bool:
    """Whether a remark opens behind a figure and does not close on its line, or closes without
    having opened."""
    if not BRACKET.search(text):
        return False
    opened, closed = max(map(text.rfind, "（(")), max(map(text.rfind, "）)"))
    if opened > closed and COUNTED.search(text, max(0, opened - 3), opened):
        return True
    first = min((at for at in map(text.find, "）)") if at >= 0), default=0)
    return (
        not any(bracket in text[:first] for bracket in "（(")
        and COUNTED_END.search(text, max(0, first - 2), first) is not None
    )


def _tables(blocks: Iterable[Line | Grid]) -> Iterator[tuple[int, int]]:
    """Each line with several cells and the first of those that it follows without a gap."""
    first: int | None = None
    for block in blocks:
        if isinstance(block, Line) and len(block.cells) >= FEWEST_CELLS and block.place.line:
            first = first or block.place.line
            yield block.place.line, first
        else:
            first = None


def _words_on_page(blocks: Iterable[Line | Grid]) -> Iterator[Word]:
    for block in blocks:
        if isinstance(block, Line) and block.extents:
            for word, extent in zip(block.text.split(), block.extents, strict=True):
                yield Word(word, normal(word), block.place.line or 0, extent)


def _bounded(runs: Sequence[_Open], end: int) -> Iterator[Run]:
    """The runs with the positions of their neighbours that hold figures."""
    figures = [tuple(piece for piece in run.pieces if piece.text) for run in runs]
    filled = [run.position for run, own in zip(runs, figures, strict=True) if own]
    before, seen = 0, 0
    for run, own in zip(runs, figures, strict=True):
        seen += bool(own)
        after = filled[seen] if seen < len(filled) else end
        yield Run(tuple(run.pieces), own, run.position, before, after, run.lead)
        if own:
            before = run.position


def _lines(
    blocks: Iterable[Line | Grid],
) -> Iterator[tuple[list[Token], int]]:
    """Each line or table row as (text, place, whether it is label text)."""
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield _row(row), 0
            continue
        number = block.place.line or 0
        filled = [cell for cell in block.cells if cell.text]
        if not block.cells and _is_glued(block.text):
            yield list(_glued(block)), -number
        elif not block.cells or (len(filled) == 1 and not looks_like_value(filled[0].text)):
            yield _words(block), number
        elif len(block.cells) == 2 and not block.cells[0].text:
            yield [_cell(block.cells[1])], number  # one cell a line, marked by a tab before it
        else:
            yield _row(block.cells), number


def _is_glued(text: str) -> bool:
    if len(GLUED.findall(text)) >= FEWEST_GLUED:
        return True
    if not MANY_DIGITS.match(text):
        return False
    plain = unicodedata.normalize("NFKC", text)
    return any(
        sum(map(str.isdigit, PARTING.sub("", found[1]))) >= LONG_GLUED
        for found in WORD_AND_FIGURES.finditer(plain)
    )


def _glued(line: Line) -> Iterator[Token]:
    """A line in which labels and figures stand without anything between them. The digit before a
    point is the ordinal of the label that follows (`00000002.重复`)."""
    text = GLUED_PAGE_NUMBER.sub("", unicodedata.normalize("NFKC", line.text))
    end = count = 0
    for found in GLUED_FIGURES.finditer(text):
        figures = found[0]
        follows = text[found.end() : found.end() + 1]
        stripped = figures.rstrip(".,")
        if stripped != figures or (follows == "、" and stripped[-1:].isdigit()):
            stripped = stripped[:-1]
        if end < found.start():
            yield Token(text[end : found.start()], line.place, True)
        end = found.end()
        if stripped:
            count += 1
            yield Token(stripped, Place(line=line.place.line, column=count), False)
    if end < len(text):
        yield Token(text[end:], line.place, True)


def _row(cells: Sequence[Cell]) -> list[Token]:
    """The cells of a row. A few words among its figures stand where a figure should, as text."""
    tokens = [_cell(cell, _column(cell)) for cell in cells]
    figures = [i for i, token in enumerate(tokens) if token.text and not token.is_label]
    if not figures:
        return tokens
    between = range(figures[0], figures[-1])
    return [
        token._replace(is_label=False)
        if i in between and len(token.text) <= LONGEST_REMARK
        else token
        for i, token in enumerate(tokens)
    ]


def _cell(cell: Cell, extent: Extent | None = None) -> Token:
    return Token(cell.text, cell.place, bool(cell.text) and not looks_like_value(cell.text), extent)


def _column(cell: Cell) -> Extent | None:
    column = cell.place.column
    return (float(column), float(column)) if column is not None else None


def _words(line: Line) -> list[Token]:
    """A line without separators: the figures it ends with, the words before them as one label.

    Numbers within a sentence are no figures: only what nothing but figures follows is.
    """
    text = line.text
    widths = unicodedata.normalize("NFKC", text)
    if not text.strip() or PAGE_NUMBER.fullmatch(widths):
        return []
    words = text.split()
    first = _first_figure(words)
    label, figures = words[:first], words[first:]
    extents: list[Extent | None] = [*line.extents[first:]] or [None] * len(figures)
    if label:
        glued = GLUED_TO_LABEL.fullmatch(unicodedata.normalize("NFKC", label[-1]))
        if glued:
            label[-1], figures, extents = glued[1], [glued[2], *figures], [None, *extents]
    pieces = [Token(" ".join(label), line.place, True)] if label else []
    offset = len(words) - len(figures)
    for index, (word, extent) in enumerate(_with_units(figures, extents), 1):
        place = Place(page=line.place.page, line=line.place.line, column=offset + index)
        pieces.append(Token(word, place, False, extent))
    blanks = [cell for cell in line.cells if not cell.text]
    if line.cells and not figures and blanks:
        after = [c for c in blanks if c.place.column and c.place.column > _label_column(line)]
        pieces.extend(Token(cell.text, cell.place, False) for cell in after)
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


def _with_units(
    figures: Sequence[str], extents: Sequence[Extent | None]
) -> list[tuple[str, Extent | None]]:
    """Figures with a unit standing apart joined to their number."""
    joined: list[tuple[str, Extent | None]] = []
    for word, extent in zip(figures, extents, strict=True):
        if word in UNITS and joined:
            number, before = joined[-1]
            joined[-1] = number + word, (before[0], extent[1]) if before and extent else None
        else:
            joined.append((word, extent))
    return joined
