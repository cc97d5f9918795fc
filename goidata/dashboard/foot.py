"""The foot of every page."""

from __future__ import annotations

import streamlit as st

from goidata.dashboard.markup import mark
from goidata.dashboard.meanings import meanings
from goidata.dashboard.words import Words


def footer(say: Words) -> None:
    """What holds for every number, and what the names of the page mean, at the foot of it."""
    st.html(mark("line", "g-foot", say("site.foot")) + meanings(say.language))
