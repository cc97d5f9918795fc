"""The text of a Word file as its markup has it: paragraphs, tables, boxes, in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from goidata.documents.document import Cell, Grid, Line, Place
from goidata.documents.text import raised

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
P, TBL, TR, TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
T, TAB, BR, CR = f"{W}t", f"{W}tab", f"{W}br", f"{W}cr"
HYPHEN = f"{W}noBreakHyphen"
TC_PR, V_MERGE, H_MERGE, GRID_SPAN = f"{W}tcPr", f"{W}vMerge", f"{W}hMerge", f"{W}gridSpan"
R_RUN, R_PR, VERT_ALIGN = f"{W}r", f"{W}rPr", f"{W}vertAlign"
POSITION = f"{W}position"
RUBY, RUBY_BASE, RUBY_TEXT = f"{W}ruby", f"{W}rubyBase", f"{W}rt"
UNSEEN = f"{W}vanish", f"{W}strike", f"{W}dstrike"  # hidden or struck out
VAL, BOX = f"{W}val", f"{W}txbxContent"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"  # a picture as old programs write it
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LEFT_OUT = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", f"{W}rPr"}
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FALLBACK = f"{COMPATIBLE}Fallback"


class Walker:
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
            elif child.tag not in LEFT_OUT and not _is_other_choice(child):
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


def cell_elements(table: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Each cell of a table where it begins, with its row and column, counted from 1."""
    for index, row in enumerate(_rows(table), 1):
        column = 1
        for cell in _cells(row):
            properties = cell.find(TC_PR)
            if not _continues(properties):
                yield index, column, cell
            column += _number(properties, GRID_SPAN)


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
        elif tag == RUBY:
            for base in child.iter(RUBY_BASE):
                yield from _runs(base)
            for above in child.iter(RUBY_TEXT):
                yield from map(raised, _runs(above))
        elif tag not in LEFT_OUT and tag != BOX and not _is_other_choice(child):
            yield from _runs(child)


def _is_other_choice(element: etree._Element) -> bool:
    """Whether an element says for old programs what stands before it for new ones."""
    return bool(element.tag == FALLBACK and element.getprevious() is not None)


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
