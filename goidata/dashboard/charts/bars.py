"""Bars of one value a report, by unit and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goidata.dashboard.charts.canvas import LABEL, Canvas
from goidata.dashboard.numbers import short
from goidata.dashboard.values import Value
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
    """How bars are drawn: colour, unit of the numbers, words."""

    say: Words
    colour: str
    unit: str = ""


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


def beside(value: Value, look: Look) -> tuple[str, str]:
    """The words at the end of a bar, and those of its hover: the number, short and whole, or why
    there is none."""
    if value.number is None:
        return value.why, value.why
    brief = value.about + short(value.number, look.say.language)
    return brief, f"{value.shown}{look.unit}"
