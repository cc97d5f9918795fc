"""Web pages: the body among the furniture, as lines and grids, spans told by their origin cell."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from goidata.documents.document import Cell, Document, Grid, Line, Picture, Place
from goidata.documents.frontage import addresses_in, lines_before
from goidata.documents.text import decode, raised
from goidata.errors import Refusal

DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
CHINESE = re.compile("gb2312|gbk|gb_2312|gb18030", re.IGNORECASE)
UNSEEN = (  # hidden, or struck out
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[\w-]*\s*:[^;{}]*line-through"
    r"|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
)
HIDDEN = re.compile(UNSEEN, re.IGNORECASE)
HIDING = re.compile(rf"\.([A-Za-z_][\w-]*)\s*\{{[^{{}}]*(?:{UNSEEN})", re.IGNORECASE)
RAISED = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
RAISING = re.compile(rf"\.([A-Za-z_][\w-]*)\s*\{{[^{{}}]*{RAISED.pattern}", re.IGNORECASE)
NEXT_PAGE = re.compile(r"(?<=</html>)\s*(?=<!doctype|<html)", re.IGNORECASE)  # in the same file
WITHIN = re.compile(r"\s*data:image/[a-z.+-]+;base64,", re.IGNORECASE)
ORDINAL = re.compile(r"\s*[一二三四五六]\s*、")
SKIPPED = frozenset(
    "script style noscript template head iframe object svg select button del s strike".split()
)
BLOCKS = frozenset(
    "p div section article main header footer nav ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table tr td"
    " th tbody thead tfoot caption form fieldset blockquote pre center hr body html".split()
)
LARGEST = 24 * 1024 * 1024  # bytes, most of them pictures within the page
MOST_TAGS = 120_000  # a page with its furniture has some thousands
MOST_COVERED = 50_000  # places of a table that cells span over
WIDEST = 40  # columns or rows that one cell may span; more is a mistake or malice
FEWEST_HEADINGS = 3  # of sections within a table that make it the whole report
LONGEST_HEADING = 70  # characters
FEW = 50  # characters among which one may be broken in a page of the declared encoding
DEEPEST = 400  # elements within each other

# What the guideline for government sites (国办发〔2017〕47号) has pages say of themselves.
META = {"articletitle": "标题", "pubdate": "发布日期", "contentsource": "来源", "url": "网址"}


def read(
    data: bytes, name: str, files: Mapping[str, bytes] | None = None, address: str = ""
) -> Document:
    """The body of a page, with those of its pictures that it carries within or that `files` holds
    by address; none is fetched. `address` is where it was saved from, if that is known. Raises
    Refusal `damaged` where no page can be made of the bytes, and `too_large`."""
    if len(data) > LARGEST or data.count(b"<") > MOST_TAGS:
        raise _too_large(name)
    walker = _Walker(files or {})
    addresses = [address] if address else []
    for page in NEXT_PAGE.split(_decoded(data, name)):
        root = _parsed(page, name)
        addresses += addresses_in(page, root)
        walker.hidden = _hidden_classes(root)
        _name_raised(root)
        _drop_hidden(root)
        body = _body(root)
        for label, content in _head(root, body):
            walker.line(f"{label}: {content}")
        for heading in _headings(root, body):
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
            page.encode("utf-8"), parser=HTMLParser(encoding="utf-8", remove_comments=True)
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


def _hidden_classes(root: HtmlElement) -> frozenset[str]:
    """The classes that the page's own styles hide. Only within cells are they left out: elsewhere
    a page may hide what its scripts show, such as the panels of tabs."""
    styles = "".join(style.text or "" for style in root.iter("style"))
    return frozenset(HIDING.findall(styles)) if HIDDEN.search(styles) else frozenset()


def _name_raised(root: HtmlElement) -> None:
    """Gives elements that a style raises or lowers the name that says so."""
    styles = "".join(style.text or "" for style in root.iter("style"))
    classes = frozenset(RAISING.findall(styles)) if RAISED.search(styles) else frozenset()
    for element in root.iter("span", "a", "b", "strong", "i", "em", "font"):
        named = classes and not classes.isdisjoint(element.get("class", "").split())
        if named or RAISED.search(element.get("style", "")):
            element.tag = "sup"


def _drop_hidden(root: HtmlElement) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        hidden = HIDDEN.search(element.get("style", "")) or element.get("hidden") is not None
        if element is not root and (hidden or (element.tag in SKIPPED and element.tag != "head")):
            element.drop_tree()


def _head(root: HtmlElement, body: HtmlElement) -> Iterator[tuple[str, str]]:
    """What the page says of itself outside its body: title, date, source."""
    said: dict[str, str] = {}
    for element in root.iter("meta"):
        label = META.get(element.get("name", "").lower())
        if label and element.get("content", "").strip():
            said.setdefault(label, element.get("content").strip())
    for title in root.iter("title"):
        if title.text and title.text.strip():
            said.setdefault("标题", title.text.strip())
    yield from said.items()


def _headings(root: HtmlElement, body: HtmlElement) -> Iterator[str]:
    """The headings that stand in front of the body: the title may be one of them."""
    for heading in root.iter("h1", "h2"):
        if any(ancestor is body for ancestor in (heading, *heading.iterancestors())):
            return
        text = re.sub(r"\s+", "", heading.text_content())
        if 0 < len(text) <= LONGEST_HEADING:
            yield text


def _body(root: HtmlElement) -> HtmlElement:
    """The smallest element that holds every table of figures and every heading with an ordinal."""
    marks = [element for element in root.iter("table") if _is_grid(element)]
    for element in root.iter("p", "div", "span", "h1", "h2", "h3", "h4", "strong", "b", "li"):
        if ORDINAL.match(element.text or ""):
            marks.append(element)
    if not marks:
        return root
    chains = [[*mark.iterancestors()][::-1] for mark in marks]
    common = root
    for level in zip(*chains, strict=False):
        if any(element is not level[0] for element in level):
            break
        common = level[0]
    return common


def _is_grid(table: HtmlElement) -> bool:
    """Whether a table sets out data; one that holds tables, or one cell, sets out the page."""
    if next((t for t in table.iter("table") if t is not table), None) is not None:
        return False
    cells = sum(1 for _ in table.iter("td", "th"))
    return cells > 2


class _Walker:
    """Collects lines and grids in reading order, and pictures."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.hidden: frozenset[str] = frozenset()
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

    def grid(self, grid: Grid) -> None:
        """A table; one that holds the whole report, as spreadsheets save it, row by row: rows of
        one cell are its running text."""
        headings = (cells for row in grid.rows if len(cells := _filled(row)) == 1)
        if sum(ORDINAL.match(cell.text) is not None for (cell,) in headings) < FEWEST_HEADINGS:
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

    def walk(self, element: HtmlElement, depth: int = 0) -> None:
        """An element's text, its children, and the text behind each."""
        if depth > DEEPEST or not isinstance(element.tag, str) or element.tag in SKIPPED:
            return
        block = element.tag in BLOCKS or element.tag == "br"
        if block:
            self.flush()
        if element.tag == "table" and _is_grid(element):
            self.tables += 1
            self.grid(_grid(element, self.tables, self.hidden))
            for picture in element.iter("img"):
                self.picture(picture)
            return
        if element.tag == "img":
            self.picture(element)
        self.open.append(_raised(element, element.text or ""))
        for child in element:
            self.walk(child, depth + 1)
            self.open.append(child.tail or "")
        if block:
            self.flush()


