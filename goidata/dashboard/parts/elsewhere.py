"""Why nothing was found, and where else the words stand."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.dashboard import address
from goidata.dashboard.markup import mark
from goidata.dashboard.numbers import count
from goidata.dashboard.panel import line, remarks
from goidata.dashboard.parts.searching import Asked, abridged, section_label, without
from goidata.dashboard.visit import Visit


def nothing(visit: Visit, asked: Asked, held: pd.DataFrame) -> None:
    """Why nothing was found: no text, or not these words; and where else they stand."""
    if not len(held):
        entry = "search.no_text_section" if asked.section else "search.no_text"
        said = visit.say(entry, section=section_label(visit, asked.section))
    else:
        said = visit.say("search.nowhere", N=count(len(held)), words=asked.words)
    line("g-empty", Markup("{} {}").format(said, _elsewhere(visit, asked)))
    if len(held):
        short = int(held["abridged"].sum())
        remarks([without(visit, asked, len(held)), abridged(visit, short)])


def _elsewhere(visit: Visit, asked: Asked) -> str:
    """Where the words do stand: in other sections, in other reports, or in both."""
    everything = Selection.default(visit.available)
    tried = (
        ("search.other_sections", visit.selection, None),
        ("search.other_reports", everything, asked.section),
        ("search.elsewhere", everything, None),
    )
    for entry, selection, section in tried:
        rows = visit.ask(queries.found, selection, asked.words, section)
        if len(rows):
            said = visit.say(
                entry, hits=count(int(rows["hits"].sum())), n=count(rows["report"].nunique())
            )
            way = _way(visit, selection, asked.words, section)
            return Markup("{}{}").format(said, way)
    return visit.say("search.nowhere_at_all")


def _way(visit: Visit, selection: Selection, words: str, section: int | None) -> Markup:
    found = {**selection.words(), "words": [words]}
    if section:
        found["section"] = [str(section)]
    if visit.language != "zh":
        found["lang"] = [visit.language]
    return mark("link", address.link("search", found), visit.say("search.look_there"))
