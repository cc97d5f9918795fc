"""The cells of one row: which pieces of its run they are, or how its characters can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from goidata.extraction.alignment import Alignment, Match, PrintedRow
from goidata.extraction.glued import MOST_CUTS, cuts, cuts_with_total
from goidata.extraction.normal import read_cell
from goidata.extraction.readings import Reading, identities
from goidata.extraction.report import State
from goidata.extraction.stream import Piece, Run, Stream
from goidata.form import Edition

Shape = tuple[int | None, int, int]
Positions = tuple[int, ...]
MOST_TORN = 2  # numbers torn in two that one row may hold


@dataclass(frozen=True, slots=True)
class RowCells:
    """A row and its run. `pieces` are its cells in order, or None where they cannot be told apart;
    `doubt` says why a cell may not be what it seems; `options` are the readings of its characters,
    among which identities may choose if it is `decidable`."""

    row: PrintedRow
    run: Run
    match: Match
    pieces: tuple[Piece, ...] | None
    doubt: str | None = None
    options: tuple[Reading, ...] = ()
    decidable: bool = True

    @property
    def certain(self) -> bool:
        return self.pieces is not None and self.doubt is None


def row_cells(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment, edition: Edition
) -> tuple[RowCells, ...]:
    """The cells of every row that has a run."""
    found = tuple(_each_row(rows, stream, aligned, edition))
    found = _without_blank_ends(found)
    return _without_trust_in_digits(found, len(rows))


def _each_row(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment, edition: Edition
) -> Iterator[RowCells]:
    positions_of = _positions(rows, stream, aligned)
    for match in aligned.matches:
        row, run = rows[match.row], stream.runs[match.run]
        if not match.certain:
            pieces, _ = _assigned(run, len(row.figures), positions_of)
            yield RowCells(row, run, match, pieces, "the row's label is not certain")
            continue
        if run.glued and len(row.figures) > 1:
            yield _glued(row, run, match)
            continue
        pieces, doubt = _assigned(run, len(row.figures), positions_of)
        options: tuple[Reading, ...] = ()
        if pieces is None and _has_total(row):
            fallen = _fallen(match, stream, aligned, len(row.figures))
            options = _readings(fallen, row, edition) if fallen else _torn(run, row, edition)
        elif (
            pieces and _stray_beside(match, stream, aligned) and not _adds_up(row, pieces, edition)
        ):
            pieces, doubt = None, "a figure stands alone beside the row"
        decidable = not options or _has_columns(row, edition)
        yield RowCells(row, run, match, pieces, doubt, options, decidable)


def _without_blank_ends(cells: tuple[RowCells, ...]) -> tuple[RowCells, ...]:
    """A blank first or last cell may stand for one lost elsewhere, with all behind it moved.

    It is believed only where most rows have it blank, as where a whole column is; in a grid, whose
    cells the format tells apart, only a blank total is in doubt.
    """
    doubt = "the first or last cell is blank or another cell is lost"
    believed = {end: _mostly_blank(cells, end) for end in (0, -1)}
    return tuple(
        replace(each, pieces=None, doubt=doubt)
        if any(_is_blank_end(each, end) and not believed[end] for end in (0, -1))
        else each
        for each in cells
    )


def _is_blank_end(cells: RowCells, end: int) -> bool:
    pieces = cells.pieces
    if pieces is None or len(pieces) < 2 or (end == 0 and pieces[0].place.table is not None):
        return False
    return not pieces[end].text and any(piece.text for piece in pieces)


def _mostly_blank(cells: Sequence[RowCells], end: int) -> bool:
    filled = [
        each.pieces
        for each in cells
        if each.pieces and len(each.pieces) > 1 and any(piece.text for piece in each.pieces)
    ]
    return sum(not pieces[end].text for pieces in filled) * 2 > len(filled)


def _without_trust_in_digits(cells: tuple[RowCells, ...], rows: int) -> tuple[RowCells, ...]:
    """Where cells without separators are left blank, digits of one number can pass for several: a
    table in which rows have too few digits, or none, decides nothing but rows of zeros."""
    glued = [each for each in cells if each.run.glued and len(each.row.figures) > 1]
    short = sum(len(each.run.glued or "") < len(each.row.figures) for each in glued)
    uncut = sum(not each.options and each.pieces is None for each in glued)
    if not glued or not (short or uncut > 1 or len(cells) < rows):
        return cells
    doubt = "nothing parts the figures, and other rows of the table leave cells blank"
    return tuple(
        each
        if each not in glued or set(each.run.glued or "") == {"0"}
        else replace(each, pieces=None, options=(), doubt=doubt)
        for each in cells
    )


def _stray_beside(match: Match, stream: Stream, aligned: Alignment) -> bool:
    """Whether one or two figures without a row stand right before or after the row's run: they may
    be a part of it."""
    return any(
        j in aligned.unused and len(stream.runs[j].figures) <= MOST_TORN
        for j in (match.run - 1, match.run + 1)
    )


def _adds_up(row: PrintedRow, pieces: Sequence[Piece], edition: Edition) -> bool:
    """Whether the row's last figure is the sum of the others, as read."""
    read = _readings(pieces, row, edition)
    if not read or not _has_total(row) or len(_blocks(row)) != 1:
        return False
    values = [value or 0 for value in read[0]]
    return sum(values[:-1]) == values[-1]


def _has_columns(row: PrintedRow, edition: Edition) -> bool:
    """Whether identities tie the row to others, so that a reading that its own sum allows by chance
    shows."""
    own = set(row.figures)
    table = edition.fields[row.figures[0]].table
    return any(
        own & names and names - own
        for names in ({name for _, name in terms} for terms in identities(edition.name, table))
    )


