"""A chart on the page: its title, the figure, what must be known with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from goidata.dashboard.charts.canvas import CONFIG
from goidata.dashboard.markup import escaped
from goidata.dashboard.visit import Stamp, Visit
from goidata.dashboard.words import Words

Draw = Callable[[], go.Figure]


def heading(title: str, beneath: str = "") -> None:
    """A heading of a part of the page, with a line beneath."""
    line = f'<p class="g-beneath">{escaped(beneath)}</p>' if beneath else ""
    st.html(f'<h2 class="g-part">{escaped(title)}</h2>{line}')


def legend(entries: Iterable[tuple[str, str]]) -> str:
    """Names with their colours, in order, as HTML that wraps where the screen is narrow."""
    marks = "".join(
        f'<span><i style="background:{colour}"></i>{escaped(name)}</span>'
        for name, colour in entries
    )
    return f'<p class="g-legend">{marks}</p>' if marks else ""


def chart(
    visit: Visit,
    key: str,
    title: str,
    draw: Draw,
    notes: Iterable[str] = (),
    beneath: str = "",
    colours: Iterable[tuple[str, str]] = (),
    scale: str = "",
    clicked: bool = False,
) -> Any:
    """A figure under its title and its legend, drawn once for each selection; `key` names it on the
    page and must tell it from every other drawn from this selection. The title is its text for
    those who do not see it. `scale` is a legend as HTML; where the chart can be `clicked`, what
    was chosen in it is given back."""
    words = str(visit.selection.words())
    figure = _drawn(visit.stamp, visit.language, words, key, title, draw)
    with st.container(key=f"panel-{key}", gap="xsmall"):
        st.html(_title(title, beneath) + legend(colours) + scale)
        named = f"chart-{key}"
        if clicked:
            event = st.plotly_chart(
                figure,
                theme=None,
                config=CONFIG,
                key=named,
                alt=title,
                on_select="rerun",
                selection_mode="points",
            )
        else:
            event = None
            st.plotly_chart(figure, theme=None, config=CONFIG, key=named, alt=title)
        remarks(notes)
    return event


def _title(title: str, beneath: str) -> str:
    line = f'<p class="g-beneath">{escaped(beneath)}</p>' if beneath else ""
    return f'<h3 class="g-chart">{escaped(title)}</h3>{line}'


@st.cache_resource(show_spinner=False, max_entries=400)
def _drawn(
    stamp: Stamp, language: str, selection: str, key: str, title: str, _draw: Draw
) -> go.Figure:
    return _draw()


def remarks(notes: Iterable[str]) -> None:
    """Small print below a chart or table, one line a note."""
    lines = "".join(f"<li>{escaped(note)}</li>" for note in notes if note)
    if lines:
        st.html(f'<ul class="g-notes">{lines}</ul>')


def sentence(text: str) -> None:
    """A sentence in the place of a chart that has nothing to show."""
    st.html(f'<p class="g-empty">{escaped(text)}</p>')


def footer(say: Words) -> None:
    """What holds for every number, at the foot of every page."""
    st.html(f'<p class="g-foot">{escaped(say("site.foot"))}</p>')
