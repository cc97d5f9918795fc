"""What is looked for: the field for the words, the choice of section, topics to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from goidata.analysis import labels, queries
from goidata.analysis.searched import Topics
from goidata.dashboard import address
from goidata.dashboard.arrival import own
from goidata.dashboard.markup import mark, plain
from goidata.dashboard.numbers import count
from goidata.dashboard.panel import remarks
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import vocabulary
from goidata.wording import Both

WORDS, SECTION = "search_words", "search_section"
EVERY = 0
MOST_TOPICS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """The words looked for, empty for none, and the number of the section, None for all."""

    words: str
    section: int | None


def asked(visit: Visit) -> Asked:
    """What the address asks for. Draws the field and the choice of section."""
    found = Asked(words_asked(), section_asked())
    with st.container(horizontal=True, vertical_alignment="bottom", key="search-ask"):
        st.session_state[WORDS] = found.words
        st.text_input(
            visit.say("search.words"),
            key=WORDS,
            max_chars=address.LONGEST,
            placeholder=visit.say("search.placeholder"),
            on_change=_entered,
            width=420,
        )
        st.button(visit.say("search.find"), key="search_find", type="primary")
    st.session_state[SECTION] = found.section or EVERY
    st.pills(
        visit.say("column.section"),
        [EVERY, *labels.SECTIONS],
        key=SECTION,
        required=True,
        format_func=lambda number: plain(section_label(visit, number or None)),
        on_change=_section_chosen,
    )
    return found


def section_asked() -> int | None:
    """The section that the address names, None for all."""
    return next((number for number in labels.SECTIONS if str(number) == own("section")), None)


def words_asked() -> str:
    """The words of the address that can be looked for, blanks around them taken off."""
    words = (own("words") or "").encode("utf-8", "ignore").decode("utf-8").strip()
    return "" if queries.is_nothing(words) else words


def section_label(visit: Visit, section: int | None) -> str:
    """A section in words, or all of them."""
    if section is None:
        return visit.say("search.all_sections")
    return labels.section(section, visit.language)


def topics(visit: Visit, asked: Asked) -> None:
    """How many reports can be searched, and a few words that stand in many of them."""
    found = visit.ask(queries.topics, visit.selection, asked.section)
    said = visit.say("search.ready", N=count(found.searchable))
    st.html(mark("answer", said, ""))
    remarks([without(visit, asked, found.searchable), abridged(visit, found.abridged)])
    if offered := _frequent(found):
        with st.container(horizontal=True, vertical_alignment="center", key="search-topics"):
            st.text(visit.say("search.topics"))
            for name, reports in offered:
                entry = vocabulary()[f"topic.{name}"]
                meaning = Both("", f" {entry['en']}").named(visit.language)
                st.button(
                    visit.say("search.topic", words=entry["zh"] + meaning, n=count(reports)),
                    key=f"search-topic.{name}",
                    on_click=partial(address.choose, {"words": [entry["zh"]], "from": []}),
                )


def without(visit: Visit, asked: Asked, held: int) -> str:
    """In words: how many reports are selected but have nothing to search, as those `held` have;
    empty for none."""
    missing = visit.ask(queries.rows, visit.selection, "reports") - held
    entry = "search.without_section" if asked.section else "search.without"
    return visit.say(entry, n=count(missing)) if missing else ""


def abridged(visit: Visit, reports: int) -> str:
    """In words: of how many reports only an abridgement is held; empty for none."""
    return visit.say("search.abridged_note", n=count(reports)) if reports else ""


def _frequent(found: Topics) -> list[tuple[str, int]]:
    """The topics that most of the reports have, each with how many; those that none has are left
    out."""
    known = [each for each in found.found.items() if each[1]]
    return sorted(known, key=lambda each: -each[1])[:MOST_TOPICS]


def _entered() -> None:
    words = st.session_state[WORDS].strip()
    address.choose({"words": [words] if words else [], "from": []})


def _section_chosen() -> None:
    chosen = st.session_state[SECTION]
    address.choose({"section": [str(chosen)] if chosen else [], "from": []})
