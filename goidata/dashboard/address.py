"""The address of a page: every choice of the reader stands in it, and comes back from it.

The words of the address (`?region=510400&year=2023&lang=en`) are codes, the same in both languages,
which is why the widgets are not bound by Streamlit itself: it would write their labels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from goidata.dashboard.words import DEFAULT, LANGUAGES

_STATE, _TOUCHED = "address", "address_touched"
LONGEST = 200  # characters of one value; whatever is longer is no value of ours

Asked = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Address:
    """Where the reader is: the page, what is asked there, and what was last written."""

    page: str
    asked: Asked
    written: Asked


def arrived() -> Asked:
    """The words in the browser's address as it stands."""
    found = {key: st.query_params.get_all(key) for key in st.query_params}
    return {key: [v for v in values if len(v) <= LONGEST] for key, values in found.items()}


def settle(page: str) -> Asked:
    """What is asked for on `page`: the reader's last click, else the address, else what was asked
    on the page before (a link of the navigation carries no words)."""
    before: Address | None = st.session_state.get(_STATE)
    words = arrived()
    if before is None:
        asked = words
    elif st.session_state.pop(_TOUCHED, False):
        asked = before.asked
    elif before.page != page:
        asked = words or before.asked
    else:
        asked = before.asked if words == before.written else words
    st.session_state[_STATE] = Address(page, asked, before.written if before else words)
    return asked


def asked() -> Asked:
    """What is asked for on the page at hand."""
    before: Address = st.session_state[_STATE]
    return before.asked


def choose(changes: Mapping[str, list[str]]) -> None:
    """Record what the reader has just chosen; an empty list takes a word out of the address."""
    before: Address = st.session_state[_STATE]
    asked = {key: values for key, values in {**before.asked, **changes}.items() if values}
    st.session_state[_STATE] = replace(before, asked=asked)
    st.session_state[_TOUCHED] = True


def choosing(word: str, key: str) -> Callable[[], None]:
    """What a widget does when it is changed: put its value, under `key`, into the address."""

    def chosen() -> None:
        value = st.session_state[key]
        listed = value if isinstance(value, list) else [value] if value else []
        choose({word: list(map(str, listed))})

    return chosen


def write(words: Asked) -> None:
    """Put `words`, and nothing else, into the browser's address."""
    before: Address = st.session_state[_STATE]
    if arrived() != words:
        st.query_params.from_dict(words)
    st.session_state[_STATE] = replace(before, asked=words, written=words)


def language(asked: Mapping[str, list[str]] | None = None) -> str:
    """The language asked for; Chinese where none is. Without `asked`, before the page is known."""
    if asked is None:
        before: Address | None = st.session_state.get(_STATE)
        touched = before is not None and st.session_state.get(_TOUCHED, False)
        words = arrived()
        asked = before.asked if before and (touched or not words) else words
    return next((value for value in asked.get("lang", []) if value in LANGUAGES), DEFAULT)


def link(page: str, words: Mapping[str, list[str]]) -> str:
    """The relative address of a page with `words`; the overview has the empty name."""
    return f"{page}?{urlencode(words, doseq=True)}" if words else (page or "?")
