"""One report: which, its form as printed, one figure of it, its words, its findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from goidata.analysis import queries
from goidata.dashboard import address
from goidata.dashboard.arrival import own, stop_where_empty, with_selection
from goidata.dashboard.figure import detail_html, full_label
from goidata.dashboard.markup import escaped, plain, web_address
from goidata.dashboard.narrative import claims_html, findings_html, section_html
from goidata.dashboard.panel import heading, remarks, sentence
from goidata.dashboard.parts import marked
from goidata.dashboard.parts.searching import section_asked, words_asked
from goidata.dashboard.records import records
from goidata.dashboard.sheet import Sheet, table_html
from goidata.dashboard.visit import Visit
from goidata.form import TABLES, edition

UNIT, YEAR, FIGURE, LAST = "report_unit", "report_year", "report_figure", "report_last_unit"
AGAINST = "report_against"


def chosen(visit: Visit) -> Mapping[str, Any] | None:
    """The report asked for in the address, by id or by unit and year; else the latest of the first
    unit of the selection. Draws the two choices."""
    known = _asked(visit) or _first(visit)
    if known is None:
        stop_where_empty(visit)
        return None
    units = visit.ask(queries.units, visit.selection)
    names = {int(r["agency"]): str(r["unit"]) for r in records(units)}
    names.setdefault(int(known["agency"]), str(known["unit"]))
    years = visit.ask(queries.years_of, int(known["agency"]))
    st.session_state[UNIT], st.session_state[YEAR] = int(known["agency"]), int(known["year"])
    st.session_state[LAST] = int(known["agency"])
    with st.container(horizontal=True, vertical_alignment="bottom", key="report-choice"):
        st.selectbox(
            visit.say("report.unit"),
            list(names),
            format_func=names.__getitem__,
            key=UNIT,
            on_change=_unit_chosen,
            args=(visit,),
            width=320,
        )
        st.segmented_control(
            visit.say("report.year"),
            sorted(int(year) for year in years["year"]),
            key=YEAR,
            required=True,
            on_change=_year_chosen,
            args=(visit,),
        )
    return known


def identity(visit: Visit, known: Mapping[str, Any]) -> None:
    """Title, source, editions, how much was read."""
    say = visit.say
    url = web_address(known["url"])
    source = (
        f'<a href="{escaped(url)}" target="_blank" rel="noopener noreferrer">{escaped(url)}</a>'
        if url
        else escaped(say("report.no_source"))
    )
    unread = sum(known[f"n_{state}"] or 0 for state in ("missing", "ambiguous", "text"))
    facts = [
        (say("report.published"), escaped(known["published"] or say("report.undated"))),
        (say("report.source"), source),
        (say("report.file"), escaped(known["file"])),
        (say("report.edition"), escaped(_editions(visit, known))),
        (
            say("report.read"),
            escaped(
                say("report.counts", n=known["n_number"], unread=unread, errors=known["errors"])
            ),
        ),
    ]
    items = "".join(f"<div><dt>{escaped(key)}</dt><dd>{value}</dd></div>" for key, value in facts)
    flag = f'<span class="g-tag g-info">{escaped(say("report.abridged"))}</span>'
    heading(str(known["title"]), _place(visit, known))
    st.html(f'{flag if known["abridged"] else ""}<dl class="g-facts">{items}</dl>')


def forms(visit: Visit, known: Mapping[str, Any]) -> None:
    """The three tables as printed, and beside them the figure asked for."""
    cells = visit.ask(queries.form, int(known["id"]))
    by_name = {str(row["name"]): row for row in records(cells)}
    asked = own("figure")
    figure = asked if asked in by_name else None
    with st.container(key="report-body"):
        sheet, beside = st.columns([5, 2], gap="large")
    with sheet:
        _tables(visit, known, by_name, figure)
    with beside, st.container(key="report-figure"):
        _figure(visit, known, by_name, figure)


def words(visit: Visit, known: Mapping[str, Any]) -> None:
    """The narrative, section by section, and what it states in numbers."""
    say = visit.say
    claims = visit.ask(queries.claims, int(known["id"]))
    heading(say("report.words"), say("report.abridged_words") if known["abridged"] else "")
    sections = visit.ask(queries.sections, int(known["id"]))
    asked, sought = section_asked(), words_asked()
    if sought:
        marked.counted(visit, sought, sections["text"])
    for row in records(sections):
        if not str(row["text"]).strip():
            continue
        with st.expander(plain(row["heading"]), expanded=row["number"] == (asked or 1)):
            quotes = claims.loc[claims["section"] == row["number"], "quote"]
            spans = queries.spans(str(row["text"]), sought)
            st.html(section_html(str(row["text"]), map(str, quotes), spans))
    heading(say("report.claims"), say("report.claims_beneath"))
    if claims.empty:
        sentence(say("report.no_claims"))
    else:
        st.html(claims_html(claims, say))
    if asked and sought and own("report"):  # one that a link leads to, not the navigation
        marked.bring_into_view()


def findings(visit: Visit, known: Mapping[str, Any]) -> None:
    """Everything that fails or could not be decided; checks that found nothing to check, such as
    the date of a report without one, in one line."""
    heading(visit.say("report.findings"))
    every = records(visit.ask(queries.findings_of, int(known["id"])))
    found = [row for row in every if row["outcome"] == "fails" or not row["said"]]
    rest = [str(row["check"]) for row in every if row not in found]
    if found:
        st.html(findings_html(found, visit.say))
    else:
        sentence(visit.say("checks.others_hold" if rest else "checks.all_hold"))
    if rest:
        names = visit.say.listed(list(dict.fromkeys(rest)))
        remarks([visit.say("checks.nothing_to_check", checks=names)])


def _tables(
    visit: Visit, known: Mapping[str, Any], cells: Mapping[str, dict[str, Any]], figure: str | None
) -> None:
    year, against = _against(visit, known)
    sheet = Sheet(cells, figure, lambda name: _link(visit, known, name), visit.say, against)
    for name in TABLES:
        printed = known[f"edition_{name}"]
        table = edition(printed or _edition_of(known)).tables[name]
        heading(table.en if visit.language == "en" else table.zh)
        if printed is None:
            sentence(visit.say("report.no_table"))
            continue
        st.html(table_html(table, sheet))
    remarks([visit.say("sheet.legend"), visit.say("sheet.against", year=year) if year else ""])


def _against(
    visit: Visit, known: Mapping[str, Any]
) -> tuple[int | None, Mapping[str, dict[str, Any]] | None]:
    """The other year of the unit that the tables are set against, and its cells; draws the
    choice."""
    years = visit.ask(queries.years_of, int(known["agency"]))
    others = {int(r["year"]): int(r["report"]) for r in records(years)}
    others.pop(int(known["year"]), None)
    if not others:
        return None, None
    asked = own("against")
    year = next((year for year in others if str(year) == asked), None)
    st.session_state[AGAINST] = year
    st.segmented_control(
        visit.say("report.against"),
        sorted(others),
        key=AGAINST,
        on_change=lambda: address.choose(
            {"against": [str(st.session_state[AGAINST])] if st.session_state[AGAINST] else []}
        ),
    )
    if year is None:
        return None, None
    cells = visit.ask(queries.form, others[year])
    return year, {str(row["name"]): row for row in records(cells)}


def _figure(
    visit: Visit, known: Mapping[str, Any], cells: Mapping[str, dict[str, Any]], figure: str | None
) -> None:
    st.session_state[FIGURE] = figure
    st.selectbox(
        visit.say("figure.choose"),
        list(cells),
        index=None,
        key=FIGURE,
        format_func=lambda name: full_label(name, visit.language),
        placeholder=visit.say("figure.placeholder"),
        on_change=lambda: address.choose(
            {"figure": [st.session_state[FIGURE]] if st.session_state[FIGURE] else []}
        ),
    )
    if figure is None:
        sentence(visit.say("figure.none"))
        return
    found = records(visit.ask(queries.findings_of, int(known["id"])))
    failing = [row for row in found if row["outcome"] == "fails" and figure in row["operands"]]
    st.html(detail_html(cells[figure], failing, visit.say))


def _asked(visit: Visit) -> Mapping[str, Any] | None:
    number, unit = own("report"), own("unit")
    if number and number.isascii() and number.isdecimal() and len(number) < 10:
        return visit.ask(queries.report, int(number))
    if unit:
        held = visit.ask(queries.reports, visit.selection)
        named = held[held["unit"] == unit]
        return None if named.empty else visit.ask(queries.report, int(named["report"].iloc[-1]))
    return None


def _first(visit: Visit) -> Mapping[str, Any] | None:
    """The latest report of the unit last looked at, or of the first of the selection."""
    held = visit.ask(queries.reports, visit.selection)
    if held.empty:
        return None
    same = held[held["agency"] == st.session_state.get(LAST)]
    focus = held[held["agency"] == held["agency"].iloc[0]]
    rows = focus if same.empty else same
    return visit.ask(queries.report, int(rows.sort_values("year")["report"].iloc[-1]))


def _unit_chosen(visit: Visit) -> None:
    agency = st.session_state[UNIT]
    years = queries.years_of(visit.db, agency)
    within = years[years["year"].isin(visit.selection.years)] if visit.selection.years else years
    found = (within if len(within) else years)["report"].iloc[-1]
    address.choose({"report": [str(found)], "unit": []})


def _year_chosen(visit: Visit) -> None:
    found = queries.report_of(visit.db, st.session_state[UNIT], st.session_state[YEAR])
    address.choose({"report": [str(found)] if found else [], "unit": []})


def _link(visit: Visit, known: Mapping[str, Any], figure: str) -> str:
    against = {"against": year} if (year := own("against")) else {}
    asked = with_selection(visit, report=str(known["id"]), figure=figure, **against)
    return address.link("report", asked)


def _place(visit: Visit, known: Mapping[str, Any]) -> str:
    say = visit.say
    region = visit.region_name(known["region"]) or say("report.undecided")
    level = known["level"]
    kind = say(f"level.{level}") if level else say("level.none")
    return " · ".join([region, kind, say(f"scope.{known['scope']}"), str(known["unit"])])


def _editions(visit: Visit, known: Mapping[str, Any]) -> str:
    found = sorted({str(known[f"edition_{name}"]) for name in TABLES if known[f"edition_{name}"]})
    return visit.say.listed([visit.say("report.edition_name", year=name) for name in found])


def _edition_of(known: Mapping[str, Any]) -> str:
    return next((str(known[f"edition_{n}"]) for n in TABLES if known[f"edition_{n}"]), "2021")
