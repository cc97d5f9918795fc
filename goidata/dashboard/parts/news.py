"""What is new, and what is late or lacking."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from goidata.analysis import queries
from goidata.dashboard.attention import report_link
from goidata.dashboard.headline import Headline
from goidata.dashboard.markup import escaped
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit


def news(visit: Visit, head: Headline) -> None:
    """Reports that came last, those published late, and units of which none is held."""
    say = visit.say
    _listed(
        visit,
        say("news.new"),
        visit.ask(queries.latest, visit.selection),
        lambda row: f"{report_link(visit, row)} · {_loaded(visit, row)}",
    )
    late = visit.ask(queries.late, visit.selection, head.year)
    undated = late.attrs["undated"]
    _listed(
        visit,
        say("news.late", year=head.year),
        late,
        lambda row: report_link(visit, row) + _dated(visit, row),
        say("news.undecided", n=undated) if undated else "",
    )
    lacking = visit.ask(queries.lacking, visit.selection, head.year)
    _listed(
        visit,
        say("news.lacking", year=head.year),
        lacking,
        lambda row: escaped(f"{row['unit']} · {say('missing.' + row['why_missing'])}"),
        "" if lacking.attrs["listed"] else say("news.unlisted"),
    )


def _loaded(visit: Visit, row: Record) -> str:
    return escaped(visit.say("news.loaded", day=str(row["loaded_at"])[:10]))


def _dated(visit: Visit, row: Record) -> str:
    if not row["published"]:
        return f" · {escaped(visit.say('news.undated'))}"
    return f" · {escaped(visit.say('news.published', day=row['published']))}"


def _listed(
    visit: Visit,
    title: str,
    found: pd.DataFrame,
    said: Callable[[Record], str],
    unknown: str = "",
) -> None:
    """A short list under its title, with how many more there are; in a word, where it is empty.
    `unknown` says of what nothing is known."""
    lines = "".join(f"<li>{said(row)}</li>" for row in records(found))
    whole = int(found.attrs.get("all", len(found)))
    if whole > len(found):
        lines += f"<li>{escaped(visit.say('news.more', n=whole - len(found)))}</li>"
    body = f'<ul class="g-news">{lines}</ul>' if lines else ""
    told = unknown or ("" if lines else visit.say("news.none"))
    none = f'<p class="g-beneath">{escaped(told)}</p>' if told else ""
    st.html(f'<h3 class="g-chart">{escaped(title)}</h3>{body}{none}')
