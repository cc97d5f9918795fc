"""How every page begins: the address is read, the database opened, the filter bar drawn."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from goidata.analysis import origins, queries
from goidata.analysis.selection import Selection
from goidata.dashboard import address, filters, in_place, pages
from goidata.dashboard.chips import why_empty
from goidata.dashboard.entrance import let_in
from goidata.dashboard.foot import footer
from goidata.dashboard.markup import fill, mark, plain
from goidata.dashboard.navigation import settle_navigation, settle_titles
from goidata.dashboard.pages import Page
from goidata.dashboard.visit import Visit, ask, opened, regions
from goidata.dashboard.words import Words
from goidata.errors import DatabaseError, UsageError


def begin(name: str) -> Visit:
    """Everything above the own content of the page called `name`; stops the run, with one sentence,
    where there is nothing to show."""
    settle_navigation()
    page = pages.page(name)
    asked = address.settle(name)
    say = Words(address.language(asked))
    settle_titles(say.language)
    in_place.follow(say.language)
    _heading(say, page)
    let_in(say)
    visit = _visit(page, say, asked)
    address.write(_kept(visit, asked))
    filters.bar(visit)
    if visit.ask(origins.facts).get("synthetic") == "1":
        st.warning(say("site.synthetic"))
    if page.filters and visit.available.years:
        _tell_unknown(visit)
    if page.needs_reports:
        stop_where_empty(visit)
    return visit


def own(key: str) -> str | None:
    """The value of one of the page's own words in the address, or None."""
    return next(iter(owns(key)), None)


def owns(key: str) -> list[str]:
    """All values of one of the page's own words in the address."""
    return address.asked().get(key, [])


def _visit(page: Page, say: Words, asked: address.Asked) -> Visit:
    try:
        stamp, db = opened()
        available = ask(stamp, db, queries.available)
        selection = Selection.from_words(asked, available)
        places = regions(stamp, db)
    except (DatabaseError, UsageError) as error:
        st.warning(plain(error.message(say.language)))
        _halt(say)
    return Visit(page, say, db, stamp, available, selection, places)


def _halt(say: Words) -> NoReturn:
    """End the page here; nothing can be drawn once it is stopped."""
    footer(say)
    st.stop()


def _kept(visit: Visit, asked: address.Asked) -> address.Asked:
    own_words = {key: asked[key] for key in visit.page.words if asked.get(key)}
    # What is not held stays in the address, which would else be that of something else.
    unknown = Selection.unknown(asked, visit.available) if visit.available.years else {}
    selected = visit.selection.words()
    lacking = {key: [*selected.get(key, []), *values] for key, values in unknown.items()}
    language = {"lang": [visit.language]} if visit.language != "zh" else {}
    return {**selected, **lacking, **own_words, **language}


def halt_at(visit: Visit, said: str) -> NoReturn:
    """Say what the address names and the database has not, and show nothing else: what stood there
    would be taken for it."""
    st.html(mark("line", "g-empty", said))
    _halt(visit.say)


def _tell_unknown(visit: Visit) -> None:
    """Tell what is asked of the filters and not held; where nothing else is, end the page."""
    say = visit.say
    for key, values in Selection.unknown(address.asked(), visit.available).items():
        name = say("filters.years" if key == "year" else f"filters.{key}")
        held = say("filters.held_years", years=say.years(visit.available.years))
        tail = held if key == "year" else ""
        said = say("filters.unknown", filter=name, value=say.listed(list(values))) + tail
        if not visit.selection.words().get(key):
            halt_at(visit, said)
        st.html(mark("line", "g-empty", said))


def _heading(say: Words, page: Page) -> None:
    title, lede = page.title(say), page.lede(say)
    st.html(fill("head.html", site=say("site.title"), title=title, lede=lede))


def stop_where_empty(visit: Visit) -> None:
    """Stop the run where no report is selected, with the filter that left none."""
    if not visit.ask(queries.held, visit.selection):
        st.info(plain(why_empty(visit)))
        _halt(visit.say)


def with_selection(visit: Visit, **words: str) -> address.Asked:
    """The address words of the selection and the language, with some of another page added."""
    found = visit.selection.words()
    if visit.language != "zh":
        found["lang"] = [visit.language]
    return {**found, **{key: [value] for key, value in words.items()}}
