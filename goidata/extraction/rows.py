"""The cells of one row: which pieces of its run they are, or how its characters can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from goidata.extraction.amounts import unit_of
from goidata.extraction.cells import Cells, cells_of
from goidata.extraction.glued import cuts, cuts_in_blocks
from goidata.extraction.matches import Alignment, Match, PrintedRow
from goidata.extraction.normal import read_cell
from goidata.extraction.readings import Reading
from goidata.extraction.reasons import Reason, reason
from goidata.extraction.singles import doubt_of
from goidata.extraction.stream import Piece, Run, Stream
from goidata.extraction.sums import adds_up, adds_up_in_blocks, blocks, has_columns, has_total
from goidata.extraction.torn import from_the_beginning, mended, stray_beside
from goidata.form import Edition
from goidata.form.fields import MONEY

FEWEST_WIDER = 3  # rows that show a column too many


@dataclass(frozen=True, slots=True)
class RowCells:
    """A row and its run. `pieces` are its cells in order, or None where they cannot be told apart;
    `doubt` says why a cell may not be what it seems; `options` are the readings of its characters,
    among which identities may choose if it is `decidable`. `whole` says that the row's totals show
    its cells to be all there, and digits on several lines of one to be one number; `placed` that
    other rows tell where its cells are."""

    row: PrintedRow
    run: Run
    match: Match
    pieces: tuple[Piece, ...] | None
    doubt: Reason | None = None
    options: tuple[Reading, ...] = ()
    decidable: bool = True
    whole: bool = False
    placed: bool = False
    unit: str | None = None  # of money, as named beside the row or over it

    @property
    def certain(self) -> bool:
        return self.pieces is not None and self.doubt is None


def known_readings(cells: RowCells, edition: Edition) -> tuple[Reading, ...]:
    """The readings of a row: those that its characters admit, or that of its cells where these are
    certain; none where nothing is known."""
    if cells.options or not cells.certain:
        return cells.options
    assert cells.pieces is not None
    pairs = zip(cells.row.figures, cells.pieces, strict=True)
    return (tuple(read_cell(piece.text, edition.fields[name]).value for name, piece in pairs),)


def row_cells(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment, edition: Edition
) -> Iterator[RowCells]:
    """The cells of every row that has a run."""
    for cells in _row_cells(rows, stream, aligned, edition):
        amounts = any(edition.fields[name].unit == MONEY for name in cells.row.figures)
        yield replace(cells, unit=unit_of(cells.run, stream)) if amounts else cells


def _row_cells(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment, edition: Edition
) -> Iterator[RowCells]:
    known = cells_of(rows, stream, aligned, edition)
    wider = _are_wider(rows, stream, aligned)
    for match in aligned.matches:
        row, run = rows[match.row], stream.runs[match.run]
        told = known.of(match.run, len(row.figures))
        pieces, doubt = told.pieces, None if told.pieces else told.doubt
        if not match.certain:
            yield RowCells(row, run, match, pieces, reason("label_unread"))
            continue
        if told.final:
            whole = pieces is not None and adds_up(pieces, row, edition, whole=True)
            yield RowCells(row, run, match, pieces, doubt, whole=whole, placed=True)
            continue
        if run.glued and len(row.figures) > 1:
            yield _glued(row, run, match)
            continue
        if len(row.figures) == 1 and (alone := doubt_of(match, rows, stream, aligned)):
            yield RowCells(row, run, match, pieces, alone)
            continue
        options: tuple[Reading, ...] = ()
        if pieces is None and (begun := from_the_beginning(row, run, edition)):
            pieces, doubt, whole = begun, None, True
        else:
            whole = pieces is not None and (
                adds_up(pieces, row, edition, whole=True) or adds_up_in_blocks(pieces, row, edition)
            )
        if pieces is None and has_total(row) and not wider:
            options = mended(row, match, stream, aligned, edition)
        elif pieces and not whole:
            moved = _displaced(pieces, match, row, stream, aligned, known)
            pieces, doubt = (None, moved) if moved else (pieces, doubt)
        decidable = not options or has_columns(row, edition)
        yield RowCells(row, run, match, pieces, doubt, options, decidable, whole, told.placed)


def _are_wider(rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment) -> bool:
    """Whether most rows with a total have as many figures too many: then none is torn, but the
    table has columns that the form does not."""
    over = [
        len(stream.runs[match.run].figures) - len(rows[match.row].figures)
        for match in aligned.matches
        if has_total(rows[match.row]) and stream.runs[match.run].figures
    ]
    most = max(set(over), key=over.count, default=0)
    return most > 0 and over.count(most) >= FEWEST_WIDER and over.count(most) * 2 > len(over)


def _displaced(
    pieces: Sequence[Piece],
    match: Match,
    row: PrintedRow,
    stream: Stream,
    aligned: Alignment,
    known: Cells,
) -> Reason | None:
    """Why the figures of a row may not be its own, though as many; no total vouches for them."""
    if stray_beside(match, stream, aligned):
        return reason("figure_fallen")
    known_places = {piece.extent is not None for piece in pieces if piece.text}
    if len(known_places) > 1:
        return reason("glued_to_words")
    if known.scattered(match.run, len(row.figures)):
        return reason("cell_blank")
    if known.columns.contradict(match.run, len(row.figures)):
        return reason("off_columns")
    if known.columns.torn(match.run):
        return reason("remark_torn")
    return None


def _glued(row: PrintedRow, run: Run, match: Match) -> RowCells:
    """A row of digits without anything between: certain only where there is one way to cut them."""
    assert run.glued
    width = len(row.figures)
    piece = run.pieces[0]
    if not re.fullmatch(r"[\d, ]+", run.glued):
        return RowCells(row, run, match, None, reason("digits_and_points"))
    found = cuts_in_blocks(run.glued, blocks(row)) if has_total(row) else cuts(run.glued, width)
    if len(run.glued) == width and found and (has_total(row) or set(run.glued) == {"0"}):
        pieces = tuple(Piece(digit, piece.place) for digit in run.glued)
        return RowCells(row, run, match, pieces)
    doubt = reason("digits_run_together", run.most, width)
    decidable = has_total(row)
    return RowCells(row, run, match, None, doubt, found or (), decidable)
