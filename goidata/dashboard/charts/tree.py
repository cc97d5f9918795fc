"""A whole and its parts and theirs, from left to right: every box as high as its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import Canvas
from goidata.dashboard.markup import escaped
from goidata.dashboard.palette import CLEAR

HEIGHT = 430


@dataclass(frozen=True, slots=True)
class Branch:
    """One box: its key and that of the box it is part of (empty for the whole), its name, number,
    what its hover says, and its colour."""

    key: str
    parent: str
    name: str
    value: float
    hover: str
    colour: str


def tree(branches: Sequence[Branch]) -> go.Figure:
    """The boxes of a tree; a box may be larger than its parts, never smaller."""
    canvas = Canvas(HEIGHT, margins={"l": 0, "r": 0, "t": 2, "b": 2})
    canvas.draw(
        "icicle",
        ids=[branch.key for branch in branches],
        parents=[branch.parent for branch in branches],
        labels=[escaped(branch.name) for branch in branches],
        values=[branch.value for branch in branches],
        hovertext=[escaped(branch.hover) for branch in branches],
        text=[escaped(branch.hover) for branch in branches],
        branchvalues="total",
        sort=False,
        hoverinfo="text",
        textinfo="text",
        textfont={"size": 12},
        marker={"colors": [branch.colour for branch in branches], "line": {"width": 1}},
        tiling={"orientation": "h", "pad": 1},
        root={"color": CLEAR},
        pathbar={"visible": False},
    )
    return canvas.figure()
