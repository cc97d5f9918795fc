"""The filter bar: region, years, level, scope, applicant, what to leave out, as far as the page has
them; and the language."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from goidata.analysis import labels, queries
from goidata.analysis.selection import ALL, LEVELS, Selection
from goidata.dashboard import address
from goidata.dashboard.answers import shared
from goidata.dashboard.chips import DEFAULT_SCOPE, chips, number_set, scope_label, scope_word
from goidata.dashboard.markup import mark, plain
from goidata.dashboard.numbers import count, percent
from goidata.dashboard.pages import BY_APPLICANT
from goidata.dashboard.visit import Stamp, Visit
from goidata.dashboard.words import DEFAULT, LANGUAGES

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


def bar(visit: Visit) -> None:
    """Draw the filters of the page in the state of `visit.selection`; a change is chosen before the
    next run. Where the page has none, the language alone."""
    shown = visit.page.filters
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        if shown:
            _fold(visit)
        for name, draw in _CHOICES.items():
            if name in shown:
                draw(visit)
        if shown:
            st.button(visit.say("filters.reset"), key="filter_reset", on_click=_reset)
        _languages(visit)
    if shown and visit.available.years:
        with st.container(key="leaving-out", horizontal=True, gap="medium"):
            for name, draw in _SWITCHES.items():
                if name in shown:
                    draw(visit)
            chips(visit)


def _fold(visit: Visit) -> None:
    """What opens the filters where the screen is narrow (style.css): there the first screen is for
    figures. It says how many reports there are, and is closed by a choice that changes it. On a
    desk all filters stand open, and this is not shown."""
    n, found = number_set(visit), count(visit.ask(queries.held, visit.selection))
    said = visit.say("filters.fold_set" if n else "filters.fold", n=n, found=found)
    st.html(mark("fold", said))


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
    """The regions as a tree: every one under its superior."""
    names = _names(visit.stamp, visit.language, visit)
    if visit.selection.region and visit.selection.region not in names:
        names = {**names, visit.selection.region: visit.selection.region}
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


@shared
def _names(stamp: Stamp, language: str, _visit: Visit) -> dict[str, str]:
    """The full names of the regions, so that a part of any name in it finds one: thousands, the
    same for all visitors of a database."""
    return {
        code: INDENT * DEPTHS.get(region.level, 0) + _visit.searchable(region.full_name, code)
        for code, region in _visit.regions.items()
    }


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


def _level(visit: Visit) -> None:
    options = [EVERYTHING, *(level for level in LEVELS if level in visit.available.levels)]
    _choice(visit, LEVEL, "level", visit.selection.level or EVERYTHING, options)


def _scope(visit: Visit) -> None:
    options = [DEFAULT_SCOPE, *visit.available.scopes, ALL]
    _choice(visit, SCOPE, "scope", scope_word(visit.selection), options)


def _applicant(visit: Visit) -> None:
    options = [TOTAL, *labels.APPLICANTS]
    _choice(visit, APPLICANT, "applicant", visit.selection.column, options)


def _switch(visit: Visit, key: str, on: bool, label: str) -> None:
    st.session_state[key] = on
    st.toggle(plain(label), key=key, on_change=_changed, args=(visit,))


def _clean(visit: Visit) -> None:
    """With how many reports it leaves out, or would."""
    label = visit.say("filters.clean")
    if doubtful := visit.ask(queries.left_out, visit.selection):
        label += f" · {visit.say('filters.doubtful', n=doubtful)}"
    _switch(visit, CLEAN, visit.selection.only_clean, label)


def _largest(visit: Visit) -> None:
    """With the name and the share of the largest unit of the stratum in focus."""
    label = visit.say("filters.without_largest")
    if found := visit.ask(queries.largest, visit.selection):
        latin = visit.latin(found.region)
        unit = visit.say("region.both", own=found.unit, latin=latin) if latin else found.unit
        share = visit.say("filters.largest", unit=unit, share=percent(found.share))
        label += f" · {share}"
    _switch(visit, LARGEST, visit.selection.without_largest, label)


_CHOICES = {
    "region": _region,
    "year": _years,
    "level": _level,
    "scope": _scope,
    "applicant": _applicant,
}
_SWITCHES = {"clean": _clean, "without_largest": _largest}


def _changed(visit: Visit) -> None:
    """What the page has no filter for stays as it was."""
    state, before = st.session_state, visit.selection
    scope = state.get(SCOPE, scope_word(before))
    start = (
        Selection.default(visit.available)
        if scope == DEFAULT_SCOPE
        else Selection(scope=None if scope == ALL else scope)
    )
    selection = replace(
        start,
        region=state.get(REGION, before.region) or None,
        years=tuple(sorted(state.get(YEARS, before.years))),
        level=state.get(LEVEL, before.level) or None,
        column=state.get(APPLICANT, before.column),
        only_clean=state.get(CLEAN, before.only_clean),
        without_largest=state.get(LARGEST, before.without_largest),
    )
    words = selection.words()
    # What is then shown begins with its first page.
    address.choose({"from": [], **{key: words.get(key, []) for key in BY_APPLICANT}})


def _reset() -> None:
    address.choose({key: [] for key in address.asked() if key != "lang"})


def _language() -> None:
    chosen_language = st.session_state[LANGUAGE]
    address.choose({"lang": [] if chosen_language == DEFAULT else [chosen_language]})
