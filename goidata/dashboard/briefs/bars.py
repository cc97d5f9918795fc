"""Charts of a document: tables of their numbers, with bars set in letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import RGBColor

from goidata.dashboard.briefs.brief import Amount, Chart, Place
from goidata.dashboard.briefs.lettering import TEXT, head, line, tabled, write
from goidata.dashboard.numbers import written
from goidata.dashboard.palette import pale
from goidata.dashboard.words import Words

BLOCK, LONG = "█", 24  # of a bar: its letter, and how many of them the longest takes


def drawn(paper: Any, charts: Sequence[Chart], say: Words) -> None:
    """Each chart as a table of its numbers, with bars set in letters, below its title."""
    if charts:
        head(paper, say("brief.charts"))
    for chart in charts:
        line(paper, chart.title, 10, bold=True)
        paper.paragraphs[-1].paragraph_format.keep_with_next = True
        if chart.series:
            _bars(paper, chart)
        notes = " ".join(chart.notes) if chart.series else say("brief.no_chart")
        line(paper, notes, 7.5, colour=TEXT)


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
    table = tabled(paper, heads, rows, _widths(len(chart.series)))
    for at, row in enumerate(table.rows[1:]):
        row.cells[1].vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        _bar(row.cells[1].paragraphs[0], chart, at)
    if len(chart.series) > 1:
        for cell, each in zip(table.rows[0].cells[2:], chart.series, strict=False):
            write(cell.paragraphs[0], f" {BLOCK}", 7.5, colour=_rgb(each.colour))


def _widths(series: int) -> tuple[float, ...]:
    """Of the columns: label, bar, numbers, and what stands at the end; few numbers have room."""
    return (2.6, 3.0, *[1.15 if series > 2 else 1.8] * series, 1.5)


def _bar(paragraph: Any, chart: Chart, at: int) -> None:
    """Blocks in the colours of the series, one after the other; as many together as the whole."""
    end = 0.0
    for each in chart.series:
        start, end = end, min(end + chart.length(each, at), 1.0)
        colour = pale(each.colour) if chart.places[at].pale else each.colour
        blocks = BLOCK * (round(LONG * end) - round(LONG * start))
        write(paragraph, blocks, 5, colour=_rgb(colour))


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())


def _number(value: float | None, chart: Chart, place: Place) -> Amount:
    return Amount(written(value, chart.form), value, chart.form, pale=place.pale)
