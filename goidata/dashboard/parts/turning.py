"""The pages of a long list: which rows are shown, and a way to the others."""

from __future__ import annotations

import streamlit as st

from goidata.dashboard import address
from goidata.dashboard.numbers import count
from goidata.dashboard.unit_table import ROWS


def turning(name: str, said: str, first: int, found: int) -> None:
    """The line `said` beneath a list, and its pages where there are more; `first` (from 0) is the
    row with which the page shown begins, of `found`. The page chosen stands in the address."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"{name}-pages"):
        st.text(said)
        if found > ROWS:
            page = first // ROWS + 1
            key = f"{name}-page-{page}-{found}"  # another one for each state of the address
            pages = -(-found // ROWS)
            st.pagination(pages, default=page, key=key, on_change=_turned, args=(key,), width=300)


def shown(first: int, found: int) -> dict[str, str]:
    """The rows shown, for a sentence: first, last, n."""
    last = min(first + ROWS, found)
    return {"first": count(first + 1), "last": count(last), "n": count(found)}


def _turned(key: str) -> None:
    first = (st.session_state[key] - 1) * ROWS
    address.choose({"from": [str(first + 1)] if first else []})
