"""Markdown as converters write it: lines without their marks, bars as cells, tables in HTML."""

from __future__ import annotations

import re

from goidata.documents.document import Document, Grid, Line, Place
from goidata.documents.text import decode, line_of

TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
RULE = frozenset(" \t\r|:+-")  # the characters of a line that rules a table
MARKS = re.compile(
    r"^\s{0,3}(?:#{1,6}\s+|>\s?|[*+-]\s+(?=\D))|\*\*|__(?=\S)|(?<=\S)__|\\(?=[.\-_*#()])"
)
SIGNS = re.compile(
    rb"^(?:#{1,6} \S|[ \t]*\|[ \t:|-]{0,400}---|[ \t]*:?---+:?[ \t]*\|)", re.MULTILINE
)


def looks_like(data: bytes) -> bool:
    """Whether a text has headings with number signs or tables ruled with dashes and bars."""
    front = data[:200_000]
    return (b"# " in front or b"---" in front) and SIGNS.search(front) is not None


def read(data: bytes, name: str) -> Document:
    """The lines and tables of a text; raises Refusal `unsupported` where the bytes are none."""
    content = decode(data, name)
    blocks: list[Line | Grid] = []
    position = tables = number = 0
    for found in [*TABLE.finditer(content), None]:
        end = found.start() if found else len(content)
        for text in content[position:end].split("\n"):
            number += 1
            if not _is_rule(text):
                blocks.append(_broken(line_of(MARKS.sub("", text.rstrip("\r")), number)))
        if found:
            from goidata.documents import html  # whose libraries a page of text can do without

            for block in html.read(found[0].encode("utf-8"), name).blocks:
                if isinstance(block, Grid):
                    tables += 1
                    block = _numbered(block, tables)
                blocks.append(block)
            number += found[0].count("\n") - 1
            position = found.end()
    return Document(name, "markdown", tuple(blocks))


def _broken(line: Line) -> Line:
    """A line with what parts those of a cell, which a table of bars can write in no other way, as
    the ends of lines that they are."""
    if not BREAK.search(line.text):
        return line
    cells = tuple(cell._replace(text=BREAK.sub("\n", cell.text).strip()) for cell in line.cells)
    return line._replace(text=BREAK.sub(" ", line.text), cells=cells)


def _is_rule(line: str) -> bool:
    return "---" in line and RULE.issuperset(line)


def _numbered(grid: Grid, table: int) -> Grid:
    rows = tuple(
        tuple(cell._replace(place=cell.place._replace(table=table)) for cell in row)
        for row in grid.rows
    )
    return Grid(rows, Place(table=table))
