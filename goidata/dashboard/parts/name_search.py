"""The field in which a list of units is searched by name."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from goidata.dashboard.words import Words

LONGEST = 40  # characters


def name_search(say: Words, key: str, words: str, chosen: Callable[[str, str], None]) -> None:
    """The field with `words` in it; `chosen` is called with "find" and `key` when they change."""
    st.session_state[key] = words
    st.text_input(
        say("units.find"),
        key=key,
        placeholder=say("units.placeholder"),
        max_chars=LONGEST,
        on_change=chosen,
        args=("find", key),
        width=220,
    )
