"""A brief as a document: headings, tables with header rows, charts as tables with bars."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from goidata.dashboard.briefs.bars import drawn
from goidata.dashboard.briefs.brief import Amount, Brief, Grid
from goidata.dashboard.briefs.lettering import INK, TEXT, head, line, tabled, write
from goidata.dashboard.briefs.native import FONT
from goidata.dashboard.words import Words


def document_bytes(brief: Brief) -> bytes:
    """The file, A4 portrait; what must be known stands in the head of every page."""
    paper = docx.Document()
    say = Words(brief.language)
    _set_up(paper, brief)
    line(paper, brief.title, 18, bold=True, colour=INK)
    line(paper, brief.subtitle, 11, colour=TEXT)
    line(paper, brief.lead, 8.5, colour=TEXT)
    for text in brief.sentences:
        line(paper, text, 10, style="List Bullet")
    _six(paper, brief)
    drawn(paper, brief.charts, say)
    for grid in (brief.units, brief.faults, brief.missing):
        _grid(paper, grid)
    head(paper, brief.headings["method"])
    for name, text in brief.method:
        _named(paper, name, text, say)
    head(paper, brief.headings["sources"])
    for name, text in brief.facts:
        _named(paper, name, text, say)
    # In one paragraph: a line each would be a page of its own.
    line(paper, say("mark.semicolon").join(brief.sources), 7, colour=TEXT)
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
    write(section.header.paragraphs[0], " · ".join(brief.marks), 8.5, True, TEXT)


def _named(paper: Any, name: str, text: str, say: Words) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    write(paragraph, name + say("mark.colon"), 7.5, True)
    write(paragraph, text, 7.5, colour=TEXT)


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
    head(paper, brief.headings["numbers"])
    tabled(paper, heads, rows, (2.2, 1.2, 2.2, 4.1, 2.5))


def _grid(paper: Any, grid: Grid) -> None:
    if grid.title:
        head(paper, grid.title)
    if grid.rows:
        tabled(paper, grid.heads, grid.rows, grid.widths)
        line(paper, " ".join(grid.notes), 8, colour=TEXT)
    else:
        line(paper, grid.empty if grid.title else "", 9)
