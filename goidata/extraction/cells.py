"""Which pieces of a run are the cells of its row, where some are blank.

Told by their number, by full rows of the same shape, or by the columns that the figures stand in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from goidata.extraction.bands import printed_on_page
from goidata.extraction.columns import Columns, columns_of
from goidata.extraction.heads import AS_THE_FORM, Heads, heads_over
from goidata.extraction.matches import Alignment, PrintedRow
from goidata.extraction.normal import label
from goidata.extraction.reasons import Reason, reason
from goidata.extraction.stream import Piece, Run, Stream
from goidata.extraction.sums import adds_up, adds_up_with_blanks, has_total
from goidata.form import Edition, edition

Shape = tuple[int | None, int | None, int, int]
Begin = tuple[int, int, int]
OTHER_HEADS = reason("not_under_heads")
ODD = reason("odd_cells")
Positions = tuple[int, ...]
SHOWING = 3  # figures of a row, the total among them, that add up by no chance
FEWEST_TOTALS = 3  # such rows that show where their figures begin
FEWEST_OF_ROW = 3  # figures that are a row's
FEWEST_ALIKE, ALIKE = 5, 0.8  # rows, and their share, that show how many cells all have


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
    first figure and its last (`wider`)."""

    stream: Stream
    positions: Mapping[Shape, set[Positions]]
    offsets: Mapping[Begin, set[int]]
    columns: Columns
    heads: Mapping[int, Heads]
    padding: Mapping[int, int]
    wider: frozenset[int]

    def of(self, number: int, width: int) -> Told:
        """The pieces of a run that are its row's cells in order, or None and the reason."""
        run = self.stream.runs[number]
        heads = self.heads.get(number, AS_THE_FORM)
        if heads.columns:
            return Told(heads.cells(run), OTHER_HEADS, placed=True, final=True)
        if len(run.figures) == width:
            return Told(run.figures)
        if len(run.figures) > width:
            return Told(None, reason("too_many_figures", len(run.figures), width))
        filled = [index for index, piece in enumerate(run.pieces) if piece.text]
        if not filled:
            cells = run.pieces[:width] if len(run.pieces) >= width else None
            return Told(cells, reason("too_few_cells", len(run.pieces), width))
        if self.columns.known(number, width):
            return Told(self.columns.cells(number, width), ODD, placed=True)
        if self._is_padded(run, width):
            return Told(run.pieces[:width], placed=True)
        positions = self._positions(run, width)
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

    def is_regular(self, run: Run, row: PrintedRow) -> bool:
        """Whether a row of a text has as many cells as all others of its kind, so that none of it
        is lost. A grid shows a cell in every column, also where one is lost."""
        in_text = run.pieces[0].place.table is None
        return in_text and self._is_padded(run, len(row.figures))

    def _is_padded(self, run: Run, width: int) -> bool:
        return width in self.padding and len(run.pieces) == width + self.padding[width]

    def _gapped(self, width: int) -> bool:
        """Whether full rows of the table have an empty cell among their figures, as a converter
        puts before the total: a blank cell in another row may then be that one."""
        return any(
            shape[-1] == width and positions[-1] - positions[0] >= width
            for shape, alike in self.positions.items()
            for positions in alike
        )

    def _positions(self, run: Run, width: int) -> Positions | None:
        """Which pieces of a run are its row's figures, as full rows of the same shape tell, or such
        as begin alike, whatever trails behind."""
        alike = self.positions.get(_shape(run, width, self.stream), set())
        if len(alike) == 1:
            return next(iter(alike))
        first = self._first(run, width)
        return None if first is None or alike else tuple(range(first, first + width))

    def _first(self, run: Run, width: int) -> int | None:
        """Which piece of a run is its row's first figure, as full rows of its table tell that begin
        alike; or rows that begin in different ways, all with the figures right behind the label, or
        all in the same cells of the line."""
        begin = _begin(run, width, self.stream)
        if begin is None:
            return None
        alike = self.offsets.get(begin)
        if alike:
            return next(iter(alike)) if len(alike) == 1 and -1 not in alike else None
        table, lead, _ = begin
        others = {
            (other, offset)
            for (beside, other, size), offsets in self.offsets.items()
            for offset in offsets
            if (beside, size) == (table, width)
        }
        if len({other for other, _ in others}) < 2 or any(offset < 0 for _, offset in others):
            return None
        if {offset for _, offset in others} == {0}:
            return 0
        cells = {other + offset for other, offset in others}
        return next(iter(cells)) - lead if len(cells) == 1 else None


def cells_of(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment, edition: Edition
) -> Cells:
    """What the full rows and the heads of a table tell of its cells."""
    heads = {row.figures: _heads(row, edition) for row in rows}
    columns = columns_of(
        rows,
        stream,
        aligned,
        lambda row, run: adds_up(run.figures, row, edition),
        lambda row, run: adds_up_with_blanks(run.pieces, row, edition),
        heads,
    )
    return Cells(
        stream,
        *_positions(rows, stream, aligned, edition),
        columns,
        dict(_heads_over(rows, stream, aligned, edition)),
        dict(_padding(rows, stream, aligned)),
        frozenset(_wider(rows, stream, aligned)),
    )


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


