"""A brief as five slides, 16:9, with charts and tables that can be edited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from goidata.dashboard.briefs.brief import Amount, Brief, Chart, Grid, line
from goidata.dashboard.briefs.native import FONT, data_of, kind_of, style
from goidata.dashboard.words import Words

WIDE, TALL = 13.333, 7.5  # inches
LEFT, ROOM = 0.5, WIDE - 1.0
INK, DARK, PALE, TEXT = "1F5F7A", "1C2733", "8A959B", "55606A"
HEAD, BANDS = "E3EAEE", ("F6F8F9", "FFFFFF")  # the grounds of a table
MOST_SOURCES = 4
_COLOUR: Any = RGBColor  # in part without types
_BLANK = 6  # the layout without places of its own


def slides_bytes(brief: Brief) -> bytes:
    """The file: indicators, two slides of charts, units, and what to know, with the sources."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(TALL)
    deck.core_properties.title = brief.title
    deck.core_properties.author = "goidata"
    say = Words(brief.language)
    _first(_slide(deck, brief, brief.title), brief)
    for pair in (brief.charts[:2], brief.charts[2:]):
        if pair:
            _charts(_slide(deck, brief, brief.headings["charts"]), pair, say)
    _units(_slide(deck, brief, brief.units.title or brief.headings["tables"]), brief.units)
    _last(_slide(deck, brief, brief.headings["about"]), brief, say)
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def _slide(deck: Any, brief: Brief, title: str) -> Any:
    """A slide with its title, and at its foot what must be known on every one."""
    slide = deck.slides.add_slide(deck.slide_layouts[_BLANK])
    _write(slide, (LEFT, 0.28, ROOM, 0.6), [title], 24, bold=True, colour=INK)
    _write(slide, (LEFT, 0.86, ROOM, 0.35), [brief.subtitle], 13, colour=TEXT)
    foot = " · ".join([*brief.marks, brief.facts[0][1]])
    _write(slide, (LEFT, 7.05, ROOM, 0.3), [foot], 10.5, bold=True, colour=TEXT)
    return slide


def _first(slide: Any, brief: Brief) -> None:
    _write(slide, (LEFT, 1.25, ROOM, 0.55), [brief.lead], 10.5, colour=TEXT)
    if not brief.indicators:
        return
    rows = [
        [each.name, each.amount.shown, each.amount.note, each.changed, each.stated]
        for each in brief.indicators
    ]
    names = ("name", "value", "base", "change", "reports")
    heads = [brief.headings[name] for name in names]
    cells = [[_Cell(value) for value in row] for row in rows]
    for row, each in zip(cells, brief.indicators, strict=True):
        row[1] = _Cell(each.amount.shown, 18, bold=not each.amount.pale, pale=each.amount.pale)
    _table(slide, (LEFT, 1.95, ROOM, 3.3), heads, cells, (2.6, 1.4, 2.5, 3.7, 2.3), 12)
    _write(slide, (LEFT, 5.5, ROOM, 1.4), brief.sentences, 14)


def _charts(slide: Any, pair: Sequence[Chart], say: Words) -> None:
    wide = ROOM / 2 - 0.15
    told = (f"{chart.title}{say('mark.colon')}{chart.described}" for chart in pair if chart.series)
    slide.notes_slide.notes_text_frame.text = "\n".join(told)  # for those who do not see them
    for at, chart in enumerate(pair):
        left = LEFT + at * (wide + 0.3)
        _write(slide, (left, 1.35, wide, 0.4), [chart.title], 15, bold=True)
        if chart.series:
            box = (Inches(left), Inches(1.75), Inches(wide), Inches(4.6))
            frame = slide.shapes.add_chart(kind_of(chart), *box, data_of(chart))
            frame.name = chart.title
            style(frame.chart, chart, 11)
        notes = " ".join(chart.notes) if chart.series else say("brief.no_chart")
        _write(slide, (left, 6.4, wide, 0.6), [notes], 10, colour=TEXT)


def _units(slide: Any, grid: Grid) -> None:
    if not grid.rows:
        _write(slide, (LEFT, 1.4, ROOM, 0.5), [grid.empty], 14)
        return
    rows = [[_amount(value) for value in row] for row in grid.rows]
    tall = min(5.2, 0.3 * (len(rows) + 1))
    _table(slide, (LEFT, 1.3, ROOM, tall), grid.heads, rows, grid.widths, 9.5)
    _write(slide, (LEFT, 1.42 + tall, ROOM, 0.35), [" ".join(grid.notes)], 10, colour=TEXT)


