"""Blank cells of tables without separators, where digits of one number can pass for several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goidata.extraction.blanks import left_by_others
from goidata.extraction.glued import can_be
from goidata.extraction.hypotheses import Hypothesis, RowReading, untold
from goidata.extraction.laid import Laid
from goidata.extraction.reasons import reason
from goidata.extraction.sums import has_columns
from goidata.form import Edition

Rivals = Iterator[tuple[int, Hypothesis]]


def unparted(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """Where cells without separators are left blank, digits of one number can pass for several, and
    nothing is decided but rows of zeros."""
    if laid.habits.unparted or leaves_blank(rows, laid.wide, laid.edition):
        for number, each in enumerate(rows):
            if is_cut(each) and set(each.digits or "") - {" "} != {"0"}:
                yield number, untold(each.row, reason("blanks_unparted"))


def leaves_blank(rows: Sequence[RowReading], count: int, edition: Edition) -> bool:
    """Whether a table without separators, of `count` rows of several figures, leaves cells blank:
    such rows have too few digits, or none; or digits that no sum holds, unless it is a single row
    and the other rows show its sum wrong."""
    glued = [each for each in rows if is_cut(each)]
    short = any(digits_in(each) < len(each.row.figures) for each in glued)
    uncut = [each for each in glued if not each.cut and each.pieces is None]
    if (
        short
        or len(uncut) > 1
        or (glued and sum(len(each.row.figures) > 1 for each in rows) < count)
    ):
        return True
    tied = uncut and has_columns(uncut[0].row, edition)
    return bool(tied) and not _is_whole(uncut[0], rows, edition)


def _is_whole(row: RowReading, rows: Sequence[RowReading], edition: Edition) -> bool:
    """Whether the digits of a row can be the figures that its columns leave it, but for one that is
    wrong or lost, and a total."""
    *parts, _ = left_by_others(row, rows, edition)
    known = [part for part in parts if part is not None]
    return len(known) == len(parts) and can_be(row.digits or "", known)


def is_cut(each: RowReading) -> bool:
    """Whether the figures of a row are not as many as the form has, where no cells part them."""
    return each.digits is not None and each.pieces is None


def digits_in(each: RowReading) -> int:
    return sum(map(str.isdecimal, each.digits or ""))
