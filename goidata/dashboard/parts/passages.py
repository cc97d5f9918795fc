"""What was found: a sentence that says how much, every occurrence in its context."""

from __future__ import annotations

from itertools import groupby

import streamlit as st
from markupsafe import Markup

from goidata.analysis import labels, queries
from goidata.dashboard import address
from goidata.dashboard.arrival import own
from goidata.dashboard.charts.occurrence import share
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.numbers import count
from goidata.dashboard.panel import heading, remarks
from goidata.dashboard.parts.elsewhere import nothing
from goidata.dashboard.parts.searching import Asked, abridged, without
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import link_to

A_PAGE = 25  # occurrences


def answer(visit: Visit, asked: Asked) -> bool:
    """The sentence at the head: how often, in how many reports of how many. Where there is nothing,
    it says why, and False is given."""
    held = visit.ask(queries.searchable, visit.selection, asked.section)
    rows = visit.ask(queries.found, visit.selection, asked.words, asked.section)
    if rows.empty:
        nothing(visit, asked, held)
        return False
    (over_all,) = records(queries.occurrence_shares(held, rows))
    said = visit.say(
        "search.answer",
        words=asked.words,
        hits=count(int(rows["hits"].sum())),
        n=count(over_all["n"]),
    )
    whole = "search.searched_few" if over_all["base"] == "tiny" else "search.searched"
    of_all = visit.say(whole, share=share(over_all, visit.say))
    st.html(mark("answer", said, of_all))
    notes = [without(visit, asked, len(held)), abridged(visit, int(held["abridged"].sum()))]
    remarks([visit.say("search.mixed"), *notes])
    return True


def listed(visit: Visit, asked: Asked) -> None:
    """A page of occurrences, those of a report together, each leading to its section."""
    rows = visit.ask(queries.found, visit.selection, asked.words, asked.section)
    hits = int(rows["hits"].sum())
    first = _first(hits)
    passages, before = queries.shown_from(rows, first, A_PAGE)
    found = visit.ask(queries.contexts, asked.words, passages).iloc[before : before + A_PAGE]
    heading(visit.say("search.list"), visit.say("search.list_beneath"))
    _pages(visit, hits, first)
    held = visit.ask(queries.searchable, visit.selection, asked.section)
    shown = held[held["report"].isin(found["report"])]
    reports = {int(row["report"]): row for row in records(shown)}
    parts = [
        _report(visit, asked, reports[report], list(group))
        for report, group in groupby(records(found), key=lambda row: int(row["report"]))
    ]
    st.html(fill("hits.html", reports=parts))


def _report(visit: Visit, asked: Asked, about: Record, found: list[Record]) -> dict[str, object]:
    by_section = groupby(found, key=lambda row: int(row["section"]))
    return {
        "link": link_to(visit, about),
        "place": visit.called(about["region"]) or visit.say("search.undecided"),
        "flag": visit.say("search.abridged") if about["abridged"] else "",
        "sections": [_section(visit, asked, about, list(group)) for _, group in by_section],
    }


def _section(
    visit: Visit, asked: Asked, about: Record, found: list[Record]
) -> tuple[Markup, list[Record]]:
    """The occurrences in one section of a report, beside a link that leads there."""
    number = int(found[0]["section"])
    known = number in labels.SECTIONS
    name = labels.section(number, visit.language) if known else found[0]["heading"]
    return link_to(visit, about, name, section=str(number), words=asked.words), found


def _first(hits: int) -> int:
    """The first occurrence of the page asked for, 0 for the first of all: `from` in the address
    counts from 1, and any number within a page means that page."""
    asked = own("from") or ""
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 1
    return (number - 1) // A_PAGE * A_PAGE if 1 <= number <= hits else 0


def _pages(visit: Visit, hits: int, first: int) -> None:
    last = min(first + A_PAGE, hits)
    with st.container(horizontal=True, vertical_alignment="center", key="search-pages"):
        st.text(
            visit.say("search.range", first=count(first + 1), last=count(last), hits=count(hits))
        )
        if hits > A_PAGE:
            page = first // A_PAGE + 1
            key = f"search-page-{page}-{hits}"  # another one for each state of the address
            pages = -(-hits // A_PAGE)
            st.pagination(pages, default=page, key=key, on_change=_turned, args=(key,), width=300)


def _turned(key: str) -> None:
    first = (st.session_state[key] - 1) * A_PAGE
    address.choose({"from": [str(first + 1)] if first else []})
