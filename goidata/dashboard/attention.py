"""What needs attention: reports with failing checks, and reports that could not be read in full."""

from __future__ import annotations

import streamlit as st

from goidata.analysis import queries
from goidata.dashboard import address
from goidata.dashboard.arrival import with_selection
from goidata.dashboard.doubts import sides
from goidata.dashboard.markup import escaped
from goidata.dashboard.narrative import table_html
from goidata.dashboard.panel import heading, sentence
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit

MOST = 12


def attention(visit: Visit) -> None:
    """Failing checks of severity error or warning first, then reading problems, apart."""
    say = visit.say
    heading(say("attention.heading"), say("attention.beneath"))
    found = visit.ask(queries.findings, visit.selection, "fails")
    grave = found[found["severity"].isin(["error", "warning"])].sort_values(
        "severity", kind="stable"
    )
    if grave.empty:
        sentence(say("attention.none"))
    else:
        head = [say(f"attention.{name}") for name in ("report", "check", "sides")]
        rows = [_failing(visit, row) for row in records(grave.head(MOST))]
        st.html(table_html(head, rows))
        if len(grave) > MOST:
            sentence(say("attention.more", n=len(grave) - MOST))
    _unread(visit)


def report_link(visit: Visit, row: Record, **words: str) -> str:
    """A link, in HTML, to the page of the report in `row`."""
    asked = with_selection(visit, report=str(row["report"]), **words)
    text = f"{row['unit']} {row['year']}"
    target = escaped(address.link("report", asked))
    return f'<a href="{target}" target="_self">{escaped(text)}</a>'


def _failing(visit: Visit, row: Record) -> list[str]:
    severity = str(row["severity"])
    mark = escaped(visit.say(f"severity.{severity}"))
    return [
        report_link(visit, row),
        f'<span class="g-tag g-{severity}">{mark}</span> {escaped(row[visit.language])}',
        escaped(sides(row, visit.say)),
    ]


def _unread(visit: Visit) -> None:
    """Reading problems are never mixed with what does not add up: a line of their own."""
    held = visit.ask(queries.reports, visit.selection)
    unread = held[["n_missing", "n_ambiguous", "n_text"]].sum(axis=1)
    rows = held.assign(unread=unread)[unread > 0]
    for row in records(rows.head(MOST)):
        text = escaped(visit.say("attention.unread", n=row["unread"]))
        st.html(f'<p class="g-unread">{report_link(visit, row)} {text}</p>')
