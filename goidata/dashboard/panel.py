"""A chart on the page: its title, the figure, what must be known with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from goidata.dashboard import chart_data
from goidata.dashboard.answers import shared
from goidata.dashboard.chart_data import Held, tools
from goidata.dashboard.charts.canvas import CONFIG
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.visit import Stamp, Visit

Draw = Callable[[], go.Figure]


class _Ready(go.Figure):  # type: ignore[misc]  # Plotly declares no types
    """A figure as it is sent: nobody changes it any more, so that it need not be copied each time
    that it is shown."""

    def __init__(self, drawn: go.Figure) -> None:
        self._sent: dict[str, Any] = drawn.to_dict()

    def to_dict(self) -> dict[str, Any]:
        return self._sent


def heading(title: str, beneath: str = "") -> None:
    """A heading of a part of the page, with a line beneath."""
    st.html(mark("heading", "h2", "g-part", title, beneath))


def titled(title: str, beneath: str = "") -> Markup:
    """The title of a chart or a list, with a line beneath, as HTML."""
    return mark("heading", "h3", "g-chart", title, beneath)


def legend(entries: Iterable[tuple[str, str]]) -> Markup:
    """Names with their colours, in order, as HTML that wraps where the screen is narrow."""
    return fill("legend.html", entries=list(entries))


def table(head: Sequence[str], rows: Iterable[Sequence[object]], look: str = "") -> None:
    """A plain table; its cells are texts or HTML."""
    st.html(fill("list.html", head=head, rows=rows, look=look))


def chart(
    visit: Visit,
    key: str,
    title: str,
    draw: Draw,
    notes: Iterable[str] = (),
    beneath: str = "",
    colours: Iterable[tuple[str, str]] = (),
    scale: Markup | None = None,
    clicked: bool = False,
    held: Held | None = None,
) -> Any:
    """A figure under its title and its legend, drawn once for each selection; `key` names it on the
    page and must tell it from every other drawn from this selection. The title is its text for
    those who do not see it. `scale` is a legend as HTML; where the chart can be `clicked`, what
    was chosen in it is given back. `held` are its data: a link opens them beneath it."""
    words = str(visit.selection.words())
    figure = _drawn(visit.stamp, visit.language, words, key, title, draw)
    with st.container(key=f"panel-{key}", gap="xsmall"):
        above = tools(visit, held, title) if held else ""
        st.html(titled(title, beneath) + above + legend(colours) + (scale or ""))
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
                height="stretch",
            )
        else:
            event = None
            st.plotly_chart(figure, theme=None, config=CONFIG, key=named, alt=title)
        remarks(notes)
        if held:
            chart_data.beneath(visit, held, title)
    return event


@shared
def _drawn(
    stamp: Stamp, language: str, selection: str, key: str, title: str, _draw: Draw
) -> go.Figure:
    return _Ready(_draw())


def remarks(notes: Iterable[str]) -> None:
    """Small print below a chart or table, one line a note."""
    if told := [note for note in notes if note]:
        st.html(fill("remarks.html", notes=told))


def line(look: str, text: object) -> None:
    """A text, or HTML, as a line of the page with a class of the style sheet."""
    st.html(mark("line", look, text))


def sentence(text: str) -> None:
    """A sentence in the place of a chart that has nothing to show."""
    line("g-empty", text)
