"""Where rows of one shape have their figures, as full rows and totals show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from goidata.extraction.matches import Alignment, PrintedRow
from goidata.extraction.normal import read_cell
from goidata.extraction.report import State
from goidata.extraction.runs import Run
from goidata.extraction.stream import Stream
from goidata.extraction.sums import adds_up_with_blanks, has_total
from goidata.form import Edition

Positions = tuple[int, ...]
SHOWING = 3  # figures of a row, the total among them, that add up by no chance
ALIKE = 0.8  # the share of rows that shows what all of them have
FEWEST_TOTALS = 3  # such rows that show where their figures begin


class Shape(NamedTuple):
    """The table of lines that a row stands in, where the document has such, how many cells it has
    before its run, in it, and how many figures; in a line of several rows also how deep the form
    nests it, as what is before the run there depends on where the line was cut."""

    table: int | None
    lead: int | None
    cells: int
    width: int
    depth: int


class Begin(NamedTuple):
    """The same without the cells of the run, of a row of cells on a line."""

    table: int
    lead: int
    width: int
    depth: int


def shapes_of(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment
) -> Mapping[int, Shape]:
    """The shape of every row by the number of its run."""
    found: dict[int, Shape] = {}
    for match in aligned.matches:
        run, names = stream.runs[match.run], rows[match.row].figures
        place = run.pieces[0].place
        shared = run.lead is not None and place.table is None and place.column != run.lead + 1
        depth = names[0].count(".") if shared else 0
        table = stream.tables.get(place.line or 0)
        found[match.run] = Shape(table, run.lead, len(run.pieces), len(names), depth)
    return found


def begin_of(shape: Shape | None) -> Begin | None:
    """Rows of cells on a line that begin alike: in one table, with as many cells before the run."""
    if shape is None or shape.table is None or shape.lead is None:
        return None
    return Begin(shape.table, shape.lead, shape.width, shape.depth)


def positions_of(
    rows: Sequence[PrintedRow],
    stream: Stream,
    aligned: Alignment,
    edition: Edition,
    shapes: Mapping[int, Shape],
) -> tuple[dict[Shape, set[Positions]], dict[Begin, set[int]]]:
    """For each shape of row, which cells of the run are the figures of its full rows, and for each
    beginning the first of them: what the blank cells of another row are told by, where they agree.
    A row with a word in place of a figure shows nothing: it may be the number of a page.
    """
    positions: dict[Shape, set[Positions]] = {}
    offsets: dict[Begin, set[int]] = {}
    for match in aligned.matches:
        run, width = stream.runs[match.run], len(rows[match.row].figures)
        if run.lead is None or width == 1 or len(run.figures) != width:
            continue
        if _holds_words(rows[match.row], run, edition):
            continue
        filled = tuple(index for index, piece in enumerate(run.pieces) if piece.text)
        positions.setdefault(shapes[match.run], set()).add(filled)
        begin = begin_of(shapes[match.run])
        if begin:
            together = filled[-1] - filled[0] + 1 == width
            offsets.setdefault(begin, set()).add(filled[0] if together else -1)
    totalled = list(_totalled(rows, stream, aligned, shapes))
    for begin, first in _by_totals(totalled, edition):
        offsets.setdefault(begin, set()).add(first)
    if not offsets:
        for begin, first in _without_totals(totalled, edition):
            offsets.setdefault(begin, set()).add(first)
    return positions, offsets


Totalled = tuple[PrintedRow, Run, Begin]


def _totalled(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment, shapes: Mapping[int, Shape]
) -> Iterator[Totalled]:
    """The rows of cells on a line that the form gives a total."""
    for match in aligned.matches:
        row, begin = rows[match.row], begin_of(shapes[match.run])
        if begin is not None and has_total(row):
            yield row, stream.runs[match.run], begin


def _without_totals(totalled: Sequence[Totalled], edition: Edition) -> Iterator[tuple[Begin, int]]:
    """The same in a table whose totals are all blank: rows show it that lack one figure and whose
    last is less than the sum of the others, as no total can be, and none that it is their sum."""
    found: list[tuple[Begin, int]] = []
    below = 0
    for row, run, begin in totalled:
        width = len(row.figures)
        filled = [index for index, piece in enumerate(run.pieces) if piece.text]
        if not filled or not filled[-1] - filled[0] < len(filled) == width - 1:
            continue
        names = row.figures[: width - 1]
        cells = [
            read_cell(piece.text, edition.fields[name]).value or 0
            for name, piece in zip(names, run.figures, strict=True)
        ]
        if cells[-1] == sum(cells[:-1]) > 0:
            return
        below += cells[-1] < sum(cells[:-1])
        if filled[-1] + 1 < len(run.pieces):
            found.append((begin, filled[0]))
    if below >= FEWEST_TOTALS:
        yield from found


def _by_totals(totalled: Sequence[Totalled], edition: Edition) -> Iterator[tuple[Begin, int]]:
    """For each beginning of rows with blank cells, the first cell of their figures, as several show
    whose last figure is the total of the others, and hardly one contradicts."""
    found: dict[Begin, list[int]] = {}
    filled: dict[Begin, set[int]] = {}
    for row, run, begin in totalled:
        width = len(row.figures)
        if not SHOWING <= len(run.figures) < width:
            continue
        if not any(piece.text.strip("0") for piece in run.figures):
            continue  # zeros add up wherever they begin
        first = max(i for i, piece in enumerate(run.pieces) if piece.text) - width + 1
        cells = run.pieces[first : first + width] if first >= 0 else ()
        shown = all(piece in cells for piece in run.figures)
        holds = shown and adds_up_with_blanks(cells, row, edition)
        found.setdefault(begin, []).append(first if holds else -1)
        filled.setdefault(begin, set()).update(
            i for i, piece in enumerate(run.pieces) if piece.text
        )
    for begin, firsts in found.items():
        held = [first for first in firsts if first >= 0]
        if len(set(held)) != 1 or len(held) < max(FEWEST_TOTALS, ALIKE * len(firsts)):
            continue
        # A cell that is blank in all of them may be the one too many, wherever it stands.
        if not held[0] or filled[begin].issuperset(range(held[0], held[0] + begin.width)):
            yield begin, held[0]


def _holds_words(row: PrintedRow, run: Run, edition: Edition) -> bool:
    """Whether one of the figures of a full row is no number and stands for none."""
    pairs = zip(row.figures, run.figures, strict=True)
    cells = (read_cell(piece.text, edition.fields[name]) for name, piece in pairs)
    return any(cell.state is State.TEXT for cell in cells)
