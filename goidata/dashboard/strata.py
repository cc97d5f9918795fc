"""Charts by unit, one for each stratum: governments, offices, departments share no scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from goidata.analysis import queries
from goidata.analysis.selection import Stratum
from goidata.dashboard.charts.ladder import shortened
from goidata.dashboard.panel import chart, heading, legend, remarks
from goidata.dashboard.visit import Visit, stratum_title

Draw = Callable[[pd.DataFrame], go.Figure]


def strata(visit: Visit, frame: pd.DataFrame) -> list[tuple[Stratum, pd.DataFrame]]:
    """The parts of a frame by unit, one a stratum: the focus first, then those of the selection by
    their number of reports, then what is listed beside."""
    focus = visit.ask(queries.focus, visit.selection)
    found = []
    for (scope, level), rows in frame.groupby(["scope", "level"], sort=False, dropna=False):
        stratum = Stratum(str(scope), level if isinstance(level, str) else None)
        found.append((stratum, rows))
    found.sort(
        key=lambda pair: (
            pair[0] != focus,
            bool(pair[1]["beside"].all()),
            -pair[1]["report"].nunique(),
        )
    )
    return found


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
    parts = strata(visit, frame)
    heading(title)
    if marks := legend(colours):
        st.html(marks)
    columns = st.columns(2, gap="large") if len(parts) > 1 else [st.container()]
    lengths = [0.0] * len(columns)
    for at, (stratum, rows) in enumerate(parts):
        column = lengths.index(min(lengths))
        with columns[column]:
            lengths[column] += _one(visit, f"{key}-{at}", stratum, rows, draw)
    remarks(notes)


def _one(visit: Visit, key: str, stratum: Stratum, rows: pd.DataFrame, draw: Draw) -> float:
    """One chart; returns its length in rows."""
    shown, left_out = shortened(rows)
    beside = bool(rows["beside"].all())
    chart(
        visit,
        key,
        stratum_title(visit.say, stratum.scope, stratum.level),
        lambda: draw(shown),
        notes=[visit.say("strata.left_out", n=left_out)] if left_out else [],
        beneath=visit.say("strata.beside") if beside else "",
    )
    return shown["report"].nunique() + shown["agency"].nunique() + 3.0
