"""Blank cells that a table of text does not show, or that may stand for a cell lost elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from goidata.extraction.hypotheses import UNTOLD, Hypothesis, RowReading, printed, untold
from goidata.extraction.judging import readings_of
from goidata.extraction.laid import Laid
from goidata.extraction.normal import read_cell
from goidata.extraction.readings import Choice, identities, implied
from goidata.extraction.reasons import reason
from goidata.extraction.runs import Piece, Run
from goidata.extraction.sums import adds_up_with_blanks, blocks, has_total, is_sum
from goidata.form import Edition

FEWEST_HELD = 2  # figures in their columns that show a row not to have moved
FEWEST_SHORT = 3  # rows that show a column to be blank
Rivals = Iterator[tuple[int, Hypothesis]]


def blank_totals(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """Where every row is one figure short, its total may be blank throughout. That it is, several
    rows show whose last figure is less than the sum of the others, as no total can be."""
    wide = {number: each for number, each in enumerate(rows) if has_total(each.row)}
    short = {number: each for number, each in wide.items() if _one_short(each)}
    if not short or any(len(e.run.figures) >= len(e.row.figures) for e in wide.values()):
        return
    values = {n: _values(e.run.figures, e, laid.edition) for n, e in short.items()}
    below = [n for n, v in values.items() if v and v[-1] < sum(v[:-1])]
    equal = {n for n, v in values.items() if v and v[-1] == sum(v[:-1]) > 0}
    if len(below) < FEWEST_SHORT or len(equal) * 4 > len(below):
        return
    for number, each in short.items():
        if number not in equal:
            pieces = (*each.run.figures, _blank(each))
            yield number, printed(pieces, each.row, laid.edition, reason("cell_blank"))


def _one_short(cells: RowReading) -> bool:
    return (
        cells.pieces is None
        and not cells.cut
        and cells.match.certain
        and not cells.digits
        and len(cells.run.figures) == len(cells.row.figures) - 1
        and _together(cells.run)
    )


def _together(run: Run) -> bool:
    """Whether no empty cell stands among the figures of a run."""
    filled = [index for index, piece in enumerate(run.pieces) if piece.text]
    return bool(filled) and filled[-1] - filled[0] < len(filled)


def _blank(cells: RowReading) -> Piece:
    return Piece("", cells.run.figures[-1].place._replace(column=None))


def _values(pieces: Sequence[Piece], cells: RowReading, edition: Edition) -> list[float]:
    """The numbers among the pieces that stand for the first figures of a row, blank ones 0."""
    return [
        read_cell(piece.text, edition.fields[name]).value or 0
        for name, piece in zip(cells.row.figures, pieces, strict=False)
    ]


def blank_ends(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """A blank first or last cell may stand for one lost elsewhere, with all behind it moved.

    It is believed where most rows have it blank, as where a whole column is, and a blank total also
    where the figure before it is less than the sum of the others, as no total can be. Where the
    format tells the cells apart, only a blank last cell is in doubt, and so where other rows do and
    the total agrees. Where its columns leave a row these very figures, none of them has moved; nor
    where the rulings of a picture show as many cells as the form has.
    """
    without_total = sum(1 for _ in blank_totals(laid, rows))
    mostly = {0: _mostly_blank(rows, 0), -1: _mostly_blank(rows, -1, without_total)}
    for number, each in enumerate(rows):
        if each.whole or each.pieces is None or _has_all_cells(each, laid):
            continue
        if _ends_behind_a_blank(each):
            yield number, untold(each.row, reason("blank_before_number"))
        if _ends_with_a_remark(each, laid.edition):
            yield number, untold(each.row, reason("end_blank_or_lost"))
        moved = _may_begin_later(each, laid) or any(
            not mostly[end] and _is_moved(each, end, laid) for end in (0, -1)
        )
        if moved and not _stands_in_columns(each, rows, laid.edition):
            yield number, _untold_from(_first_moved(each, laid.edition), each)


def _untold_from(first: int, each: RowReading) -> Hypothesis:
    """That the figures of a row from one on are others than printed."""
    own = next(found for found in each.hypotheses if found.pieces)
    values = (*own.values[:first], *(UNTOLD,) * (len(own.values) - first))
    return Hypothesis(values, (reason("end_blank_or_lost"),))


def _first_moved(each: RowReading, edition: Edition) -> int:
    """The first figure of a row with a blank end that may have moved: that of its last block, where
    the sums of those before hold, and the one right before it has figures to show it."""
    before = blocks(each.row)[:-1]
    start = sum(before)
    values = tuple(_values((each.pieces or ())[:start], each, edition))
    shown = bool(before) and len(values) == start and bool(values[-1]) and bool(each.pieces)
    return start if shown and is_sum(values, before) else 0


def _has_all_cells(each: RowReading, laid: Laid) -> bool:
    """Whether a row has as many cells as others of its kind, so that none is lost: of one that ends
    with a blank one, one may be all the same, with those behind it moved as a sheet does."""
    ended = each.pieces is not None and bool(each.pieces[-1].text)
    return ended and laid.known.is_regular(each.match.run, each.row)


def _is_ruled(each: RowReading, laid: Laid) -> bool:
    """Whether the cells of a row, as many as the form has, stand in one row of a ruled picture."""
    places = [piece.place for piece in each.run.pieces]
    ruled = laid.stream.ruled.issuperset(place.table for place in places)
    one = len({(place.table, place.row) for place in places}) == 1
    return ruled and one and len(places) == len(each.row.figures)


def _ends_behind_a_blank(each: RowReading) -> bool:
    """Whether a blank cell stands among a row's figures, as many as the form has, on lines of their
    own, that do not make their sum: it may be one of them, and the last figure none."""
    figures, pieces = each.run.figures, each.run.pieces
    if not has_total(each.row) or len(figures) != len(each.row.figures) or len(figures) < 2:
        return False
    alone = len({piece.place.line for piece in pieces}) == len(pieces)
    return alone and not _together(each.run)


def _ends_with_a_remark(each: RowReading, edition: Edition) -> bool:
    """Whether a row that has as many figures as the form, a blank cell among them, ends with what
    is no number: a remark behind its total, which moved into the place of the one before."""
    figures, name = each.run.figures, each.row.figures[-1]
    if not has_total(each.row) or len(figures) != len(each.row.figures) or _together(each.run):
        return False
    return read_cell(figures[-1].text, edition.fields[name]).value is None


def _may_begin_later(each: RowReading, laid: Laid) -> bool:
    """Whether the blank cell with which a row begins may be none of its own, in a line of several
    rows: other rows begin variously, and one of its cells may be lost; or it has more cells than
    figures, and one behind the last may be its own, unless its total tells."""
    cells, pieces = each.pieces or (), each.run.pieces
    if cells[0].text or not each.run.figures or not laid.stream.shares_line(each.match.run):
        return False
    if laid.known.begins_variously(each.match.run):
        return True
    if adds_up_with_blanks(cells, each.row, laid.edition):
        return False
    filled = [index for index, piece in enumerate(pieces) if piece.text]
    first = next((i for i, each in enumerate(pieces) if each is cells[0]), len(pieces)) + 1
    return first + len(cells) <= len(pieces) and filled[0] >= first


def _stands_in_columns(each: RowReading, rows: Sequence[RowReading], edition: Edition) -> bool:
    """Whether several figures of a row, none of them 0, are what the other rows leave its columns,
    and none is anything else."""
    held = 0
    cells = zip(
        each.row.figures, each.pieces or (), left_by_others(each, rows, edition), strict=True
    )
    for name, piece, left in cells:
        value = read_cell(piece.text, edition.fields[name]).value
        if value is not None and left is not None:
            if Decimal(str(value)) not in left:
                return False
            held += bool(value)
    return held >= FEWEST_HELD


def _is_moved(each: RowReading, end: int, laid: Laid) -> bool:
    edition = laid.edition
    if not _is_blank_end(each, end, edition) or _is_ruled(each, laid):
        return False
    if end == 0 and _is_shared(each):
        return False
    if end == 0 or not has_total(each.row) or _is_blank_end(each, 0, edition):
        return True
    values = _values((each.pieces or ())[:-1], each, edition)
    *before, width = blocks(each.row)
    *parts, last = values[-(width - 1) :]
    return not (last < sum(parts) and (not before or is_sum(tuple(values), before)))


def _is_shared(each: RowReading) -> bool:
    """Whether the first, blank cell is one with the last of the line before, and the row has as
    many cells as the form, so that none is lost."""
    cells = each.run.pieces
    return len(cells) == len(each.row.figures) and cells[0].place.column is None


def _is_blank_end(cells: RowReading, end: int, edition: Edition) -> bool:
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


def _mostly_blank(rows: Sequence[RowReading], end: int, further: int = 0) -> bool:
    """Whether most rows have a blank first or last cell, `further` ones among them that do not show
    it."""
    wide = [each for each in rows if len(each.row.figures) > 1 and each.run.figures]
    known = [each.pieces for each in wide if each.pieces]
    blank = further + sum(not pieces[end].text for pieces in known if any(p.text for p in pieces))
    return blank >= FEWEST_SHORT and blank * 2 > len(wide)


def left_by_others(
    row: RowReading, rows: Sequence[RowReading], edition: Edition
) -> list[set[Decimal] | None]:
    """What the other rows leave each figure of a row."""
    choices = [Choice(each.row.figures, readings_of(each)) for each in rows]
    table = edition.fields[row.row.figures[0]].table
    number = next(at for at, each in enumerate(rows) if each is row)
    return implied(choices, number, identities(edition.name, table))
