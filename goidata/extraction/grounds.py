"""On what grounds a figure was read: what is printed around it, and the rival readings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goidata.documents.document import Document, Grid, Place
from goidata.documents.opening import open_document
from goidata.extraction.hypotheses import Hypothesis
from goidata.extraction.judging import near
from goidata.extraction.report import Figure, Report
from goidata.extraction.sections import split
from goidata.extraction.together import read_tables
from goidata.form import all_fields

LINES_AROUND, ROWS_AROUND = 2, 1


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the document, or a row of one of its tables, by its number; `here` where the figure
    stands."""

    number: int
    text: str
    here: bool


@dataclass(frozen=True, slots=True)
class Grounds:
    """A figure as it was read; what is printed around it; the hypotheses of its row, the cheapest
    first, `near` those that were rivals; and the place of the figure in their values."""

    figure: Figure
    around: tuple[Printed, ...]
    hypotheses: tuple[Hypothesis, ...]
    near: tuple[Hypothesis, ...]
    index: int


def grounds(report: Report, data: bytes, file: str, name: str) -> Grounds:
    """The grounds of a figure of a report, by its name; `data` is what the report was read from,
    the content of a file called `file`."""
    figure = report.figures[name]
    document = open_document(data, file)
    around = tuple(_around(document, figure.place)) if figure.place else ()
    for row in read_tables(split(document))[all_fields()[name].table].rows:
        if name in row.row.figures:
            found = tuple(sorted(row.hypotheses, key=lambda each: each.weight))
            return Grounds(figure, around, found, near(row), row.row.figures.index(name))
    return Grounds(figure, around, (), (), 0)


def _around(document: Document, place: Place) -> Iterator[Printed]:
    """The rows of its table around a place, or, where it is in none, the lines."""
    for block in document.blocks:
        if isinstance(block, Grid):
            if place.table and block.place.table == place.table:
                yield from _rows(block, place.row or 0)
        elif place.line and not place.table:
            number = block.place.line or 0
            if abs(number - place.line) <= LINES_AROUND:
                yield Printed(number, block.text, number == place.line)


def _rows(grid: Grid, wanted: int) -> Iterator[Printed]:
    for row in grid.rows:
        number = next((cell.place.row for cell in row if cell.place.row), 0)
        if abs(number - wanted) <= ROWS_AROUND:
            text = " | ".join(" ".join(cell.text.split()) for cell in row)
            yield Printed(number, text, number == wanted)
