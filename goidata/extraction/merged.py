"""Cells of a row that were merged into one: what it shows may be any of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goidata.extraction.hypotheses import UNTOLD, Hypothesis, RowReading
from goidata.extraction.laid import Laid
from goidata.extraction.reasons import reason

Rivals = Iterator[tuple[int, Hypothesis]]
FEWEST_BLANK = 2  # cells behind a zero that it may cover
MOST_BLANK = 2  # one row of so many, where the office does not leave zeros blank


def zeros_merged(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """A zero before blank cells, in a table whose other rows print their zeros, may stand for all
    of them."""
    wide = {n: pieces for n, each in enumerate(rows) if (pieces := each.pieces) and len(pieces) > 2}
    blank = [n for n, pieces in wide.items() if 0 < sum(not p.text for p in pieces) < len(pieces)]
    for number in blank if len(blank) * MOST_BLANK < len(wide) else ():
        texts = [piece.text for piece in wide[number]]
        zeros = {
            at
            for at, text in enumerate(texts)
            if text == "0" and texts[at + 1 : at + 1 + FEWEST_BLANK] == [""] * FEWEST_BLANK
        }
        shown = next(found for found in rows[number].hypotheses if found.pieces)
        if zeros:
            values = tuple(UNTOLD if k in zeros else v for k, v in enumerate(shown.values))
            yield number, Hypothesis(values, (reason("cells_merged"),))
