"""The view of a map: its ends, and the islands of the far south in a frame of their own beside the
land, as on printed maps; else half of the sheet would be sea."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from goidata.dashboard.charts.canvas import LABEL, Canvas, quiet_axis
from goidata.dashboard.palette import MUTED
from goidata.dashboard.records import Record

MARGIN = 0.03  # of the view
SOUTH, NORTH = 17.5, 30.0  # degrees: what lies below, where the view reaches above
ISLANDS = (109.0, 118.5, 3.0, SOUTH)  # the far south: west, east, south, north
NEAR = 11.0  # degrees: a name of some length, on a telephone
FRAME = (124.5, 134.5, 17.6, 31.0)  # where its frame stands, in the sea


@dataclass(frozen=True, slots=True)
class View:
    """The ends of a map in degrees, and whether the far south stands in its frame."""

    west: float
    east: float
    south: float
    north: float
    framed: bool


def view_of(places: Sequence[Record]) -> View:
    """The view that holds `places` (longitude, latitude)."""
    ys = [row["latitude"] for row in places]
    framed = max(ys) > NORTH and any(y > SOUTH for y in ys) and min(ys) < SOUTH
    held = [(row["longitude"], y) for row, y in zip(places, ys, strict=True)]
    held = [each for each in held if not framed or each[1] >= SOUTH]
    if framed:
        held += [(FRAME[0], FRAME[2]), (FRAME[1], FRAME[3])]
    xs, ys = [x for x, _ in held], [y for _, y in held]
    pad = max(max(xs) - min(xs), max(ys) - min(ys), 0.5) * MARGIN
    return View(min(xs) - pad, max(xs) + pad, min(ys) - pad, max(ys) + pad, framed)


def moved(places: Sequence[Record], view: View) -> list[Record]:
    """The places, those of the far south within its frame."""
    if not view.framed:
        return list(places)
    return [_within(row) if row["latitude"] < SOUTH else row for row in places]


def _within(row: Record) -> Record:
    west, east, south, north = ISLANDS
    left, right, low, high = FRAME
    x = left + (right - left) * min(max((row["longitude"] - west) / (east - west), 0.0), 1.0)
    y = low + (high - low) * min(max((row["latitude"] - south) / (north - south), 0.0), 1.0)
    return {**row, "longitude": x, "latitude": y}


def draw(canvas: Canvas, view: View, south: str) -> None:
    """The axes, and the frame of the far south, called `south`."""
    fixed = {"showticklabels": False, "automargin": False, "constrain": "domain"}
    canvas.axes["xaxis"] = quiet_axis(range=[view.west, view.east], **fixed)
    canvas.axes["yaxis"] = quiet_axis(
        range=[view.south, view.north],
        **fixed,
        scaleanchor="x",
        scaleratio=1 / math.cos(math.radians((view.south + view.north) / 2)),
    )
    if not view.framed:
        return
    left, right, low, high = FRAME
    ends = {"x0": left, "x1": right, "y0": low, "y1": high}
    canvas.shapes.append({"type": "rect", **ends, "line": {"color": MUTED, "width": 1}})
    font = {**LABEL, "size": 10}
    # Above the frame, where nothing is drawn: a name may be wider than it.
    canvas.write(south, right, high, xanchor="right", yanchor="bottom", font=font)


def beside_frame(x: float, y: float, view: View) -> bool:
    """Whether a name to the right of a place would run into the frame of the far south."""
    left, _, low, high = FRAME
    return view.framed and left - NEAR < x < left and low - 1 < y < high + 1
