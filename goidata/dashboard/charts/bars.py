"""Bars of one value a report, by unit and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import LABEL, Canvas, longest, value_axis
from goidata.dashboard.charts.ladder import ladder, lay
from goidata.dashboard.markup import escaped, lines
from goidata.dashboard.numbers import short
from goidata.dashboard.palette import CLEAR, MUTED, translucent
from goidata.dashboard.records import Record
from goidata.dashboard.values import Value, value_of
from goidata.dashboard.words import Words

ROOM = 1.32  # the axis is longer than the longest bar by the label beside it


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar as drawn; `value` is 0 where there is none, and `text` then says why, and where
    it is below 0, which no bar of a count can be."""

    place: float
    value: float
    text: str
    hover: str
    fill: str
    edge: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Look:
    """How bars are drawn: colour, unit of the numbers, words, and the reports `doubted`, hollow,
    with what their hover says."""

    say: Words
    colour: str
    doubted: Mapping[int, str]
    unit: str = ""


def bars(rows: Sequence[Record], look: Look) -> go.Figure:
    """One bar a report: rows with report, agency, unit, year, value, why_missing, and `approximate`
    where the values may be so (hatched, 约). Where there is no value, the reason stands there."""
    rungs = ladder(rows)
    canvas = Canvas(rungs.height)
    drawn = as_bars(rows, rungs.places, look)
    add_bars(canvas, drawn, look.colour)
    canvas.axes["xaxis"] = value_axis(range=[0, longest(bar.value for bar in drawn) * ROOM])
    lay(canvas, rungs)
    return canvas.figure()


def as_bars(rows: Iterable[Record], places: Mapping[int, float], look: Look) -> list[Bar]:
    """The rows as bars, each at the place of its report."""
    return [_bar(row, places[row["report"]], look) for row in rows]


def add_bars(canvas: Canvas, drawn: Sequence[Bar], colour: str, **more: object) -> None:
    """Draw `drawn`, each with its text beside it."""
    hatched = any(bar.pattern for bar in drawn)
    canvas.draw(
        "bar",
        orientation="h",
        y=[bar.place for bar in drawn],
        x=[bar.value for bar in drawn],
        width=0.72,
        text=[bar.text for bar in drawn],
        textposition="outside",
        textfont=LABEL,
        cliponaxis=False,
        constraintext="none",
        hovertext=[bar.hover for bar in drawn],
        hoverinfo="text",
        marker={
            "color": [bar.fill for bar in drawn],
            "line": {"color": [bar.edge for bar in drawn], "width": 1.3},
            **({"pattern": _hatching(drawn, colour)} if hatched else {}),
        },
        **more,
    )


def _hatching(drawn: Sequence[Bar], colour: str) -> dict[str, object]:
    return {
        "shape": [bar.pattern for bar in drawn],
        "fgcolor": colour,
        "fillmode": "overlay",
        "size": 6,
        "solidity": 0.25,
    }


def _bar(row: Record, place: float, look: Look) -> Bar:
    value, doubt = value_of(row, look.say), look.doubted.get(row["report"])
    base = MUTED if row.get("beside") else look.colour
    text, said = beside(value, look)
    return Bar(
        place=place,
        value=max(value.number or 0, 0),
        text=escaped(text),
        hover=lines([f"{row['unit']} {row['year']}", said, doubt]),
        fill=translucent(base, 0.0 if doubt else 0.45 if value.about else 0.9),
        edge=CLEAR if value.number is None else base,
        pattern="/" if value.about else "",
    )


def beside(value: Value, look: Look) -> tuple[str, str]:
    """The words at the end of a bar, and those of its hover: the number, short and whole, or why
    there is none."""
    if value.number is None:
        return value.why, value.why
    brief = value.about + short(value.number, look.say.language)
    return brief, f"{value.shown}{look.unit}"
