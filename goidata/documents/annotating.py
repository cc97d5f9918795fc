"""Comments put into a Word file at the places where something was read: beside cells and lines.

The places are those of the reader, so both walk the document in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any, NamedTuple

from lxml import etree

from goidata.documents.document import Place
from goidata.documents.wordprocessing import P, Walker, cell_elements

AUTHOR, INITIALS = "goidata", "go"


class Note(NamedTuple):
    """What is to be said of a place; of None, at the head of the document."""

    place: Place | None
    text: str


def annotated(data: bytes, notes: Iterable[Note]) -> bytes:
    """The same document with a comment for each note; one whose place is not found stands at its
    head. ValueError, KeyError or an error of the archive where it is no such document."""
    import docx
    from docx.text import paragraph as paragraphs

    made: Any = paragraphs.Paragraph
    paper: Any = docx.Document(BytesIO(data))
    finder = _Finder()
    finder.walk(paper.element.body)
    first = next(iter(finder.lines_of.values()), None)
    for note in notes:
        element = finder.paragraph_at(note.place)
        found = first if element is None else element
        paragraph = paper.add_paragraph() if found is None else made(found, paper._body)
        runs = paragraph.runs or [paragraph.add_run("")]
        paper.add_comment(runs, text=note.text, author=AUTHOR, initials=INITIALS)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


class _Finder(Walker):
    """Remembers the paragraph of each line and the cell at each place."""

    def __init__(self) -> None:
        super().__init__(pictured=False)
        self.lines_of: dict[int, etree._Element] = {}
        self.cells: dict[tuple[int | None, int | None, int | None], etree._Element] = {}

    def paragraph(self, element: etree._Element) -> None:
        before = len(self.blocks)
        super().paragraph(element)
        for block in self.blocks[before:]:
            line = block.place.line
            if line is not None:
                self.lines_of.setdefault(line, element)

    def table(self, element: etree._Element) -> None:
        number = self.tables + 1
        super().table(element)
        for row, column, cell in cell_elements(element):
            self.cells[number, row, column] = cell

    def paragraph_at(self, place: Place | None) -> etree._Element | None:
        """The paragraph at a place, the first of a cell; None where there is none."""
        if place is None:
            return None
        if place.table is None:
            return self.lines_of.get(place.line or 0)
        cell = self.cells.get((place.table, place.row, place.column))
        return None if cell is None else next(cell.iter(P), None)
