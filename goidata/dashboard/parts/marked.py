"""On the page of one report: the words that were looked for, counted and brought into view."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from goidata.analysis import queries
from goidata.dashboard import address
from goidata.dashboard.arrival import with_selection
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import count
from goidata.dashboard.visit import Visit

# Twice: what is drawn late above the words pushes them away again. Nothing of an address or a
# report stands in it, and as it is always the same, it runs once for a page that is opened.
_INTO_VIEW = """<script>
for (const wait of [150, 900]) setTimeout(() => {
  document.querySelector('details[open] .g-sought')?.scrollIntoView({block: 'center'});
}, wait);
</script>"""


def counted(visit: Visit, sought: str, texts: pd.Series[str]) -> None:
    """How often the words stand in this report, and the way to all others."""
    hits = sum(len(queries.spans(str(text), sought)) for text in texts)
    said = escaped(visit.say("search.marked", words=sought, n=count(hits)))
    target = escaped(address.link("search", with_selection(visit, words=sought)))
    link = f'<a href="{target}" target="_self">{escaped(visit.say("search.again"))}</a>'
    st.html(f'<p class="g-beneath">{said} {link}</p>')


def bring_into_view() -> None:
    """Scroll to the first of the words marked in the section that is open."""
    st.html(_INTO_VIEW, unsafe_allow_javascript=True)
