"""What is chosen, in words: as chips that a click takes away, in files, and why nothing is left."""

from __future__ import annotations

import streamlit as st

from goidata.analysis import labels, queries
from goidata.analysis.selection import ALL, Selection
from goidata.dashboard import address
from goidata.dashboard.markup import plain
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words

DEFAULT_SCOPE = ""


def chosen(visit: Visit) -> list[tuple[str, str]]:
    """The selection in words, one (filter, value) for each filter that is always there and each
    that is set: for files."""
    say, selection = visit.say, visit.selection
    always = {
        "region": say("filters.all_regions"),
        "year": say("filters.all_years"),
        "level": say("filters.all_levels"),
        "scope": scope_label(say, scope_word(selection)),
    }
    found = {**always, **_set(visit)}
    return [(say(f"filters.{_NAMES.get(name, name)}"), value) for name, value in found.items()]


def chips(visit: Visit) -> None:
    """One chip a filter that is set; a click on it takes the filter away."""
    found = _set(visit)
    if not found:
        return
    with st.container(key="chips", horizontal=True, gap="xsmall", width="content"):
        for name, value in found.items():
            text = value if value == visit.say("filters.yes") else ""
            label = visit.say(f"filters.{_NAMES.get(name, name)}")
            st.button(
                plain(label if text else f"{label}{visit.say('mark.colon')}{value}") + " ✕",
                key=f"chip-{name}",
                type="tertiary",
                on_click=address.choose,
                args=({name: []},),
            )


def number_set(visit: Visit) -> int:
    """How many filters are set."""
    return len(_set(visit))


def why_empty(visit: Visit) -> str:
    """One sentence: which filter left nothing over."""
    steps = visit.ask(queries.narrowing, visit.selection)
    emptied = steps.loc[steps["reports"] == 0, "filter"]
    if emptied.empty or not len(visit.available.years):
        return visit.say("filters.empty_database")
    return visit.say("filters.emptied", filter=visit.say(f"filters.{emptied.iloc[0]}"))


def scope_word(selection: Selection) -> str:
    """The scope as the address has it; empty for the one shown at first."""
    return DEFAULT_SCOPE if selection.beside else selection.scope or ALL


def scope_label(say: Words, word: str) -> str:
    """A scope of the address in words."""
    if word == DEFAULT_SCOPE:
        return say("filters.scope_default")
    return say("filters.all_scopes") if word == ALL else say(f"scope.{word}")


_NAMES = {"year": "years"}  # of the address, and of the words


def _set(visit: Visit) -> dict[str, str]:
    """The filters that are set, by their word of the address, with their value in words."""
    say, selection = visit.say, visit.selection
    found: dict[str, str] = {}
    if selection.region:
        found["region"] = visit.called(selection.region) or selection.region
    if selection.years:
        found["year"] = say.years(selection.years)
    if selection.level:
        found["level"] = say(f"level.{selection.level}")
    if not selection.beside:
        found["scope"] = scope_label(say, scope_word(selection))
    if visit.applicant:
        found["applicant"] = labels.column(visit.applicant, visit.language)
    for name, on in (
        ("clean", selection.only_clean),
        ("without_largest", selection.without_largest),
    ):
        if on:
            found[name] = say("filters.yes")
    return found
