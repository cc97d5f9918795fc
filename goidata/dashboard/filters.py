"""The filter bar, the same on every page: region, years, level, scope, applicant, what to leave
out, and the language."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from goidata.analysis import labels, queries
from goidata.analysis.selection import ALL, LEVELS, Selection
from goidata.dashboard import address
from goidata.dashboard.chips import DEFAULT_SCOPE, chips, scope_label, scope_word
from goidata.dashboard.markup import plain
from goidata.dashboard.numbers import percent
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import LANGUAGES

REGION, YEARS, LEVEL, SCOPE, APPLICANT, CLEAN, LARGEST, LANGUAGE = (
    "filter_region",
    "filter_years",
    "filter_level",
    "filter_scope",
    "filter_applicant",
    "filter_clean",
    "filter_largest",
    "filter_language",
)
EVERYTHING = ""
TOTAL = "total"
INDENT = "\u3000"
DEPTHS = {level: depth for depth, level in enumerate(LEVELS)}
WORDS = ("region", "year", "level", "scope", "applicant", "clean", "without_largest")


def bar(visit: Visit, applicants: bool) -> None:
    """Draw the bar in the state of `visit.selection`, with the kinds of applicants where the page
    tells them apart; a change is chosen before the next run."""
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        _region(visit)
        _years(visit)
        _choice(visit, LEVEL, "level", visit.selection.level or EVERYTHING, _levels(visit))
        _choice(visit, SCOPE, "scope", scope_word(visit.selection), _scopes(visit))
        if applicants:
            _choice(visit, APPLICANT, "applicant", visit.selection.column, _applicants())
        st.button(visit.say("filters.reset"), key="filter_reset", on_click=_reset)
        _languages(visit)
    if visit.available.years:
        with st.container(key="leaving-out", horizontal=True, gap="medium"):
            _switch(visit, CLEAN, visit.selection.only_clean, _clean_label(visit))
            _switch(visit, LARGEST, visit.selection.without_largest, _largest_label(visit))
            chips(visit)


def language_only(visit: Visit) -> None:
    """The bar of a page that shows nothing of the database."""
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        _languages(visit)


def _languages(visit: Visit) -> None:
    st.session_state[LANGUAGE] = visit.language
    st.segmented_control(
        visit.say("filters.language"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key=LANGUAGE,
        required=True,
        label_visibility="collapsed",
        on_change=_language,
    )


def _region(visit: Visit) -> None:
    """The regions as a tree: every one under its superior, with its full name, so that a part of
    any name in it finds it."""
    columns = (visit.regions[name] for name in ("code", "full_name", "level"))
    names = {
        code: INDENT * DEPTHS.get(level, 0) + name
        for code, name, level in zip(*columns, strict=True)
    }
    if visit.selection.region:
        names.setdefault(visit.selection.region, visit.selection.region)
    st.session_state[REGION] = visit.selection.region or EVERYTHING
    st.selectbox(
        visit.say("filters.region"),
        [EVERYTHING, *names],
        format_func=lambda code: names.get(code) or visit.say("filters.all_regions"),
        key=REGION,
        on_change=_changed,
        args=(visit,),
        width=230,
    )


def _years(visit: Visit) -> None:
    st.session_state[YEARS] = list(visit.selection.years)
    st.multiselect(
        visit.say("filters.years"),
        list(reversed(visit.available.years)),
        key=YEARS,
        placeholder=visit.say("filters.all_years"),
        on_change=_changed,
        args=(visit,),
        width=190,
    )


def _choice(visit: Visit, key: str, name: str, value: str, options: list[str]) -> None:
    st.session_state[key] = value
    st.selectbox(
        visit.say(f"filters.{name}"),
        list(dict.fromkeys([*options, value])),  # an address may ask for what is not held
        format_func=lambda word: _label(visit, name, word),
        key=key,
        on_change=_changed,
        args=(visit,),
        width={"level": 125, "scope": 205, "applicant": 140}[name],
    )


def _label(visit: Visit, name: str, word: str) -> str:
    if name == "scope":
        return scope_label(visit.say, word)
    if name == "applicant":
        every = visit.say("filters.all_applicants")
        return every if word == TOTAL else labels.column(word, visit.language)
    return visit.say("filters.all_levels") if word == EVERYTHING else visit.say(f"level.{word}")


def _levels(visit: Visit) -> list[str]:
    return [EVERYTHING, *(level for level in LEVELS if level in visit.available.levels)]


def _scopes(visit: Visit) -> list[str]:
    return [DEFAULT_SCOPE, *visit.available.scopes, ALL]


def _applicants() -> list[str]:
    return [TOTAL, *labels.APPLICANTS]


def _switch(visit: Visit, key: str, on: bool, label: str) -> None:
    st.session_state[key] = on
    st.toggle(plain(label), key=key, on_change=_changed, args=(visit,))


def _clean_label(visit: Visit) -> str:
    """With how many reports it leaves out, or would."""
    label = visit.say("filters.clean")
    doubtful = visit.ask(queries.left_out, visit.selection)
    return f"{label} · {visit.say('filters.doubtful', n=doubtful)}" if doubtful else label


def _largest_label(visit: Visit) -> str:
    """With the name and the share of the largest unit of the stratum in focus."""
    label = visit.say("filters.without_largest")
    found = visit.ask(queries.largest, visit.selection)
    if found is None:
        return label
    share = visit.say("filters.largest", unit=found.unit, share=percent(found.share))
    return f"{label} · {share}"


def _changed(visit: Visit) -> None:
    state = st.session_state
    scope = state[SCOPE]
    start = (
        Selection.default(visit.available)
        if scope == DEFAULT_SCOPE
        else Selection(scope=None if scope == ALL else scope)
    )
    selection = replace(
        start,
        region=state[REGION] or None,
        years=tuple(sorted(state[YEARS])),
        level=state[LEVEL] or None,
        column=state.get(APPLICANT, visit.selection.column),
        only_clean=state[CLEAN],
        without_largest=state[LARGEST],
    )
    words = selection.words()
    # What is then shown begins with its first page.
    address.choose({"from": [], **{key: words.get(key, []) for key in WORDS}})


def _reset() -> None:
    address.choose({key: [] for key in address.asked() if key != "lang"})


def _language() -> None:
    chosen_language = st.session_state[LANGUAGE]
    address.choose({"lang": [] if chosen_language == "zh" else [chosen_language]})
