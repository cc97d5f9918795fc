"""Checks that fail, by year and by the size of their differences: the only charts in red."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import Canvas, rows_axis, value_axis
from goidata.dashboard.markup import NAMELESS, escaped, lines
from goidata.dashboard.numbers import count
from goidata.dashboard.palette import SEVERITIES, contrast
from goidata.dashboard.records import records
from goidata.dashboard.words import Words

PER_YEAR, PER_CLASS = 40, 36  # pixels: high enough for numbers
LEAST = 6  # one failure is no full bar


def failures_by_year(frame: pd.DataFrame, held: Mapping[int, int], say: Words) -> go.Figure:
    """Failing checks a year, one bar a severity: columns year, severity, fails; `held` says how
    many reports there are of each year, those without a failure included."""
    rows, years = records(frame), sorted(held)
    canvas = Canvas(len(years) * PER_YEAR + 16)
    for kind, colour in SEVERITIES.items():
        found = [row for row in rows if row["severity"] == kind]
        counts = [sum(row["fails"] for row in found if row["year"] == year) for year in years]
        if any(counts):
            _severity(canvas, say(f"severity.{kind}"), colour, counts)
    most = max(frame.groupby("year")["fails"].sum(), default=0)
    canvas.barmode = "stack"
    canvas.axes["xaxis"] = value_axis(range=[0, max(LEAST, most) * 1.1])
    canvas.axes["yaxis"] = rows_axis(
        [lines([year, say("mark.reports", n=held[year])]) for year in years]
    )
    return canvas.figure()


def sizes_of_differences(frame: pd.DataFrame, names: Mapping[float, str], say: Words) -> go.Figure:
    """Findings by the size of their difference, one bar a class: columns low, severity, findings;
    `names` gives each class, by its `low`, its words."""
    rows = records(frame)
    canvas = Canvas(len(names) * PER_CLASS + 16)
    for kind, colour in SEVERITIES.items():
        counts = {row["low"]: row["findings"] for row in rows if row["severity"] == kind}
        if any(counts.values()):
            _severity(canvas, say(f"severity.{kind}"), colour, [counts[low] for low in names])
    most = max(frame.groupby("low")["findings"].sum(), default=0)
    canvas.barmode = "stack"
    canvas.axes["xaxis"] = value_axis(range=[0, max(LEAST, most) * 1.1])
    canvas.axes["yaxis"] = rows_axis(list(map(escaped, names.values())))
    return canvas.figure()


def _severity(canvas: Canvas, name: str, colour: str, counts: Sequence[int]) -> None:
    canvas.draw(
        "bar",
        name=name,
        orientation="h",
        y=list(range(len(counts))),
        x=list(counts),
        text=[count(each) if each else "" for each in counts],
        textposition="inside",
        textangle=0,
        insidetextanchor="middle",
        textfont={"color": contrast(colour)},
        marker={"color": colour},
        hovertemplate=f"{escaped(name)} %{{x}}{NAMELESS}",
    )
