"""The form of one report as printed, beside another year's, one figure of it, and the paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from goidata.analysis import labels, queries
from goidata.dashboard import address
from goidata.dashboard.arrival import own
from goidata.dashboard.figure import detail_html, full_label
from goidata.dashboard.in_place import here
from goidata.dashboard.markup import mark
from goidata.dashboard.panel import heading, line, remarks, sentence
from goidata.dashboard.parts import open_cells, original
from goidata.dashboard.records import Record, records
from goidata.dashboard.sheet import Sheet, cells_of, table_html
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import named
from goidata.form import TABLES, edition, editions

FIGURE, AGAINST = "report_figure", "report_against"
Cells = Mapping[str, Record]


def forms(visit: Visit, known: Mapping[str, Any]) -> None:
    """The three tables as printed, and beside them the figure asked for."""
    cells = _cells(visit, int(known["id"]))
    asked = own("figure")
    figure = asked if asked in cells else None
    with st.container(key="report-body"):
        sheet, beside = st.columns([5, 2], gap="large")
    with sheet:
        _tables(visit, known, cells, figure)
    with beside, st.container(key="report-figure"):
        _figure(visit, known, cells, figure)


def _tables(visit: Visit, known: Mapping[str, Any], cells: Cells, figure: str | None) -> None:
    year, against = _against(visit, known)
    sheet = Sheet(cells, figure, lambda name: _link(visit, known, name), visit.say, against)
    for name in TABLES:
        printed = known[f"edition_{name}"]
        table = edition(printed or _edition_of(known)).tables[name]
        heading(labels.section(table.section, visit.language))
        if printed is None:
            sentence(visit.say("report.no_table"))
            continue
        st.html(table_html(table, sheet))
    remarks([visit.say("sheet.legend"), visit.say("sheet.against", year=year) if year else ""])


def _against(visit: Visit, known: Mapping[str, Any]) -> tuple[int | None, Cells | None]:
    """The other year of the unit that the tables are set against, and its cells; draws the
    choice."""
    years = visit.ask(queries.papers, int(known["agency"]))
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
        on_change=address.choosing("against", AGAINST),
    )
    if year is None:
        return None, None
    return year, _cells(visit, others[year])


def _cells(visit: Visit, report: int) -> Cells:
    return cells_of(records(visit.ask(queries.form, report)))


def _figure(visit: Visit, known: Mapping[str, Any], cells: Cells, figure: str | None) -> None:
    st.session_state[FIGURE] = figure
    st.selectbox(
        visit.say("figure.choose"),
        list(cells),
        index=None,
        key=FIGURE,
        format_func=lambda name: full_label(name, visit.language),
        placeholder=visit.say("figure.placeholder"),
        on_change=address.choosing("figure", FIGURE),
    )
    if figure is None:
        sentence(visit.say("figure.none"))
        original.beside(visit, known, None)
        return
    line("g-close", mark("here", here(visit, figure=""), visit.say("figure.close"), "close-figure"))
    found = records(visit.ask(queries.findings_of, int(known["id"])))
    failing = [row for row in found if row["outcome"] == "fails" and figure in row["operands"]]
    st.html(detail_html(cells[figure], failing, visit.say))
    open_cells.command(visit, known, figure)
    original.beside(visit, known, cells[figure])


def _link(visit: Visit, known: Mapping[str, Any], figure: str) -> str:
    against = {"against": year} if (year := own("against")) else {}
    return address.link("report", named(visit, known, figure=figure, **against))


def _edition_of(known: Mapping[str, Any]) -> str:
    found = (str(known[f"edition_{n}"]) for n in TABLES if known[f"edition_{n}"])
    return next(found, editions()[-1].name)
