"""Cells of a row that were merged into one: what it shows may be any of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goidata.extraction.hypotheses import UNTOLD, Hypothesis, RowReading
from goidata.extraction.laid import Laid
from goidata.extraction.reasons import reason

Rivals = Iterator[tuple[int, Hypothesis]]
FEWEST_BLANK = 2  # cells behind a zero that it may cover


def zeros_merged(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """A zero before blank cells, in a table whose other rows print their zeros, may stand for all
    of them."""
    wide = {
        number: each for number, each in enumerate(rows) if len(each.row.figures) > FEWEST_BLANK
    }
    full = sum(len(each.run.figures) >= len(each.row.figures) for each in wide.values())
    for number, each in wide.items() if full * 2 > len(wide) else ():
        texts = [piece.text for piece in each.pieces or ()]
        zeros = {
            at
            for at, text in enumerate(texts)
            if text == "0" and texts[at + 1 : at + 1 + FEWEST_BLANK] == [""] * FEWEST_BLANK
        }
        if zeros:
            shown = next(found for found in each.hypotheses if found.pieces)
            values = tuple(UNTOLD if k in zeros else v for k, v in enumerate(shown.values))
            yield number, Hypothesis(values, (reason("cells_merged"),))
