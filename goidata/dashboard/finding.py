"""The units offered to choose from: all of a few, of many those that bear the words entered."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from goidata.analysis import queries
from goidata.dashboard.visit import Visit

MOST = 300  # a longer list is searched, not scrolled


def offered(visit: Visit, key: str) -> pd.DataFrame:
    """agency, unit, region of the units to choose from, where they are more than a list holds
    beneath a field for words of their names or regions, whose state is `key`."""
    found: pd.DataFrame = visit.ask(queries.units_named, visit.selection, "", MOST)
    if found.attrs["all"] <= MOST:
        return found
    words = st.text_input(
        visit.say("finding.units", n=found.attrs["all"]),
        key=key,
        placeholder=visit.say("finding.placeholder"),
        max_chars=60,
        width=320,
    )
    return visit.ask(queries.units_named, visit.selection, words, MOST) if words else found
