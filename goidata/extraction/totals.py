"""Totals that stand where those of most other rows are blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goidata.extraction.hypotheses import UNTOLD, Hypothesis, RowReading, of_values
from goidata.extraction.laid import Laid
from goidata.extraction.reasons import reason
from goidata.extraction.runs import Piece
from goidata.extraction.sums import has_total

FEWEST_BLANK = 3  # rows that show a column to be blank
BESIDE = reason("blank_before_number")


def totals_amid_blank(laid: Laid, rows: Sequence[RowReading]) -> Iterator[tuple[int, Hypothesis]]:
    """Where the totals of most rows are blank, one that stands on a line of its own may be a number
    beside its row, as that of a page, though it is the sum."""
    wide = {number: each for number, each in enumerate(rows) if has_total(each.row)}
    blank = sum(map(_has_blank_total, wide.values()))
    if blank < FEWEST_BLANK or blank * 2 <= len(wide):
        return
    for number, each in wide.items():
        if each.pieces and _on_one_line(each.pieces[-2:]):
            continue
        for found in each.hypotheses:
            if found.reading and found.reading[-1] is not None:
                yield number, of_values((*found.values[:-1], UNTOLD), BESIDE)


def _has_blank_total(each: RowReading) -> bool:
    if each.pieces:
        return not each.pieces[-1].text and any(piece.text for piece in each.pieces)
    return not each.digits and len(each.run.figures) == len(each.row.figures) - 1


def _on_one_line(pieces: Sequence[Piece]) -> bool:
    return len({(piece.place.table, piece.place.row, piece.place.line) for piece in pieces}) == 1
