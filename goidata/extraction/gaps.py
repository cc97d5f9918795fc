"""Figures on lines of their own, one of which stands apart from those before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from goidata.extraction.hypotheses import Hypothesis, RowReading, untold
from goidata.extraction.laid import Laid
from goidata.extraction.reasons import reason

FEWEST_EVEN = 3  # rows that show their figures to stand on lines without a gap
APART = reason("figure_apart")
Gaps = tuple[int, ...]


def figures_apart(laid: Laid, rows: Sequence[RowReading]) -> Iterator[tuple[int, Hypothesis]]:
    """A gap among figures on lines of their own, where hardly another row has one: what stands
    behind it may be a number beside the row, in place of one that is lost or blank."""
    gaps = {number: found for number, each in enumerate(rows) if (found := _gaps(each))}
    uneven = [number for number, found in gaps.items() if len(set(found)) > 1]
    if len(gaps) - len(uneven) < max(FEWEST_EVEN, 3 * len(uneven)):
        return
    for number in uneven:
        before_last = gaps[number][-1] > gaps[number][0]
        if before_last or not rows[number].whole:
            yield number, untold(rows[number].row, APART)


def _gaps(each: RowReading) -> Gaps:
    """How many lines lie from each figure of a row to the next, where each has a line of its
    own. A cell that is closed and blank has none, so that nothing is told of what is about it."""
    places = [piece.place for piece in each.run.pieces]
    if each.pieces is None or any(place.table is not None for place in places):
        return ()
    lines = [place.line for place in places if place.line]
    if not len(lines) == len(places) > 2:
        return ()
    printed = [bool(piece.text) for piece in each.run.pieces]
    told = map(all, pairwise(printed))
    found = tuple(
        after - before for (before, after), both in zip(pairwise(lines), told, strict=True) if both
    )
    return found if 0 not in found else ()
