"""The way of the applications: received and carried in, to outcomes and carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import LABEL, Canvas
from goidata.dashboard.markup import NAMELESS, bold, escaped, lines
from goidata.dashboard.numbers import count, percent, share_of
from goidata.dashboard.palette import MUTED, translucent

TOP, BOTTOM, PER_TARGET, MIDDLE = 30, 12, 54, 0.43


@dataclass(frozen=True, slots=True)
class Stream:
    """One band: its name, its number of applications, its colour."""

    name: str
    value: float
    colour: str


def sankey(sources: Sequence[Stream], targets: Sequence[Stream], middle: str) -> go.Figure:
    """Bands from `sources` through one node to `targets`; those of nought are left out.

    Every node carries its number. Positions are ours, so that the labels of the narrow sides never
    meet on a telephone: the middle node is labelled above the plot.
    """
    sources = [stream for stream in sources if stream.value > 0]
    targets = [stream for stream in targets if stream.value > 0]
    whole = sum(stream.value for stream in sources)
    canvas = Canvas(
        max(240, PER_TARGET * len(targets) + TOP),
        margins={"t": TOP, "b": BOTTOM, "l": 4, "r": 4},
    )
    canvas.draw(
        "sankey",
        arrangement="fixed",
        node=_nodes(sources, targets, whole),
        link=_links(sources, targets),
        textfont=LABEL,
    )
    title = bold(f"{middle} {count(whole)}")
    canvas.write(title, MIDDLE, 1, xref="paper", yref="paper", yanchor="bottom", xanchor="center")
    return canvas.figure()


def _nodes(sources: Sequence[Stream], targets: Sequence[Stream], whole: float) -> dict[str, object]:
    streams = [*sources, Stream("", whole, MUTED), *targets]
    return {
        "label": [*map(_label, sources), "", *(_label(stream, whole) for stream in targets)],
        "color": [stream.colour for stream in streams],
        "x": [0.001] * len(sources) + [MIDDLE] + [0.999] * len(targets),
        "y": [*_middles(sources, whole), 0.5, *_middles(targets, whole)],
        "thickness": 14,
        "pad": 14,
        "line": {"width": 0},
        "hovertemplate": "%{label}" + NAMELESS,
    }


def _links(sources: Sequence[Stream], targets: Sequence[Stream]) -> dict[str, object]:
    hub, streams = len(sources), [*sources, *targets]
    return {
        "source": [*range(hub), *[hub] * len(targets)],
        "target": [*[hub] * hub, *range(hub + 1, hub + 1 + len(targets))],
        "value": [stream.value for stream in streams],
        "color": [translucent(stream.colour, 0.35) for stream in streams],
        "hoverinfo": "skip",
    }


def _label(stream: Stream, whole: float = 0) -> str:
    """Name and number; with the `whole`, the share too, for which only the right side has room. On
    the left they stand in two lines, or they would reach the middle on a telephone."""
    name, value = stream.name, count(stream.value)
    if not whole:
        return lines([name, value])
    return f"{escaped(name)} {value} · {percent(share_of(stream.value, whole))}"


def _middles(streams: Sequence[Stream], whole: float) -> list[float]:
    """The heights of the nodes' middles, from 0 (top) to 1, small nodes kept apart."""
    least = 0.54 / max(len(streams), 1)
    heights = [max(share_of(stream.value, whole) or 0, least) for stream in streams]
    scale = sum(heights) or 1.0
    found, above = [], 0.0
    for height in heights:
        found.append(min(max((above + height / 2) / scale, 0.001), 0.999))
        above += height
    return found
