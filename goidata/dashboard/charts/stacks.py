"""Stacked bars of shares by year, in a fixed order with fixed colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import Canvas, rows_axis, value_axis
from goidata.dashboard.markup import escaped, lines
from goidata.dashboard.numbers import count, percent
from goidata.dashboard.palette import contrast, paler
from goidata.dashboard.records import Record, records
from goidata.dashboard.words import Words

TINY = 10  # shares of fewer cases are drawn pale
PALE = 0.35  # of the colour, on white
LABELLED = 0.055  # a narrower part carries no number
PER_YEAR, TOTAL = 44, 72  # pixels; the total stands to the right of the bar


@dataclass(frozen=True, slots=True)
class Parts:
    """What is stacked: the column that names the part, the parts in order, colours, labels, words.

    Rows have the entries `value` and `total` beside; `nothing` says what a whole of 0 lacks.
    """

    column: str
    order: Sequence[str]
    colours: Mapping[str, str]
    label: Callable[[str], str]
    say: Words
    nothing: str = "no_applications"

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The parts in order, each with its colour."""
        return [(self.label(part), self.colours[part]) for part in self.order]


def stack_by_year(frame: pd.DataFrame, parts: Parts) -> go.Figure:
    """One bar a year; below the year, how many reports are in it."""
    found = records(frame)
    counted = {row["year"]: row["reports"] for row in found}
    years = sorted(counted)
    canvas = Canvas(len(years) * PER_YEAR + 16, margins={"r": TOTAL})
    _draw(canvas, [{**row, "place": float(years.index(row["year"]))} for row in found], parts)
    labels = [lines([y, parts.say("mark.reports", n=counted[y])]) for y in years]
    canvas.axes["yaxis"] = rows_axis(labels)
    return canvas.figure()


def _draw(canvas: Canvas, rows: Sequence[Record], parts: Parts) -> None:
    filled = [row for row in rows if (row["total"] or 0) > 0]
    for part in parts.order:
        _add_part(canvas, [row for row in filled if row[parts.column] == part], part, parts)
    for row in {row["place"]: row for row in rows}.values():
        _add_total(canvas, row, parts)
    canvas.barmode = "stack"
    canvas.axes["xaxis"] = value_axis(range=[0, 1], zeroline=False)


def _add_part(canvas: Canvas, rows: Sequence[Record], part: str, parts: Parts) -> None:
    shares = [(row["value"] or 0) / row["total"] for row in rows]
    colour = parts.colours[part]
    shades = [paler(colour, PALE) if row["total"] < TINY else colour for row in rows]
    canvas.draw(
        "bar",
        name=parts.label(part),
        orientation="h",
        x=shares,
        y=[row["place"] for row in rows],
        width=0.84,  # high enough for numbers of full size
        text=[
            count(row["value"]) if share >= LABELLED else ""
            for row, share in zip(rows, shares, strict=True)
        ],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={
            "size": 11,
            "color": [contrast(shade) for shade in shades],
        },
        constraintext="inside",
        hoverinfo="text",
        hovertext=[_hover(row, part, parts) for row in rows],
        marker={
            "color": shades,
            "line": {"color": "rgba(255,255,255,0.85)", "width": 1},
        },
    )


def _hover(row: Record, part: str, parts: Parts) -> str:
    said = f"{parts.label(part)} {count(row['value'])} · {percent(row['share'])}"
    return lines([row["year"], said])


def _add_total(canvas: Canvas, row: Record, parts: Parts) -> None:
    """The whole beside the bar, or why there is none."""
    say, total = parts.say, row["total"]
    if total:
        canvas.write(escaped(say("mark.n", n=count(total))), 1, row["place"], xshift=4)
        return
    reason = parts.nothing if total == 0 else row.get("why_missing") or "unreadable"
    canvas.write(escaped(say(f"missing.{reason}")), 0, row["place"])
