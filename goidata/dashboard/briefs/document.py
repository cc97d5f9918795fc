"""A brief as a document: headings, tables with header rows, charts as tables with bars."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor

from goidata.dashboard.briefs.brief import Amount, Brief, Chart, Grid, Place
from goidata.dashboard.briefs.native import FONT
from goidata.dashboard.numbers import written
from goidata.dashboard.palette import pale
from goidata.dashboard.words import Words

WIDE = Cm(18.2)
BLOCK, LONG = "█", 24  # of a bar: its letter, and how many of them the longest takes
INK, TEXT, PALE = RGBColor(0x1F, 0x5F, 0x7A), RGBColor(0x55, 0x60, 0x6A), RGBColor(0x8A, 0x95, 0x9B)
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
) -> Any:
    """A table whose head is repeated on the next page and whose rows are not torn; gives it."""
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
    return table


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
    """Each chart as a table of its numbers, with bars set in letters, below its title."""
    if charts:
        _head(paper, say("brief.charts"))
    for chart in charts:
        _line(paper, chart.title, 10, bold=True)
        paper.paragraphs[-1].paragraph_format.keep_with_next = True
        if chart.series:
            _bars(paper, chart)
        notes = " ".join(chart.notes) if chart.series else say("brief.no_chart")
        _line(paper, notes, 7.5, colour=TEXT)


def _bars(paper: Any, chart: Chart) -> None:
    heads = ["", "", *(each.name for each in chart.series), ""]
    rows = [
        (
            Amount(place.label),
            Amount(""),
            *(_number(each.values[at], chart, place) for each in chart.series),
            Amount(place.end),
        )
        for at, place in enumerate(chart.places)
    ]
    table = _table(paper, heads, rows, (2.2, 3.8, *[1.0] * len(chart.series), 1.8))
    for at, row in enumerate(table.rows[1:]):
        row.cells[1].vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        _bar(row.cells[1].paragraphs[0], chart, at)
    if len(chart.series) > 1:
        for cell, each in zip(table.rows[0].cells[2:], chart.series, strict=False):
            _text(cell.paragraphs[0], f" {BLOCK}", 7.5, colour=_rgb(each.colour))


def _bar(paragraph: Any, chart: Chart, at: int) -> None:
    """Blocks in the colours of the series, one after the other; as many together as the whole."""
    end = 0.0
    for each in chart.series:
        start, end = end, end + chart.length(each, at)
        colour = pale(each.colour) if chart.places[at].pale else each.colour
        blocks = BLOCK * (round(LONG * end) - round(LONG * start))
        _text(paragraph, blocks, 5, colour=_rgb(colour))


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())


def _number(value: float | None, chart: Chart, place: Place) -> Amount:
    return Amount(written(value, chart.form), value, chart.form, pale=place.pale)
