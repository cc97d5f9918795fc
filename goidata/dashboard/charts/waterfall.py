"""A stock from one year to the next, step by step: where it begins, what comes, goes, and is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import LABEL, Canvas, longest, quiet_axis, value_axis
from goidata.dashboard.markup import escaped, lines
from goidata.dashboard.palette import GRID

HEIGHT, ROOM = 270, 1.14
WIDEST, NARROW = 9, 4  # letters of a name on one line, and Chinese characters


@dataclass(frozen=True, slots=True)
class Step:
    """One column, from `low` to `high` of the stock, its name, the number over it, its colour."""

    name: str
    low: float
    high: float
    text: str
    colour: str


def waterfall(steps: Sequence[Step]) -> go.Figure:
    """One column a step; a thin line leads from the end of each to the next."""
    canvas = Canvas(HEIGHT, margins={"b": 56})
    canvas.draw(
        "bar",
        x=list(range(len(steps))),
        base=[step.low for step in steps],
        y=[step.high - step.low for step in steps],
        text=[escaped(step.text) for step in steps],
        textposition="outside",
        textfont=LABEL,
        cliponaxis=False,
        constraintext="none",
        hoverinfo="text",
        hovertext=[escaped(f"{step.name} {step.text}") for step in steps],
        marker={"color": [step.colour for step in steps], "line": {"width": 0}},
        width=0.62,
    )
    top = longest(step.high for step in steps)
    canvas.axes["yaxis"] = value_axis(range=[0, top * ROOM], zerolinecolor=GRID)
    canvas.axes["xaxis"] = quiet_axis(
        tickmode="array",
        tickvals=list(range(len(steps))),
        ticktext=[lines(_broken(step.name)) for step in steps],
        tickangle=0,
        tickfont=LABEL,
        range=[-0.6, len(steps) - 0.4],
    )
    return canvas.figure()


def _broken(name: str) -> list[str]:
    """A name in lines as narrow as a column is on a telephone; no word of letters is parted."""
    if name.isascii():
        return wrap(name, WIDEST, break_long_words=False)
    return [line for word in name.split() for line in wrap(word, NARROW)]
