"""A table of the units of one stratum in one year: sorted, searched, a page of it at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st
from markupsafe import Markup

from goidata.analysis import queries
from goidata.dashboard import address, in_place
from goidata.dashboard.doubts import doubts_of
from goidata.dashboard.headline import Headline
from goidata.dashboard.markup import fill
from goidata.dashboard.meanings import button
from goidata.dashboard.numbers import count
from goidata.dashboard.panel import heading, legend, remarks, sentence
from goidata.dashboard.parts.name_search import name_search
from goidata.dashboard.parts.turning import shown as span
from goidata.dashboard.parts.turning import turning
from goidata.dashboard.parts.unit_rows import rows_of
from goidata.dashboard.records import Record, records
from goidata.dashboard.unit_table import (
    BESIDE,
    ROWS,
    Table,
    View,
    head_of,
    order_word,
    rises,
    table_of,
    word,
)
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.form import measures

DOUBTED = 'class="g-doubt"'  # the mark of a row, in units.html
STRATUM, VIEW, FIND, SORT = "units_stratum", "units_view", "units_find", "units_sort"


def units(visit: Visit, head: Headline | None, views: Sequence[View]) -> None:
    """The table with its choices, in the order, and from the row, that the address asks for."""
    shown = table_of(visit, views, head)
    if shown is None:
        return
    place = _place(visit, shown) if shown.among else ""
    heading(visit.of_whom(_title(visit, shown)), place)
    with st.container(key="units-choice", horizontal=True, vertical_alignment="bottom"):
        _choices(visit, shown, views)
    found = _found(visit, shown)
    if not found:
        said = "units.nowhere" if shown.asked.words else "units.none"
        sentence(visit.say(said, words=shown.asked.words, year=shown.asked.year))
        return
    with st.container(key="units-table", gap="xsmall"):
        doubted = _table(visit, shown, found)
    _pages(visit, shown, found[0])
    remarks(_notes(visit, shown, found[0], doubted))


def _title(visit: Visit, shown: Table) -> str:
    beside = visit.say("strata.beside")
    who = visit.title_of(shown.stratum) if shown.stratum else beside
    who = shown.among.peers.title if shown.among else who
    return visit.say("units.title", year=shown.asked.year, stratum=who)


def _place(visit: Visit, shown: Table) -> str:
    """Where the unit that is spoken of stands among those listed."""
    assert shown.among and shown.among.unit
    unit = shown.among.unit
    asked = replace(shown.asked, words=str(unit["unit"]), first=0, rows=ROWS)
    rows = records(visit.ask(queries.listed, shown.selection, asked))
    row = next((row for row in rows if row["agency"] == unit["agency"]), None)
    if row is None or row["rank"] is None or not shown.ranked:
        return ""
    return visit.say(
        "units.place",
        unit=shown.among.title,
        what=head_of(shown.asked.column, visit.say),
        rank=row["rank"],
        n=row["ranked"],
    )


def _found(visit: Visit, shown: Table) -> list[Record]:
    """The rows of the page asked for; of the first where that lies behind the last."""
    found = visit.ask(queries.listed, shown.selection, shown.asked)
    if found.empty and shown.asked.first:
        found = visit.ask(queries.listed, shown.selection, replace(shown.asked, first=0))
    return records(found)


def _choices(visit: Visit, shown: Table, views: Sequence[View]) -> None:
    say = visit.say
    if len(shown.strata) > 1:
        st.session_state[STRATUM] = word(shown.stratum) if shown.stratum else BESIDE
        st.segmented_control(
            say("units.kind"),
            list(shown.strata),
            format_func=lambda name: _stratum_said(visit, name, shown),
            key=STRATUM,
            required=True,
            wrap=True,
            on_change=_chosen,
            args=("stratum", STRATUM),
        )
    if len(views) > 1:
        st.session_state[VIEW] = shown.view.name
        st.segmented_control(
            say("units.view"),
            [view.name for view in views],
            format_func=lambda name: next(v for v in views if v.name == name).title(say),
            key=VIEW,
            required=True,
            wrap=True,
            on_change=_chosen,
            args=("view", VIEW),
        )
    name_search(say, FIND, shown.asked.words, _chosen)
    _order(visit, shown)


def _stratum_said(visit: Visit, name: str, shown: Table) -> str:
    scope, _, level = name.partition("-")
    who = visit.say("units.beside") if name == BESIDE else _named(visit, scope, level)
    return visit.say("units.counted", who=who, n=shown.strata[name])


def _named(visit: Visit, scope: str, level: str) -> str:
    where, what = visit.say(f"level.{level}"), visit.say(f"scope.{scope}")
    return visit.say("filters.stratum", level=where, scope=what)


def _order(visit: Visit, shown: Table) -> None:
    """The order as a list, for telephones, where the heads of most columns are not shown."""
    say = visit.say
    columns = (*shown.view.columns, queries.BY_REGION)
    options = [(name, rises(name) is not turned) for name in columns for turned in (False, True)]
    st.session_state[SORT] = (shown.asked.column, shown.asked.rising)
    st.selectbox(
        say("units.order"),
        options,
        format_func=partial(_said, say),
        key=SORT,
        on_change=_ordered,
    )


def _said(say: Words, order: tuple[str, bool]) -> str:
    return order_said(*order, say)


def order_said(name: str, rising: bool, say: Words) -> str:
    """An order in words: 新收申请，由大到小."""
    if name == queries.BY_REGION:
        return say("units.by_region" if rising else "units.by_region_back")
    return say("units.rising" if rising else "units.falling", what=head_of(name, say))


def _ordered() -> None:
    name, rising = st.session_state[SORT]
    order = order_word(name, rising)
    address.choose({"sort": [name], "order": [order] if order else [], "from": []})


def _chosen(name: str, key: str) -> None:
    """Another view has other columns; whatever is chosen begins with its first page."""
    value = st.session_state[key]
    forgotten: dict[str, list[str]] = {"sort": [], "order": []} if name == "view" else {}
    address.choose({**forgotten, "from": [], name: [value] if value else []})


def _table(visit: Visit, shown: Table, found: Sequence[Record]) -> bool:
    """Drawn once for each address, for its links keep all that stands in it; gives whether a row is
    marked as in doubt."""
    body = visit.keep(in_place.here(visit), lambda: _body(visit, shown, found))
    st.html(body)
    return DOUBTED in body


def _body(visit: Visit, shown: Table, found: Sequence[Record]) -> Markup:
    legends = [entry for drawn in shown.view.drawn for entry in drawn.legend(visit.say)]
    heads = [_head(visit, shown, name) for name in shown.view.columns]
    drawn = [each.title(visit.say) for each in shown.view.drawn]
    body = fill(
        "units.html",
        label=_title(visit, shown),
        rank=visit.say("column.rank") if shown.ranked and shown.stratum else "",
        unit=_head(visit, shown, queries.BY_REGION),
        heads=heads,
        drawn=drawn,
        trend=visit.say("units.trend", what=head_of(shown.trend, visit.say)),
        rows=rows_of(visit, shown, found, doubts_of),
    )
    return legend(legends) + body


def _head(visit: Visit, shown: Table, name: str) -> dict[str, object]:
    """The head of a column: a link that orders the table by it, or turns its order about."""
    say, here = visit.say, name == shown.asked.column
    rising = not shown.asked.rising if here else rises(name)
    asked = {"sort": name, "order": order_word(name, rising), "from": ""}
    return {
        "name": name,
        "title": say("column.unit") if name == queries.BY_REGION else head_of(name, say),
        "href": in_place.here(visit, **asked),
        "sorted": ("ascending" if shown.asked.rising else "descending") if here else "none",
        "hint": order_said(name, rising, say),
        "means": button(measures()[name], say) if name in measures() else "",
    }


def _pages(visit: Visit, shown: Table, first: Record) -> None:
    found = int(first["found"])
    start = shown.asked.first if shown.asked.first < found else 0
    said = "units.range_found" if shown.asked.words else "units.range"
    units = count(first["units"])
    turning("units", visit.say(said, units=units, **span(start, found)), start, found)


def _notes(visit: Visit, shown: Table, first: Record, doubted: bool) -> list[str]:
    say = visit.say
    ranked = count(first["ranked"])
    declared = measures().get(shown.asked.column)
    rated = declared is not None and declared.denominator is not None
    order = ""
    if shown.ranked and shown.stratum:
        order = say("units.rates_order" if rated else "units.counts_order", n=ranked)
    return [
        order,
        say("strata.beside_beneath") if shown.stratum is None else "",
        say("units.trend_note", year=shown.asked.year),
        say("units.doubt_note") if doubted else "",
        shown.view.note(say),
        declared.note(visit.language) if declared else "",
    ]
