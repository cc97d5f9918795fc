"""The overview: what is held, the six indicators, the way it went over the years."""

from __future__ import annotations

import streamlit as st

from goidata.dashboard.headline import Headline
from goidata.dashboard.indicators import SIX, cards
from goidata.dashboard.palette import FLOWS
from goidata.dashboard.parts.applications import outcomes_by_year
from goidata.dashboard.parts.yearly import by_year
from goidata.dashboard.visit import Visit


def six(visit: Visit, head: Headline) -> None:
    """The six indicators."""
    cards(visit, head, _names(visit))


def years(visit: Visit, head: Headline) -> None:
    """How many applications there were and how they ended, year by year."""
    left, right = st.columns(2, gap="large")
    with left:
        unit, colour = visit.say("unit.cases"), FLOWS["received"]
        by_year(visit, head, "received", unit, colour, among=_names(visit))
    with right:
        outcomes_by_year(visit, head)


def _names(visit: Visit) -> list[str]:
    return [name for name in SIX if name != "doubtful_share" or not visit.selection.only_clean]
