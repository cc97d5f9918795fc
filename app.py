"""The dashboard: its pages and its look. Start it with `goidata serve`."""

import streamlit as st

from goidata.dashboard import site

page = st.navigation(site.pages(), position="top")
site.show(page)
