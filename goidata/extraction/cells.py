"""Which pieces of a run are the cells of its row, where some are blank.

Told by their number, by full rows of the same shape, or by the columns that the figures stand in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goidata.extraction.beneath import Regular, regular
from goidata.extraction.columns import Columns, columns_of
from goidata.extraction.headed import heads_of, heads_of_runs
from goidata.extraction.matches import Alignment, PrintedRow
from goidata.extraction.over import AS_THE_FORM, Heads
from goidata.extraction.reasons import Reason, reason
from goidata.extraction.runs import Piece, Run
from goidata.extraction.shapes import (
    ALIKE,
    Begin,
    Positions,
    Shape,
    begin_of,
    positions_of,
    shapes_of,
)
from goidata.extraction.stream import Stream
from goidata.extraction.sums import adds_up, adds_up_with_blanks
from goidata.form import Edition

OTHER_HEADS = reason("not_under_heads")
ODD = reason("odd_cells")
RIGHT_BEHIND = {0}  # where figures begin that follow their label
FEWEST_ALIKE = 5  # rows that show how many cells all have


@dataclass(frozen=True, slots=True)
class Told:
    """The cells of a row in order, or None and why they are not told apart; `placed` where other
    rows tell which they are, so that a blank one at either end is not another one lost."""

    pieces: tuple[Piece, ...] | None
    doubt: Reason | None = None
    placed: bool = False
    final: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """What a table tells of the cells of its rows: which of a run the figures of full rows are, by
    the shape of the row, or with how many before the first by its beginning, whatever trails behind
    the last; where its columns stand; of rows with how many figures one has more cells between its
    first figure and its last (`wider`); of which runs no cell is lost."""

    stream: Stream
    shapes: Mapping[int, Shape]
    positions: Mapping[Shape, set[Positions]]
    offsets: Mapping[Begin, set[int]]
    columns: Columns
    heads: Mapping[int, Heads]
    padding: Mapping[int, int]
    wider: frozenset[int]
    ends: Mapping[int, Sequence[int]]
    regular: Regular

    def of(self, number: int, width: int) -> Told:
        """The pieces of a run that are its row's cells in order, or None and the reason."""
        run = self.stream.runs[number]
        heads = self.heads.get(number, AS_THE_FORM)
        if heads.columns or heads.taken:
            return Told(heads.cells(run), OTHER_HEADS, placed=True, final=True)
        if len(run.figures) == width:
            return Told(run.figures)
        if len(run.figures) > width:
            return Told(None, reason("too_many_figures", len(run.figures), width))
        filled = [index for index, piece in enumerate(run.pieces) if piece.text]
        if not filled:
            cells = run.pieces[:width] if len(run.pieces) >= width else None
            return Told(cells, reason("too_few_cells", len(run.pieces), width))
        if self._has_one_more(run, width):
            return Told(None, ODD)
        if self.columns.known(number, width):
            return Told(self.columns.cells(number, width), ODD, placed=True)
        if number in self.regular.beneath or self._is_padded(number, width):
            return Told(run.pieces[:width], placed=True)
        positions = self._positions(number, width)
        if positions:
            fits = set(filled) <= set(positions) <= set(range(len(run.pieces)))
            cells = tuple(run.pieces[index] for index in positions) if fits else None
            # Before figures whose label stands elsewhere, an empty cell may be the label's.
            return Told(cells, ODD, placed=run.lead != 0)
        core = run.pieces[filled[0] : filled[-1] + 1]
        between = width not in self.wider and len(core) == width
        if between or len(run.pieces) == width:
            doubt = reason("cell_of_total")
            return Told(None if self._gapped(width) else core if between else run.pieces, doubt)
        return Told(None, reason("too_few_figures", len(run.figures), width))

    def is_regular(self, number: int, row: PrintedRow) -> bool:
        """Whether a row of a text has as many cells as all others of its kind, or as its heads, so
        that none of it is lost. A grid shows a cell in every column, also where one is lost."""
        run = self.stream.runs[number]
        in_text = run.pieces[0].place.table is None
        return number in self.regular.whole or (
            in_text and self._is_padded(number, len(row.figures))
        )

    def _is_padded(self, number: int, width: int) -> bool:
        """Whether a run has as many cells as nearly all rows of its kind, and none that is full and
        begins alike has a cell before its figures."""
        if len(self.stream.runs[number].pieces) != width + self.padding.get(width, -width):
            return False
        begin = begin_of(self.shapes.get(number))
        return begin is None or self.offsets.get(begin, RIGHT_BEHIND) == RIGHT_BEHIND

    def begins_variously(self, number: int) -> bool:
        """Whether the full rows that begin like a run have different cells before their figures."""
        begin = begin_of(self.shapes.get(number))
        return begin is not None and len(self.offsets.get(begin, ())) > 1

    def _has_one_more(self, run: Run, width: int) -> bool:
        """Whether a row has more cells than all full ones of its table have: then a blank one is
        none of its own."""
        ends = self.ends.get(width, ())
        return len(ends) >= FEWEST_ALIKE and len(run.pieces) > max(ends)

    def _gapped(self, width: int) -> bool:
        """Whether full rows of the table have an empty cell among their figures, as a converter
        puts before the total: a blank cell in another row may then be that one."""
        return any(
            shape.width == width and positions[-1] - positions[0] >= width
            for shape, alike in self.positions.items()
            for positions in alike
        )

    def _positions(self, number: int, width: int) -> Positions | None:
        """Which pieces of a run are its row's figures, as full rows of the same shape tell, or such
        as begin alike, whatever trails behind."""
        shape = self.shapes.get(number)
        alike = self.positions.get(shape, set()) if shape else set()
        if len(alike) == 1:
            return next(iter(alike))
        first = self._first(number)
        return None if first is None or alike else tuple(range(first, first + width))

    def _first(self, number: int) -> int | None:
        """Which piece of a run is its row's first figure, as full rows of its table tell that begin
        alike; or rows that begin in different ways, all with the figures right behind the label, or
        all in the same cells of the line."""
        begin = begin_of(self.shapes.get(number))
        if begin is None:
            return None
        alike = self.offsets.get(begin)
        if alike:
            return next(iter(alike)) if len(alike) == 1 and -1 not in alike else None
        others = {
            (other.lead, offset)
            for other, offsets in self.offsets.items()
            for offset in offsets
            if other == begin._replace(lead=other.lead)
        }
        if len({other for other, _ in others}) < 2 or any(offset < 0 for _, offset in others):
            return None
        if {offset for _, offset in others} == {0}:
            return 0
        cells = {other + offset for other, offset in others}
        return next(iter(cells)) - begin.lead if len(cells) == 1 else None


