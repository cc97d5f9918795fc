"""The filter bar, the same on every page: region, years, level, scope, and the language."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from goidata.analysis import queries
from goidata.analysis.selection import ALL, LEVELS, Available, Selection
from goidata.dashboard import address
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import LANGUAGES, Words

REGION, YEARS, LEVEL, SCOPE, LANGUAGE = (
    "filter_region",
    "filter_years",
    "filter_level",
    "filter_scope",
    "filter_language",
)
EVERYTHING = ""


def bar(visit: Visit) -> None:
    """Draw the bar in the state of `visit.selection`; a change is chosen before the next run."""
    say, selection = visit.say, visit.selection
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        _region(visit)
        st.session_state[YEARS] = list(selection.years)
        st.multiselect(
            say("filters.years"),
            list(reversed(visit.available.years)),
            key=YEARS,
            placeholder=say("filters.all_years"),
            on_change=_changed,
            args=(visit.available,),
            width=230,
        )
        _choice(visit, LEVEL, "level", selection.level or EVERYTHING, _levels(visit.available))
        _choice(visit, SCOPE, "scope", _scope_word(selection), _scopes(visit.available))
        st.button(say("filters.reset"), key="filter_reset", on_click=_reset)
        _languages(visit)


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


def chosen(visit: Visit) -> list[tuple[str, str]]:
    """The selection in words, one (filter, value) for each filter: for chips and files."""
    say, selection = visit.say, visit.selection
    region = visit.region_name(selection.region) or say("filters.all_regions")
    years = say.years(selection.years) if selection.years else say("filters.all_years")
    level = say(f"level.{selection.level}") if selection.level else say("filters.all_levels")
    return [
        (say("filters.region"), region),
        (say("filters.years"), years),
        (say("filters.level"), level),
        (say("filters.scope"), _scope_label(say, _scope_word(selection))),
    ]


def why_empty(visit: Visit) -> str:
    """One sentence: which filter left nothing over."""
    steps = visit.ask(queries.narrowing, visit.selection)
    emptied = steps.loc[steps["reports"] == 0, "filter"]
    if emptied.empty or not len(visit.available.years):
        return visit.say("filters.empty_database")
    return visit.say("filters.emptied", filter=visit.say(f"filters.{emptied.iloc[0]}"))


def _region(visit: Visit) -> None:
    names = dict(zip(visit.regions["code"], visit.regions["full_name"], strict=True))
    if visit.selection.region:
        names.setdefault(visit.selection.region, visit.selection.region)
    st.session_state[REGION] = visit.selection.region or EVERYTHING
    st.selectbox(
        visit.say("filters.region"),
        [EVERYTHING, *names],
        format_func=lambda code: names.get(code) or visit.say("filters.all_regions"),
        key=REGION,
        on_change=_changed,
        args=(visit.available,),
        width=230,
    )


def _choice(visit: Visit, key: str, name: str, value: str, options: list[str]) -> None:
    st.session_state[key] = value
    label = _scope_label if name == "scope" else _level_label
    st.selectbox(
        visit.say(f"filters.{name}"),
        list(dict.fromkeys([*options, value])),  # an address may ask for what is not held
        format_func=lambda word: label(visit.say, word),
        key=key,
        on_change=_changed,
        args=(visit.available,),
        width=150 if name == "level" else 240,
    )


def _levels(available: Available) -> list[str]:
    return [EVERYTHING, *(level for level in LEVELS if level in available.levels)]


def _scopes(available: Available) -> list[str]:
    return [EVERYTHING, *available.scopes, ALL]


def _scope_word(selection: Selection) -> str:
    return EVERYTHING if selection.beside else selection.scope or ALL


def _scope_label(say: Words, word: str) -> str:
    if word == EVERYTHING:
        return say("filters.scope_default")
    return say("filters.all_scopes") if word == ALL else say(f"scope.{word}")


def _level_label(say: Words, word: str) -> str:
    return say("filters.all_levels") if word == EVERYTHING else say(f"level.{word}")


def _changed(available: Available) -> None:
    state = st.session_state
    scope = state[SCOPE]
    start = (
        Selection.default(available)
        if scope == EVERYTHING
        else Selection(scope=None if scope == ALL else scope)
    )
    selection = replace(
        start,
        region=state[REGION] or None,
        years=tuple(sorted(state[YEARS])),
        level=state[LEVEL] or None,
    )
    words = selection.words()
    address.choose({key: words.get(key, []) for key in ("region", "year", "level", "scope")})


def _reset() -> None:
    address.choose({key: [] for key in address.asked() if key != "lang"})


def _language() -> None:
    chosen_language = st.session_state[LANGUAGE]
    address.choose({"lang": [] if chosen_language == "zh" else [chosen_language]})
