"""Which stratum and which year the figures at the head of a page speak of."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from goidata.analysis import queries
from goidata.analysis.selection import Selection, Stratum
from goidata.dashboard import address
from goidata.dashboard.arrival import own, with_selection
from goidata.dashboard.markup import fill, mark, plain
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit

KEY = "headline_year"


@dataclass(frozen=True, slots=True)
class Headline:
    """A stratum, its selection over all years, the year spoken of and the years there are."""

    stratum: Stratum
    selection: Selection
    year: int
    years: tuple[int, ...]
    title: str


def headed(visit: Visit) -> Headline | None:
    """The headline of the page, drawn with the choice of its year; None where there is none."""
    if head := headline(visit):
        _choose_year(visit, head)
    return head


def headline(visit: Visit) -> Headline | None:
    """The stratum in focus and the year asked for, the latest at first; None where none is."""
    return headline_at(visit, own("at"))


def headline_at(visit: Visit, asked: str | None) -> Headline | None:
    """The same for the year `asked`, where it is held."""
    stratum = visit.ask(queries.focus, visit.selection)
    if stratum is None:
        return None
    selection = visit.selection.within(stratum)
    years = visit.ask(queries.years_held, selection)
    year = next((year for year in years if str(year) == asked), years[-1])
    return Headline(stratum, selection, year, years, visit.of_whom(visit.title_of(stratum)))


def units_differ(visit: Visit, head: Headline) -> str:
    """That the years are not of the same units, where they are not; else empty."""
    alike = visit.ask(queries.years_alike, head.selection)
    same = all(year in alike for year in head.years[1:])
    return "" if same else visit.say("mark.units_differ")


def _choose_year(visit: Visit, head: Headline) -> None:
    """The year and the stratum as a heading, and the years to choose from where there are more."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="headline"):
        title = visit.say("headline.title", year=head.year, stratum=head.title)
        st.html(mark("heading", "h2", "g-head", title), width="content")
        if len(head.years) < 2 or not visit.page.year:
            return
        st.session_state[KEY] = head.year
        st.segmented_control(
            visit.say("headline.year"),
            head.years,
            key=KEY,
            required=True,
            label_visibility="collapsed",
            on_change=address.choosing("at", KEY),
        )


def what_is_shown(visit: Visit) -> None:
    """One line: how many reports of what kind; which may be added up, and which stand beside."""
    say = visit.say
    found = visit.ask(queries.strata, visit.selection)
    units, reports = visit.ask(queries.beside, visit.selection)
    parts = []
    for row in records(found.sort_values("focus", ascending=False)):
        level = row["level"] if isinstance(row["level"], str) else None
        name = visit.title_of(Stratum(row["scope"], level))
        counted = say("headline.counted", stratum=name, units=row["units"], reports=row["reports"])
        parts.append(("g-focus" if row["focus"] else "g-other", counted))
    if units:
        text = say("headline.beside", units=units, reports=reports)
        parts.append(("g-beside", text))
    st.html(fill("shown.html", parts=parts, own=_own(visit), said=say("headline.own")))
    if found.empty and units:
        st.info(plain(say("headline.only_beside")))


def _own(visit: Visit) -> list[Markup]:
    """Links to the reports of the government of the region selected, which sums over the units
    within it may not show; where it stands alone there is nothing else to look for."""
    theirs = records(visit.ask(queries.own_reports, visit.selection))
    if len(theirs) == visit.ask(queries.held, visit.selection):
        return []
    return [mark("link", _report(visit, row), row["year"]) for row in theirs]


def _report(visit: Visit, row: Record) -> str:
    return address.link("report", with_selection(visit, report=str(row["report"])))
