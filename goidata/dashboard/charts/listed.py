"""A list of named counts in printed order, the name over its bar: reasons have long names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import LABEL, Canvas, longest, quiet_axis, value_axis
from goidata.dashboard.markup import escaped, lines
from goidata.dashboard.palette import translucent

PAIR = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, its count, and the words beside the bar."""

    name: str
    value: float
    text: str


def listed(entries: Sequence[Entry], colour: str, most: float) -> go.Figure:
    """One bar an entry, in the order given; `most` is what the scale holds: lists that stand side
    by side share it."""
    canvas = Canvas(len(entries) * PAIR + 16)
    canvas.draw(
        "bar",
        orientation="h",
        y=[at + 0.28 for at in range(len(entries))],
        x=[entry.value for entry in entries],
        width=0.36,
        text=[escaped(entry.text) for entry in entries],
        textposition="outside",
        textfont=LABEL,
        cliponaxis=False,
        constraintext="none",
        hoverinfo="text",
        hovertext=[lines([entry.name, entry.text]) for entry in entries],
        marker={"color": translucent(colour, 0.9), "line": {"width": 0}},
    )
    for at, entry in enumerate(entries):
        canvas.write(escaped(entry.name), 0, at - 0.16, xref="paper")
    canvas.axes["xaxis"] = value_axis(range=[0, longest([most]) * 1.5])
    canvas.axes["yaxis"] = quiet_axis(range=[len(entries) - 0.4, -0.5], showticklabels=False)
    return canvas.figure()
