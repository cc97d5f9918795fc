"""PDF files: ruled tables as grids, the text around them as lines, page by page."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException

from goidata.documents import recognition
from goidata.documents.document import Cell, Document, Extent, Grid, Line, Picture, Place
from goidata.documents.folios import without_folios
from goidata.documents.pdf_points import Points
from goidata.documents.pdf_sight import mark_raised, paper_coloured, struck
from goidata.documents.remarks import with_whole_remarks
from goidata.errors import Refusal

TextLine = dict[str, Any]  # a line as pdfplumber describes it
Box = tuple[float, float, float, float]  # left, top, right, bottom in points

MOST_PAGES = 120
LARGEST_STREAM = 32 * 1024 * 1024  # bytes unpacked
DESCRIPTION = 2000  # bytes before a stream in which its filters stand
STREAM = re.compile(rb"\bstream\r?\n")
FEWEST_CHARACTERS = 20  # a page: fewer is a page number on a picture
WIDE = 0.4  # of the page's width, from which a picture may hold a table
HIGH = 40.0  # points
SLANT = 0.1  # how steeply a line may rise that is one of the text
OVERPRINT = 1.0  # points between a character and itself drawn again
GAP = 2.0  # points between strips of one picture


def read(data: bytes, name: str) -> Document:
    """Text and tables of a PDF, or what is recognised of a scan; raises Refusal `encrypted`,
    `damaged`, `too_large`, `scanned`."""
    if _has_bomb(data):
        raise _too_large(name)
    try:
        file = pdfplumber.open(io.BytesIO(data))  # closing it would look for all pages once more
        if len(file.pages) > MOST_PAGES:
            raise _too_large(name)
        scanned = all(len(page.chars) < FEWEST_CHARACTERS for page in file.pages)
        pages = Pages(data)
        blocks = () if scanned else tuple(pages.blocks(file.pages))
        blocks = with_whole_remarks(without_folios(blocks))
    except Refusal:
        raise
    except PdfminerException as error:
        raise _refusal_of(error, name) from error
    except Exception as error:  # pdfminer raises whatever its parsers raise on damaged files
        raise _damaged(name) from error
    if scanned:
        return recognition.read(data, name)
    pictures = tuple(Picture(place, lambda: data, box) for place, box in pages.pictures)
    return Document(name, "pdf", blocks, pictures=pictures)


def _refusal_of(error: PdfminerException, name: str) -> Refusal:
    if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
        return Refusal.of("encrypted.pdf", name=name)
    return _damaged(name)


def _damaged(name: str) -> Refusal:
    return Refusal.of("damaged.pdf", name=name)


def _too_large(name: str) -> Refusal:
    return Refusal.of("too_large.pdf", name=name, most_pages=MOST_PAGES)


def _has_bomb(data: bytes) -> bool:
    """Whether any compressed stream but a picture unpacks to more than LARGEST_STREAM: the parser
    would unpack it in one step, which nothing bounds."""
    for found in STREAM.finditer(data):
        described = data[max(0, found.start() - DESCRIPTION) : found.start()].rpartition(b" obj")[2]
        if b"/Image" in described:
            continue
        content = memoryview(data)[found.end() :]
        for _ in range(described.count(b"/FlateDecode") + described.count(b"/Fl ")):
            try:
                content = memoryview(zlib.decompressobj().decompress(content, LARGEST_STREAM + 1))
            except zlib.error:
                break
            if len(content) > LARGEST_STREAM:
                return True
    return False


class Pages:
    """Counts tables and lines through the document, and notes where large pictures stand."""

    def __init__(self, data: bytes) -> None:
        self.points = Points(data)
        self.lines = 0
        self.tables = 0
        self.pictures: list[tuple[Place, Box]] = []

    def blocks(self, pages: Sequence[Page]) -> Iterator[Line | Grid]:
        for page in pages:
            yield from self._page(page)
            page.close()

    def _page(self, page: Page) -> Iterator[Line | Grid]:
        """What stands on a page from top to bottom."""
        slanted = sum(map(_is_slanted, page.chars))
        if 0 < 2 * slanted < len(page.chars):  # a mark across the page, not a page on its side
            page = page.filter(lambda thing: not _is_slanted(thing))
        if _is_overprinted(page.chars):
            page = page.dedupe_chars(tolerance=OVERPRINT, extra_attrs=())
        page.chars.extend(self.points.lost(page))
        unseen = paper_coloured(page) | struck(page)
        if unseen:
            page = page.filter(lambda thing: id(thing) not in unseen)
        mark_raised(page.chars)
        tables = [table for table in page.find_tables() if _is_grid(table)]
        boxes = [table.bbox for table in tables]
        outside = page.filter(lambda thing: not _within(thing, boxes)) if boxes else page
        parts: list[tuple[float, TextLine | Table | Box]]
        parts = [(table.bbox[1], table) for table in tables]
        parts += [(line["top"], line) for line in outside.extract_text_lines(strip=True)]
        parts += [(box[1], box) for box in _large_pictures(page)]
        for _, part in sorted(parts, key=lambda entry: entry[0]):
            if isinstance(part, tuple):
                place = Place(page=page.page_number, table=self.tables, line=self.lines)
                self.pictures.append((place, part))
            elif isinstance(part, Table):
                self.tables += 1
                yield self._grid(part, page.page_number)
            else:
                self.lines += 1
                place = Place(page=page.page_number, line=self.lines)
                box = (part["x0"], part["top"], part["x1"], part["bottom"])
                line = Line(part["text"], place, extents=_extents(part))
                self.stands(box, place, line)
                yield line

    def _grid(self, table: Table, page: int) -> Grid:
        rows = tuple(
            tuple(
                Cell(text.strip(), Place(page=page, table=self.tables, row=index, column=column))
                for column, text in enumerate(row, 1)
                if text is not None
            )
            for index, row in enumerate(table.extract(), 1)
        )
        for row, drawn in zip(rows, table.rows, strict=False):
            for cell in row:
                if box := drawn.cells[(cell.place.column or 1) - 1]:
                    self.stands(box, cell.place)
        return Grid(rows, Place(page=page, table=self.tables))

    def stands(self, box: Box, place: Place, line: Line | None = None) -> None:
        """Told where each cell and each line stands."""


def _large_pictures(page: Page) -> list[Box]:
    """Where pictures stand that are wide enough for a table; strips of one picture as one."""
    boxes: list[Box] = []
    for image in sorted(page.images, key=lambda image: image["top"]):
        left, right = max(0.0, image["x0"]), min(float(page.width), image["x1"])
        top, bottom = max(0.0, image["top"]), min(float(page.height), image["bottom"])
        if right - left < WIDE * float(page.width) or bottom <= top:
            continue
        if boxes and top - boxes[-1][3] < GAP:
            above = boxes.pop()
            left, top = min(left, above[0]), above[1]
            right, bottom = max(right, above[2]), max(bottom, above[3])
        boxes.append((left, top, right, bottom))
    return [box for box in boxes if box[3] - box[1] >= HIGH]


def _is_slanted(thing: dict[str, Any]) -> bool:
    """Whether a character does not stand on a line across the page; letters may lean."""
    if thing.get("object_type") != "char":
        return False
    along, upward = thing["matrix"][:2]
    return bool(abs(upward) > SLANT * abs(along))


def _is_overprinted(characters: Sequence[dict[str, Any]]) -> bool:
    """Whether characters are drawn again at their own place, as some printers make them bold."""
    places = {
        (char["text"], round(char["x0"] / OVERPRINT), round(char["top"] / OVERPRINT))
        for char in characters
    }
    return len(places) < len(characters)


def _extents(line: TextLine) -> tuple[Extent, ...]:
    """Where each word of a line begins and ends across the page; nothing where characters and text
    do not agree."""
    characters = [char for char in line["chars"] if not char["text"].isspace()]
    words = line["text"].split()
    found: list[Extent] = []
    at = 0
    for word in words:
        end = at
        taken = ""
        while end < len(characters) and len(taken) < len(word):
            taken += characters[end]["text"]
            end += 1
        if taken != word:
            return ()
        found.append((characters[at]["x0"], characters[end - 1]["x1"]))
        at = end
    return tuple(found)


def _is_grid(table: Table) -> bool:
    """Whether ruled lines set out a table; rules under lines of text do not."""
    return any(sum(cell is not None for cell in row.cells) > 1 for row in table.rows)


def _within(thing: dict[str, object], boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    if thing.get("object_type") != "char":
        return False
    x, y = _middle(thing, "x0", "x1"), _middle(thing, "top", "bottom")
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _middle(thing: dict[str, object], low: str, high: str) -> float:
    first, last = thing[low], thing[high]
    assert isinstance(first, int | float) and isinstance(last, int | float)
    return (first + last) / 2
