"""Checks that fail, and those that could not be decided: the only charts in red."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from goidata.dashboard.charts.canvas import LABEL, Canvas, quiet_axis, rows_axis, value_axis
from goidata.dashboard.charts.ladder import ladder, lay
from goidata.dashboard.markup import NAMELESS, escaped, lines
from goidata.dashboard.numbers import count
from goidata.dashboard.palette import CLEAR, SEVERITIES, UNDETERMINED
from goidata.dashboard.records import Record, records
from goidata.dashboard.words import Words

CELL, HEAD, PER_YEAR, PER_CLASS = 16, 78, 40, 28
LEAST = 6  # one failure is no full bar


def heat_map(found: Sequence[Record], names: Mapping[str, str], say: Words) -> go.Figure:
    """Check × report: a filled square for each check that fails on a report, with the number of
    failures; a hollow grey one where it could not be decided. `names` gives checks their words, in
    the order of the columns."""
    rungs = ladder(found)
    canvas = Canvas(rungs.height + HEAD, margins={"t": HEAD})
    columns = {check: float(at) for at, check in enumerate(names)}
    rows = [{**row, "x": columns[row["check"]], "y": rungs.places[row["report"]]} for row in found]
    _squares(canvas, [row for row in rows if not row["fails"]], names, say, hollow=True)
    _squares(canvas, [row for row in rows if row["fails"]], names, say, hollow=False)
    canvas.axes["xaxis"] = quiet_axis(
        side="top",
        range=[-0.6, max(len(columns) - 0.4, 9)],
        tickmode="array",
        tickvals=list(columns.values()),
        ticktext=list(names),
        tickangle=-40,
        tickfont={**LABEL, "size": 11},
        automargin=False,
    )
    lay(canvas, rungs)
    return canvas.figure()


def failures_by_year(frame: pd.DataFrame, held: Mapping[int, int], say: Words) -> go.Figure:
    """Failing checks a year, one bar a severity: columns year, severity, fails; `held` says how
    many reports there are of each year, those without a failure included."""
    rows, years = records(frame), sorted(held)
    canvas = Canvas(len(years) * PER_YEAR + 16)
    for kind, colour in SEVERITIES.items():
        found = [row for row in rows if row["severity"] == kind]
        counts = [sum(row["fails"] for row in found if row["year"] == year) for year in years]
        if any(counts):
            _severity(canvas, say(f"severity.{kind}"), colour, counts)
    most = max(frame.groupby("year")["fails"].sum(), default=0)
    canvas.barmode = "stack"
    canvas.axes["xaxis"] = value_axis(range=[0, max(LEAST, most) * 1.1])
    canvas.axes["yaxis"] = rows_axis(
        [lines([year, say("mark.reports", n=held[year])]) for year in years]
    )
    return canvas.figure()


def sizes_of_differences(frame: pd.DataFrame, names: Mapping[float, str], say: Words) -> go.Figure:
    """Findings by the size of their difference, one bar a class: columns low, severity, findings;
    `names` gives each class, by its `low`, its words."""
    rows = records(frame)
    canvas = Canvas(len(names) * PER_CLASS + 16)
    for kind, colour in SEVERITIES.items():
        counts = {row["low"]: row["findings"] for row in rows if row["severity"] == kind}
        if any(counts.values()):
            _severity(canvas, say(f"severity.{kind}"), colour, [counts[low] for low in names])
    most = max(frame.groupby("low")["findings"].sum(), default=0)
    canvas.barmode = "stack"
    canvas.axes["xaxis"] = value_axis(range=[0, max(LEAST, most) * 1.1])
    canvas.axes["yaxis"] = rows_axis(list(map(escaped, names.values())))
    return canvas.figure()


def _severity(canvas: Canvas, name: str, colour: str, counts: Sequence[int]) -> None:
    canvas.draw(
        "bar",
        name=name,
        orientation="h",
        y=list(range(len(counts))),
        x=list(counts),
        text=[count(each) if each else "" for each in counts],
        textposition="inside",
        textangle=0,
        insidetextanchor="middle",
        marker={"color": colour},
        hovertemplate=f"{escaped(name)} %{{x}}{NAMELESS}",
    )


def _squares(
    canvas: Canvas, rows: Sequence[Record], names: Mapping[str, str], say: Words, hollow: bool
) -> None:
    shades = [UNDETERMINED if hollow else SEVERITIES[row["severity"]] for row in rows]
    canvas.draw(
        "scatter",
        mode="markers+text",
        x=[row["x"] for row in rows],
        y=[row["y"] for row in rows],
        text=["" if hollow else count(row["fails"]) for row in rows],
        textfont={"size": 11, "color": "#ffffff"},
        hoverinfo="text",
        hovertext=[_hover(row, names, say) for row in rows],
        marker={
            "symbol": "square",
            "size": CELL if hollow else CELL + 4,
            "color": CLEAR if hollow else shades,
            "line": {"width": 1.2 if hollow else 0, "color": shades},
        },
        cliponaxis=False,
    )


def _hover(row: Record, names: Mapping[str, str], say: Words) -> str:
    tally = say("checks.tally", fails=row["fails"], open=row["undetermined"], holds=row["holds"])
    head = f"{row['unit']} {row['year']}"
    return lines([head, f"{row['check']} {names[row['check']]}", tally])
