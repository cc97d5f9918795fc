"""The hypotheses of one row: which pieces of its run are its cells, or how its characters are
cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goidata.extraction.amounts import unit_of
from goidata.extraction.cells import Told
from goidata.extraction.glued import cuts, cuts_in_blocks
from goidata.extraction.hypotheses import Hypothesis, RowReading, of_values, printed, untold
from goidata.extraction.laid import Laid
from goidata.extraction.matches import Match, PrintedRow
from goidata.extraction.reasons import reason
from goidata.extraction.stream import Piece, Run
from goidata.extraction.sums import blocks, has_total
from goidata.extraction.torn import from_the_beginning, mended
from goidata.form.fields import MONEY

FEWEST_WIDER = 3  # rows that show a column too many


def row_readings(laid: Laid) -> tuple[RowReading, ...]:
    """Every row that has a run, with the readings that its own characters allow."""
    wider = _are_wider(laid)
    return tuple(_reading(match, laid, wider) for match in laid.aligned.matches)


def _reading(match: Match, laid: Laid, wider: bool) -> RowReading:
    row, run = laid.rows[match.row], laid.stream.runs[match.run]
    told = laid.known.of(match.run, len(row.figures))
    amounts = any(laid.edition.fields[name].unit == MONEY for name in row.figures)
    unit = unit_of(run, laid.stream) if amounts else None
    if run.glued and len(row.figures) > 1 and not told.final:
        found = tuple(_glued(row, run))
    else:
        found = tuple(_parted(row, match, told, laid, wider, unit))
    return RowReading(row, run, match, found, told.placed, unit)


def _parted(
    row: PrintedRow, match: Match, told: Told, laid: Laid, wider: bool, unit: str | None
) -> Iterator[Hypothesis]:
    """The readings of a row whose figures are parted."""
    run, width = laid.stream.runs[match.run], len(row.figures)
    if told.pieces:
        blank = () if all(p.text for p in told.pieces) else (reason("cell_blank"),)
        yield printed(told.pieces, row, laid.edition, *blank, unit=unit)
        return
    assert told.doubt is not None
    yield untold(row, *[told.doubt] * max(1, len(run.figures) - width))
    if told.final:
        return
    if begun := from_the_beginning(row, run, laid.edition):
        yield printed(begun, row, laid.edition, reason("cell_blank"))
    elif has_total(row) and not wider:
        yield from mended(row, match, laid.stream, laid.aligned, laid.edition)


def _are_wider(laid: Laid) -> bool:
    """Whether most rows with a total have as many figures too many: then none is torn, but the
    table has columns that the form does not."""
    over = [
        len(laid.stream.runs[match.run].figures) - len(laid.rows[match.row].figures)
        for match in laid.aligned.matches
        if has_total(laid.rows[match.row]) and laid.stream.runs[match.run].figures
    ]
    most = max(set(over), key=over.count, default=0)
    return most > 0 and over.count(most) >= FEWEST_WIDER and over.count(most) * 2 > len(over)


def _glued(row: PrintedRow, run: Run) -> Iterator[Hypothesis]:
    """The readings of a row of digits without anything between: every cut whose sums hold."""
    assert run.glued
    width = len(row.figures)
    if not re.fullmatch(r"[\d, ]+", run.glued):
        yield untold(row, reason("digits_and_points"))
        return
    run_together = reason("digits_run_together", run.most, width)
    found = cuts_in_blocks(run.glued, blocks(row)) if has_total(row) else cuts(run.glued, width)
    piece = run.pieces[0]
    if len(run.glued) == width and found and (has_total(row) or set(run.glued) == {"0"}):
        pieces = tuple(Piece(digit, piece.place) for digit in run.glued)
        return (yield Hypothesis(found[0], (), 0, pieces, True))
    if not found or not has_total(row):
        yield untold(row, run_together)
    for values in found or ():
        yield of_values(values, run_together)
