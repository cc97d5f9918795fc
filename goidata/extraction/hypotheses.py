"""How the printed pieces of a row may be its cells, and what must have befallen them for it.

A hypothesis gives every figure of a row its value, or says that it cannot tell; it names the
mishaps without which the page could not look as it does. The fewer of them, the likelier it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from goidata.extraction.amounts import in_unit
from goidata.extraction.matches import Match, PrintedRow
from goidata.extraction.normal import CellReading, read_cell
from goidata.extraction.readings import Reading, Value
from goidata.extraction.reasons import Reason, cost
from goidata.extraction.report import State
from goidata.extraction.runs import Piece, Run
from goidata.extraction.sums import blocks, is_whole
from goidata.form import Edition, Field
from goidata.form.fields import MONEY

FAULT = "arithmetic_fault"


class Untold(Enum):
    """What stands for a figure of which a hypothesis cannot tell the value."""

    UNTOLD = auto()


UNTOLD = Untold.UNTOLD
Told = tuple[Value | Untold, ...]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One reading of a row: its values in the order of the form, the mishaps that it needs, how
    many of its sums it leaves the office to have got wrong, and the pieces that are its cells,
    where it takes the characters as they are parted; `whole` says that its sums hold, so that
    digits on several lines of a cell are one number. `amiss` are the figures, by index, one of
    which the office got wrong, where the columns of the table show it: then they exclude all
    readings that the row's own sum allows."""

    values: Told
    mishaps: tuple[Reason, ...] = ()
    faults: int = 0
    pieces: tuple[Piece, ...] | None = None
    whole: bool = False
    amiss: tuple[int, ...] = ()

    @property
    def weight(self) -> float:
        """What all its mishaps and arithmetic faults cost together."""
        return sum(cost(each.code) for each in self.mishaps) + self.faults * cost(FAULT)

    @property
    def reading(self) -> Reading | None:
        """The values, where all are told."""
        told = tuple(value for value in self.values if not isinstance(value, Untold))
        return told if len(told) == len(self.values) else None


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row of the form, the run that it was given, and its hypotheses. `placed` says that other
    rows tell where its cells are; `unit` is that of money, as the words around it name it; `digits`
    are those that had to be cut, because no cells part them."""

    row: PrintedRow
    run: Run
    match: Match
    hypotheses: tuple[Hypothesis, ...]
    placed: bool = False
    unit: str | None = None
    digits: str | None = None

    @property
    def pieces(self) -> tuple[Piece, ...] | None:
        """The cells as printed, where a hypothesis takes the characters as they are parted."""
        return next((each.pieces for each in self.hypotheses if each.pieces), None)

    @property
    def whole(self) -> bool:
        """Whether all sums of the cells as printed hold, and there are such."""
        return any(each.whole for each in self.hypotheses)

    @property
    def cut(self) -> bool:
        """Whether characters were cut or joined otherwise than they are parted."""
        return any(each.pieces is None and each.reading for each in self.hypotheses)


def untold(row: PrintedRow, *mishaps: Reason) -> Hypothesis:
    """That the figures of a row are others than printed; which ones, nothing tells."""
    return Hypothesis((UNTOLD,) * len(row.figures), mishaps)


def printed(
    pieces: Sequence[Piece],
    row: PrintedRow,
    edition: Edition,
    *mishaps: Reason,
    unit: str | None = None,
) -> Hypothesis:
    """That the pieces are the cells of a row, in order; `unit` is that of money."""
    fields = [edition.fields[name] for name in row.figures]
    cells = [
        read_cell(piece.text, field, True) for field, piece in zip(fields, pieces, strict=True)
    ]
    whole = is_whole(cells, row)
    if not whole:
        cells = [read_cell(piece.text, field) for field, piece in zip(fields, pieces, strict=True)]
    cells = [
        in_unit(cell, unit) if field.unit == MONEY else cell
        for field, cell in zip(fields, cells, strict=True)
    ]
    unread = [cell.state in (State.TEXT, State.AMBIGUOUS) for cell in cells]
    values = tuple(cell.value for cell in cells)
    faults, shown = (0, 0) if whole else _faults(values, unread, row)
    holds = whole or (
        shown > 1 and not faults and not any(unread) and not _lacks_total(values, row)
    )
    return Hypothesis(values, mishaps, faults, tuple(pieces), holds)


def cell_of(piece: Piece, field: Field, whole: bool, unit: str | None) -> CellReading:
    """What a piece says as the cell of a figure; money in the unit named around it."""
    cell = read_cell(piece.text, field, whole)
    return in_unit(cell, unit) if field.unit == MONEY else cell


def _lacks_total(values: Reading, row: PrintedRow) -> bool:
    """Whether a block has figures and no total, so that other blocks say nothing of it."""
    start = 0
    for width in blocks(row):
        *parts, total = values[start : start + width]
        if total is None and any(parts):
            return True
        start += width
    return False


def _faults(values: Reading, unread: Sequence[bool], row: PrintedRow) -> tuple[int, int]:
    """How many blocks do not make their total, blank cells counting 0, and how many have one that
    is greater than 0; a block with a cell that was not read, or no total, tells nothing."""
    faults = shown = start = 0
    for width in blocks(row):
        *parts, total = values[start : start + width]
        if not any(unread[start : start + width]) and total is not None:
            faults += sum(part or 0 for part in parts) != total
            shown += bool(total)
        start += width
    return faults, shown


def of_values(values: Told, *mishaps: Reason) -> Hypothesis:
    """That the characters of a row are to be cut or joined to these values, whose sums hold."""
    return Hypothesis(values, mishaps)