def cells_of(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment, edition: Edition
) -> Cells:
    """What the full rows and the heads of a table tell of its cells."""
    heads = {row.figures: heads_of(row, edition) for row in rows}
    columns = columns_of(
        rows,
        stream,
        aligned,
        lambda row, run: adds_up(run.figures, row, edition),
        lambda row, run: adds_up_with_blanks(run.pieces, row, edition),
        heads,
    )
    shapes = shapes_of(rows, stream, aligned)
    return Cells(
        stream,
        shapes,
        *positions_of(rows, stream, aligned, edition, shapes),
        columns,
        dict(heads_of_runs(rows, stream, aligned, edition)),
        dict(_padding(rows, stream, aligned)),
        frozenset(_wider(rows, stream, aligned)),
        _ends(rows, stream, aligned),
        regular(rows, stream, aligned, edition),
    )


def _ends(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment
) -> Mapping[int, Sequence[int]]:
    """How many cells each full row has, by the number of its figures."""
    found: dict[int, list[int]] = {}
    for match in aligned.matches:
        run, width = stream.runs[match.run], len(rows[match.row].figures)
        if len(run.figures) == width > 1:
            found.setdefault(width, []).append(len(run.pieces))
    return found


def _wider(rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment) -> Iterator[int]:
    """The number of figures of each row that has more cells from its first figure to its last."""
    for match in aligned.matches:
        width = len(rows[match.row].figures)
        filled = [n for n, piece in enumerate(stream.runs[match.run].pieces) if piece.text]
        if filled and filled[-1] - filled[0] >= width:
            yield width


def _padding(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment
) -> Iterator[tuple[int, int]]:
    """By the number of figures of a row, how many blank cells close every such row, where all have
    as many cells: each of these then stands for itself. Where all begin with a blank one as well,
    that one may be over."""
    for width in {len(row.figures) for row in rows if len(row.figures) > 1}:
        runs = [
            stream.runs[match.run]
            for match in aligned.matches
            if len(rows[match.row].figures) == width
        ]
        counts = Counter(len(run.pieces) for run in runs)
        most, times = counts.most_common(1)[0] if counts else (0, 0)
        alike = [run for run in runs if len(run.pieces) == most]
        closed = not any(piece.text for run in alike for piece in run.pieces[width:])
        begun = most == width or any(run.pieces[0].text for run in alike)
        if (
            most >= width
            and closed
            and begun
            and times >= FEWEST_ALIKE
            and times > ALIKE * len(runs)
        ):
            yield width, most - width
