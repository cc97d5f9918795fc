"""Rates with their n/N: a dot, its interval where the base is small, grey where it is tiny."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import LABEL, Canvas, longest, value_axis
from goidata.dashboard.charts.ladder import ladder, lay
from goidata.dashboard.charts.marks import marker
from goidata.dashboard.markup import escaped, lines
from goidata.dashboard.palette import GRID, INK, MUTED
from goidata.dashboard.records import Record, small_bounds
from goidata.dashboard.values import TICKS, interval, kind_of, measured
from goidata.dashboard.words import Words
from goidata.form import Measure

PLOT, AXIS = 0.55, 22  # the share of the width left of the numbers; pixels for the scale


def rates_by_unit(
    rows: Sequence[Record], measure: Measure, say: Words, doubted: Mapping[int, str]
) -> go.Figure:
    """One dot a report: rows with report, agency, unit, year, n, N, value, low, high, base."""
    rungs = ladder(rows)
    canvas = Canvas(rungs.height + AXIS, margins={"b": AXIS + 6})
    placed = [{**row, "place": rungs.places[row["report"]]} for row in rows]
    drawn = [row for row in placed if row["value"] is not None]
    top = 1.0 if kind_of(measure) == "share" else 1.2 * longest(row["value"] for row in drawn)
    for row in drawn:
        if ends := small_bounds(row):
            canvas.stroke(row["place"], ends[0], min(ends[1], top), INK, 2, 0.45)
    _dots(canvas, drawn, measure, say, doubted)
    for row in placed:
        _beside(canvas, row, measure, say)
    canvas.axes["xaxis"] = _scale(top, measure)
    lay(canvas, rungs)
    return canvas.figure()


def _dots(
    canvas: Canvas,
    rows: Sequence[Record],
    measure: Measure,
    say: Words,
    doubted: Mapping[int, str],
) -> None:
    shades = [MUTED if row["base"] == "tiny" or row["beside"] else INK for row in rows]
    canvas.draw(
        "scatter",
        mode="markers",
        x=[row["value"] for row in rows],
        y=[row["place"] for row in rows],
        marker=marker(rows, shades, doubted, size=11),
        hoverinfo="text",
        hovertext=[_hover(row, measure, say, doubted) for row in rows],
        cliponaxis=False,
    )


def _beside(canvas: Canvas, row: Record, measure: Measure, say: Words) -> None:
    font = {**LABEL, "color": MUTED} if row["base"] == "tiny" else LABEL
    text = escaped(measured(row, measure, say).short)
    canvas.write(text, PLOT + 0.04, row["place"], xref="paper", font=font)


def _scale(top: float, measure: Measure) -> dict[str, object]:
    return value_axis(
        range=[-0.03 * top, 1.05 * top],
        domain=[0, PLOT],
        nticks=5,
        showgrid=True,
        gridcolor=GRID,
        showticklabels=True,
        tickformat=TICKS[kind_of(measure)],
        tickfont={**LABEL, "size": 10},
        automargin=False,
    )


def _hover(row: Record, measure: Measure, say: Words, doubted: Mapping[int, str]) -> str:
    head, doubt = f"{row['unit']} {row['year']}", doubted.get(row["report"])
    return lines([head, measured(row, measure, say).short, interval(row, measure, say), doubt])
