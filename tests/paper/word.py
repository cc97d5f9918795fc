"""Reports as Word files: merged cells, tables split over pages, text boxes, nested tables, tracked
changes."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from copy import deepcopy

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from paper.plain import Printed
from paper.sheets import Box, Paper, Rows, columns_of, cut

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
    where = source.choice(["body", "body", "body", "nested", "box"])
    for number, piece in enumerate(cut(table, source.choice(["", "="]))):
        if isinstance(piece, str):
            document.add_paragraph(piece)
            continue
        shift = bool(number) and source.random() < 0.5
        made = _table(document, piece, table.width, source, tracked, shift)
        document.add_paragraph()
        if where == "nested":
            outer = document.add_table(1, 1)
            outer.cell(0, 0)._tc.insert(1, made)
        elif where == "box":
            run = parse_xml(BOX.format(ns=nsdecls("w")))
            holder = run.find(f".//{qn('w:txbxContent')}")
            assert holder is not None
            holder.append(made)
            document.add_paragraph()._p.append(run)
        document.add_paragraph()


def _table(
    document: Document,
    rows: Sequence[list[Box]],
    width: int,
    source: random.Random,
    tracked: bool,
    shift: bool,
) -> OxmlElement:
    """A table with its merges; with `shift` the rows lose an empty cell at their beginning."""
    placed = columns_of(rows, width)
    most = max(column + box.across for line in placed for column, box in line)
    made = document.add_table(len(rows), most)
    for index, line in enumerate(placed):
        for column, box in line:
            cell = made.cell(index, column)
            if box.across > 1 or box.down > 1:
                cell = cell.merge(made.cell(index + box.down - 1, column + box.across - 1))
            _write(cell, box.text, source, tracked)
    if shift:
        for index, line in enumerate(placed):
            if line and line[0][1].text == "" and line[0][1].down == 1 and len(line) > 1:
                row = made.rows[index]._tr
                row.remove(row.tc_lst[0])
    return made._tbl


def _write(cell: _Cell, text: str, source: random.Random, tracked: bool) -> None:
    paragraph = cell.paragraphs[0]
    if len(text) == 4 and source.random() < 0.5 and not text.isascii():
        paragraph.add_run(text[:2])
        paragraph = cell.add_paragraph(text[2:])
    elif len(text) > 1 and source.random() < 0.4:  # one figure in two runs
        paragraph.add_run(text[:1])
        paragraph.add_run(text[1:])
    else:
        paragraph.add_run(text)
    if tracked and text and source.random() < 0.2:
        _track(paragraph, source)


def _track(paragraph: Paragraph, source: random.Random) -> None:
    """The last run as inserted, and another as deleted before it."""
    run = paragraph.runs[-1]._r
    inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
    gone = deepcopy(run)
    for text in gone.findall(qn("w:t")):
        text.tag = qn("w:delText")
        text.text = str(source.randint(1, 99))
    deleted.append(gone)
    run.addprevious(deleted)
    run.addprevious(inserted)
    inserted.append(run)


LAYOUTS: dict[str, Callable[[Paper, random.Random], Printed]] = {"docx": file}
