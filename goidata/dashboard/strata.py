"""Charts by unit, one for each stratum: governments, offices, departments share no scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from goidata.analysis import queries
from goidata.analysis.selection import Stratum
from goidata.dashboard.panel import chart, heading, legend, remarks
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit

Draw = Callable[[Sequence[Record]], go.Figure]
MOST_REPORTS = 36  # drawn in one chart


@dataclass(frozen=True, slots=True)
class Share:
    """The rows of one chart: those of one stratum, or of all units that stand beside (`stratum`
    None); `length` counts its lines, `left_out` the units for which there is no room."""

    stratum: Stratum | None
    rows: list[Record]
    length: int
    left_out: int


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
    parts = visit.keep(f"shares {key}", lambda: shares(visit, frame))
    heading(visit.of_whom(title))
    if marks := legend(colours):
        st.html(marks)
    columns = st.columns(2, gap="large") if len(parts) > 1 else [st.container()]
    lengths = [0] * len(columns)
    for at, part in enumerate(parts):
        column = lengths.index(min(lengths))
        lengths[column] += part.length
        with columns[column]:
            _one(visit, f"{key}-{at}", part, draw)
    remarks(notes)


def shares(visit: Visit, frame: pd.DataFrame) -> list[Share]:
    """The parts of a frame by unit: the focus first, then the other strata of the selection by
    their number of rows, then all that is listed beside it, together."""
    focus = visit.ask(queries.focus, visit.selection)
    found: dict[Stratum | None, list[int]] = {}
    columns = (frame[name].tolist() for name in ("scope", "level", "beside"))
    for at, (scope, level, beside) in enumerate(zip(*columns, strict=True)):
        stratum = Stratum(scope, level if isinstance(level, str) else None)
        found.setdefault(None if beside else stratum, []).append(at)
    order = sorted(found, key=lambda s: (s is None, s != focus, -len(found[s])))
    return [_share(stratum, frame, found[stratum]) for stratum in order]


def _share(stratum: Stratum | None, frame: pd.DataFrame, places: Sequence[int]) -> Share:
    shown, left_out, length = shortened(frame, places)
    return Share(stratum, records(frame.iloc[shown]), length, left_out)


def shortened(
    frame: pd.DataFrame, places: Sequence[int], most: int = MOST_REPORTS
) -> tuple[list[int], int, int]:
    """The places of the rows of the first units whose reports fit into one chart, how many units
    were left out, and the number of lines: reports and headings."""
    agencies, reports = frame["agency"].tolist(), frame["report"].tolist()
    units: dict[int, set[int]] = {}
    for at in places:
        units.setdefault(agencies[at], set()).add(reports[at])
    kept: set[int] = set()
    drawn = 0
    for agency, held in units.items():
        if kept and drawn + len(held) > most:
            break
        kept.add(agency)
        drawn += len(held)
    return [at for at in places if agencies[at] in kept], len(units) - len(kept), drawn + len(kept)


def _one(visit: Visit, key: str, part: Share, draw: Draw) -> None:
    left_out = visit.say("strata.left_out", n=part.left_out) if part.left_out else ""
    chart(
        visit,
        key,
        visit.title_of(part.stratum) if part.stratum else visit.say("strata.beside"),
        lambda: draw(part.rows),
        notes=[left_out],
        beneath="" if part.stratum else visit.say("strata.beside_beneath"),
    )