def _last(slide: Any, brief: Brief, say: Words) -> None:
    """Faults, missing reports and sources beside the method and what the file comes from."""
    half = ROOM / 2 - 0.15
    right = LEFT + half + 0.3
    _write(slide, (LEFT, 1.25, half, 0.3), [brief.faults.title], 12, bold=True)
    below = _faults(slide, brief.faults, half)
    listed = [f"{row[0].shown} ({row[1].shown})" for row in brief.missing.rows]
    said = [say.listed(listed) if listed else brief.missing.empty, *brief.missing.notes]
    _write(slide, (LEFT, below, half, 0.3), [brief.missing.title], 12, bold=True)
    _write(slide, (LEFT, below + 0.28, half, 0.6), [" ".join(filter(None, said))], 9)
    _write(slide, (LEFT, 5.75, half, 0.3), [brief.headings["sources"]], 12, bold=True)
    _write(slide, (LEFT, 6.03, half, 1.0), _sources(brief, say), 7.5)
    _write(slide, (right, 1.25, half, 0.3), [brief.headings["method"]], 12, bold=True)
    _write(slide, (right, 1.55, half, 5.3), _pairs([*brief.method, *brief.facts], say), 9)


def _pairs(named: Iterable[tuple[str, str]], say: Words) -> list[str]:
    return [f"{name}{say('mark.colon')}{text}" for name, text in named]


def _sources(brief: Brief, say: Words) -> list[str]:
    """The latest reports, one short line each, and how many more there are."""
    left = brief.reports - min(MOST_SOURCES, brief.reports)
    more = [say("brief.more_sources", n=left)] if left else []
    return [*(line(source, 100) for source in brief.sources[:MOST_SOURCES]), *more]


def _faults(slide: Any, grid: Grid, wide: float) -> float:
    """The table of faults; gives where it ends, in inches."""
    if not grid.rows:
        _write(slide, (LEFT, 1.55, wide, 0.3), [grid.empty], 9)
        return 1.95
    rows = [[_amount(value) for value in row] for row in grid.rows]
    tall = 0.36 * len(rows) + 0.25
    _table(slide, (LEFT, 1.58, wide, tall), grid.heads, rows, grid.widths, 8)
    _write(slide, (LEFT, 1.6 + tall, wide, 0.25), [" ".join(grid.notes)], 9, colour=TEXT)
    return 1.9 + tall


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: its text, a smaller note after it, and its look."""

    shown: str
    size: float = 0
    note: str = ""
    bold: bool = False
    pale: bool = False
    right: bool = False


def _amount(value: Amount) -> _Cell:
    return _Cell(value.shown, note=value.note, pale=value.pale, right=value.form != "text")


def _table(
    slide: Any,
    box: tuple[float, float, float, float],
    heads: Sequence[str],
    rows: Sequence[Sequence[_Cell]],
    widths: Sequence[float],
    size: float,
) -> None:
    frame = slide.shapes.add_table(len(rows) + 1, len(heads), *map(Inches, box))
    table = frame.table
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(box[2] * width / sum(widths))
    for row in table.rows:
        row.height = Inches(box[3] / (len(rows) + 1))
    for at, head in enumerate(heads):
        right = any(row[at].right for row in rows)
        _fill(table.cell(0, at), _Cell(head, bold=True, right=right), size, HEAD)
    for number, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            _fill(table.cell(number, at), value, size, BANDS[number % 2])


def _fill(cell: Any, value: _Cell, size: float, ground: str) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = _COLOUR.from_string(ground)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    colour = PALE if value.pale else DARK
    frame = cell.text_frame
    frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if value.right else PP_ALIGN.LEFT
    _run(frame.paragraphs[0], value.shown, value.size or size, value.bold, colour)
    if value.note:
        _run(frame.paragraphs[0], f"  {value.note}", size - 1.5, False, TEXT)


def _write(
    slide: Any,
    box: tuple[float, float, float, float],
    lines: Iterable[str],
    size: float,
    bold: bool = False,
    colour: str = DARK,
) -> None:
    shape = slide.shapes.add_textbox(*map(Inches, box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, text in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        _run(paragraph, text, size, bold, colour)


def _run(paragraph: Any, text: str, size: float, bold: bool, colour: str) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run.font.color.rgb = _COLOUR.from_string(colour)
    run.font.language_id = MSO_LANGUAGE_ID.SIMPLIFIED_CHINESE  # whose letters the theme chooses
