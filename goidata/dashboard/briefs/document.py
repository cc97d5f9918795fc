"""A brief as a document: headings, tables with header rows, charts that can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor
from lxml import etree
from pptx import Presentation
from pptx.util import Emu as SlideEmu

from goidata.dashboard.briefs.brief import Amount, Brief, Chart, Grid
from goidata.dashboard.briefs.native import FONT, data_of, kind_of, numbers_of, style
from goidata.dashboard.markup import escaped
from goidata.dashboard.words import Words

WIDE, CHART = Cm(18.2), Cm(8.8)
LOW, HIGH = Cm(4.7), Cm(6.8)  # of charts: those with many bars need more
MANY = 8
INK, TEXT, PALE = RGBColor(0x1F, 0x5F, 0x7A), RGBColor(0x55, 0x60, 0x6A), RGBColor(0x8A, 0x95, 0x9B)
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_CHART_PART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_PART = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BORDERS = (
    f"<w:tblBorders {nsdecls('w')}>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B9C3C8"/>'
        for side in ("top", "bottom", "insideH")
    )
    + "</w:tblBorders>"
)


def document_bytes(brief: Brief) -> bytes:
    """The file, A4 portrait; what must be known stands in the head of every page."""
    paper = docx.Document()
    say = Words(brief.language)
    _set_up(paper, brief)
    _line(paper, brief.title, 18, bold=True, colour=INK)
    _line(paper, brief.subtitle, 11, colour=TEXT)
    _line(paper, brief.lead, 8.5, colour=TEXT)
    for text in brief.sentences:
        _line(paper, text, 10, style="List Bullet")
    _six(paper, brief)
    _charts(paper, brief.charts, say)
    for grid in (brief.units, brief.faults, brief.missing):
        _grid(paper, grid)
    _head(paper, brief.headings["method"])
    for name, text in brief.method:
        _named(paper, name, text, say)
    _head(paper, brief.headings["sources"])
    for name, text in brief.facts:
        _named(paper, name, text, say)
    for text in brief.sources:
        _line(paper, text, 8, colour=TEXT)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _set_up(paper: Any, brief: Brief) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.4)
    section.top_margin, section.bottom_margin = Cm(1.7), Cm(1.3)
    section.header_distance = section.footer_distance = Cm(0.7)
    paper.core_properties.title, paper.core_properties.author = brief.title, "goidata"
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(9.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    # Which of the regional shapes of a Chinese character is meant.
    normal.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:eastAsia="zh-CN"/>'))
    normal.paragraph_format.space_after = Pt(2)
    _text(section.header.paragraphs[0], " · ".join(brief.marks), 8.5, True, TEXT)


def _line(
    paper: Any,
    text: str,
    size: float,
    bold: bool = False,
    colour: RGBColor | None = None,
    style: str | None = None,
) -> None:
    if text:
        _text(paper.add_paragraph(style=style), text, size, bold, colour)


def _text(
    paragraph: Any, text: str, size: float, bold: bool = False, colour: RGBColor | None = None
) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    if colour is not None:
        run.font.color.rgb = colour


def _head(paper: Any, text: str) -> None:
    heading = paper.add_heading(level=2)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(8), Pt(3)
    _text(heading, text, 12, True, INK)
    heading.runs[0].font.name = FONT
    heading.runs[0]._r.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def _named(paper: Any, name: str, text: str, say: Words) -> None:
    paragraph = paper.add_paragraph()
    _text(paragraph, name + say("mark.colon"), 8, True)
    _text(paragraph, text, 8, colour=TEXT)


def _six(paper: Any, brief: Brief) -> None:
    if not brief.indicators:
        return
    heads = [brief.headings[name] for name in ("name", "value", "base", "change", "reports")]
    rows = [
        (
            Amount(each.name),
            Amount(each.amount.shown, pale=each.amount.pale),
            Amount(each.amount.note),
            Amount(each.changed),
            Amount(each.stated),
        )
        for each in brief.indicators
    ]
    _head(paper, brief.headings["numbers"])
    _table(paper, heads, rows, (2.0, 1.2, 2.3, 4.0, 2.5))


def _grid(paper: Any, grid: Grid) -> None:
    if grid.title:
        _head(paper, grid.title)
    if grid.rows:
        _table(paper, grid.heads, grid.rows, grid.widths)
        _line(paper, " ".join(grid.notes), 8, colour=TEXT)
    else:
        _line(paper, grid.empty if grid.title else "", 9)


def _table(
    paper: Any, heads: Sequence[str], rows: Sequence[Sequence[Amount]], widths: Sequence[float]
) -> None:
    """A table whose head is repeated on the next page and whose rows are not torn."""
    table = paper.add_table(rows=len(rows) + 1, cols=len(heads))
    table.autofit = False
    # The order of these elements is fixed: borders stand before the layout.
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(parse_xml(_BORDERS))
    wide = [Emu(int(WIDE * width / sum(widths))) for width in widths]
    for column, width in zip(table.columns, wide, strict=True):
        column.width = width
    numbers = [any(row[at].form != "text" for row in rows) for at in range(len(heads))]
    for number, row in enumerate(table.rows):
        _whole(row, head=number == 0)
        values = [Amount(head) for head in heads] if number == 0 else rows[number - 1]
        for cell, value, width, right in zip(row.cells, values, wide, numbers, strict=True):
            cell.width = width
            _cell(cell, value, number == 0, right)


def _whole(row: Any, head: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _cell(cell: Any, value: Amount, head: bool, right: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _text(paragraph, value.shown, 7.5 if head else 8.5, head, PALE if value.pale else None)
    if value.note:
        _text(paragraph, f" {value.note}", 7, colour=TEXT)
    if head:
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:fill="EDF1F5"/>'))


def _charts(paper: Any, charts: Sequence[Chart], say: Words) -> None:
    """The charts in two columns of a table without lines, each with its title and its notes."""
    if not charts:
        return
    _head(paper, say("brief.charts"))
    table = paper.add_table(rows=(len(charts) + 1) // 2, cols=2)
    parts = _native(charts)
    for at, (chart, part) in enumerate(zip(charts, parts, strict=True)):
        cell = table.cell(at // 2, at % 2)
        _whole(table.rows[at // 2], head=False)
        _text(cell.paragraphs[0], chart.title, 10, True)
        if chart.series:
            _place(paper, cell.add_paragraph(), chart, part, at + 1)
        notes = " ".join(chart.notes) if chart.series else say("brief.no_chart")
        _text(cell.add_paragraph(), notes, 7.5, colour=TEXT)


def _native(charts: Sequence[Chart]) -> list[bytes]:
    """The XML of each chart, as the writer of slides makes it; empty where nothing is drawn."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    found = []
    for chart in charts:
        if not chart.series:
            found.append(b"")
            continue
        box = (SlideEmu(0), SlideEmu(0), SlideEmu(CHART), SlideEmu(LOW))
        frame = slide.shapes.add_chart(kind_of(chart), *box, data_of(chart))
        native: Any = frame
        style(native.chart, chart, 8)
        found.append(native.chart.part.blob)
    return found


def _place(paper: Any, paragraph: Any, chart: Chart, xml: bytes, number: int) -> None:
    """Put a chart and its workbook into the package, and a frame for it into the paragraph."""
    package = paper.part.package
    name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    book = Part(name, _BOOK_PART, numbers_of(chart), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_PART, b"", package)
    inner = part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    part._blob = _linked(xml, inner)
    outer = paper.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph.add_run()._r.append(parse_xml(_frame(chart, number, outer)))


def _linked(xml: bytes, relation: str) -> bytes:
    """The chart with its numbers found under `relation`."""
    root: Any = etree.fromstring(xml)
    outside = root.find(f"{{{_CHART}}}externalData")
    outside.set(qn("r:id"), relation)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _frame(chart: Chart, number: int, relation: str) -> str:
    tall = HIGH if len(chart.places) > MANY else LOW
    return (
        f"<w:drawing {nsdecls('w', 'wp', 'a', 'r')}>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{CHART}"'
        f' cy="{tall}"/><wp:docPr id="{100 + number}" name="{escaped(chart.title)}"'
        f' descr="{escaped(chart.described)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}"'
        f' r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