def _heads_over(
    rows: Sequence[PrintedRow],
    stream: Stream,
    aligned: Alignment,
    edition: Edition,
) -> Iterator[tuple[int, Heads]]:
    """What the heads say over each run, by its number: those between it and the runs of other heads
    before it."""
    start = 0
    said: dict[tuple[frozenset[str], ...], Heads] = {}
    wide = [match for match in aligned.matches if len(rows[match.row].figures) > 1]
    for key, group in groupby(
        wide, lambda m: _sheet_and_heads(m.run, rows[m.row], stream, edition)
    ):
        numbers = [match.run for match in group]
        runs = [stream.runs[number] for number in numbers]
        first = max(start, _begun_on_line(stream, numbers[0]))
        above = [head for head in stream.heads if first <= head.position < runs[0].position]
        side_by_side = rows[wide[0].row] if len(rows) == 1 else None
        blocks = _blocks(side_by_side, edition) if side_by_side else ()
        tops = _tops(side_by_side, edition) if side_by_side else ()
        on_page = printed_on_page(key[1], stream, runs[0])
        found = heads_over(
            key[1], blocks, tops, runs, above, on_page, said.get(key[1], AS_THE_FORM)
        )
        said[key[1]] = found
        yield from ((number, found) for number in numbers)
        start = runs[-1].position


def _begun_on_line(stream: Stream, number: int) -> int:
    """Where the heads of a run may begin on its own line: behind the last row of another table, as
    where a whole report stands in one line."""
    line = stream.runs[number].pieces[0].place.line
    rows = (run for run in reversed(stream.runs[:number]) if len(run.figures) >= FEWEST_OF_ROW)
    before = (run.position for run in rows if line and run.pieces[0].place.line == line)
    return next(before, 0)


def _sheet_and_heads(
    run: int, row: PrintedRow, stream: Stream, edition: Edition
) -> tuple[int | None, tuple[frozenset[str], ...]]:
    return stream.runs[run].pieces[0].place.table, _heads(row, edition)


def _blocks(row: PrintedRow, edition: Edition) -> tuple[frozenset[str], ...]:
    """The words in normal form over the blocks of a row that holds several rows of the form."""
    parts = dict.fromkeys(edition.fields[name].row for name in row.figures)
    return tuple(frozenset(map(label, (part.zh, *part.variants))) for part in parts)


def _tops(row: PrintedRow, edition: Edition) -> tuple[frozenset[str], ...]:
    """The words in normal form over the groups of such rows, a row without a group for itself."""
    parts = dict.fromkeys(edition.fields[name].row for name in row.figures)
    tops = dict.fromkeys(part.groups[0].zh if part.groups else part.zh for part in parts)
    return tuple(frozenset((label(text),)) for text in tops)


def _heads(row: PrintedRow, edition: Edition) -> tuple[frozenset[str], ...]:
    """The words in normal form that may stand over each figure of a row."""
    return _heads_of(row.figures, edition.name)


@cache
def _heads_of(names: tuple[str, ...], edition_name: str) -> tuple[frozenset[str], ...]:
    fields = edition(edition_name).fields
    columns = [fields[name].column for name in names]
    return tuple(frozenset(map(label, (column.zh, *column.variants))) for column in columns)


def _positions(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment, edition: Edition
) -> tuple[dict[Shape, set[Positions]], dict[Begin, set[int]]]:
    """For each shape of row, which cells of the run are the figures of its full rows, and for each
    beginning the first of them: what the blank cells of another row are told by, where they agree.
    """
    positions: dict[Shape, set[Positions]] = {}
    offsets: dict[Begin, set[int]] = {}
    for match in aligned.matches:
        run, width = stream.runs[match.run], len(rows[match.row].figures)
        if run.lead is None or width == 1 or len(run.figures) != width:
            continue
        filled = tuple(index for index, piece in enumerate(run.pieces) if piece.text)
        positions.setdefault(_shape(run, width, stream), set()).add(filled)
        begin = _begin(run, width, stream)
        if begin:
            together = filled[-1] - filled[0] + 1 == width
            offsets.setdefault(begin, set()).add(filled[0] if together else -1)
    for begin, first in _by_totals(rows, stream, aligned, edition):
        offsets.setdefault(begin, set()).add(first)
    return positions, offsets


def _by_totals(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment, edition: Edition
) -> Iterator[tuple[Begin, int]]:
    """For each beginning of rows with blank cells, the first cell of their figures, as several show
    whose last figure is the total of the others, and hardly one contradicts."""
    found: dict[Begin, list[int]] = {}
    for match in aligned.matches:
        run, row = stream.runs[match.run], rows[match.row]
        begin, width = _begin(run, len(row.figures), stream), len(row.figures)
        if begin is None or not has_total(row) or not SHOWING <= len(run.figures) < width:
            continue
        if not any(piece.text.strip("0") for piece in run.figures):
            continue  # zeros add up wherever they begin
        first = max(i for i, piece in enumerate(run.pieces) if piece.text) - width + 1
        cells = run.pieces[first : first + width] if first >= 0 else ()
        shown = all(piece in cells for piece in run.figures)
        holds = shown and adds_up_with_blanks(cells, row, edition)
        found.setdefault(begin, []).append(first if holds else -1)
    for begin, firsts in found.items():
        held = [first for first in firsts if first >= 0]
        if len(set(held)) == 1 and len(held) >= max(FEWEST_TOTALS, ALIKE * len(firsts)):
            yield begin, held[0]


def _begin(run: Run, width: int, stream: Stream) -> Begin | None:
    """Rows of cells on a line that begin alike: in one table, with as many cells before the run."""
    place = run.pieces[0].place
    table = stream.tables.get(place.line or 0)
    return None if table is None or run.lead is None else (table, run.lead, width)


def _shape(run: Run, width: int, stream: Stream) -> Shape:
    """Rows of one shape stand in one table of lines, where the document has such, and have as many
    cells before their run, in it, and as many figures."""
    table = stream.tables.get(run.pieces[0].place.line or 0)
    return table, run.lead, len(run.pieces), width
