"""The overview: what is held, the six indicators, the way it went over the years."""

from __future__ import annotations

import streamlit as st

from goidata.analysis import queries
from goidata.dashboard.charts.bars import Look
from goidata.dashboard.charts.years import counts_by_year
from goidata.dashboard.headline import Headline, units_differ
from goidata.dashboard.indicators import SIX, cards
from goidata.dashboard.palette import FLOWS
from goidata.dashboard.panel import chart
from goidata.dashboard.parts.applications import outcomes_by_year
from goidata.dashboard.sentences import counted
from goidata.dashboard.visit import Visit
from goidata.form import measures


def six(visit: Visit, head: Headline) -> None:
    """The six indicators."""
    names = [name for name in SIX if name != "doubtful_share" or not visit.selection.only_clean]
    cards(visit, head, names)


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
        counted(visit, head, "received", visit.say("unit.cases")),
        lambda: counts_by_year(found, look),
        [units_differ(visit, head)],
        beneath=title,
    )
