"""The map: the units of the headline where they lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from goidata.analysis import queries
from goidata.analysis.rates import TINY
from goidata.dashboard import address
from goidata.dashboard.areas import areas
from goidata.dashboard.arrival import own
from goidata.dashboard.chart_data import Held
from goidata.dashboard.charts.bubbles import CIRCLES, Shade, bubbles
from goidata.dashboard.doubts import doubts_of
from goidata.dashboard.headline import Headline
from goidata.dashboard.markup import fill, lines, plain
from goidata.dashboard.numbers import count, percent, written
from goidata.dashboard.palette import RATE_SCALE
from goidata.dashboard.panel import chart, sentence
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import kind_of, measured
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import called
from goidata.errors import UsageError
from goidata.form import measures

MEASURES = ("disclosure_rate", "refusal_rate", "clearance_rate", "dispute_rate")
KEY = "map_measure"
NAMED = 8  # of the units without a place


@dataclass(frozen=True, slots=True)
class _Circles:
    """What the map shows of the units: a row a circle, words for each, and those too many to be
    circles or without anything received."""

    found: queries.Placed
    rows: list[Record]
    others: list[Record]
    empty: list[Record]
    hovers: dict[int, str]
    shade: Shade
    title: str


def places(visit: Visit, head: Headline) -> None:
    """Circles sized by new applications, coloured by the measure chosen; a click filters."""
    name = _measure(visit)
    held = Held("map", lambda: visit.ask(queries.placed, head.selection, head.year, name), (name,))
    of = f"map-{name}-{head.year}"
    kept: _Circles | None = visit.keep(of, lambda: _circles(visit, head, name))
    if kept is None:
        sentence(visit.say("overview.map_none"))
        return
    rows, others, shade = kept.rows, kept.others, kept.shade
    known = _areas(visit, [*rows, *others])
    south = visit.say("overview.map_south")
    event = chart(
        visit,
        of,
        kept.title,
        lambda: bubbles(rows, others, kept.empty, kept.hovers, shade, known, south),
        [
            visit.say("overview.map_size", measure=shade.title),
            visit.say("overview.map_largest", n=CIRCLES) if others else "",
            _unplaced(visit, kept.found),
        ],
        beneath=f"{visit.say('overview.map')}{visit.say('mark.colon')}{shade.title}",
        scale=_scale(shade) if shade.high > shade.low else None,
        clicked=True,
        held=held,
    )
    _filter(visit, rows, event)


def _circles(visit: Visit, head: Headline, name: str) -> _Circles | None:
    found = visit.ask(queries.mapped, head.selection, head.year, name, CIRCLES)
    rows = _apart(visit, records(found.rows))
    if not rows:
        return None
    return _Circles(
        found,
        rows,
        [] if found.others is None else records(found.others),
        records(visit.ask(queries.empty_places, head.selection, head.year)),
        _hovers(visit, rows, name),
        _shade(visit, found, name),
        _title(visit, head, found, rows),
    )


def _apart(visit: Visit, rows: Sequence[Record]) -> list[Record]:
    """The rows with their regions told in full where several units lie in such a region, else, in
    English, in Latin letters alone: there is no room for both."""
    return [{**row, "region_name": _beside_circle(visit, row)} for row in rows]


def _beside_circle(visit: Visit, row: Record) -> str | None:
    if row["named_alike"] > 1:
        return visit.region_name(row["region"])
    own: str = row["region_name"]
    return visit.latin(row["region"]) or own


def _unplaced(visit: Visit, found: queries.Placed) -> str:
    """The units of which no place is known; empty where all have one."""
    if not found.lost:
        return ""
    named = visit.say.listed(list(found.unplaced[:NAMED])) + ("…" if found.lost > NAMED else "")
    return visit.say("overview.map_unplaced", n=found.lost, units=named)


def _measure(visit: Visit) -> str:
    asked = own("colour")
    st.session_state[KEY] = asked if asked in MEASURES else MEASURES[0]
    st.selectbox(
        visit.say("overview.map_measure"),
        MEASURES,
        key=KEY,
        format_func=lambda name: measures()[name].title(visit.language),
        on_change=address.choosing("colour", KEY),
        width=220,
    )
    return str(st.session_state[KEY])


def _title(visit: Visit, head: Headline, found: queries.Placed, rows: Sequence[Record]) -> str:
    whole, first = found.received, rows[0]
    if found.units < 2 or not whole or not first["received"]:
        return visit.say("overview.map_few", year=head.year, n=count(found.units))
    if whole < TINY:
        return visit.of_whom(visit.say("overview.map_few", year=head.year, n=count(found.units)))
    title = visit.say(
        "overview.map_title",
        year=head.year,
        n=count(found.units),
        unit=called(visit, first),
        share=percent(first["received"] / whole),
    )
    return visit.of_whom(title)


def _hovers(visit: Visit, rows: Sequence[Record], name: str) -> dict[int, str]:
    doubted, measure = doubts_of(visit, rows), measures()[name]
    received = measures()["received"].title(visit.language)
    found = {}
    for row in rows:
        volume = f"{received} {count(row['received'])}"
        value = measured({"why_missing": None, **row}, measure, visit.say)
        rate = f"{measure.title(visit.language)} {value.short}"
        head, doubt = f"{called(visit, row)} {row['year']}", doubted.get(row["report"])
        found[int(row["report"])] = lines([head, volume, rate, doubt])
    return found


def _shade(visit: Visit, found: queries.Placed, name: str) -> Shade:
    """The scale of colours: between the least and the greatest rate of a base that is not tiny,
    of reports without an open error; of many units, between which nine in ten lie."""
    measure = measures()[name]
    return Shade(measure.title(visit.language), *found.ends, kind_of(measure), found.cut)


def _scale(shade: Shade) -> Markup:
    """The scale as HTML: the colours between the two ends."""
    stops = ", ".join(f"{colour} {at:.0%}" for at, colour in RATE_SCALE)
    low, high = (written(end, shade.kind) for end in (shade.low, shade.high))
    if shade.cut:
        low, high = f"≤ {low}", f"≥ {high}"
    return fill("scale.html", title=shade.title, low=low, high=high, stops=stops)


def _areas(visit: Visit, rows: Sequence[Record]) -> Mapping[str, Any]:
    try:
        known = areas()
    except UsageError as error:
        st.caption(plain(error.message(visit.language)))
        return {}
    return {row["region"]: known[row["region"]] for row in rows if row["region"] in known}


def _filter(visit: Visit, rows: Sequence[Record], event: Any) -> None:
    """A click on a circle selects its region."""
    points = event.selection.points if event is not None else []
    codes = {str(point.get("customdata")) for point in points} & {row["region"] for row in rows}
    code = next(iter(sorted(codes)), None)
    if code and code != visit.selection.region:
        address.choose({"region": [code]})
        st.rerun()
