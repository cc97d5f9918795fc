"""What is said where an address names no page: that it does not, and which there are."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from goidata.dashboard import address, in_place
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.pages import PAGES, Page
from goidata.dashboard.panel import sentence
from goidata.dashboard.words import Words

NAME = "lost"


def show() -> None:
    """The page."""
    say = Words(address.language(address.settle(NAME)))
    in_place.follow(say.language)
    site, title = say("site.title"), say("lost.title")
    st.html(fill("head.html", site=site, title=title, lede=say("lost.lede")))
    links = [mark("below", _link(page, say), page.lede(say)) for page in PAGES]
    sentence(say("lost.said"))
    st.html(fill("news.html", title="", lines=links, told=""))


def _link(page: Page, say: Words) -> Markup:
    name = "./" if page == PAGES[0] else page.name  # the first has no name in addresses
    return mark("link", address.link(name, {"lang": [say.language]}), page.title(say))
