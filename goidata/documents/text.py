"""Plain text: lines, and the cells that tabs or bars set apart within them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence

from goidata.documents import barred, separated
from goidata.documents.document import Cell, Document, Line, Place
from goidata.documents.entities import as_spaces
from goidata.errors import Refusal

# Chinese offices send UTF-8 or one of the GB encodings; the superset decodes the others.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LARGEST = 4 * 1024 * 1024  # bytes; a report takes a hundredth
PLAUSIBLE = ("utf-8", "gb18030")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DOUBTFUL = "字色同底："  # before a figure that may not be seen, as its colour is its ground's
FIGURE = re.compile(r"[\s,.，．%-]*+\d[\s\d,.，．%-]*+")  # without any word
FEWER = 3  # times fewer strokes than cells in a line of tabs
SEPARATOR = re.compile("[\t" + "".join(barred.BARS) + "]")


def read(data: bytes, name: str) -> Document:
    """The lines of a text file; raises Refusal `unsupported` where the bytes are no text."""
    content = separated.without_ends(as_spaces(decode(data, name)))
    lines = content.splitlines()
    sign = separated.sign_of(lines) if "\t" not in content else None
    if sign:
        rows = separated.rows(lines, sign)
        return Document(name, "text", tuple(line_of(text, number) for text, number in rows))
    return Document(name, "text", tuple(_lines(lines)))


def _lines(lines: Sequence[str]) -> Iterator[Line]:
    """The lines of a text, or its cells where bars close them one by one. A document may hold
    tables of either kind, each under its heading."""
    blank = barred.begins_blank(lines)
    for start, part in barred.parts(lines):
        if barred.is_one_a_line(part):
            yield from barred.cells(part, start)
            continue
        closed = barred.closes_rows(part)
        yield from (line_of(text, start + at, closed, blank) for at, text in enumerate(part, 1))


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


def line_of(text: str, number: int, closed: bool = False, blank: bool = False) -> Line:
    """One line with its cells; a line without separators has none. `closed` says that a bar closes
    the last cell of every row, `blank` that one with which a row begins closes a blank cell."""
    if not SEPARATOR.search(text):
        return Line(text, Place(line=number))
    if barred.ANY_BAR.search(text) and not _holds_strokes(text):
        text = _without_frame(barred.unified(text).replace(barred.BARS[0], "\t"), closed, blank)
    cells = tuple(
        [
            Cell(part.strip(), Place(None, None, None, column, number))
            for column, part in enumerate(text.split("\t"), 1)
        ]
    )
    return Line(text, Place(line=number), cells)


def _holds_strokes(text: str) -> bool:
    """Whether bars in a line of tabs part no cells: each is the whole of one cell, as a 1 that was
    misread, and most cells hold none."""
    cells = text.split("\t")
    bars = sum(cell.strip() in barred.BARS for cell in cells)
    return bars * FEWER <= len(cells) and bars == len(barred.ANY_BAR.findall(text))


def _without_frame(text: str, closed: bool, blank: bool) -> str:
    """A bar at either end of a line frames the table; it does not make an empty cell."""
    stripped = text.strip(" ")
    if closed and (blank or not stripped.startswith("\t")):
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
