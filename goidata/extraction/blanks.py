"""Blank cells that a table of text does not show, or that may stand for a cell lost elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from goidata.extraction.glued import can_be
from goidata.extraction.normal import read_cell
from goidata.extraction.readings import Choice, identities, implied
from goidata.extraction.reasons import reason
from goidata.extraction.rows import RowCells, known_readings
from goidata.extraction.stream import Piece, Run
from goidata.extraction.sums import adds_up_with_blanks, blocks, has_columns, has_total, is_sum
from goidata.form import Edition

FEWEST_SHORT = 3  # rows that show a column to be blank
MOVED = reason("cell_lost")
TOTAL_ELSEWHERE = reason("total_elsewhere")
UNPARTED = reason("blanks_unparted")


def settled(
    cells: tuple[RowCells, ...], rows: int, edition: Edition, unparted: bool
) -> tuple[RowCells, ...]:
    """The cells of a table of `rows` rows with what its rows together say of blank ones; `unparted`
    says that another table of the document leaves some where nothing parts the figures."""
    cells = _with_blank_totals(cells, edition)
    cells = _without_blank_ends(cells, edition)
    cells = _with_total_last(cells, edition)
    if unparted or leaves_blank(cells, rows, edition):
        return _without_trust_in_digits(cells)
    return cells


def _with_total_last(cells: tuple[RowCells, ...], edition: Edition) -> tuple[RowCells, ...]:
    """Where another figure than the last is the sum of the rest, in more rows, the columns are not
    in the order of the form, whatever became of their heads."""
    full = [each for each in cells if each.pieces and has_total(each.row) and not each.placed]
    if all(each.whole for each in full):
        return cells
    sums: Counter[int] = Counter()
    for each in full:
        values = _values(each.pieces or (), each, edition)
        if len(blocks(each.row)) == 1 and sum(map(bool, values)) > 2:
            sums.update(at for at, value in enumerate(values) if value * 2 == sum(values))
    if not sums:
        return cells
    most, times = sums.most_common(1)[0]
    if times < FEWEST_SHORT or most == len(full[0].row.figures) - 1:
        return cells
    doubted = set(map(id, full))
    return tuple(
        replace(each, pieces=None, doubt=TOTAL_ELSEWHERE) if id(each) in doubted else each
        for each in cells
    )


def _with_blank_totals(cells: tuple[RowCells, ...], edition: Edition) -> tuple[RowCells, ...]:
    """Where every row is one figure short, its total may be blank throughout. That it is, several
    rows show whose last figure is less than the sum of the others, as no total can be."""
    wide = [each for each in cells if has_total(each.row)]
    short = [each for each in wide if _one_short(each)]
    if not short or any(len(each.run.figures) >= len(each.row.figures) for each in wide):
        return cells
    values = {id(each): _values(each.run.figures, each, edition) for each in short}
    below = [id(e) for e in short if (v := values[id(e)]) and v[-1] < sum(v[:-1])]
    equal = [id(e) for e in short if (v := values[id(e)]) and v[-1] == sum(v[:-1]) > 0]
    if len(below) < FEWEST_SHORT or len(equal) * 4 > len(below):
        return cells
    return tuple(
        replace(each, pieces=(*each.run.figures, _blank(each)), doubt=None)
        if id(each) in values and id(each) not in equal
        else each
        for each in cells
    )


def _one_short(cells: RowCells) -> bool:
    return (
        cells.pieces is None
        and not cells.options
        and cells.match.certain
        and not cells.run.glued
        and len(cells.run.figures) == len(cells.row.figures) - 1
        and _together(cells.run)
    )


def _together(run: Run) -> bool:
    """Whether no empty cell stands among the figures of a run."""
    filled = [index for index, piece in enumerate(run.pieces) if piece.text]
    return bool(filled) and filled[-1] - filled[0] < len(filled)


def _blank(cells: RowCells) -> Piece:
    return Piece("", cells.run.figures[-1].place._replace(column=None))


def _values(pieces: Sequence[Piece], cells: RowCells, edition: Edition) -> list[float]:
    """The numbers among the pieces that stand for the first figures of a row, blank ones 0."""
    return [
        read_cell(piece.text, edition.fields[name]).value or 0
        for name, piece in zip(cells.row.figures, pieces, strict=False)
    ]


def _without_blank_ends(cells: tuple[RowCells, ...], edition: Edition) -> tuple[RowCells, ...]:
    """A blank first or last cell may stand for one lost elsewhere, with all behind it moved.

    It is believed where most rows have it blank, as where a whole column is, and a blank total also
    where the figure before it is less than the sum of the others, as no total can be. Where the
    format tells the cells apart, only a blank last cell is in doubt, and so where other rows do and
    the total agrees.
    """
    mostly = {end: _mostly_blank(cells, end) for end in (0, -1)}

    def believed(each: RowCells, end: int) -> bool:
        if mostly[end] or each.whole or not _is_blank_end(each, end, edition):
            return True
        if end == 0 or not has_total(each.row) or _is_blank_end(each, 0, edition):
            return False
        values = _values((each.pieces or ())[:-1], each, edition)
        *before, width = blocks(each.row)
        *parts, last = values[-(width - 1) :]
        return last < sum(parts) and (not before or is_sum(tuple(values), before))

    return tuple(
        each
        if believed(each, 0) and believed(each, -1)
        else replace(each, pieces=None, doubt=MOVED)
        for each in cells
    )


def _is_blank_end(cells: RowCells, end: int, edition: Edition) -> bool:
    pieces = cells.pieces
    if pieces is None or len(pieces) < 2:
        return False
    if end == 0 and pieces[0].place.table is not None:
        return False
    if end == 0 and cells.placed:
        agrees = not has_total(cells.row) or adds_up_with_blanks(pieces, cells.row, edition)
        if agrees or not pieces[-1].text:
            return False
    return not pieces[end].text and any(piece.text for piece in pieces)


def _mostly_blank(cells: Sequence[RowCells], end: int) -> bool:
    wide = [each for each in cells if len(each.row.figures) > 1 and each.run.figures]
    known = [each.pieces for each in wide if each.pieces]
    blank = sum(not pieces[end].text for pieces in known if any(p.text for p in pieces))
    return blank >= FEWEST_SHORT and blank * 2 > len(wide)


def leaves_blank(cells: Sequence[RowCells], rows: int, edition: Edition) -> bool:
    """Whether a table without separators leaves cells blank: rows have too few digits, or none; or
    digits that no sum holds, unless it is a single row and the other rows show its sum wrong."""
    glued = _glued(cells)
    short = any(each.run.most < len(each.row.figures) for each in glued)
    uncut = [each for each in glued if not each.options and each.pieces is None]
    if short or len(uncut) > 1 or (glued and len(cells) < rows):
        return True
    tied = uncut and has_columns(uncut[0].row, edition)
    return bool(tied) and not _is_whole(uncut[0], cells, edition)


def _is_whole(row: RowCells, cells: Sequence[RowCells], edition: Edition) -> bool:
    """Whether the digits of a row can be the figures that its columns leave it, but for one that is
    wrong or lost, and a total."""
    choices = [Choice(each.row.figures, known_readings(each, edition)) for each in cells]
    table = edition.fields[row.row.figures[0]].table
    number = next(at for at, each in enumerate(cells) if each is row)
    *parts, _ = implied(choices, number, identities(edition.name, table))
    known = [part for part in parts if part is not None]
    return len(known) == len(parts) and can_be(row.run.glued or "", known)


def _without_trust_in_digits(cells: tuple[RowCells, ...]) -> tuple[RowCells, ...]:
    """Where cells without separators are left blank, digits of one number can pass for several, and
    nothing is decided but rows of zeros."""
    glued = _glued(cells)
    return tuple(
        each
        if each not in glued or set(each.run.glued or "") == {"0"}
        else replace(each, pieces=None, options=(), doubt=UNPARTED)
        for each in cells
    )


def _glued(cells: Sequence[RowCells]) -> list[RowCells]:
    return [each for each in cells if each.run.glued and len(each.row.figures) > 1]
