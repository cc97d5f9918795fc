"""总览: what is held, the six indicators, where, what is new, late and in doubt."""

import streamlit as st

from goidata.dashboard.arrival import begin
from goidata.dashboard.attention import attention
from goidata.dashboard.downloads import offer
from goidata.dashboard.headline import headed, what_is_shown
from goidata.dashboard.indicators import SIX
from goidata.dashboard.offers import measured, table
from goidata.dashboard.parts import coverage, news, overview, places
from goidata.dashboard.parts.brief import brief

visit = begin("overview")
what_is_shown(visit)
if head := headed(visit):
    coverage.strip(visit, head)
    overview.six(visit, head)
    overview.years(visit, head)
    left, right = st.columns([3, 2], gap="large")
    with left:
        places.places(visit, head.peers)
    with right:
        news.news(visit, head)
attention(visit)
brief(visit)
offer(visit, measured(visit, SIX), table(visit, "figures"))
