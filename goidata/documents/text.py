"""Plain text: lines, and the cells that tabs or bars set apart within them."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence

from goidata.documents import barred
from goidata.documents.document import Cell, Document, Line, Place
from goidata.errors import Refusal

# Chinese offices send UTF-8 or one of the GB encodings; the superset decodes the others.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FEWEST_CELLS, FEWEST_ROWS = 5, 10  # of a line, and such lines, that make a table with commas
LARGEST = 4 * 1024 * 1024  # bytes; a report takes a hundredth
PLAUSIBLE = ("utf-8", "gb18030")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DOUBTFUL = "字色同底："  # before a figure that may not be seen, as its colour is its ground's
FIGURE = re.compile(r"[\s\d,.，．%-]*\d[\s\d,.，．%-]*")  # without any word
SEPARATOR = re.compile("[\t" + "".join(barred.BARS) + "]")


def read(data: bytes, name: str) -> Document:
    """The lines of a text file; raises Refusal `unsupported` where the bytes are no text."""
    content = decode(data, name)
    lines = content.splitlines()
    if "\t" not in content and sum(map(_is_row, lines)) >= FEWEST_ROWS:
        return Document(name, "text", tuple(_separated(lines)))
    return Document(name, "text", tuple(_lines(lines)))


def _lines(lines: Sequence[str]) -> Iterator[Line]:
    """The lines of a text, or its cells where bars close them one by one. A document may hold
    tables of either kind, each under its heading."""
    for start, part in barred.parts(lines):
        if barred.is_one_a_line(part):
            yield from barred.cells(part, start)
            continue
        closed = barred.closes_rows(part)
        yield from (line_of(text, start + at, closed) for at, text in enumerate(part, 1))


def _is_row(text: str) -> bool:
    """Whether commas part several figures or empty cells, as no sentence has them."""
    return sum(part.strip(' "').isdecimal() or not part for part in text.split(",")) >= FEWEST_CELLS


def _separated(lines: Sequence[str]) -> Iterator[Line]:
    """The rows of a table saved with commas; one with a single cell is running text, or a row all
    of whose other cells are blank."""
    rows = csv.reader(lines)
    try:
        for row in rows:
            cells = [" ".join(cell.split()) for cell in row]
            filled = [cell for cell in cells if cell]
            is_row = len(filled) > 1 or (len(cells) >= FEWEST_CELLS and cells[0])
            yield line_of("\t".join(cells) if is_row else "".join(filled), rows.line_num)
    except csv.Error:  # a cell beyond the reader's limit ends the table
        return


def decode(data: bytes, name: str) -> str:
    """The characters of a text file in UTF-8, UTF-16 (marked) or GB 18030; raises Refusal
    `unsupported` or `too_large`."""
    if len(data) > LARGEST:
        raise Refusal.of("too_large.characters", name=name)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for encoding in PLAUSIBLE:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal.of("unsupported.encoding", name=name)


def line_of(text: str, number: int, closed: bool = False) -> Line:
    """One line with its cells; a line without separators has none. `closed` says that a bar closes
    the last cell of every row."""
    if not SEPARATOR.search(text):
        return Line(text, Place(line=number))
    if any(bar in text for bar in barred.BARS):
        text = _without_frame(barred.unified(text).replace(barred.BARS[0], "\t"), closed)
    cells = tuple(
        [
            Cell(part.strip(), Place(None, None, None, column, number))
            for column, part in enumerate(text.split("\t"), 1)
        ]
    )
    return Line(text, Place(line=number), cells)


def _without_frame(text: str, closed: bool) -> str:
    """A bar at either end of a line frames the table; it does not make an empty cell."""
    stripped = text.strip(" ")
    if closed and not stripped.startswith("\t"):
        return stripped.removesuffix("\t")
    if stripped.startswith("\t") and stripped.count("\t") > 1:
        stripped = stripped[1:]
        if stripped.endswith("\t"):
            stripped = stripped[:-1]
    return stripped


def raised(text: str) -> str:
    """Digits as raised ones: what a format sets above the line is the mark of a note."""
    return text.translate(_RAISED)


def doubtful(text: str) -> str:
    """A figure in the colour of its ground, which nobody may see: no longer a number."""
    return _DOUBTFUL + text
