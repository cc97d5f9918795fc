"""Which report is shown: the one that the address names, or that the visitor chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from goidata.analysis import queries
from goidata.dashboard import address
from goidata.dashboard.arrival import own, stop_where_empty
from goidata.dashboard.finding import offered
from goidata.dashboard.numbers import count
from goidata.dashboard.panel import line
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import called, link_to, told, unit_words

UNIT, YEAR, LAST = "report_unit", "report_year", "report_last_unit"


@dataclass(frozen=True, slots=True)
class Found:
    """What the address names: `unit` is a row of `queries.bearing`, `papers` its reports, `report`
    the row of one of these. What is not there is None, and `told` then says what, in HTML."""

    unit: Record | None = None
    papers: pd.DataFrame | None = None
    report: Record | None = None
    told: str = ""


def chosen(visit: Visit) -> Mapping[str, Any] | None:
    """The report that the address names by unit, region and year; the latest of the unit where no
    year is named, of the first unit of the selection where no unit is. Draws the two choices; what
    does not exist is told, and never another's report shown."""
    found = _asked(visit)
    if found is None:
        stop_where_empty(visit)
        return None
    _choices(visit, found)
    if found.told:
        line("g-empty", found.told)
    if found.report is None:
        return None
    return visit.ask(queries.report, int(found.report["report"]))


def _asked(visit: Visit) -> Found | None:
    unit = own("unit")
    if unit:
        return _named(visit, unit, own("in"))
    if number := own("report"):
        return Found(told=visit.say("report.numbered", number=number))
    agency = visit.ask(queries.first_agency, visit.selection, st.session_state.get(LAST))
    return None if agency is None else _latest(visit, agency, visit.selection.years)


def _latest(visit: Visit, agency: int, years: Sequence[int]) -> Found:
    papers = visit.ask(queries.papers, agency)
    rows = [row for row in records(papers) if not years or row["year"] in years]
    return Found({**rows[-1], "agency": agency}, papers, rows[-1])


def _named(visit: Visit, name: str, region: str | None) -> Found:
    """The unit of this name, and its report of the year asked for."""
    units = records(visit.ask(queries.bearing, visit.selection, name, region))
    if (file := own("file")) and len(units) > 1:
        units = [row for row in units if _has(visit, row, file)]
    if len(units) == 1:
        return _of_year(visit, units[0], own("at"))
    if not units:
        where = visit.called(region) or region
        entry = "report.no_unit_in" if where and where != queries.NOWHERE else "report.no_unit"
        return Found(told=visit.say(entry, unit=name, region=where))
    links = [link_to(visit, row, called(visit, row), visit.page.name) for row in units]
    said = visit.say("report.several", unit=name, n=count(len(units)))
    return Found(told=Markup("{} {}").format(said, Markup(" · ").join(links)))


def _has(visit: Visit, unit: Record, file: str) -> bool:
    return file in set(visit.ask(queries.papers, int(unit["agency"]))["file"])


def _of_year(visit: Visit, unit: Record, at: str | None) -> Found:
    """The report of the year `at`, else the latest of the years selected."""
    papers = visit.ask(queries.papers, int(unit["agency"]))
    asked = [at] if at else [str(year) for year in visit.selection.years]
    rows = [row for row in records(papers) if not asked or str(row["year"]) in asked]
    if rows:
        return Found(unit, papers, rows[-1])
    held = visit.say.years([int(year) for year in papers["year"]])
    named = visit.say.listed(asked)
    said = visit.say("report.no_year", unit=called(visit, unit), year=named, held=held)
    return Found(unit, papers, told=said)


def _choices(visit: Visit, found: Found) -> None:
    """The unit and the year; none stands in a choice where the address names none that is held."""
    units = {int(row["agency"]): row for row in records(offered(visit, "report_find"))}
    if found.unit:
        units.setdefault(int(found.unit["agency"]), found.unit)
    st.session_state[UNIT] = int(found.unit["agency"]) if found.unit else None
    st.session_state[LAST] = st.session_state[UNIT]
    with st.container(horizontal=True, vertical_alignment="bottom", key="report-choice"):
        st.selectbox(
            visit.say("column.unit"),
            list(units),
            index=None,
            format_func=lambda agency: _option(visit, units[agency]),
            key=UNIT,
            placeholder=visit.say("report.choose_unit"),
            on_change=_chosen(visit, lambda: units[st.session_state[UNIT]], found),
            width=360,
        )
        if found.papers is not None and found.unit:
            _years(visit, found.unit, found)


def _option(visit: Visit, unit: Record) -> str:
    return visit.searchable(told(visit, unit), unit["region"])


def _years(visit: Visit, unit: Record, found: Found) -> None:
    assert found.papers is not None
    at = int(found.report["year"]) if found.report else None
    st.session_state[YEAR] = at
    st.segmented_control(
        visit.say("column.year"),
        sorted({int(year) for year in found.papers["year"]}),
        key=YEAR,
        required=at is not None,
        on_change=_chosen(visit, lambda: unit, found),
    )


def _chosen(visit: Visit, unit: Callable[[], Record], found: Found) -> Callable[[], None]:
    """What a choice does: the unit and, where it has one, the year stand in the address."""

    def choose() -> None:
        if st.session_state[UNIT] is None:
            return
        row = unit()
        years = {int(year) for year in visit.ask(queries.papers, int(row["agency"]))["year"]}
        year = st.session_state.get(YEAR) or (found.report or {}).get("year")
        address.choose(
            {
                **{key: [value] for key, value in unit_words(row).items()},
                "at": [str(year)] if year in years else [],
                "report": [],
                "file": [],
            }
        )

    return choose
