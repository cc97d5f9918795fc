"""A funnel: rates by the size of their base, between the limits that chance alone would keep."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from goidata.analysis.scatter import Scatter
from goidata.dashboard.charts.canvas import LABEL, Canvas, longest, quiet_axis, value_axis
from goidata.dashboard.charts.marks import marker
from goidata.dashboard.markup import bold, escaped, lines
from goidata.dashboard.numbers import count, written
from goidata.dashboard.palette import GRID, INK, INKED, MUTED, PALE, PEERS, SLATE
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import TICKS, interval, kind_of, measured
from goidata.dashboard.words import Words
from goidata.form import Measure

HEIGHT, NAMED = 430, 14  # pixels; the most points with a name
BEYOND = 1.58  # how far, as a multiple of the greatest base, scale and limits reach
WIDE, TALL, LETTER = 620, 350, 12.5  # of the plot and of a letter, for names that must not collide
SHIFTS = (0, 19, -19, 38, -38, 57)  # pixels a name may be moved up or down
LEAST, MOST, PER_UNIT = 6, 32, 5.5  # pixels across a circle that stands for several units
TINY = 10  # bases below are not judged
OUTSIDE = ("below", "above")
Box = tuple[float, float, float, float]


def funnel_plot(
    found: Scatter,
    limits: pd.DataFrame,
    measure: Measure,
    chosen: Collection[int],
    say: Words,
    doubted: Mapping[int, str],
) -> go.Figure:
    """The units of a scatter one by one, the others as circles as large as they are many, and the
    limits of `funnel_lines`; `chosen` are the units to be named wherever they stand, the others
    only outside the limits."""
    canvas = Canvas(HEIGHT, margins={"b": 44, "l": 8, "r": 14})
    rows = [row for row in records(found.marks) if row["value"] is not None]
    span = math.log10(found.least) - 0.15, math.log10(BEYOND * found.greatest)
    top = 1.12 * longest([found.top, found.centre])
    _limits(canvas, limits, top, found.centre)
    _crowd(canvas, records(found.others), measure, say)
    ordered = sorted(rows, key=lambda row: (row["agency"] in chosen, row["place"] in OUTSIDE))
    _points(canvas, ordered, measure, chosen, say, doubted)
    _names(canvas, ordered, chosen, span, top)
    canvas.axes["xaxis"] = _bases(span, say)
    canvas.axes["yaxis"] = value_axis(
        range=[-0.02 * top, top],
        nticks=6,
        showgrid=True,
        gridcolor=GRID,
        showticklabels=True,
        tickformat=TICKS[kind_of(measure)],
        tickfont={**LABEL, "size": 11},
    )
    return canvas.figure()


def extremity(row: Record) -> float:
    """How far outside a unit stands, in widths of the funnel at its base."""
    edge = row["high998"] if row["value"] > row["centre"] else row["low998"]
    width = abs(edge - row["centre"]) or 1e-9
    return float(abs(row["value"] - row["centre"]) / width)


def _crowd(canvas: Canvas, classes: Sequence[Record], measure: Measure, say: Words) -> None:
    """A circle for the units of a class, its area their number, in the middle of the class."""
    canvas.draw(
        "scatter",
        mode="markers",
        x=[math.sqrt(each["low_N"] * each["high_N"]) for each in classes],
        y=[(each["low"] + each["high"]) / 2 for each in classes],
        marker={
            "size": [
                max(LEAST, min(MOST, PER_UNIT * math.sqrt(each["units"]))) for each in classes
            ],
            "color": [PALE if each["high_N"] <= TINY else MUTED for each in classes],
            "opacity": 0.75,
            "line": {"width": 0},
        },
        hoverinfo="text",
        hovertext=[_of_class(each, measure, say) for each in classes],
    )


def _across_circle(units: int) -> float:
    return max(LEAST, min(MOST, PER_UNIT * math.sqrt(units)))


def _of_class(each: Record, measure: Measure, say: Words) -> str:
    kind = kind_of(measure)
    return say(
        "funnel.crowd",
        n=count(each["units"]),
        low=written(each["low"], kind),
        high=written(each["high"], kind),
        low_n=count(math.ceil(each["low_N"])),
        high_n=count(math.ceil(each["high_N"]) - 1),
    )


def _limits(canvas: Canvas, limits: pd.DataFrame, top: float, centre: float) -> None:
    bases = limits["N"].tolist()
    for name, dash in (("95", "dot"), ("998", "solid")):
        for side in ("low", "high"):
            # Beyond the scale there is nothing to see, and a rate per 100 rises without end.
            values = [min(value, 2 * top) for value in limits[f"{side}{name}"].tolist()]
            line = {"color": MUTED, "width": 1.2, "dash": dash}
            canvas.draw("scatter", mode="lines", x=bases, y=values, line=line, hoverinfo="skip")
    ends = [bases[0], bases[-1]]
    line = {"color": PEERS, "width": 2}
    canvas.draw("scatter", mode="lines", x=ends, y=[centre] * 2, line=line, hoverinfo="skip")


def _points(
    canvas: Canvas,
    rows: Sequence[Record],
    measure: Measure,
    chosen: Collection[int],
    say: Words,
    doubted: Mapping[int, str],
) -> None:
    shades = [_shade(row, chosen) for row in rows]
    canvas.draw(
        "scatter",
        mode="markers",
        x=[row["N"] for row in rows],
        y=[row["value"] for row in rows],
        marker=marker(
            rows,
            shades,
            doubted,
            size=[12 if row["agency"] in chosen else 8 for row in rows],
            width=1.6,
        ),
        hoverinfo="text",
        hovertext=[_hover(row, measure, say, doubted) for row in rows],
    )


def _shade(row: Record, chosen: Collection[int]) -> str:
    if row["base"] == "tiny":
        return PALE
    if row["agency"] in chosen:
        return INK
    return SLATE if row["place"] in OUTSIDE else MUTED


def _names(
    canvas: Canvas,
    rows: Sequence[Record],
    chosen: Collection[int],
    span: tuple[float, float],
    top: float,
) -> None:
    """Names of the chosen units and of those farthest outside, as far as none covers another."""
    outside = [row for row in rows if row["place"] in OUTSIDE and row["agency"] not in chosen]
    outside.sort(key=extremity, reverse=True)
    taken: list[Box] = []
    for row in [*(row for row in rows if row["agency"] in chosen), *outside[:NAMED]]:
        mine = row["agency"] in chosen
        shifts = SHIFTS if mine else SHIFTS[:1]
        boxes = {shift: _box(row, span, top, shift) for shift in shifts}
        free = [s for s, box in boxes.items() if not any(_meet(box, other) for other in taken)]
        if not free and not mine:
            continue
        shift = free[0] if free else SHIFTS[-1]
        taken.append(boxes[shift])
        _name(canvas, row, mine, shift, boxes[shift][0] < _across(row, span) - 1)


def _across(row: Record, span: tuple[float, float]) -> float:
    return (math.log10(row["N"]) - span[0]) / (span[1] - span[0]) * WIDE


def _box(row: Record, span: tuple[float, float], top: float, shift: int) -> Box:
    """Where the name of a unit would stand, in pixels: left of its point in the right half."""
    x, y = _across(row, span), row["value"] / top * TALL + shift
    length = len(row["unit"]) * LETTER + 8
    left = x > WIDE * 0.55
    return (x - length, y - 8, x, y + 8) if left else (x, y - 8, x + length, y + 8)


def _name(canvas: Canvas, row: Record, mine: bool, shift: int, left: bool) -> None:
    canvas.write(
        bold(row["unit"]) if mine else escaped(row["unit"]),
        math.log10(row["N"]),
        row["value"],
        xanchor="right" if left else "left",
        xshift=-9 if left else 9,
        yshift=shift,
        font={**LABEL, **({"color": INKED} if mine else {"size": 11})},
    )


def _meet(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _bases(span: tuple[float, float], say: Words) -> dict[str, object]:
    powers = range(math.floor(span[0]), math.ceil(span[1]) + 1)
    few = span[1] - span[0] < 2.2
    ticks = [m * 10.0**p for p in powers for m in ((1, 2, 5) if few else (1,))]
    ticks = [tick for tick in ticks if tick >= 1]
    return quiet_axis(
        type="log",
        range=list(span),
        tickmode="array",
        tickvals=ticks,
        ticktext=[count(tick) for tick in ticks],
        tickfont={**LABEL, "size": 11},
        title={"text": escaped(say("funnel.bases")), "font": {**LABEL, "size": 11}},
        showgrid=True,
        gridcolor=GRID,
        automargin=False,
    )


def _hover(row: Record, measure: Measure, say: Words, doubted: Mapping[int, str]) -> str:
    value, said = measured(row, measure, say), []
    if row["place"]:
        low, high = (written(row[name], kind_of(measure)) for name in ("low998", "high998"))
        said = [say("funnel.limits", low=low, high=high), say(f"funnel.{row['place']}")]
    head, ends = f"{row['unit']} {row['year']}", interval(row, measure, say)
    return lines([head, value.short, ends, *said, doubted.get(row["report"])])
