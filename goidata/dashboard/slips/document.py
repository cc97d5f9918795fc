"""A sheet to send back as a Word document: A4 landscape, heads repeated, no row torn."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from goidata.dashboard.palette import MARKED
from goidata.dashboard.slips.slip import Row, Slip, Table
from goidata.tables.cells import printable
from goidata.tables.workbook import SHADE

FONT = "Microsoft YaHei"
WIDE = 27.3  # centimetres between the margins
# Centimetres of each column.
WIDTHS = {
    "number": 1.0,
    "kind": 1.5,
    "place": 4.9,
    "sentence": 5.6,
    "printed": 2.9,
    "expected": 3.9,
    "hint": 3.8,
    "reply": 3.7,
}
UNREAD_WIDTHS = {"number": 1.0, "place": 9.0, "printed": 4.2, "why": 7.6, "right": 5.5}
_SHADE = f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{SHADE[1:]}"/>'


def document_bytes(slip: Slip) -> bytes:
    """The file."""
    paper = docx.Document()
    _set_up(paper, slip)
    title = _line(paper, slip.subject, 16, bold=True)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(paper, slip.to, 11, bold=True)
    for mark in slip.marks:
        _line(paper, mark, 10.5, bold=True).runs[0].font.color.rgb = RGBColor.from_string(
            MARKED[1:].upper()
        )
    for paragraph in slip.body:
        _line(paper, paragraph, 10.5)
    _table(paper, slip.faults, WIDTHS)
    if slip.unread:
        _table(paper, slip.unread, UNREAD_WIDTHS)
    made = _line(paper, slip.made, 10.5)
    made.paragraph_format.space_before = Pt(12)
    for names in slip.to_fill_in:
        _to_fill_in(paper, names)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _set_up(paper: Any, slip: Slip) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.2)
    section.top_margin, section.bottom_margin = Cm(1.4), Cm(1.4)
    section.footer_distance = Cm(0.7)
    paper.core_properties.title, paper.core_properties.author = slip.subject, "goidata"
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(9)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(3)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run(f"{slip.subject}　").font.size = Pt(8)
    _field(foot, "PAGE")
    foot.add_run(" / ").font.size = Pt(8)
    _field(foot, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    """A number that the program which opens the document works out."""
    run = paragraph.add_run()
    run.font.size = Pt(8)
    for kind, words in (("begin", None), (None, code), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)


def _line(paper: Any, words: str, size: float, bold: bool = False) -> Any:
    paragraph = paper.add_paragraph()
    run = paragraph.add_run(printable(words))
    run.font.size, run.font.bold = Pt(size), bold
    return paragraph


def _table(paper: Any, table: Table, widths: dict[str, float]) -> None:
    title = _line(paper, table.title, 11, bold=True)
    title.paragraph_format.space_before = Pt(8)
    title.paragraph_format.keep_with_next = True
    if not table.rows:
        _line(paper, table.empty, 10.5)
        return
    made = paper.add_table(rows=0, cols=0, style="Table Grid")
    made.autofit = False
    for column in table.columns:
        made.add_column(Cm(widths[column]))
    _row(made, table.heads, table.columns, head=True)
    for row in table.rows:
        _row(made, row, table.columns)


def _row(made: Any, row: Row, columns: Sequence[str], head: bool = False) -> None:
    added = made.add_row()
    properties = added._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, words, column in zip(added.cells, row, columns, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(printable(words))
        run.font.size, run.font.bold = Pt(8.5), head or column == "sentence"
        if head:
            cell._tc.get_or_add_tcPr().append(parse_xml(_SHADE))


def _to_fill_in(paper: Any, names: Row) -> None:
    """Names before lines to write on, side by side."""
    line = paper.add_table(rows=1, cols=len(names))
    for cell, name in zip(line.rows[0].cells, names, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = Pt(8)
        run = paragraph.add_run(f"{name}　" + "＿" * 12)
        run.font.size = Pt(10)