def _has_total(row: PrintedRow) -> bool:
    return len(row.figures) > 1 and row.figures[-1].endswith(".total")


def _glued(row: PrintedRow, run: Run, match: Match) -> RowCells:
    """A row of digits without anything between: certain only where there is one way to cut them."""
    assert run.glued
    width = len(row.figures)
    piece = run.pieces[0]
    if not run.glued.isdigit():
        return RowCells(row, run, match, None, "digits and points that cannot be cut")
    found = cuts_in_blocks(run.glued, _blocks(row)) if _has_total(row) else cuts(run.glued, width)
    if len(run.glued) == width and found and (_has_total(row) or set(run.glued) == {"0"}):
        pieces = tuple(Piece(digit, piece.place) for digit in run.glued)
        return RowCells(row, run, match, pieces)
    doubt = f"{len(run.glued)} digits for {width} figures, nothing between them"
    decidable = _has_total(row)
    return RowCells(row, run, match, None, doubt, found or (), decidable)


def _blocks(row: PrintedRow) -> tuple[int, ...]:
    """The widths of the blocks of a row, each of which ends with its total."""
    ends = [index + 1 for index, name in enumerate(row.figures) if name.endswith(".total")]
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))


@lru_cache(maxsize=1024)
def cuts_in_blocks(digits: str, widths: tuple[int, ...]) -> tuple[Reading, ...] | None:
    """The cuts of `digits` into blocks of the given widths, each ending with the sum of its
    others; None where there are too many."""
    if len(widths) == 1:
        return cuts_with_total(digits, widths[0])
    found: list[Reading] = []
    rest = sum(widths[1:])
    for size in range(widths[0], len(digits) - rest + 1):
        for first in cuts_with_total(digits[:size], widths[0]) or ():
            for others in cuts_in_blocks(digits[size:], widths[1:]) or ():
                found.append((*first, *others))
                if len(found) > MOST_CUTS:
                    return None
    return tuple(found)


def _fallen(
    match: Match, stream: Stream, aligned: Alignment, width: int
) -> tuple[Piece, ...] | None:
    """A row's figures with the one that stands alone behind it, where the row is one short."""
    figures = stream.runs[match.run].figures
    following = match.run + 1
    if len(figures) != width - 1 or following not in aligned.unused:
        return None
    alone = stream.runs[following]
    if len(alone.figures) != 1 or alone.position != stream.runs[match.run].position:
        return None
    return (*figures, *alone.figures)


def _readings(pieces: Sequence[Piece], row: PrintedRow, edition: Edition) -> tuple[Reading, ...]:
    cells = [
        read_cell(piece.text, edition.fields[name])
        for name, piece in zip(row.figures, pieces, strict=True)
    ]
    if any(cell.state is not State.NUMBER for cell in cells):
        return ()
    return (tuple(cell.value for cell in cells),)


def _torn(run: Run, row: PrintedRow, edition: Edition) -> tuple[Reading, ...]:
    """The readings of a row with figures too many, a number being torn in two (20 as 2 | 0)."""
    figures, width = run.figures, len(row.figures)
    extra = len(figures) - width
    if not 0 < extra <= MOST_TORN:
        return ()
    found: dict[Reading, None] = {}
    for torn in combinations(range(len(figures) - 1), extra):
        words: list[str] = []
        for index, piece in enumerate(figures):
            if index - 1 in torn:
                words[-1] += piece.text
            else:
                words.append(piece.text)
        cells = [read_cell(w, edition.fields[n]) for w, n in zip(words, row.figures, strict=True)]
        if all(cell.state is State.NUMBER for cell in cells):
            found[tuple(cell.value for cell in cells)] = None
    return tuple(found)


def _assigned(
    run: Run, width: int, positions_of: Mapping[Shape, set[Positions]]
) -> tuple[tuple[Piece, ...] | None, str | None]:
    """The pieces of a run that are the row's cells in order, or None and the reason for doubt."""
    if len(run.figures) == width:
        return run.figures, None
    if len(run.figures) > width:
        return None, f"{len(run.figures)} figures where the form has {width}"
    filled = [index for index, piece in enumerate(run.pieces) if piece.text]
    if len(run.pieces) == width:
        if filled and _gapped(positions_of, width):
            return None, "an empty cell may be a blank figure or only part the total"
        return run.pieces, None
    if not filled:
        if len(run.pieces) > width:
            return run.pieces[:width], None
        return None, f"{len(run.pieces)} empty cells where the form has {width}"
    alike = positions_of.get(_shape(run, width), set())
    if len(alike) == 1 and set(filled) <= set(positions := next(iter(alike))):
        return tuple(run.pieces[index] for index in positions), None
    return None, f"{len(run.figures)} figures where the form has {width}"


def _gapped(positions_of: Mapping[Shape, set[Positions]], width: int) -> bool:
    """Whether full rows of the table have an empty cell among their figures, as a converter puts
    before the total: a blank cell in another row may then be that one."""
    return any(
        shape[2] == width and positions[-1] - positions[0] >= width
        for shape, alike in positions_of.items()
        for positions in alike
    )


def _shape(run: Run, width: int) -> Shape:
    """Rows of one shape have as many cells before their run, in it, and as many figures."""
    return run.lead, len(run.pieces), width


def _positions(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment
) -> dict[Shape, set[Positions]]:
    """For each shape of row, which cells of the run are the figures of its full rows: what the
    blank cells of another row are told by, where they agree."""
    found: dict[Shape, set[Positions]] = {}
    for match in aligned.matches:
        run, width = stream.runs[match.run], len(rows[match.row].figures)
        if run.lead is not None and width > 1 and len(run.figures) == width:
            filled = tuple(index for index, piece in enumerate(run.pieces) if piece.text)
            found.setdefault(_shape(run, width), set()).add(filled)
    return found
