"""A table of the form laid over a stretch of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from goidata.extraction.cells import Cells
from goidata.extraction.matches import Alignment, PrintedRow
from goidata.extraction.stream import Stream
from goidata.form import Edition


class Habits(NamedTuple):
    """What befell the cells of a document in one table, and so may have in another: whether cells
    are lost, so that digits run together (`loose`), whether cells are then left blank as well
    (`unparted`), and whether spaces then stand within numbers (`spaced`)."""

    loose: bool = False
    unparted: bool = False
    spaced: bool = False


PLAIN = Habits()


@dataclass(frozen=True, slots=True)
class Laid:
    """The rows of a table of the form over the document, and what the table as a whole tells of its
    cells; `habits` are those of the whole document."""

    rows: tuple[PrintedRow, ...]
    stream: Stream
    aligned: Alignment
    edition: Edition
    known: Cells
    habits: Habits

    @property
    def wide(self) -> int:
        """How many rows of the form have several figures."""
        return sum(len(row.figures) > 1 for row in self.rows)
