"""Word files (.docx): paragraphs and tables in order, each merged cell once, at its origin.

Text boxes, nested tables and inserted text are read; deleted text is not.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from copy import copy
from functools import partial

from lxml import etree

from goidata.documents import archive
from goidata.documents.document import Cell, Document, Grid, Line, Picture, Place
from goidata.documents.text import raised
from goidata.errors import Refusal

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_TAGS = 600_000  # of the text; a long report takes a tenth
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # the same names in strict files
MAIN, OFFICE = "word/document.xml", "/officeDocument"
BODY = f"{W}body"
P, TBL, TR, TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
T, TAB, BR, CR = f"{W}t", f"{W}tab", f"{W}br", f"{W}cr"
HYPHEN = f"{W}noBreakHyphen"
TC_PR, V_MERGE, H_MERGE, GRID_SPAN = f"{W}tcPr", f"{W}vMerge", f"{W}hMerge", f"{W}gridSpan"
R_RUN, R_PR, VERT_ALIGN = f"{W}r", f"{W}rPr", f"{W}vertAlign"
STYLE, R_STYLE = f"{W}style", f"{W}rStyle"
UNSEEN = f"{W}vanish", f"{W}strike", f"{W}dstrike"  # hidden or struck out
VAL, BOX = f"{W}val", f"{W}txbxContent"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"  # a picture as old programs write it
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT_R = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
LEFT_OUT = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", f"{W}rPr"}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(data: bytes, name: str) -> Document:
    """The body of a .docx file; raises Refusal `damaged` or `too_large`."""
    with archive.open_archive(data, name) as parts:
        main = _main_part(parts, name)
        content = archive.part(parts, main, name)
        if content.count(b"<") > MOST_TAGS:
            raise archive.too_large(name)
        media = _media(parts, main, name) if b"blip" in content or b"imagedata" in content else {}
        styles = _styles(parts, main, name) if b"rStyle" in content else {}
    content = content.replace(STRICT, W[1:-1].encode()).replace(STRICT_R, R[1:-1].encode())
    body = _parsed(content, name).find(BODY)
    if body is None:
        raise _damaged(name)
    if styles:
        _apply(styles, body)
    walker = _Walker(bool(media))
    walker.walk(body)
    pictures = tuple(
        Picture(place, partial(_unpacked, data, media[key], name))
        for key, place in walker.pictures.items()
        if key in media
    )
    return Document(name, "word", tuple(walker.blocks), pictures=pictures)


def _main_part(parts: zipfile.ZipFile, name: str) -> str:
    """Where in the archive the text stands, as its relationships say."""
    if MAIN in parts.namelist():
        return MAIN
    relations = _parsed(archive.part(parts, "_rels/.rels", name), name)
    targets = (r.get("Target", "") for r in relations if r.get("Type", "").endswith(OFFICE))
    return next(targets, MAIN).lstrip("/")


def _media(parts: zipfile.ZipFile, main: str, name: str) -> Mapping[str, str]:
    """Where in the archive each picture stands, by the key that the text calls it by."""
    folder, _, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in parts.namelist():
        return {}
    entries = _parsed(archive.part(parts, relations, name), name)
    return {
        entry.get("Id", ""): posixpath.normpath(
            posixpath.join("/", folder, entry.get("Target", ""))
        ).lstrip("/")
        for entry in entries
        if entry.get("Type", "").endswith("/image") and entry.get("TargetMode") != "External"
    }


def _styles(parts: zipfile.ZipFile, main: str, name: str) -> Mapping[str, list[etree._Element]]:
    """What the styles of characters hide, strike out, raise or lower, by style."""
    path = f"{main.rpartition('/')[0]}/styles.xml"
    if path not in parts.namelist():
        return {}
    content = archive.part(parts, path, name).replace(STRICT, W[1:-1].encode())
    found: dict[str, list[etree._Element]] = {}
    for style in _parsed(content, name).iter(STYLE):
        properties = style.find(R_PR)
        if properties is not None:
            told = [each for each in properties if each.tag in (*UNSEEN, VERT_ALIGN)]
            if told:
                found[style.get(f"{W}styleId", "")] = told
    return found


def _apply(styles: Mapping[str, list[etree._Element]], body: etree._Element) -> None:
    """Writes what a style of characters says beside its name, where the text itself says nothing
    of the kind."""
    for properties in list(body.iter(R_PR)):
        style = properties.find(R_STYLE)
        for told in styles.get(style.get(VAL, ""), ()) if style is not None else ():
            if properties.find(told.tag) is None:
                properties.append(copy(told))


def _unpacked(data: bytes, path: str, name: str) -> bytes:
    with archive.open_archive(data, name) as parts:
        return archive.part(parts, path, name)


def _parsed(content: bytes, name: str) -> etree._Element:
    """A part as XML, nothing outside it fetched and no entity expanded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> Refusal:
    return Refusal.of("damaged.word", name=name)


