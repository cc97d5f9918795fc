"""Parts of a whole and theirs beside them: every box as high as its number.

Drawn as bars on bars: Plotly's own tree gives a third of the width to the whole, for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import Canvas, quiet_axis, value_axis
from goidata.dashboard.markup import escaped
from goidata.dashboard.palette import contrast

HEIGHT = 430
LEGIBLE = 0.04  # of the height: a lower box carries no words
GAP = 0.01  # of the width, between a part and its parts


@dataclass(frozen=True, slots=True)
class Branch:
    """One box: in the first or second column (0 or 1), where it begins and how high it is, its
    words, and its colour."""

    column: int
    start: float
    value: float
    text: str
    colour: str


def tree(branches: Sequence[Branch]) -> go.Figure:
    """The boxes from top to bottom; parts stand beside what they are parts of."""
    canvas = Canvas(HEIGHT, margins={"t": 2, "b": 2})
    whole = max(branch.start + branch.value for branch in branches)
    canvas.draw(
        "bar",
        x=[branch.column + 0.5 for branch in branches],
        base=[branch.start for branch in branches],
        y=[branch.value for branch in branches],
        width=1 - GAP,
        text=[
            escaped(branch.text) if branch.value >= LEGIBLE * whole else "" for branch in branches
        ],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 12, "color": [contrast(branch.colour) for branch in branches]},
        constraintext="inside",
        hoverinfo="text",
        hovertext=[escaped(branch.text) for branch in branches],
        marker={
            "color": [branch.colour for branch in branches],
            "line": {"color": "rgba(255,255,255,0.85)", "width": 1},
        },
    )
    canvas.axes["xaxis"] = quiet_axis(range=[0, 2], showticklabels=False)
    canvas.axes["yaxis"] = value_axis(range=[whole, 0], zeroline=False)
    return canvas.figure()
