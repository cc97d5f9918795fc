"""Places by their centres: circles sized by a volume and coloured by a rate.

Drawn as plain points with the breadth of a degree as at the middle of the view, so that nothing is
fetched and the page prints sharp. Places without a report are small dots: together they show the
land.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from goidata.dashboard.charts import view
from goidata.dashboard.charts.canvas import Canvas, longest
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import Kind
from goidata.dashboard.palette import CLEAR, MUTED, RATE_SCALE
from goidata.dashboard.records import Record

HEIGHT, LARGEST, LEAST = 460, 46, 7  # pixels
NAMED = 8  # circles that carry their name
CIRCLES = 300
SPECK, CROWD = 0.0027, 300  # half a dot, of the view; twice as large where they are fewer

Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Shade:
    """How the colours of circles are to be read: the title of the scale, the ends, the kind of
    number, and whether values lie beyond them."""

    title: str
    low: float
    high: float
    kind: Kind
    cut: bool = False


def bubbles(
    rows: Sequence[Record],
    others: Sequence[Record],
    empty: Sequence[Record],
    hovers: Mapping[int, str],
    shade: Shade,
    areas: Mapping[str, Sequence[Ring]],
    south: str,
) -> go.Figure:
    """Circles for `rows` (report, region, region_name, errors, longitude, latitude, received,
    value, base), dots for `others` and `empty` (longitude, latitude), outlines for `areas` (rings
    of longitude and latitude by region), coloured where one of `rows` or `others` (region, value,
    base) has the rate; `hovers` says what stands over a circle, by report. A click gives the code
    of the region. The far south, called `south`, stands in a frame of its own where all the land
    is shown."""
    seen = view.view_of([*rows, *others, *empty])
    rows, others, empty = (view.moved(each, seen) for each in (rows, others, empty))
    canvas = Canvas(HEIGHT, margins={"t": 4, "b": 4, "l": 4, "r": 4})
    for code, rings in areas.items():
        _area(canvas, code, rings, [*rows, *others], shade)
    extent = _extent([*rows, *others, *empty])
    _dots(canvas, empty, extent, 0.55)
    _dots(canvas, others, extent, 0.8)
    _circles(canvas, rows, hovers, shade)
    _names(canvas, rows, seen)
    view.draw(canvas, seen, south)
    return canvas.figure()


def _extent(places: Sequence[Record]) -> float:
    """The greater side of the view, in degrees."""
    sides = ([row[name] for row in places] for name in ("longitude", "latitude"))
    return float(max(0.5, *(max(side) - min(side) for side in sides)))


def _dots(canvas: Canvas, rows: Sequence[Record], extent: float, kept: float) -> None:
    """Small diamonds, all of them one node of the page: thousands of points slow every click."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    reach = extent * (SPECK if len(rows) > CROWD else 2 * SPECK)
    digits = 4 - int(math.log10(extent))  # a part of a dot on the screen; more is sent in vain
    for row in rows:
        x, y = row["longitude"], row["latitude"]
        (west, east), (south, north) = (
            (round(at - reach, digits), round(at + reach, digits)) for at in (x, y)
        )
        xs += [west, x, east, x, west, None]
        ys += [y, north, y, south, y, None]
    canvas.draw(
        "scatter",
        mode="none",
        x=xs,
        y=ys,
        fill="toself",
        fillcolor=MUTED,
        opacity=kept,
        hoverinfo="skip",  # a click is meant for the circle around it
    )


def _circles(
    canvas: Canvas, rows: Sequence[Record], hovers: Mapping[int, str], shade: Shade
) -> None:
    shown = [row["base"] in ("small", "plain", None) and row["value"] is not None for row in rows]
    whole = longest(row["received"] for row in rows)
    colours = [
        CLEAR if row["errors"] else _colour(row["value"], shade) if plain else MUTED
        for row, plain in zip(rows, shown, strict=True)
    ]
    edges = [
        _colour(row["value"], shade) if plain else MUTED
        for row, plain in zip(rows, shown, strict=True)
    ]
    canvas.draw(
        "scatter",
        mode="markers",
        x=[row["longitude"] for row in rows],
        y=[row["latitude"] for row in rows],
        marker={
            "size": [_size(row, whole) for row in rows],
            "color": colours,
            "opacity": 0.88,
            "line": {"color": edges, "width": 1.5},
        },
        customdata=[row["region"] for row in rows],
        hoverinfo="text",
        hovertext=[hovers[row["report"]] for row in rows],
        cliponaxis=False,
    )


def _size(row: Record, whole: float) -> float:
    """The diameter of a circle whose area is the volume."""
    return max(LEAST, LARGEST * math.sqrt(max(row["received"] or 0, 0) / whole))


def _names(canvas: Canvas, rows: Sequence[Record], seen: view.View) -> None:
    """The names of the largest, beside their circles, as far as they do not meet."""
    placed: list[tuple[float, float]] = []
    extent = max([abs(row["latitude"] - rows[0]["latitude"]) for row in rows], default=0) or 1
    for row in rows:
        here = row["longitude"], row["latitude"]
        if len(placed) == NAMED or any(math.dist(here, there) < extent / 12 for there in placed):
            continue
        placed.append(here)
        shift = _size(row, longest(each["received"] for each in rows)) / 2 + 3
        left = view.beside_frame(*here, seen)
        side = {"xanchor": "right", "xshift": -shift} if left else {"xshift": shift}
        canvas.write(escaped(row["region_name"]), *here, **side)


def _colour(value: float, shade: Shade) -> str:
    span = (shade.high - shade.low) or 1.0
    at = min(1.0, max(0.0, (value - shade.low) / span))
    for (low, one), (high, other) in pairwise(RATE_SCALE):
        if at <= high:
            return _between(one, other, (at - low) / (high - low))
    return RATE_SCALE[-1][1]


def _between(one: str, other: str, share: float) -> str:
    """A colour between two of the form "#rrggbb"."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _area(
    canvas: Canvas, code: str, rings: Iterable[Ring], rows: Sequence[Record], shade: Shade
) -> None:
    """An area, coloured where a report of its region has the rate."""
    row = next((row for row in rows if row["region"] == code), None)
    known = row is not None and row["value"] is not None and row["base"] in ("small", "plain")
    fill = _colour(row["value"], shade) if row is not None and known else CLEAR
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in rings:
        xs += [*(x for x, _ in ring), None]
        ys += [*(y for _, y in ring), None]
    canvas.draw(
        "scatter",
        mode="lines",
        x=xs,
        y=ys,
        fill="toself",
        fillcolor=fill,
        opacity=0.6,
        line={"color": MUTED, "width": 0.6},
        hoverinfo="skip",
    )
