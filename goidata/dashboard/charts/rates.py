"""Rates with their n/N: a dot, its interval where the base is small, grey where it is tiny."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import LABEL, Canvas, longest, value_axis
from goidata.dashboard.charts.ladder import ladder, lay
from goidata.dashboard.charts.marks import marker
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import DASH, events, out_of, percent
from goidata.dashboard.palette import GRID, INK, MUTED
from goidata.dashboard.records import Bounds, Record, bounds, small_bounds
from goidata.dashboard.words import Words

PLOT, AXIS = 0.55, 22  # the share of the width left of the numbers; pixels for the scale


def rates_by_unit(
    rows: Sequence[Record], say: Words, doubted: Mapping[int, str], per_100: bool = False
) -> go.Figure:
    """One dot a report: rows with report, agency, unit, year, n, N, value, low, high, base."""
    rungs = ladder(rows)
    canvas = Canvas(rungs.height + AXIS, margins={"b": AXIS + 6})
    placed = [{**row, "place": rungs.places[row["report"]]} for row in rows]
    drawn = [row for row in placed if row["value"] is not None]
    top = _top(drawn, per_100)
    for row in drawn:
        if ends := small_bounds(row):
            _interval(canvas, row["place"], ends, top)
    _dots(canvas, drawn, say, doubted, per_100)
    for row in placed:
        _beside(canvas, row, say, per_100)
    canvas.axes["xaxis"] = _scale(top, per_100)
    lay(canvas, rungs)
    return canvas.figure()


def number(row: Record, say: Words, per_100: bool) -> str:
    """A rate in words: value, n/N, and 基数小 where it is."""
    if row["n"] is None or row["N"] is None:
        return say(f"missing.{row.get('why_missing') or 'unreadable'}")
    fraction = out_of(row["n"], row["N"])
    if row["value"] is None:
        why = row.get("why_missing") if row["N"] else None
        return f"{DASH}  {fraction}" + (f" {say(f'missing.{why}')}" if why else "")
    shown = events(row["value"]) if per_100 else percent(row["value"])
    small = " " + say("mark.small") if row["base"] == "small" else ""
    return f"{shown}  {fraction}{small}"


def _dots(
    canvas: Canvas, rows: Sequence[Record], say: Words, doubted: Mapping[int, str], per_100: bool
) -> None:
    shades = [MUTED if row["base"] == "tiny" or row["beside"] else INK for row in rows]
    canvas.draw(
        "scatter",
        mode="markers",
        x=[row["value"] for row in rows],
        y=[row["place"] for row in rows],
        marker=marker(rows, shades, doubted, size=11),
        hoverinfo="text",
        hovertext=[_hover(row, say, doubted, per_100) for row in rows],
        cliponaxis=False,
    )


def _interval(canvas: Canvas, place: float, ends: Bounds, top: float) -> None:
    canvas.shapes.append(
        {
            "type": "line",
            "x0": ends[0],
            "x1": min(ends[1], top),
            "y0": place,
            "y1": place,
            "line": {"color": INK, "width": 2},
            "opacity": 0.45,
            "layer": "below",
        }
    )


def _beside(canvas: Canvas, row: Record, say: Words, per_100: bool) -> None:
    font = {**LABEL, "color": MUTED} if row["base"] == "tiny" else LABEL
    text = escaped(number(row, say, per_100))
    canvas.write(text, PLOT + 0.04, row["place"], xref="paper", font=font)


def _top(rows: Sequence[Record], per_100: bool) -> float:
    """The end of the scale: 1 for shares, the greatest value and a little more for events."""
    return 1.2 * longest(row["value"] for row in rows) if per_100 else 1.0


def _scale(top: float, per_100: bool) -> dict[str, object]:
    return value_axis(
        range=[-0.03 * top, 1.05 * top],
        domain=[0, PLOT],
        nticks=5,
        showgrid=True,
        gridcolor=GRID,
        showticklabels=True,
        tickformat=".0f" if per_100 else ".0%",
        tickfont={**LABEL, "size": 10},
        automargin=False,
    )


def _hover(row: Record, say: Words, doubted: Mapping[int, str], per_100: bool) -> str:
    lines = [f"{row['unit']} {row['year']}", number(row, say, per_100)]
    if (ends := bounds(row)) and not per_100:
        lines.append(say("mark.interval", low=percent(ends[0]), high=percent(ends[1])))
    lines.append(doubted.get(row["report"], ""))
    return "<br>".join(escaped(line) for line in lines if line)
