"""Counts by year within one stratum, each bar with the number of reports it stands for."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from goidata.dashboard.charts.bars import ROOM, Bar, Look, add_bars, beside
from goidata.dashboard.charts.canvas import Canvas, longest, rows_axis, value_axis
from goidata.dashboard.markup import escaped, lines
from goidata.dashboard.palette import CLEAR, translucent
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import value_of

PER_YEAR = 44


def counts_by_year(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar a year: columns year, value, reports (that state it), held, and `approximate` (how
    many of the values are), where some may be."""
    rows = records(frame.sort_values("year"))
    drawn = [_bar(row, float(at), look) for at, row in enumerate(rows)]
    canvas = Canvas(len(rows) * PER_YEAR + 16)
    add_bars(canvas, drawn, look.colour)
    canvas.axes["xaxis"] = value_axis(range=[0, longest(bar.value for bar in drawn) * ROOM])
    canvas.axes["yaxis"] = rows_axis([_label(row, look) for row in rows])
    return canvas.figure()


def _label(row: Record, look: Look) -> str:
    stated = look.say("mark.stated_short", n=row["reports"], N=row["held"])
    return lines([row["year"], stated])


def _bar(row: Record, place: float, look: Look) -> Bar:
    say = look.say
    value = value_of({**row, "why_missing": "unstated"}, say)
    text, said = beside(value, look)
    return Bar(
        place=place,
        value=max(value.number or 0, 0),
        text=escaped(text),
        hover=lines([row["year"], said, say("mark.stated", n=row["reports"], N=row["held"])]),
        fill=translucent(look.colour, 0.45 if value.about else 0.9),
        edge=CLEAR if value.number is None else look.colour,
        pattern="/" if value.about else "",
    )
