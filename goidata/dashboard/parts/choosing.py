"""Which report is shown: the one that the address asks for, or that the visitor chooses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from goidata.analysis import queries
from goidata.dashboard import address
from goidata.dashboard.arrival import own, stop_where_empty
from goidata.dashboard.finding import offered
from goidata.dashboard.visit import Visit

UNIT, YEAR, LAST = "report_unit", "report_year", "report_last_unit"


def chosen(visit: Visit) -> Mapping[str, Any] | None:
    """The report asked for in the address, by id or by unit and year; else the latest of the first
    unit of the selection. Draws the two choices."""
    known = _asked(visit) or _first(visit)
    if known is None:
        stop_where_empty(visit)
        return None
    units = offered(visit, "report_find")
    pairs = zip(units["agency"], units["unit"], strict=True)
    names = {int(agency): str(unit) for agency, unit in pairs}
    names.setdefault(int(known["agency"]), str(known["unit"]))
    years = visit.ask(queries.years_of, int(known["agency"]))
    st.session_state[UNIT], st.session_state[YEAR] = int(known["agency"]), int(known["year"])
    st.session_state[LAST] = int(known["agency"])
    with st.container(horizontal=True, vertical_alignment="bottom", key="report-choice"):
        st.selectbox(
            visit.say("column.unit"),
            list(names),
            format_func=names.__getitem__,
            key=UNIT,
            on_change=_unit_chosen,
            args=(visit,),
            width=320,
        )
        st.segmented_control(
            visit.say("column.year"),
            sorted(int(year) for year in years["year"]),
            key=YEAR,
            required=True,
            on_change=_year_chosen,
            args=(visit,),
        )
    return known


def _asked(visit: Visit) -> Mapping[str, Any] | None:
    number, unit = own("report"), own("unit")
    if number and number.isascii() and number.isdecimal() and len(number) < 10:
        return visit.ask(queries.report, int(number))
    if unit:
        named = visit.ask(queries.report_named, visit.selection, unit)
        return None if named is None else visit.ask(queries.report, named)
    return None


def _first(visit: Visit) -> Mapping[str, Any] | None:
    """The latest report of the unit last looked at, or of the first of the selection."""
    first = visit.ask(queries.first_report, visit.selection, st.session_state.get(LAST))
    return None if first is None else visit.ask(queries.report, first)


def _unit_chosen(visit: Visit) -> None:
    agency = st.session_state[UNIT]
    years = queries.years_of(visit.db, agency)
    within = years[years["year"].isin(visit.selection.years)] if visit.selection.years else years
    found = (within if len(within) else years)["report"].iloc[-1]
    address.choose({"report": [str(found)], "unit": []})


def _year_chosen(visit: Visit) -> None:
    found = queries.report_of(visit.db, st.session_state[UNIT], st.session_state[YEAR])
    address.choose({"report": [str(found)] if found else [], "unit": []})
