"""One panel a unit: its measure over the years before its peers, on the scale of all panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import LABEL, Canvas, quiet_axis, value_axis
from goidata.dashboard.charts.marks import marker
from goidata.dashboard.markup import bold, escaped, lines
from goidata.dashboard.numbers import out_of, written
from goidata.dashboard.palette import BAND, CLEAR, FADED, GRID, INK, INKED, MIDDLE, MUTED, PEERS
from goidata.dashboard.records import Record, small_bounds
from goidata.dashboard.values import TICKS, interval, kind_of, measured
from goidata.dashboard.words import Words
from goidata.form import Measure

HEIGHT = 225
ROOM = 0.36  # above the greatest value, for its figures
Points = tuple[list[float | None], list[float | None]]


@dataclass(frozen=True, slots=True)
class Look:
    """What all panels share: the measure, the years, the scale from `low` to `high`, words, and the
    reports `doubted` with what their hover says."""

    measure: Measure
    years: Sequence[int]
    low: float
    high: float
    say: Words
    doubted: Mapping[int, str]


def scale(rows: Sequence[Record]) -> tuple[float, float]:
    """One scale for the rows of every panel: from 0, or below it, to the greatest value drawn."""
    drawn = ["value", "q3", "q1"]
    drawn += [] if all(row["group_N"] is None for row in rows) else ["group_value"]
    values = [row[name] for row in rows for name in drawn if row[name] is not None]
    values += [row["value"] + _reach(row)[1] for row in rows if row["value"] is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    return low, high if high > low else low + 1.0


def panel(rows: Sequence[Record], look: Look) -> go.Figure:
    """The rows of one unit (`queries.compared`, one measure), one a year in order."""
    canvas = Canvas(HEIGHT, margins={"t": 10, "b": 24, "l": 8, "r": 8})
    _band(canvas, rows)
    _line(canvas, rows, "median", {"color": MIDDLE, "width": 1.5, "dash": "dot"})
    if look.measure.denominator is not None:
        _line(canvas, rows, "group_value", {"color": PEERS, "width": 2})
    _line(canvas, rows, "value", {"color": INK, "width": 2})
    _dots(canvas, [row for row in rows if row["value"] is not None], look)
    _said(canvas, rows, look)
    canvas.axes["xaxis"] = quiet_axis(
        range=[min(look.years) - 0.6, max(look.years) + 0.6],
        tickmode="array",
        tickvals=list(look.years),
        ticktext=[str(year) for year in look.years],
        tickfont={**LABEL, "size": 11},
        automargin=False,
    )
    canvas.axes["yaxis"] = _values(look)
    return canvas.figure()


def _values(look: Look) -> dict[str, Any]:
    room = ROOM * (look.high - look.low)
    return value_axis(
        range=[look.low - 0.05 * (look.high - look.low), look.high + room],
        nticks=4,
        showgrid=True,
        gridcolor=GRID,
        showticklabels=True,
        tickformat=TICKS[kind_of(look.measure)],
        tickfont={**LABEL, "size": 10},
    )


def _segments(rows: Sequence[Record], name: str) -> Points:
    """The places of a line, parted where a value is missing, where a year lies between and where
    the series breaks."""
    x: list[float | None] = []
    y: list[float | None] = []
    for before, row in pairwise([None, *rows]):
        assert row is not None
        if before is not None and (row["break"] or row["year"] - before["year"] > 1):
            x.append(None)
            y.append(None)
        x.append(row["year"])
        y.append(row[name])
    return x, y


def _line(canvas: Canvas, rows: Sequence[Record], name: str, line: dict[str, Any]) -> None:
    x, y = _segments(rows, name)
    canvas.draw("scatter", mode="lines", x=x, y=y, line=line, hoverinfo="skip", connectgaps=False)
    if name != "value":
        _alone(canvas, x, y, line)


def _alone(
    canvas: Canvas, x: list[float | None], y: list[float | None], line: dict[str, Any]
) -> None:
    """A short stroke where a value of the peers has none beside it: a line of one point is none."""
    around = [None, *y, None]
    for at, value in enumerate(y):
        year = x[at]
        if value is not None and year is not None and around[at] is around[at + 2] is None:
            ends = [year - 0.25, year + 0.25]
            canvas.draw("scatter", mode="lines", x=ends, y=[value] * 2, line=line, hoverinfo="skip")


def _band(canvas: Canvas, rows: Sequence[Record]) -> None:
    """The middle half of the units, from year to year; a block where a year stands alone."""
    run: list[Record] = []
    for row in [*rows, None]:
        whole = row is not None and row["q1"] is not None
        joined = not run or (
            row is not None and not row["break"] and row["year"] - run[-1]["year"] == 1
        )
        if run and not (whole and joined):
            _block(canvas, run)
            run = []
        if whole and row is not None:
            run.append(row)


def _block(canvas: Canvas, run: Sequence[Record]) -> None:
    alone = len(run) == 1
    years = [run[0]["year"] - 0.25, run[0]["year"] + 0.25] if alone else [r["year"] for r in run]
    low, high = ([row[name] for row in run] * (2 if alone else 1) for name in ("q1", "q3"))
    canvas.draw(
        "scatter",
        mode="lines",
        x=[*years, *reversed(years)],
        y=[*high, *reversed(low)],
        fill="toself",
        fillcolor=BAND,
        line={"width": 0, "color": CLEAR},
        hoverinfo="skip",
    )


def _dots(canvas: Canvas, rows: Sequence[Record], look: Look) -> None:
    shades = [MUTED if row["base"] == "tiny" else INK for row in rows]
    small = [_reach(row) for row in rows]
    canvas.draw(
        "scatter",
        mode="markers",
        x=[row["year"] for row in rows],
        y=[row["value"] for row in rows],
        marker=marker(rows, shades, look.doubted, size=9),
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [up for _, up in small],
            "arrayminus": [down for down, _ in small],
            "color": INK,
            "thickness": 1.2,
            "width": 3,
            "visible": any(up or down for down, up in small),
        },
        hoverinfo="text",
        hovertext=[_hover(row, look) for row in rows],
        cliponaxis=False,
    )


def _reach(row: Record) -> tuple[float, float]:
    """How far the interval of a small base reaches down and up."""
    ends = small_bounds(row)
    return (row["value"] - ends[0], ends[1] - row["value"]) if ends else (0.0, 0.0)


def _said(canvas: Canvas, rows: Sequence[Record], look: Look) -> None:
    """The last value in figures; at years without one, why."""
    for row in [row for row in rows if row["value"] is not None][-1:]:
        _last(canvas, row, look)
    for row in [row for row in rows if row["value"] is None]:
        canvas.write(
            escaped(measured(row, look.measure, look.say).why),
            row["year"],
            look.low,
            xanchor="center",
            yanchor="bottom",
            textangle=-90,
            font={**LABEL, "size": 10, "color": FADED},
        )


def _last(canvas: Canvas, row: Record, look: Look) -> None:
    value = measured(row, look.measure, look.say)
    parts = [value.fraction, value.base]
    late = row["year"] > sum(look.years) / len(look.years)
    anchor = "right" if late else "left"
    canvas.write(
        lines([bold(value.shown), *parts]),
        row["year"],
        row["value"] + _reach(row)[1],
        xanchor=anchor,
        yanchor="bottom",
        align=anchor,
        xshift=12 if late else -8,
        yshift=7,
        font={**LABEL, "size": 11, "color": FADED if value.tiny else INKED},
    )


def _hover(row: Record, look: Look) -> str:
    say, measure = look.say, look.measure
    value = measured(row, measure, say)
    said = [f"{row['unit']} {row['year']}", value.short, interval(row, measure, say)]
    return lines([*said, peers_said(row, measure, say), look.doubted.get(row["report"])])


def peers_said(row: Record, measure: Measure, say: Words) -> str:
    """The peers of a row: together with n/N, and the typical unit."""
    parts, kind = [], kind_of(measure)
    if measure.denominator is not None and row["group_value"] is not None:
        fraction = out_of(row["group_n"], row["group_N"])
        value = written(row["group_value"], kind)
        parts.append(say("compare.together", value=value, fraction=fraction))
    if row["median"] is not None:
        value, units = written(row["median"], kind), row["median_units"]
        parts.append(say("compare.middle", value=value, units=units))
    return say("compare.peers") + say("mark.colon") + " · ".join(parts) if parts else ""
