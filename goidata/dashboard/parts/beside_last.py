"""A draft beside last year's report of the same unit, figure by figure."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from goidata.checks.located import label_of
from goidata.dashboard import address
from goidata.dashboard.markup import mark, plain
from goidata.dashboard.numbers import DASH, count, signed
from goidata.dashboard.panel import line, table
from goidata.dashboard.visit import Visit
from goidata.form import all_fields
from goidata.intake.drafts import Draft


def beside_last_year(visit: Visit, draft: Draft) -> None:
    """The figures of both years, those left out that are 0 in both; nothing where last year's
    report is not held."""
    say, last = visit.say, draft.last
    if last is None or draft.report is None:
        return
    year = int(draft.report["year"])
    with st.expander(plain(say("precheck.beside", year=last.held.year))):
        link = address.link("report", {"report": [str(last.report)], "lang": [visit.language]})
        line("g-beneath", mark("link", link, say("precheck.last", year=last.held.year)))
        head = [
            say.head("precheck", "figure"),
            str(year),
            str(last.held.year),
            say("precheck.change"),
        ]
        table(head, list(_rows(visit, draft)))


def _rows(visit: Visit, draft: Draft) -> Iterator[list[str]]:
    assert draft.report is not None and draft.last is not None
    for name, field in all_fields().items():
        if field.table == "applications" and field.column.name != "total":
            continue  # what makes up a total follows it
        figure = draft.report["figures"].get(name)
        if figure is None or name not in draft.last.held.values:
            continue
        now, then = figure["value"], draft.last.held.values[name]
        if not now and not then and None not in (now, then):
            continue
        change = signed(now - then) if now is not None and then is not None else DASH
        numbers = (count(now), count(then), change)
        yield [label_of([name], visit.language), *(mark("number", each) for each in numbers)]
