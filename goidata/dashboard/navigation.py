"""Keeping Streamlit from taking our folder `pages/` for a site of its own making.

Until a first visitor has run app.py, Streamlit lists the files of a folder `pages` itself and runs
them without app.py: whoever comes first by a deep link would see file names for titles.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def settle_navigation() -> None:
    """Run the page again through app.py where Streamlit has run it alone."""
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
