"""Reports as Word files: merged cells, tables split over pages, text boxes, nested tables, tracked
changes."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from paper.plain import Printed
from paper.sheets import Box, Paper, Rows, columns_of, cut

Xml = Any
BOX = (
    "<w:r {ns}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
    "<w:txbxContent/></v:textbox></v:shape></w:pict></w:r>"
)


def file(paper: Paper, source: random.Random) -> Printed:
    """The whole report; by chance tables stand within a table or a text box, and words in them
    were inserted and deleted with changes tracked."""
    document = docx.Document()
    tracked = source.random() < 0.3
    document.add_paragraph(paper.title)
    for text in paper.introduction:
        document.add_paragraph(text)
    for part in paper.parts:
        document.add_paragraph(part.heading)
        for text in part.before:
            document.add_paragraph(text)
        if part.table:
            _tables(document, part.table, source, tracked)
        for text in part.after:
            document.add_paragraph(text)
    for text in paper.signed:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue(), "report.docx"


def _tables(document: Document, table: Rows, source: random.Random, tracked: bool) -> None:
    """The table, as it falls apart; a second part may begin some cells further to the left."""
    for picture in table.pictures:
        document.add_picture(io.BytesIO(picture), width=Mm(165))
    if table.pictures:
        return
    where = source.choice(["body", "body", "body", "nested", "box"])
    for number, piece in enumerate(cut(table, source.choice(["", "="]))):
        if isinstance(piece, str):
            document.add_paragraph(piece)
            continue
        if number and source.random() < 0.5:  # shifted left behind the break
            piece = [[box for box in row if box.text or box.name] for row in piece]
        made = _table(piece, table.width, source, tracked)
        if where == "body":
            document.add_paragraph()._p.addprevious(made)
        elif where == "nested":
            outer = document.add_table(1, 1)
            outer.cell(0, 0)._tc.insert(1, made)
        else:
            run = parse_xml(BOX.format(ns=nsdecls("w")))
            holder = run.find(f".//{qn('w:txbxContent')}")
            assert holder is not None
            holder.append(made)
            document.add_paragraph()._p.append(run)


def _table(rows: Sequence[list[Box]], width: int, source: random.Random, tracked: bool) -> Xml:
    """A table with its merges."""
    lines = []
    covered: dict[int, tuple[int, int]] = {}  # column -> columns and rows still merged from above
    for row in columns_of(rows, width):
        above = [(at, _cell("", across, "<w:vMerge/>")) for at, (across, _) in covered.items()]
        own = [(at, _whole_cell(box, source, tracked)) for at, box in row]
        cells = "".join(cell for _, cell in sorted([*above, *own], key=lambda entry: entry[0]))
        covered = {at: (n, left - 1) for at, (n, left) in covered.items() if left > 1}
        covered |= {at: (box.across, box.down - 1) for at, box in row if box.down > 1}
        lines.append(f"<w:tr>{cells}</w:tr>")
    grid = "<w:gridCol/>" * width
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def _cell(content: str, across: int, merge: str) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content or '<w:p/>'}</w:tc>"


def _whole_cell(box: Box, source: random.Random, tracked: bool) -> str:
    merge = '<w:vMerge w:val="restart"/>' if box.down > 1 else ""
    return _cell(_written(box, source, tracked), box.across, merge)


def _written(box: Box, source: random.Random, tracked: bool) -> str:
    """A cell's paragraphs: words by chance on two lines, figures by chance in two runs."""
    text = box.text
    if len(text) == 4 and not box.name and source.random() < 0.5:
        return f"<w:p>{_run(text[:2])}</w:p><w:p>{_run(text[2:])}</w:p>"
    at = 1 if len(text) > 1 and source.random() < 0.4 else len(text)
    runs = _run(text[:at]) + (_run(text[at:]) if text[at:] else "")
    if tracked and text and source.random() < 0.2:
        old = f"<w:r><w:delText>{source.randint(1, 99)}</w:delText></w:r>"
        runs = f"<w:del>{old}</w:del><w:ins>{runs}</w:ins>"
    return f"<w:p>{runs}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


LAYOUTS: dict[str, Callable[[Paper, random.Random], Printed]] = {"docx": file}
