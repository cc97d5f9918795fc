"""Lines, headings and tables of a document, in the letters of the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor

from goidata.dashboard.briefs.brief import Amount
from goidata.dashboard.briefs.native import FONT
from goidata.tables.workbook import SHADE

WIDE = Cm(18.2)
HEAD, SMALL_HEAD, MANY = 7.5, 6.5, 6  # points of heads, smaller where columns are many
INK, TEXT, PALE = RGBColor(0x1F, 0x5F, 0x7A), RGBColor(0x55, 0x60, 0x6A), RGBColor(0x8A, 0x95, 0x9B)
_BORDERS = (
    f"<w:tblBorders {nsdecls('w')}>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B9C3C8"/>'
        for side in ("top", "bottom", "insideH")
    )
    + "</w:tblBorders>"
)


def line(
    paper: Any,
    text: str,
    size: float,
    bold: bool = False,
    colour: RGBColor | None = None,
    style: str | None = None,
) -> None:
    """A paragraph; none where there is nothing to say."""
    if text:
        write(paper.add_paragraph(style=style), text, size, bold, colour)


def write(
    paragraph: Any, text: str, size: float, bold: bool = False, colour: RGBColor | None = None
) -> None:
    """Words at the end of a paragraph."""
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    if colour is not None:
        run.font.color.rgb = colour


def head(paper: Any, text: str) -> None:
    """A heading."""
    heading = paper.add_heading(level=2)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(8), Pt(3)
    write(heading, text, 12, True, INK)
    heading.runs[0].font.name = FONT
    heading.runs[0]._r.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def tabled(
    paper: Any, heads: Sequence[str], rows: Sequence[Sequence[Amount]], widths: Sequence[float]
) -> Any:
    """A table whose head is repeated on the next page and whose rows are not torn; gives it."""
    table = paper.add_table(rows=len(rows) + 1, cols=len(heads))
    table.autofit = False
    # The order of these elements is fixed: borders stand before the layout.
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(parse_xml(_BORDERS))
    wide = [Emu(int(WIDE * width / sum(widths))) for width in widths]
    for column, width in zip(table.columns, wide, strict=True):
        column.width = width
    size = SMALL_HEAD if len(heads) > MANY else HEAD
    numbers = [any(row[at].form != "text" for row in rows) for at in range(len(heads))]
    for number, row in enumerate(table.rows):
        _whole(row, head=number == 0)
        values = [Amount(head) for head in heads] if number == 0 else rows[number - 1]
        for cell, value, width, right in zip(row.cells, values, wide, numbers, strict=True):
            cell.width = width
            _cell(cell, value, 0 if number else size, right)
    return table


def _whole(row: Any, head: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _cell(cell: Any, value: Amount, head: float, right: bool) -> None:
    """The words of a cell; of a head in points, 0 for none."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    write(paragraph, value.shown, head or 8.5, bool(head), PALE if value.pale else None)
    if value.note:
        write(paragraph, f" {value.note}", 7, colour=TEXT)
    if head:
        cell._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:fill="{SHADE[1:]}"/>')
        )
