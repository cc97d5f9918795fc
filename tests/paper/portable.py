"""Reports as PDF files: tables with rules over several pages, or without any."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate, Spacer, Table
from reportlab.platypus.doctemplate import LayoutError

from paper.plain import Printed
from paper.sheets import Box, Paper, Rows, columns_of, cut

FONT = "STSong-Light"  # one of the fonts that every reader of PDF knows, so none is needed here
WIDTH = 170 * mm
NARROWEST = 9 * mm  # a cell of the table of proceedings
LABELS = {"applications": (14, 22, 48), "disclosure": (50,), "proceedings": ()}  # mm


def file(paper: Paper, source: random.Random, *, ruled: bool = True) -> Printed:
    """The whole report with page numbers at the foot of its pages, in letters small enough for no
    merged cell to be taller than a page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    size = source.choice([8, 9, 10])
    while True:
        try:
            return _file(paper, random.Random(source.random()), ruled, size)
        except LayoutError:
            size -= 1


def _file(paper: Paper, source: random.Random, ruled: bool, size: float) -> Printed:
    if not ruled:  # nothing would tell a number on two lines from two numbers
        longest = max(_width(word) for box in paper.figures.values() for word in box.text.split())
        size = min(size, NARROWEST / longest)
    words = ParagraphStyle("words", fontName=FONT, fontSize=10.5, leading=17, wordWrap="CJK")
    small = ParagraphStyle("cell", fontName=FONT, fontSize=size, leading=size + 2, wordWrap="CJK")
    story: list[Flowable] = [Paragraph(paper.title, words)]
    story += [Paragraph(text, words) for text in paper.introduction]
    for part in paper.parts:
        story += [Paragraph(text, words) for text in [part.heading, *part.before] if text]
        if part.table:
            story += _table(part.table, small, words, ruled, source)
        story += [Paragraph(text, words) for text in part.after]
    story += [Paragraph(text, words) for text in paper.signed]
    stream = io.BytesIO()
    form = source.choice(["- {} -", "— {} —", "{}", ""])

    def foot(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(A4[0] / 2, 12 * mm, form.format(canvas.getPageNumber()))

    margin = {"leftMargin": 20 * mm, "rightMargin": 20 * mm}
    template = SimpleDocTemplate(stream, pagesize=A4, invariant=1, **margin)
    template.build(story, onFirstPage=foot, onLaterPages=foot)
    return stream.getvalue(), "report.pdf"


def _width(text: str) -> float:
    """The width of the number that a cell begins with, in parts of the size of its letters."""
    number = re.match(r"[\d.,，０-９]*", text)
    return sum(0.55 if c.isascii() else 1.0 for c in number[0]) if number else 0.0


def _table(
    table: Rows, small: ParagraphStyle, words: ParagraphStyle, ruled: bool, source: random.Random
) -> list[Flowable]:
    if table.pictures:
        return [_shown(picture) for picture in table.pictures]
    parts: list[Flowable] = []
    for piece in cut(table, source.choice(["", "="])):
        if isinstance(piece, str):
            parts.append(Paragraph(piece, words))
            continue
        parts.append(_drawn(piece, table, small, ruled))
        parts.append(Spacer(1, 2 * mm))
    return parts


def _shown(picture: bytes) -> Flowable:
    image = Image(io.BytesIO(picture))
    return Image(io.BytesIO(picture), WIDTH, WIDTH * image.imageHeight / image.imageWidth)


def _drawn(rows: list[list[Box]], table: Rows, small: ParagraphStyle, ruled: bool) -> Table:
    placed = columns_of(rows, table.width)
    width = max(column + box.across for line in placed for column, box in line)
    cells: list[list[object]] = [[""] * width for _ in rows]
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    for index, line in enumerate(placed):
        for column, box in line:
            cells[index][column] = Paragraph(box.text, small)
            end = (column + box.across - 1, index + box.down - 1)
            style.append(("SPAN", (column, index), end))
    style += [("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
    labels = [n * mm for n in LABELS[table.table]]
    rest = (WIDTH - sum(labels)) / (width - len(labels))
    return Table(cells, [*labels, *[rest] * (width - len(labels))], style=style)


LAYOUTS: dict[str, Callable[[Paper, random.Random], Printed]] = {
    "pdf": file,
    "pdf without rules": lambda paper, source: file(paper, source, ruled=False),
}
