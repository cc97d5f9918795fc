"""Charts by unit, one for each stratum: governments, offices, departments share no scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from goidata.analysis import queries
from goidata.analysis.selection import Stratum
from goidata.dashboard.charts.ladder import shortened
from goidata.dashboard.panel import chart, heading, legend, remarks
from goidata.dashboard.visit import Visit

Draw = Callable[[pd.DataFrame], go.Figure]


@dataclass(frozen=True, slots=True)
class Share:
    """The rows of one chart: those of one stratum, or all that stand beside (`stratum` None)."""

    stratum: Stratum | None
    rows: pd.DataFrame


def shares(visit: Visit, frame: pd.DataFrame) -> list[Share]:
    """The parts of a frame by unit: the focus first, then the other strata of the selection by
    their number of reports, then all that is listed beside it, together."""
    focus = visit.ask(queries.focus, visit.selection)
    chosen, beside = frame[~frame["beside"]], frame[frame["beside"]]
    found = [
        Share(Stratum(str(scope), level if isinstance(level, str) else None), rows)
        for (scope, level), rows in chosen.groupby(["scope", "level"], sort=False, dropna=False)
    ]
    found.sort(key=lambda part: (part.stratum != focus, -part.rows["report"].nunique()))
    return [*found, *([] if beside.empty else [Share(None, beside)])]


def charts_by_stratum(
    visit: Visit,
    key: str,
    title: str,
    frame: pd.DataFrame,
    draw: Draw,
    notes: Iterable[str] = (),
    colours: Iterable[tuple[str, str]] = (),
) -> None:
    """A part of the page: `title`, the legend, then one chart a stratum, in two columns where there
    are several."""
    parts = shares(visit, frame)
    heading(title)
    if marks := legend(colours):
        st.html(marks)
    columns = st.columns(2, gap="large") if len(parts) > 1 else [st.container()]
    lengths = [0.0] * len(columns)
    for at, part in enumerate(parts):
        column = lengths.index(min(lengths))
        with columns[column]:
            lengths[column] += _one(visit, f"{key}-{at}", part, draw)
    remarks(notes)


def _one(visit: Visit, key: str, part: Share, draw: Draw) -> float:
    """One chart; returns its length in rows."""
    shown, left_out = shortened(part.rows)
    name = visit.title_of(part.stratum) if part.stratum else visit.say("strata.beside")
    chart(
        visit,
        key,
        name,
        lambda: draw(shown),
        notes=[visit.say("strata.left_out", n=left_out)] if left_out else [],
        beneath="" if part.stratum else visit.say("strata.beside_beneath"),
    )
    return shown["report"].nunique() + shown["agency"].nunique() + 3.0
