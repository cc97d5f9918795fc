"""The navigation: ours in every session, and in the language of the page.

Until a first visitor has run app.py, Streamlit lists the files of a folder `pages` itself and runs
them without app.py: whoever comes first by a deep link would see file names for titles.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

_LANGUAGE = "navigation_language"


def settle_navigation() -> None:
    """Run the page again through app.py where Streamlit has run it alone."""
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def titled(language: str) -> None:
    """Note the language in which the titles of the pages were given."""
    st.session_state[_LANGUAGE] = language


def settle_titles(language: str) -> None:
    """Run again where the titles, given before the page was known, are in another language: so it
    is when a reader goes back to before the language was changed."""
    if st.session_state.get(_LANGUAGE, language) != language:
        st.rerun()
