"""Several values of each report side by side, each with a scale of its own, on one ladder."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from goidata.dashboard.charts.bars import ROOM, Look, add_bars, as_bars
from goidata.dashboard.charts.canvas import LABEL, Canvas, longest, value_axis
from goidata.dashboard.charts.ladder import ladder, lay
from goidata.dashboard.markup import lines
from goidata.dashboard.records import Record
from goidata.dashboard.words import Words

SPACE, WIDEST, LINE = 0.06, 15, 16  # of the width; letters and pixels of a title


@dataclass(frozen=True, slots=True)
class Facet:
    """One column of bars: the name of its figure, its label, colour and unit."""

    name: str
    label: str
    colour: str
    unit: str = ""


def facets(
    rows: Sequence[Record], columns: Sequence[Facet], say: Words, doubted: Mapping[int, str]
) -> go.Figure:
    """Bars for each facet: rows with report, agency, unit, year, name, value, why_missing."""
    rungs = ladder(rows)
    head = 8 + LINE * max(len(_lines(facet)) for facet in columns)
    canvas = Canvas(rungs.height + head, margins={"t": head})
    width = (1 - SPACE * (len(columns) - 1)) / len(columns)
    for at, facet in enumerate(columns):
        number, start = "" if at == 0 else str(at + 1), at * (width + SPACE)
        look = Look(say, facet.colour, doubted, facet.unit)
        drawn = as_bars([r for r in rows if r["name"] == facet.name], rungs.places, look)
        add_bars(canvas, drawn, facet.colour, xaxis=f"x{number}")
        canvas.axes[f"xaxis{number}"] = value_axis(
            range=[0, longest(bar.value for bar in drawn) * (ROOM + 0.35)],
            domain=[start, min(start + width, 1.0)],
            anchor="y",
        )
        _title(canvas, facet, start)
    lay(canvas, rungs)
    return canvas.figure()


def _lines(facet: Facet) -> list[str]:
    return textwrap.wrap(facet.label, WIDEST)


def _title(canvas: Canvas, facet: Facet, start: float) -> None:
    canvas.write(
        lines(_lines(facet)),
        start,
        1,
        xref="paper",
        yref="paper",
        yanchor="bottom",
        align="left",
        font={**LABEL, "color": facet.colour},
    )
