"""The sheets to be sent back, for one report and for all of the selection."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from goidata.analysis import queries
from goidata.dashboard.downloads import MIME
from goidata.dashboard.panel import heading, sentence
from goidata.dashboard.records import Record, records
from goidata.dashboard.returns import archive_bytes, file_name, page_bytes, sheet_bytes
from goidata.dashboard.visit import Visit

MOST = 500  # reports to choose from, and sheets in one archive


def returns(visit: Visit) -> None:
    """A report to choose, its sheet in two forms, and the archive of all."""
    say = visit.say
    heading(say("returns.heading"), say("returns.beneath"))
    rows = records(visit.ask(queries.faulty, visit.selection, MOST))
    if not rows:
        sentence(say("returns.none"))
        return
    by_report = {int(row["report"]): row for row in rows}
    chosen = st.selectbox(
        say("returns.choose"),
        list(by_report),
        format_func=lambda report: _named(visit, by_report[report]),
        key="returns_report",
        width=520,
    )
    row = by_report[int(chosen)]
    with st.container(horizontal=True, key="returns"):
        for kind, make in (("xlsx", sheet_bytes), ("html", page_bytes)):
            st.download_button(
                say(f"returns.{kind}"),
                data=_maker(visit, row, make),
                file_name=file_name(row, kind, say),
                mime=MIME[kind],
                key=f"returns-{kind}",
                on_click="ignore",
            )
        st.download_button(
            say("returns.zip", n=len(rows)),
            data=lambda: _archive(visit, rows),
            file_name=f"{say('returns.title')}.zip",
            mime="application/zip",
            key="returns-zip",
            on_click="ignore",
        )


Make = Callable[..., bytes]


def _maker(visit: Visit, row: Record, make: Make) -> Callable[[], bytes]:
    return lambda: _made(visit, row, make)


def _made(visit: Visit, row: Record, make: Make) -> bytes:
    report = int(row["report"])
    about = visit.ask(queries.report, report)
    assert about is not None
    found = visit.ask(queries.unread, report), visit.ask(queries.faults, report)
    return make(about, *found, visit.say)


def _archive(visit: Visit, rows: list[Record]) -> bytes:
    return archive_bytes(
        (file_name(row, "xlsx", visit.say), _made(visit, row, sheet_bytes)) for row in rows
    )


def _named(visit: Visit, row: Record) -> str:
    counts = visit.say("returns.counts", errors=row["errors"], warnings=row["warnings"])
    if row["unread"]:
        counts += visit.say("returns.and_unread", n=row["unread"])
    return f"{row['unit']} {row['year']} · {counts}"
