"""What the figures of one row say of each other: its last is the sum of the others, or, where rows
stand side by side, the last of each block is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from goidata.extraction.matches import PrintedRow
from goidata.extraction.normal import CellReading, read_cell
from goidata.extraction.readings import Reading, identities
from goidata.extraction.report import State
from goidata.extraction.runs import Piece
from goidata.form import Edition

UNREAD = (State.TEXT, State.AMBIGUOUS)


def has_total(row: PrintedRow) -> bool:
    """Whether the row's last figure is a total."""
    return len(row.figures) > 1 and row.figures[-1].endswith(".total")


def blocks(row: PrintedRow) -> tuple[int, ...]:
    """The widths of the blocks of a row, each of which ends with its total."""
    return _blocks(row.figures)


@cache
def _blocks(names: tuple[str, ...]) -> tuple[int, ...]:
    ends = [index + 1 for index, name in enumerate(names) if name.endswith(".total")]
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))


def reading_of(
    pieces: Sequence[Piece], row: PrintedRow, edition: Edition, whole: bool = False
) -> Reading | None:
    """The values of a full row, where every cell is a number; with `whole`, digits on several lines
    of a cell are one."""
    if len(pieces) != len(row.figures):
        return None
    cells = [
        read_cell(piece.text, edition.fields[name], whole)
        for name, piece in zip(row.figures, pieces, strict=True)
    ]
    if any(cell.state is not State.NUMBER for cell in cells):
        return None
    return tuple(cell.value for cell in cells)


def is_sum(reading: Reading, widths: Sequence[int]) -> bool:
    """Whether the last value of each block, of the given widths, is the sum of the others."""
    start = 0
    for width in widths:
        *parts, total = (value or 0 for value in reading[start : start + width])
        if sum(parts) != total:
            return False
        start += width
    return bool(widths)


def is_whole(cells: Sequence[CellReading], row: PrintedRow) -> bool:
    """Whether the cells of a full row, digits on several lines of one being one number, are all
    numbers that make its total."""
    if any(cell.state is not State.NUMBER for cell in cells):
        return False
    return is_sum(tuple(cell.value for cell in cells), blocks(row))


def adds_up(
    pieces: Sequence[Piece], row: PrintedRow, edition: Edition, whole: bool = False
) -> bool:
    """Whether a full row of numbers has the total that its figures make."""
    reading = reading_of(pieces, row, edition, whole)
    return reading is not None and is_sum(reading, blocks(row))


def adds_up_with_blanks(pieces: Sequence[Piece], row: PrintedRow, edition: Edition) -> bool:
    """Whether the cells of a row have the totals that they make, blank ones counting 0."""
    values = _with_blanks(pieces, row, edition)
    return values is not None and is_sum(values, blocks(row))


def _with_blanks(pieces: Sequence[Piece], row: PrintedRow, edition: Edition) -> Reading | None:
    """The values of a row's cells, None for blank ones; None where one is unread or lacking."""
    cells = [
        read_cell(piece.text, edition.fields[name])
        for name, piece in zip(row.figures, pieces, strict=False)
    ]
    if len(cells) != len(row.figures) or any(cell.state in UNREAD for cell in cells):
        return None
    return tuple(cell.value for cell in cells)


def adds_up_in_blocks(pieces: Sequence[Piece], row: PrintedRow, edition: Edition) -> bool:
    """Whether every block of a row has the total that its figures make, blank ones counting 0, and
    at least two blocks have a figure to show it."""
    values = _with_blanks(pieces, row, edition)
    if values is None:
        return False
    widths = blocks(row)
    ends = [sum(widths[: index + 1]) for index in range(len(widths))]
    shown = sum(bool(values[end - 1]) for end in ends)
    return is_sum(values, widths) and shown > 1


def has_columns(row: PrintedRow, edition: Edition) -> bool:
    """Whether identities tie the row to others, so that a reading that its own sum allows by chance
    shows."""
    own = set(row.figures)
    table = edition.fields[row.figures[0]].table
    return any(
        own & names and names - own
        for names in ({name for _, name in terms} for terms in identities(edition.name, table))
    )
