"""The sheet every chart is drawn on: margins, grid, type, hover; nothing that asks another host.

A figure is gathered as plain data and handed to Plotly once: changing a Plotly figure step by step
costs ten times as much.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from goidata.dashboard.palette import CLEAR, FONT, GRID, TEXT

# No drag: a finger that scrolls the page does not zoom a chart. Of Plotly's mode bar the one button
# that makes a picture is there and not seen: the buttons above the chart press it (in_place.js).
CONFIG: dict[str, Any] = {
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
}
SIZE = 13
LEAST = 10  # pixels: words that do not fit at this size are left out, and show on hovering
LABEL = {"size": 12, "color": TEXT}

Spec = dict[str, Any]


@dataclass(slots=True)
class Canvas:
    """A figure in the making, `height` pixels high. Legends stand above it, in HTML: they wrap on a
    telephone, and their colours are those of the parts, not of the first bar."""

    height: int
    margins: dict[str, int] = field(default_factory=dict)
    traces: list[Spec] = field(default_factory=list)
    axes: Spec = field(default_factory=dict)
    notes: list[Spec] = field(default_factory=list)
    shapes: list[Spec] = field(default_factory=list)
    barmode: str = "group"

    def draw(self, kind: str, **trace: Any) -> None:
        """Add a trace of a Plotly type."""
        self.traces.append({"type": kind, **trace})

    def write(self, text: str, x: float, y: float, **more: Any) -> None:
        """Write `text`, escaped by the caller, beginning at a place."""
        note = {"text": text, "x": x, "y": y, "showarrow": False, "xanchor": "left", "font": LABEL}
        self.notes.append({**note, **more})

    def stroke(
        self, y: float, x0: float, x1: float, colour: str, width: float, kept: float
    ) -> None:
        """Draw an interval at the height `y`, below the marks, with a part of its colour `kept`."""
        ends = {"x0": x0, "x1": x1, "y0": y, "y1": y}
        look = {"line": {"color": colour, "width": width}, "opacity": kept, "layer": "below"}
        self.shapes.append({"type": "line", **ends, **look})

    def figure(self) -> go.Figure:
        """The figure as Plotly knows it."""
        # unchecked here, where every reader waits for it; the tests check every figure
        return go.Figure({"data": self.traces, "layout": self._layout()}, _validate=False)

    def _layout(self) -> Spec:
        return {
            "template": {},
            "height": self.height,
            "margin": {"l": 8, "r": 12, "t": 8, "b": 8, **self.margins},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "font": {"size": SIZE, "color": TEXT, "family": FONT},
            "dragmode": False,
            "showlegend": False,
            "hoverlabel": {"align": "left", "namelength": -1},
            "hovermode": "closest",
            "barmode": self.barmode,
            "bargap": 0.3,
            "uniformtext": {"minsize": LEAST, "mode": "hide"},  # of numbers within bars
            "annotations": self.notes,
            "shapes": self.shapes,
            **self.axes,
        }


def longest(values: Iterable[float | None]) -> float:
    """The end of a scale that begins at 0: the greatest value, 1 where none is above 0."""
    return max((value for value in values if value is not None and value > 0), default=1)


def quiet_axis(**more: Any) -> Spec:
    """An axis without line, title or ticks, that cannot be dragged."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "ticklabelstandoff": 4,
        "fixedrange": True,
        "automargin": True,
        **more,
    }


def value_axis(**more: Any) -> Spec:
    """An axis of values: no grid and no numbers, since the marks carry their own."""
    return quiet_axis(**{"zeroline": True, "zerolinecolor": GRID, "showticklabels": False, **more})


def rows_axis(labels: list[str], **more: Any) -> Spec:
    """A vertical axis of rows 0, 1, … from the top, each with its label."""
    return quiet_axis(
        range=[len(labels) - 0.45, -0.55],
        tickmode="array",
        tickvals=list(range(len(labels))),
        ticktext=labels,
        tickfont=LABEL,
        **more,
    )
