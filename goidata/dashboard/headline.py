"""Which stratum and which year the figures at the head of a page speak of."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st
from markupsafe import Markup

from goidata.analysis import queries
from goidata.analysis.selection import NO_LEVEL, SCOPES, Selection, Stratum
from goidata.dashboard import address, in_place
from goidata.dashboard.arrival import halt_at, own
from goidata.dashboard.markup import fill, mark, plain
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import called, link_to

KEY = "headline_year"


@dataclass(frozen=True, slots=True)
class Headline:
    """A stratum, its selection over all years, the year spoken of and the years there are. Where
    the region selected has a government of its own in focus, `unit` is that (agency, unit, region),
    and `among` the headline of all with whom it is compared, itself among them."""

    stratum: Stratum
    selection: Selection
    year: int
    years: tuple[int, ...]
    title: str
    unit: Record | None = None
    width: str = ""
    among: Headline | None = None

    @property
    def peers(self) -> Headline:
        """The units among which those of the headline stand: itself, where it is of several."""
        return self.among or self

    @property
    def marked(self) -> tuple[int, ...]:
        """The unit that is spoken of, by its id, where there is one."""
        return (int(self.unit["agency"]),) if self.unit else ()


def headed(visit: Visit) -> Headline | None:
    """The headline of the page, drawn with the choice of its year; None where there is none."""
    if head := headline(visit):
        at = own("at")
        missing = at is not None and at != str(head.year)
        _choose_year(visit, head, missing)
        if missing:
            held = visit.say.years(head.years)
            halt_at(visit, visit.say("headline.no_year", year=at, stratum=head.title, held=held))
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
    head = Headline(stratum, selection, year, years, visit.of_whom(visit.title_of(stratum)))
    return _of_own(visit, head)


def _of_own(visit: Visit, head: Headline) -> Headline:
    """The headline of the region's own government, where that is the unit in focus: it stands
    among others, which lie outside the region."""
    region = visit.selection.region
    own_level = queries.level_of(region) == head.stratum.level
    if not region or not own_level or head.stratum.scope != SCOPES[0]:
        return head
    units = records(visit.ask(queries.units_named, head.selection, "", 2))
    if len(units) != 1 or units[0]["region"] != region:
        return head
    agency = int(units[0]["agency"])
    width = visit.ask(queries.width_of, visit.selection, agency, head.year)
    peers = visit.ask(queries.peers_of, agency, width)
    title = visit.of_whom(group_title(visit, head.stratum, peers.region))
    among = Headline(head.stratum, peers.selection(visit.selection), head.year, head.years, title)
    name = visit.of_whom(called(visit, units[0]))
    return replace(head, title=name, unit=units[0], width=width, among=among)


def group_title(visit: Visit, stratum: Stratum, region: str | None) -> str:
    """Units of a region in words: 江苏省县级政府."""
    where = visit.called(region) or visit.say("compare.held")
    return visit.say("compare.group", region=where, stratum=visit.title_of(stratum))


def units_differ(visit: Visit, head: Headline) -> str:
    """That the years are not of the same units, where they are not; else empty."""
    alike = visit.ask(queries.years_alike, head.selection)
    same = all(year in alike for year in head.years[1:])
    return "" if same else visit.say("mark.units_differ")


def _choose_year(visit: Visit, head: Headline, missing: bool) -> None:
    """The year and the stratum as a heading, and the years to choose from where there are more;
    none is marked, and the stratum stands alone, where the year asked for is `missing`."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="headline"):
        title = visit.say("headline.title", year=head.year, stratum=head.title)
        title = head.title if missing else title
        st.html(mark("heading", "h2", "g-head", title), width="content")
        if (len(head.years) < 2 and not missing) or not visit.page.year:
            return
        st.session_state[KEY] = None if missing else head.year
        st.segmented_control(
            visit.say("headline.year"),
            head.years,
            key=KEY,
            required=not missing,
            label_visibility="collapsed",
            on_change=address.choosing("at", KEY),
        )


def what_is_shown(visit: Visit) -> None:
    """One line: how many reports of what kind; which are spoken of, and switches to the others;
    which stand beside, in no sum."""
    say = visit.say
    every = replace(visit.selection, level=None)
    found = visit.ask(queries.strata, every)
    units, reports = visit.ask(queries.beside, visit.selection)
    focus = visit.ask(queries.focus, visit.selection)
    parts = [_switch(visit, row, focus) for row in records(found)]
    if units:
        parts.append(("g-beside", say("headline.beside", units=units, reports=reports)))
    own_said = say("headline.own")
    st.html(fill("shown.html", parts=parts, own=_own(visit), said=own_said))
    if found.empty and units:
        st.info(plain(say("headline.only_beside")))


def _switch(visit: Visit, row: Record, focus: Stratum | None) -> tuple[str, str]:
    """A stratum with its counts: a switch that turns to it, and, where its level is chosen, away
    from it."""
    level = row["level"] if isinstance(row["level"], str) else None
    stratum = Stratum(row["scope"], level)
    name = visit.title_of(stratum)
    counts = {"units": row["units"], "reports": row["reports"]}
    counted = visit.say("headline.counted", stratum=name, **counts)
    shown = stratum == focus
    if shown and visit.selection.level is None:
        return "g-focus", mark("pressed", counted)
    asked = {"level": "" if shown else level or NO_LEVEL, "from": "", "stratum": ""}
    if not visit.selection.beside and visit.selection.scope is None:
        asked["scope"] = stratum.scope
    link = mark("switch", in_place.here(visit, **asked), counted, f"level-{level}", shown)
    return "g-focus" if shown else "g-other", link


def _own(visit: Visit) -> list[Markup]:
    """Links to the government of the region selected, on its own page, one for each year."""
    theirs = records(visit.ask(queries.own_reports, visit.selection))
    return [link_to(visit, row, row["year"], "unit") for row in theirs]
