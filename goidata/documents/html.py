"""Web pages: the body among the furniture, as lines and grids, spans told by their origin cell."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from goidata.documents import tags
from goidata.documents.concealment import drop_unseen, name_raised
from goidata.documents.document import Cell, Document, Grid, Line, Picture, Place
from goidata.documents.frontage import addresses_in, lines_before
from goidata.documents.furniture import (
    ORDINAL,
    SKIPPED,
    body_of,
    drop_hidden,
    headings,
    is_grid,
    said_of_itself,
)
from goidata.documents.html_table import BLOCKS, grid, is_raised, seen_text
from goidata.documents.inks import drop_paper_coloured
from goidata.documents.styles import Styles
from goidata.documents.text import decode
from goidata.errors import Refusal

DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
CHINESE = re.compile("gb2312|gbk|gb_2312|gb18030", re.IGNORECASE)
NEXT_PAGE = re.compile(r"(?<=</html>)\s*(?=<!doctype|<html)", re.IGNORECASE)  # in the same file
WITHIN = re.compile(r"\s*data:image/[a-z.+-]+;base64,", re.IGNORECASE)
# What no markup can hold, by itself or by its number: the parser takes it, its trees do not.
UNWRITABLE = re.compile(
    r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#x0*+(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]);?"
    r"|&#0*+(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45])(?![0-9]);?",
    re.IGNORECASE,
)
LARGEST = 24 * 1024 * 1024  # bytes, most of them pictures within the page
FEWEST_HEADINGS = 3  # of sections within a table that make it the whole report
FEW = 50  # characters among which one may be broken in a page of the declared encoding
DEEPEST = 400  # elements within each other


def read(
    data: bytes, name: str, files: Mapping[str, bytes] | None = None, address: str = ""
) -> Document:
    """The body of a page, with those of its pictures that it carries within or that `files` holds
    by address; none is fetched. `address` is where it was saved from, if that is known. Raises
    Refusal `damaged` where no page can be made of the bytes, and `too_large`."""
    if len(data) > LARGEST:
        raise _too_large(name)
    content = _decoded(data, name)
    if tags.are_too_many(content):
        raise _too_large(name)
    walker = _Walker(files or {})
    addresses = [address] if address else []
    for page in NEXT_PAGE.split(content):
        root = _parsed(page, name)
        addresses += addresses_in(page, root)
        styles = Styles(root)
        drop_hidden(root)
        name_raised(root, styles)
        for table in filter(is_grid, list(root.iter("table"))):
            drop_unseen(table, styles)
            drop_paper_coloured(table, styles)
        body = body_of(root)
        for label, content in said_of_itself(root):
            walker.line(f"{label}: {content}")
        for heading in headings(root, body):
            walker.line(heading)
        for line in lines_before(body):
            walker.line(line)
        walker.walk(body)
    return Document(
        name,
        "html",
        tuple(walker.blocks),
        pictures=tuple(walker.pictures),
        addresses=tuple(dict.fromkeys(addresses)),
    )


def _parsed(page: str, name: str) -> HtmlElement:
    try:
        return document_fromstring(
            UNWRITABLE.sub("\ufffd", page).encode("utf-8"),
            parser=HTMLParser(encoding="utf-8", remove_comments=True),
        )
    except (etree.LxmlError, ValueError) as error:
        raise Refusal.of("damaged.page", name=name) from error


def _too_large(name: str) -> Refusal:
    return Refusal.of("too_large.page", name=name)


def _decoded(data: bytes, name: str) -> str:
    """The page's characters: by its mark, what it declares, or what decodes."""
    declared = DECLARED.search(data[:4096])
    encoding = declared[1].decode("ascii") if declared else ""
    if CHINESE.fullmatch(encoding):
        encoding = "gb18030"  # the superset of what pages declare
    try:
        if encoding and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
            return data.decode(encoding)
    except LookupError:
        return decode(data, name)
    except UnicodeDecodeError:
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8")
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") * FEW < len(text):
            return text
    return decode(data, name)


class _Walker:
    """Collects lines and grids in reading order, and pictures."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.pictures: list[Picture] = []
        self.blocks: list[Line | Grid] = []
        self.lines = 0
        self.tables = 0
        self.open: list[str] = []

    def line(self, text: str) -> None:
        text = re.sub(r"[ \t\r\n\u00a0]+", " ", text).strip()
        if text:
            self.lines += 1
            self.blocks.append(Line(text, Place(line=self.lines)))

    def flush(self) -> None:
        self.line("".join(self.open))
        self.open.clear()

    def table(self, grid: Grid) -> None:
        """A table; one that holds the whole report, as spreadsheets save it, row by row: rows of
        one cell are its running text."""
        alone = (cells for row in grid.rows if len(cells := _filled(row)) == 1)
        if sum(ORDINAL.match(cell.text) is not None for (cell,) in alone) < FEWEST_HEADINGS:
            self.blocks.append(grid)
            return
        for row in grid.rows:
            filled = _filled(row)
            if len(filled) == 1:
                for text in filled[0].text.split("\n"):
                    self.line(text)
            elif filled:
                self.blocks.append(Grid((row,), grid.place))

    def picture(self, element: HtmlElement) -> None:
        source = element.get("src", "")
        place = Place(table=self.tables, line=self.lines)
        if found := WITHIN.match(source):
            self.pictures.append(Picture(place, partial(_decoded_picture, source[found.end() :])))
        elif source in self.files:
            self.pictures.append(Picture(place, partial(self.files.__getitem__, source)))

    def walk(self, element: HtmlElement, depth: int = 0, apart: bool = False) -> None:
        """An element's text, its children, and the text behind each; `apart` where it is raised."""
        if depth > DEEPEST or not isinstance(element.tag, str) or element.tag in SKIPPED:
            return
        block = element.tag in BLOCKS or element.tag == "br"
        if block:
            self.flush()
        if element.tag == "table" and is_grid(element):
            self.tables += 1
            self.table(grid(element, self.tables))
            for picture in element.iter("img"):
                self.picture(picture)
            return
        if element.tag == "img":
            self.picture(element)
        apart = apart or is_raised(element)
        self.open.append(seen_text(element.text or "", apart))
        for child in element:
            self.walk(child, depth + 1, apart)
            self.open.append(seen_text(child.tail or "", apart))
        if block:
            self.flush()


def _decoded_picture(text: str) -> bytes:
    """The picture that an address carries within; nothing where it is damaged."""
    try:
        return base64.b64decode(re.sub(r"%0A|\s+", "", text))
    except ValueError:
        return b""


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text]
