"""Where rows of one shape have their figures, as full rows and totals show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goidata.extraction.matches import Alignment, PrintedRow
from goidata.extraction.runs import Run
from goidata.extraction.stream import Stream
from goidata.extraction.sums import adds_up_with_blanks, has_total
from goidata.form import Edition

Shape = tuple[int | None, int | None, int, int]
Begin = tuple[int, int, int]
Positions = tuple[int, ...]
SHOWING = 3  # figures of a row, the total among them, that add up by no chance
ALIKE = 0.8  # the share of rows that shows what all of them have
FEWEST_TOTALS = 3  # such rows that show where their figures begin


def positions_of(
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
        positions.setdefault(shape_of(run, width, stream), set()).add(filled)
        begin = begin_of(run, width, stream)
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
    filled: dict[Begin, set[int]] = {}
    for match in aligned.matches:
        run, row = stream.runs[match.run], rows[match.row]
        begin, width = begin_of(run, len(row.figures), stream), len(row.figures)
        if begin is None or not has_total(row) or not SHOWING <= len(run.figures) < width:
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
        if not held[0] or filled[begin].issuperset(range(held[0], held[0] + begin[2])):
            yield begin, held[0]


def begin_of(run: Run, width: int, stream: Stream) -> Begin | None:
    """Rows of cells on a line that begin alike: in one table, with as many cells before the run."""
    place = run.pieces[0].place
    table = stream.tables.get(place.line or 0)
    return None if table is None or run.lead is None else (table, run.lead, width)


def shape_of(run: Run, width: int, stream: Stream) -> Shape:
    """Rows of one shape stand in one table of lines, where the document has such, and have as many
    cells before their run, in it, and as many figures."""
    table = stream.tables.get(run.pieces[0].place.line or 0)
    return table, run.lead, len(run.pieces), width
