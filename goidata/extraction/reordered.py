"""Columns in another order than the form's, which no head tells: the total is not the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from goidata.extraction.hypotheses import Hypothesis, RowReading, untold
from goidata.extraction.laid import Laid
from goidata.extraction.readings import Reading
from goidata.extraction.reasons import reason
from goidata.extraction.sums import blocks, has_total

Rivals = Iterator[tuple[int, Hypothesis]]
FEWEST_FAILING = 2  # totals that are none, as the form has its columns
FEW = 4  # times fewer fail in the other order


def reordered(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """One other figure of each block is the sum of the others where the last, which the form has
    for their total, is not in several: the columns are in another order, and no figure but 0 in a
    block of zeros is certain."""
    read = {number: found for number, each in enumerate(rows) if (found := _blocks(each))}
    shown = [values for found in read.values() for values in found if any(values)]
    for width in {len(values) for values in shown}:
        own = [values for values in shown if len(values) == width]
        if not _are_reordered(own):
            continue
        for number, found in read.items():
            if any(len(values) == width and any(values) for values in found):
                yield number, untold(rows[number].row, reason("columns_reordered"))


def _are_reordered(shown: Sequence[Reading]) -> bool:
    """Whether a figure at a place other than the last is the total of nearly all blocks."""
    *failing, last = (sum(not _is_total(v, at) for v in shown) for at in range(len(shown[0])))
    fewest = min(failing, default=last)
    return last >= FEWEST_FAILING and fewest * FEW <= last


def _is_total(values: Reading, at: int) -> bool:
    return 2 * (values[at] or 0) == sum(value or 0 for value in values)


def _blocks(each: RowReading) -> tuple[Reading, ...]:
    """The figures of each block of a row as its cells show them, where all are read."""
    shown = next((found.reading for found in each.hypotheses if found.pieces), None)
    if shown is None or not has_total(each.row):
        return ()
    widths = blocks(each.row)
    ends = accumulate(widths)
    return tuple(shown[end - width : end] for end, width in zip(ends, widths, strict=True))
