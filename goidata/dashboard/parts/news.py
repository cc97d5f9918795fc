"""What is new, and what is late or lacking."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st
from markupsafe import Markup

from goidata.analysis import queries
from goidata.dashboard.headline import Headline
from goidata.dashboard.markup import fill
from goidata.dashboard.panel import titled
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import link_to, told


def news(visit: Visit, head: Headline) -> None:
    """Reports that came last, those published late, and units of which none is held."""
    say = visit.say
    latest = visit.ask(queries.latest, visit.selection)
    _listed(visit, say("news.new"), latest, lambda row: _loaded(visit, row))
    late = visit.ask(queries.late, visit.selection, head.year)
    undated = late.attrs["undated"]
    unknown = say("news.undecided", n=undated) if undated else ""
    title = say("news.late", year=head.year)
    _listed(visit, title, late, lambda row: _published(visit, row), unknown)
    lacking = visit.ask(queries.lacking, visit.selection, head.year)
    _listed(
        visit,
        say("news.lacking", year=head.year),
        lacking,
        lambda row: f"{told(visit, row)} · {say('missing.' + row['why_missing'])}",
        "" if lacking.attrs["listed"] else say("news.unlisted"),
    )


def _loaded(visit: Visit, row: Record) -> str:
    said = visit.say("news.loaded", day=str(row["loaded_at"])[:10])
    return Markup("{} · {}").format(link_to(visit, row), said)


def _published(visit: Visit, row: Record) -> str:
    day = row["published"]
    said = visit.say("news.published", day=day) if day else visit.say("news.undated")
    return Markup("{} · {}").format(link_to(visit, row), said)


def _listed(
    visit: Visit,
    title: str,
    found: pd.DataFrame,
    said: Callable[[Record], str],
    unknown: str = "",
) -> None:
    """A short list under its title, with how many more there are; in a word, where it is empty.
    `unknown` says of what nothing is known."""
    lines = [said(row) for row in records(found)]
    whole = int(found.attrs.get("all", len(found)))
    if whole > len(found):
        lines.append(visit.say("news.more", n=whole - len(found)))
    told = unknown or ("" if lines else visit.say("news.none"))
    st.html(fill("news.html", title=titled(title), lines=lines, told=told))
