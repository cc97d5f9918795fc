"""The overview: what is held, the six indicators, the way it went over the years."""

from __future__ import annotations

import streamlit as st

from goidata.analysis import queries
from goidata.dashboard.charts.bars import Look
from goidata.dashboard.charts.years import counts_by_year
from goidata.dashboard.headline import Headline
from goidata.dashboard.indicators import cards, number
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import count, out_of, percent
from goidata.dashboard.palette import FLOWS
from goidata.dashboard.panel import chart
from goidata.dashboard.parts.applications import outcomes_by_year
from goidata.dashboard.records import records
from goidata.dashboard.visit import Visit
from goidata.form import measures

SIX = (
    "disclosed_items",
    "received",
    "disclosure_rate",
    "clearance_rate",
    "review_correction_rate",
    "doubtful_share",
)


def filing(visit: Visit, head: Headline) -> None:
    """How many of the units expected are held, above all other indicators."""
    if text := filing_line(visit, head):
        st.html(f'<p class="g-beneath">{escaped(text)}</p>')


def filing_line(visit: Visit, head: Headline) -> str:
    """The filing rate of the year in words; empty where nothing is held."""
    pooled = visit.ask(queries.pooled, head.selection, ("filing_rate",))
    rows = records(pooled[pooled["year"] == head.year])
    if not rows:
        return ""
    row = {str(key): value for key, value in rows[0].items()}
    n, whole, value = (number(row, name) for name in ("n", "N", "value"))
    if not whole or value is None:
        return visit.say("overview.no_directory", held=count(number(row, "held")))
    return visit.say("overview.filing", share=percent(value), n_of=out_of(n, whole))


def six(visit: Visit, head: Headline) -> None:
    """The six indicators."""
    cards(visit, head, SIX)


def years(visit: Visit, head: Headline) -> None:
    """How many applications there were and how they ended, year by year."""
    left, right = st.columns(2, gap="large")
    with left:
        received_by_year(visit, head)
    with right:
        outcomes_by_year(visit, head)


def received_by_year(visit: Visit, head: Headline) -> None:
    """New applications over the units of the headline."""
    found = visit.ask(queries.pooled, head.selection, ("received",))
    what = measures()["received"].title(visit.language)
    title = visit.say("strata.by_year", what=what, stratum=head.title)
    look = Look(visit.say, FLOWS["received"], {}, visit.say("unit.cases"))
    chart(
        visit,
        "received-years",
        title,
        lambda: counts_by_year(found, look),
        [visit.say("mark.units_differ")],
    )
