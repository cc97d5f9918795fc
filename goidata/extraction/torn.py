"""Rows with a cell too many or too few: a number torn in two, one that fell out of its row, empty
cells behind the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from goidata.extraction.hypotheses import UNTOLD, Hypothesis, of_values, untold
from goidata.extraction.matches import Alignment, Match, PrintedRow
from goidata.extraction.reasons import Reason, reason
from goidata.extraction.runs import Piece, Run
from goidata.extraction.stream import Stream
from goidata.extraction.sums import (
    adds_up_in_blocks,
    blocks,
    has_columns,
    has_total,
    is_sum,
    reading_of,
)
from goidata.form import Edition

MOST_TORN = 2  # numbers torn in two that one row may hold


def mended(
    row: PrintedRow, match: Match, stream: Stream, aligned: Alignment, edition: Edition
) -> Iterator[Hypothesis]:
    """The readings of a damaged row whose own sums hold: with the figure that stands alone behind
    it, with neighbours joined (20 as 2 | 0), or without a page number before or behind it. Where no
    identity ties the row to others, such a sum may be chance."""
    found: dict[tuple[object, ...], Hypothesis] = {}
    for pieces, mishaps in _candidates(row, match, stream, aligned):
        values = reading_of(pieces, row, edition)
        if values and is_sum(values, blocks(row)):
            found.setdefault(values, of_values(values, *mishaps))
    if found and not has_columns(row, edition):
        yield untold(row, reason("sum_by_chance"))
    yield from found.values()


def _candidates(
    row: PrintedRow, match: Match, stream: Stream, aligned: Alignment
) -> Iterator[tuple[tuple[Piece, ...], list[Reason]]]:
    figures, width = stream.runs[match.run].figures, len(row.figures)
    over = len(figures) - width
    if over == -1 and (alone := _alone_behind(match, stream, aligned)):
        yield (*figures, *alone), [reason("figure_fallen")]
    if 0 < over <= MOST_TORN:
        for torn in combinations(range(len(figures) - 1), over):
            yield _joined(figures, torn), [reason("number_split")] * over
        if _are_numbers(figures[width:]):
            yield figures[:width], [reason("stray_figure")] * over
        if _are_numbers(figures[:over]):
            yield figures[-width:], [reason("stray_figure")] * over
    if over == 1 and len({piece.place.line for piece in figures}) == len(figures):
        for stray in range(1, width):  # a page may end between any two cells
            yield (*figures[:stray], *figures[stray + 1 :]), [reason("stray_figure")]


def _are_numbers(pieces: Sequence[Piece]) -> bool:
    """Whether each piece is one number, as that of a page; digits beneath a row may be several."""
    return all(len(piece.text.split()) <= 1 for piece in pieces)


def from_the_beginning(row: PrintedRow, run: Run, edition: Edition) -> tuple[Piece, ...] | None:
    """The cells of a row without a label that begins its line, whatever empty ones trail behind,
    where the sums of its blocks show that none is lost. Of cells on lines of their own, an empty
    one at the beginning may be what opens the row, and one of its own be lost."""
    cells, rest = run.pieces[: len(row.figures)], run.pieces[len(row.figures) :]
    if run.lead != 0 or any(piece.text for piece in rest):
        return None
    if not cells[0].text and len({piece.place.line for piece in cells}) > 1:
        return None
    return cells if adds_up_in_blocks(cells, row, edition) else None


def without_stray(found: Hypothesis, row: PrintedRow) -> Iterator[Hypothesis]:
    """That the last digits of a row's total are none of the row's, as the number of a page: without
    them its sums hold, as they may by chance."""
    values = found.reading
    if not found.faults or values is None or not has_total(row):
        return
    *parts, total = (value or 0 for value in values[-blocks(row)[-1] :])
    whole = str(sum(parts))
    if str(total) != whole and str(total).startswith(whole):
        mended = (*values[:-1], sum(parts))
        if is_sum(mended, blocks(row)):
            yield of_values((*values[:-1], UNTOLD), reason("stray_figure"))


def _alone_behind(match: Match, stream: Stream, aligned: Alignment) -> tuple[Piece, ...]:
    """The one figure that stands alone behind a row, no label between."""
    following = match.run + 1
    if following not in aligned.unused:
        return ()
    alone = stream.runs[following]
    apart = len(alone.figures) != 1 or alone.position != stream.runs[match.run].position
    return () if apart else alone.figures


def _joined(figures: Sequence[Piece], torn: Sequence[int]) -> tuple[Piece, ...]:
    """The figures with each at an index of `torn` joined to the one behind it."""
    found: list[Piece] = []
    for index, piece in enumerate(figures):
        if index - 1 in torn:
            found[-1] = Piece(found[-1].text + piece.text, found[-1].place)
        else:
            found.append(piece)
    return tuple(found)
