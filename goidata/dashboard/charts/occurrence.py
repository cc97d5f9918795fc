"""The share of reports in which some words stand, a bar a year, each with its n/N."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import LABEL, Canvas, rows_axis, value_axis
from goidata.dashboard.markup import escaped, lines
from goidata.dashboard.palette import FADED, INK, MUTED, SLATE, translucent
from goidata.dashboard.records import Record, small_bounds
from goidata.dashboard.values import Value, value_of
from goidata.dashboard.words import Words

PER_YEAR = 44
PLOT = 0.56  # the share of the width left of the numbers


def shares_by_year(rows: Sequence[Record], say: Words) -> go.Figure:
    """Rows with year, n, N, value, low, high, base; a base under 10 is pale and grey, from 10 to
    29 the 95% interval is drawn."""
    canvas = Canvas(len(rows) * PER_YEAR + 16)
    for place, row in enumerate(rows):
        if ends := small_bounds(row):
            canvas.stroke(place, *ends, SLATE, 1.5, 0.7)
        grey = {"color": FADED} if row["base"] == "tiny" else {}
        text = escaped(_value(row, say).short)
        canvas.write(text, PLOT + 0.02, place, xref="paper", font={**LABEL, **grey})
    _bars(canvas, rows, say)
    canvas.axes["xaxis"] = value_axis(range=[0, 1], domain=[0, PLOT])
    canvas.axes["yaxis"] = rows_axis(
        [lines([row["year"], say("mark.reports", n=row["N"])]) for row in rows]
    )
    return canvas.figure()


def share(row: Record, say: Words) -> str:
    """A share in words, with its interval where the base is small."""
    return _value(row, say).line


def _value(row: Record, say: Words) -> Value:
    return value_of(row, say, "share")


def _bars(canvas: Canvas, rows: Sequence[Record], say: Words) -> None:
    shades = [MUTED if row["base"] == "tiny" else INK for row in rows]
    canvas.draw(
        "bar",
        orientation="h",
        x=[row["value"] for row in rows],
        y=list(range(len(rows))),
        width=0.6,
        hoverinfo="text",
        hovertext=[escaped(f"{row['year']} {share(row, say)}") for row in rows],
        marker={
            "color": [
                translucent(shade, 0.35 if row["base"] == "tiny" else 0.9)
                for row, shade in zip(rows, shades, strict=True)
            ]
        },
    )