def _decoded_picture(text: str) -> bytes:
    """The picture that an address carries within; nothing where it is damaged."""
    try:
        return base64.b64decode(re.sub(r"%0A|\s+", "", text))
    except ValueError:
        return b""


def _grid(table: HtmlElement, number: int, hidden: frozenset[str]) -> Grid:
    """The rows of a table: each cell once, at its origin, under its true column."""
    rows: list[tuple[Cell, ...]] = []
    taken: dict[tuple[int, int], bool] = {}
    for index, row in enumerate(table.iter("tr"), 1):
        cells: list[Cell] = []
        column = 1
        for cell in row.iterchildren("td", "th"):
            while (index, column) in taken:
                column += 1
            place = Place(table=number, row=index, column=column)
            cells.append(Cell(_text(cell, hidden), place))
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if len(taken) > MOST_COVERED:
                across = down = 1
            for below in range(1, down):
                for beside in range(across):
                    taken[index + below, column + beside] = True
            column += across
        rows.append(tuple(cells))
    return Grid(tuple(rows), Place(table=number))


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text]


def _raised(element: HtmlElement, text: str) -> str:
    """The text of an element; what is raised or lowered is the mark of a note and no digit."""
    return raised(text) if element.tag in ("sup", "sub") else text


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), WIDEST)) if value.isascii() and value.isdigit() else 1


def _text(cell: HtmlElement, hidden: frozenset[str]) -> str:
    """A cell's text; paragraphs and breaks within it part it as lines do. What a class of those
    `hidden` marks is left out."""
    lines: list[str] = [""]

    def visit(element: HtmlElement) -> None:
        lines[-1] += _raised(element, element.text or "")
        for child in element:
            if not isinstance(child.tag, str):
                lines[-1] += child.tail or ""
                continue
            if hidden and not hidden.isdisjoint(child.get("class", "").split()):
                lines[-1] += child.tail or ""
                continue
            parted = child.tag in BLOCKS or child.tag == "br"
            if parted:
                lines.append("")
            visit(child)
            if parted and child.tag != "br":
                lines.append("")
            lines[-1] += child.tail or ""

    visit(cell)
    clean = (re.sub(r"[ \t\r\n\u00a0]+", " ", line).strip() for line in lines)
    return "\n".join(line for line in clean if line)
