"""The foot of every page."""

from __future__ import annotations

import streamlit as st

from goidata.dashboard.markup import mark
from goidata.dashboard.words import Words


def footer(say: Words) -> None:
    """What holds for every number, at the foot of every page."""
    st.html(mark("line", "g-foot", say("site.foot")))
