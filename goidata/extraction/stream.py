"""A document as one stream: its label text in normal form, and the runs of figures standing in it.

A run is what stands together without a label between: the figures of a row, however the format
shows them (cells of one line, one cell a line, words at the end of a line).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from goidata.documents.document import Grid, Line, Place
from goidata.extraction.explained import unexplained
from goidata.extraction.lexing import lexed
from goidata.extraction.normal import normal
from goidata.extraction.numbering import Row, unnumbered
from goidata.extraction.runs import Head, Piece, Run, Word

FEWEST_COUNTED = 5  # columns; fewer numbers in order may be figures
FEWEST_CELLS = 3  # of a line that is the row of a table; two may be one behind its mark


@dataclass(frozen=True, slots=True)
class Stream:
    """Label text in normal form, `starts` (position, line number) of each line in it, and runs;
    besides, these words cell by cell, all words whose place on a page is known, for each line with
    cells the first of those that follow each other, the places of figures from whose end the number
    of the next row was taken, and the tables of which a picture shows the rulings."""

    labels: str
    starts: tuple[tuple[int, int], ...]
    runs: tuple[Run, ...]
    heads: tuple[Head, ...] = ()
    words: tuple[Word, ...] = ()
    tables: Mapping[int, int] = field(default_factory=dict)
    shortened: frozenset[Place] = frozenset()
    ruled: frozenset[int | None] = frozenset()

    def words_before(self, run: Run) -> str:
        """The words of the cell, or on the line, right before a run, in normal form."""
        head = self._head_before(run)
        return head.words if head else ""

    def printed_before(self, run: Run) -> str:
        """The same as printed."""
        head = self._head_before(run)
        return head.text if head else ""

    def _head_before(self, run: Run) -> Head | None:
        at = bisect_left(self.heads, run.position, key=lambda head: head.position) - 1
        head = self.heads[at] if at >= 0 else None
        return head if head and head.position >= run.floor else None

    def shares_line(self, number: int) -> bool:
        """Whether the line of a run, by its number, holds figures of other runs."""
        line = self.runs[number].pieces[-1].place.line
        beside = (self.runs[at] for at in (number - 1, number + 1) if 0 <= at < len(self.runs))
        return line is not None and any(
            run.figures and run.pieces[0].place.line == line for run in beside
        )

    def printed_behind(self, number: int) -> str:
        """The words as printed of the cell, or on the line, right behind a run, by its number."""
        position = self.runs[number].position
        at = bisect_left(self.heads, position, key=lambda head: head.position)
        return self.heads[at].text if at < len(self.heads) else ""


@dataclass(slots=True)
class _Open:
    """A run being collected."""

    pieces: list[Piece]
    position: int
    lead: int | None
    line: int  # index of the last line that gave a piece
    single: bool  # every line has held nothing but one piece
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

    def label(self, text: str, place: Place, words: str) -> None:
        self.heads.append(Head(words, place.table, place.column, self.length, text))
        self.labels.append(words)
        self.length += len(words)
        self.current = None

    def piece(self, piece: Piece, line: int, index: int | None, alone: bool) -> None:
        run = self.current
        if run and run.line != line and not self._continues(run, piece, alone):
            run = None
        if run is None:
            run = self.current = _Open([], self.length, index, line, single=alone)
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
    printed = lexed(blocks)
    lines = unnumbered(printed)
    labels = [text for cells, _ in lines for text, _, is_label, _ in cells if is_label]
    words = map(normal, unexplained(labels))
    for index, (cells, number) in enumerate(lines):
        starts.append((collector.length, abs(number)))
        if not cells:
            collector.empty_line()
        for place_in_line, (text, place, is_label, extent) in enumerate(cells):
            if is_label:
                collector.label(text, place, next(words))
            else:
                lead = place_in_line if place.column is not None else None
                piece = Piece(text, place, number < 0, extent)
                collector.piece(piece, index, lead, len(cells) == 1)
    return Stream(
        "".join(collector.labels),
        tuple(starts),
        tuple(_bounded([run for run in collector.runs if not _counts(run)], collector.length)),
        tuple(collector.heads),
        tuple(_words_on_page(blocks)),
        dict(_tables(blocks)),
        frozenset(_shortened(printed, lines)) if lines is not printed else frozenset(),
        frozenset(each.place.table for each in blocks if isinstance(each, Grid) and each.ruled),
    )


def _shortened(printed: Iterable[Row], lines: Iterable[Row]) -> Iterator[Place]:
    """The places of figures from whose end the number of the next row was taken."""
    for (before, _), (after, _) in zip(printed, lines, strict=True):
        for was, token in zip(before, after, strict=True):
            if was is not token and not token.is_label:
                yield token.place


def _counts(run: _Open) -> bool:
    """Whether the figures of a run only number the columns: 1, 2, 3 and so on."""
    texts = [piece.text for piece in run.pieces if piece.text]
    return len(texts) >= FEWEST_COUNTED and texts == [str(n) for n in range(1, len(texts) + 1)]


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
    before, seen, behind_one = 0, 0, (-1, 0)
    for run, own in zip(runs, figures, strict=True):
        seen += bool(own)
        after = filled[seen] if seen < len(filled) else end
        # The digit of a note at the end of a label leaves the label to the figures behind it.
        noted = behind_one[0] == run.position and len(own) > 1
        floor = behind_one[1] if noted else before
        yield Run(tuple(run.pieces), own, run.position, floor, after, run.lead)
        if own:
            behind_one = (run.position, before) if len(own) == 1 else (-1, 0)
            before = run.position
