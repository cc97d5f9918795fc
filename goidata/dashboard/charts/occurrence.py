"""The share of reports in which some words stand, a bar a year, each with its n/N."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import LABEL, Canvas, rows_axis, value_axis
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import out_of, percent
from goidata.dashboard.palette import INK, MUTED, SLATE, translucent
from goidata.dashboard.records import Bounds, Record, small_bounds
from goidata.dashboard.words import Words

PER_YEAR = 44
PLOT = 0.56  # the share of the width left of the numbers


def shares_by_year(rows: Sequence[Record], say: Words) -> go.Figure:
    """Rows with year, n, N, value, low, high, base; a base under 10 is pale and grey, from 10 to
    29 the 95 % interval is drawn."""
    canvas = Canvas(len(rows) * PER_YEAR + 16)
    for place, row in enumerate(rows):
        if ends := small_bounds(row):
            _interval(canvas, ends, place)
        grey = {"color": MUTED} if row["base"] == "tiny" else {}
        canvas.write(
            escaped(beside(row, say)), PLOT + 0.02, place, xref="paper", font={**LABEL, **grey}
        )
    _bars(canvas, rows, say)
    canvas.axes["xaxis"] = value_axis(range=[0, 1], domain=[0, PLOT])
    canvas.axes["yaxis"] = rows_axis(
        [f"{row['year']}<br>{say('mark.reports', n=row['N'])}" for row in rows]
    )
    return canvas.figure()


def beside(row: Record, say: Words) -> str:
    """A share beside its bar: per cent and n/N, and 基数小 where it is; under 10, n/N alone."""
    fraction = out_of(row["n"], row["N"])
    if row["base"] == "tiny":
        return f"{fraction}  {say('mark.tiny')}"
    small = f" {say('mark.small')}" if row["base"] == "small" else ""
    return f"{percent(row['value'])}  {fraction}{small}"


def share(row: Record, say: Words) -> str:
    """A share in words, with its interval where the base is small."""
    said = " ".join(beside(row, say).split())
    ends = small_bounds(row)
    if ends is None:
        return said
    interval = say("mark.interval", low=percent(ends[0]), high=percent(ends[1]))
    return f"{said} · {interval}"


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


def _interval(canvas: Canvas, ends: Bounds, place: int) -> None:
    canvas.shapes.append(
        {
            "type": "line",
            "x0": ends[0],
            "x1": ends[1],
            "y0": place,
            "y1": place,
            "line": {"color": SLATE, "width": 1.5},
            "opacity": 0.7,
        }
    )
