"""Links of a page to itself, followed in place (in_place.js); without it they are plain links."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import streamlit as st
from streamlit.components.v2 import component

from goidata.dashboard import address
from goidata.dashboard.pages import PAGES
from goidata.dashboard.visit import Visit

KEY = "in_place"
SCRIPT = Path(__file__).with_name("in_place.js")


def follow(language: str) -> None:
    """Let the page follow its links to itself, and say in which language it is; once on a page."""
    _component()(key=KEY, data={"language": language}, on_followed_change=_followed)


def here(visit: Visit, **changes: str) -> str:
    """The address of the page as it stands with some of its words changed; empty takes one out."""
    asked = {**address.asked(), **{key: [value] for key, value in changes.items()}}
    name = "" if visit.page == PAGES[0] else visit.page.name  # the first has no name in addresses
    return address.link(name, {key: v for key, v in asked.items() if any(v)})


@cache
def _component() -> Any:
    return component("goidata_in_place", js=SCRIPT.read_text("utf-8"))


def _followed() -> None:
    """The words of the link are those of an address: whoever asks for them looks them up."""
    words = parse_qs(urlsplit(str(st.session_state[KEY].followed)).query)
    before: dict[str, list[str]] = {key: [] for key in address.asked()}
    address.choose({**before, **words})
