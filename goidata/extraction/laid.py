"""A table of the form laid over a stretch of a document."""

from __future__ import annotations

from dataclasses import dataclass

from goidata.extraction.cells import Cells
from goidata.extraction.matches import Alignment, PrintedRow
from goidata.extraction.stream import Stream
from goidata.form import Edition


@dataclass(frozen=True, slots=True)
class Laid:
    """The rows of a table of the form over the document, and what the table as a whole tells of its
    cells; `unparted` says that another table of the document leaves cells blank between figures
    that nothing parts."""

    rows: tuple[PrintedRow, ...]
    stream: Stream
    aligned: Alignment
    edition: Edition
    known: Cells
    unparted: bool = False
