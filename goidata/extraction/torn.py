"""Rows with a cell too many or too few: a number torn in two, one that fell out of its row, empty
cells behind the last."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from goidata.extraction.matches import Alignment, Match, PrintedRow
from goidata.extraction.readings import Reading
from goidata.extraction.stream import Piece, Run, Stream
from goidata.extraction.sums import adds_up_in_blocks, blocks, is_sum, reading_of
from goidata.form import Edition

MOST_TORN = 2  # numbers torn in two that one row may hold


def mended(
    row: PrintedRow, match: Match, stream: Stream, aligned: Alignment, edition: Edition
) -> tuple[Reading, ...]:
    """The readings of a damaged row whose own sums hold: with the figure that stands alone behind
    it, with neighbours joined (20 as 2 | 0), or without a page number before or behind it."""
    figures, width = stream.runs[match.run].figures, len(row.figures)
    alone = _alone_behind(match, stream, aligned)
    if len(figures) == width - 1 and alone:
        candidates = [(*figures, *alone)]
    elif 0 < len(figures) - width <= MOST_TORN:
        candidates = [
            _joined(figures, torn)
            for torn in combinations(range(len(figures) - 1), len(figures) - width)
        ]
        candidates += [figures[:width], figures[-width:]]
    else:
        return ()
    readings = (reading_of(pieces, row, edition) for pieces in candidates)
    return tuple(dict.fromkeys(r for r in readings if r and is_sum(r, blocks(row))))


def from_the_beginning(row: PrintedRow, run: Run, edition: Edition) -> tuple[Piece, ...] | None:
    """The cells of a row without a label that begins its line, whatever empty ones trail behind,
    where the sums of its blocks show that none is lost."""
    cells, rest = run.pieces[: len(row.figures)], run.pieces[len(row.figures) :]
    if run.lead != 0 or any(piece.text for piece in rest):
        return None
    return cells if adds_up_in_blocks(cells, row, edition) else None


def stray_beside(match: Match, stream: Stream, aligned: Alignment) -> bool:
    """Whether one or two figures without a row stand right before or after the row's run: they may
    be a part of it."""
    return any(
        j in aligned.unused and len(stream.runs[j].figures) <= MOST_TORN
        for j in (match.run - 1, match.run + 1)
    )


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
