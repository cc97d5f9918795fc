"""The site as a whole: which pages there are, how they look, and what is said when one fails."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from goidata.dashboard import address, lost, turns
from goidata.dashboard.entrance import may_read
from goidata.dashboard.foot import footer
from goidata.dashboard.navigation import titled
from goidata.dashboard.pages import PAGES
from goidata.dashboard.parts import precheck
from goidata.dashboard.words import Words

STYLE = Path(__file__).with_name("style.css")
ICON = Path(__file__).with_name("icon.png")
log = logging.getLogger(__name__)


def pages() -> list[StreamlitPage]:
    """The pages in the order of the navigation, in the language of the reader; last, where the
    address names none of them, what is said of that."""
    say = Words(address.language())
    titled(say.language)
    # A picture of ours is a file like all others, which is for those alone who are let in.
    icon = str(ICON) if may_read() else None
    st.set_page_config(page_title=say("site.title"), page_icon=icon, layout="wide")
    shown = [
        st.Page(f"pages/{page.name}.py", title=page.title(say), default=page == PAGES[0])
        for page in PAGES
    ]
    name = unquote(urlsplit(st.context.url or "").path).rstrip("/").rpartition("/")[2]
    if not name or name in {page.name for page in PAGES}:
        return shown
    # Streamlit would say so itself, in English. Below a path, it is the name of no page, either,
    # and not the one that is run.
    title = say("lost.title")
    return [*shown, st.Page(lost.show, title=title, url_path=name, visibility="hidden")]


def show(page: StreamlitPage) -> None:
    """Run a page; a fault of ours is written to the log and told in one sentence."""
    say = Words(address.language())
    st.set_page_config(page_title=say("site.page", page=page.title, site=say("site.title")))
    st.html(STYLE)
    try:
        if page.url_path == precheck.NAME:
            page.run()  # which waits for what reads the drafts
        else:
            precheck.leave()
            with turns.PAGES.turn():
                page.run()
    except Exception:
        log.exception("the page %s failed", page.url_path or PAGES[0].name)
        st.error(Words(address.language())("site.fault"))
    footer(Words(address.language()))