class _Walker:
    """Collects lines and grids in reading order, and the places of pictures by their keys."""

    def __init__(self, pictured: bool) -> None:
        self.blocks: list[Line | Grid] = []
        self.lines = 0
        self.tables = 0
        self.pictured = pictured
        self.pictures: dict[str, Place] = {}

    def walk(self, element: etree._Element) -> None:
        for child in element:
            if child.tag == P:
                self.paragraph(child)
            elif child.tag == TBL:
                self.table(child)
            elif child.tag not in LEFT_OUT:
                self.walk(child)  # content controls, custom markup
            if self.pictured and child.tag in (P, TBL):
                self.pictures_in(child)

    def pictures_in(self, element: etree._Element) -> None:
        for picture in element.iter(BLIP, IMAGE):
            key = picture.get(f"{R}embed") or picture.get(f"{R}id") or ""
            self.pictures.setdefault(key, Place(table=self.tables, line=self.lines))

    def paragraph(self, element: etree._Element) -> None:
        text = "".join(_runs(element))
        for part in text.split("\n"):
            self.lines += 1
            self.blocks.append(_line(part, self.lines))
        for box in _boxes(element):
            self.walk(box)

    def table(self, element: etree._Element) -> None:
        self.tables += 1
        number = self.tables
        nested: list[etree._Element] = []
        rows = tuple(
            _row(row, number, index, nested) for index, row in enumerate(_rows(element), 1)
        )
        if max(map(len, rows), default=0) > 1 or not nested:
            self.blocks.append(Grid(rows, Place(table=number)))
        for table in nested:
            self.table(table)


def _line(text: str, number: int) -> Line:
    place = Place(line=number)
    if "\t" not in text:
        return Line(text, place)
    cells = (
        Cell(part.strip(), Place(line=number, column=column))
        for column, part in enumerate(text.split("\t"), 1)
    )
    return Line(text, place, tuple(cells))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == TR:
            yield child
        elif child.tag not in LEFT_OUT and child.tag not in (TBL, TC, P):
            yield from _rows(child)


def _row(
    row: etree._Element, table: int, index: int, nested: list[etree._Element]
) -> tuple[Cell, ...]:
    """The cells that begin in this row. One that continues a cell above is left out."""
    cells: list[Cell] = []
    column = 1
    for cell in _cells(row):
        properties = cell.find(TC_PR)
        span = _number(properties, GRID_SPAN)
        if not _continues(properties):
            place = Place(table=table, row=index, column=column)
            cells.append(Cell(_cell_text(cell), place))
            nested.extend(child for child in cell if child.tag == TBL)
        column += span
    return tuple(cells)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == TC:
            yield child
        elif child.tag not in LEFT_OUT and child.tag not in (TBL, P):
            yield from _cells(child)


def _number(properties: etree._Element | None, tag: str) -> int:
    found = properties.find(tag) if properties is not None else None
    value = found.get(VAL, "1") if found is not None else "1"
    return max(1, int(value)) if value.isascii() and value.isdigit() else 1


def _continues(properties: etree._Element | None) -> bool:
    for tag in (V_MERGE, H_MERGE):
        merge = properties.find(tag) if properties is not None else None
        if merge is not None and merge.get(VAL, "continue") == "continue":
            return True
    return False


def _cell_text(cell: etree._Element) -> str:
    paragraphs = (child for child in cell.iter(P) if not _inside_table(child, cell))
    lines = ("".join(_runs(paragraph)).strip() for paragraph in paragraphs)
    return "\n".join(line for line in lines if line)


def _inside_table(element: etree._Element, cell: etree._Element) -> bool:
    """Whether a paragraph belongs to a table within the cell, or to a box's fallback picture."""
    for ancestor in element.iterancestors():
        if ancestor is cell:
            return False
        if ancestor.tag in (TBL, FALLBACK):
            return True
    return False


def _runs(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph in order, without that of its boxes and of what was deleted."""
    for child in element:
        tag = child.tag
        if tag == T:
            yield child.text or ""
        elif tag == TAB:
            yield "\t"
        elif tag in (BR, CR):
            yield "\n"
        elif tag == HYPHEN:
            yield "-"
        elif tag == R_RUN and (properties := child.find(R_PR)) is not None:
            if not any(_is_on(properties.find(each)) for each in UNSEEN):
                parts = _runs(child)
                yield from map(raised, parts) if _is_raised(properties) else parts
        elif tag not in LEFT_OUT and tag != BOX:
            yield from _runs(child)


def _is_on(property: etree._Element | None) -> bool:
    return property is not None and property.get(VAL, "1") not in ("0", "false", "off", "none")


def _is_raised(properties: etree._Element) -> bool:
    aligned = properties.find(VERT_ALIGN)
    return aligned is not None and aligned.get(VAL, "") in ("superscript", "subscript")


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph; of a box given twice, for old and new programs, the
    first."""
    for box in paragraph.iter(BOX):
        if not any(ancestor.tag == FALLBACK for ancestor in box.iterancestors()):
            yield box
