"""Sheets to be sent back: of one report, of a row of a list, of all that are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import streamlit as st

from goidata.analysis import queries
from goidata.dashboard.downloads import MIME
from goidata.dashboard.entrance import is_officer
from goidata.dashboard.handing import File, hand_out
from goidata.dashboard.panel import heading, remarks, sentence
from goidata.dashboard.parts.progress import sent_back
from goidata.dashboard.records import Record, records
from goidata.dashboard.slips.document import document_bytes
from goidata.dashboard.slips.naming import archive_bytes, file_name
from goidata.dashboard.slips.page import page_bytes
from goidata.dashboard.slips.sheets import sheet_bytes
from goidata.dashboard.slips.slip import Slip, slip
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import told

MOST = 500  # sheets in one archive
DAYS = 15  # to answer in, unless another day is chosen
DUE = "returns_due"
WRITERS: Mapping[str, Callable[[Slip], bytes]] = {
    "docx": document_bytes,
    "xlsx": sheet_bytes,
    "html": page_bytes,
}
OFFICE = ("docx", "xlsx")


def of_report(visit: Visit, known: Mapping[str, Any]) -> None:
    """The sheet of one report in each form; nothing where nothing is to be sent back."""
    say, report = visit.say, int(known["id"])
    if not is_officer():
        return
    if not (known["errors"] or known["warnings"]) and visit.ask(queries.unread, report).empty:
        return
    heading(say("returns.one_heading"), say("returns.one_beneath"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="returns"):
        _day(visit)
        for kind in WRITERS:
            st.download_button(
                say(f"returns.{kind}"),
                data=_maker(visit, report, kind),
                file_name=_file_name(visit, known, kind),
                mime=MIME[kind],
                key=f"returns-{kind}",
                on_click="ignore",
            )


def together(visit: Visit, asked: queries.Faults) -> None:
    """The sheets of all reports of the list in one archive, and the day to answer by."""
    if not is_officer():
        return
    say = visit.say
    heading(say("returns.heading"), say("returns.beneath"))
    became = tuple((each.report, each.state) for each in sent_back(visit).values())
    rows = records(visit.ask(queries.failing_reports, visit.selection, _to_return(asked), became))
    if not rows:
        sentence(say("returns.none"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="returns"):
        _day(visit)
        for kind in OFFICE:
            st.download_button(
                say(f"returns.{kind}_zip", n=len(rows)),
                data=_packer(visit, rows, kind),
                file_name=f"{say('returns.title')}.zip",
                mime="application/zip",
                key=f"returns-{kind}-zip",
                on_click="ignore",
            )
    if rows[0]["found"] > len(rows):
        remarks([say("returns.first", n=len(rows))])


def from_rows(visit: Visit) -> None:
    """Let the links of a list hand out the sheets of their reports: data-file="docx-17"."""
    if is_officer():
        hand_out(lambda wanted: _handed(visit, wanted))


def _handed(visit: Visit, wanted: str) -> File | None:
    kind, _, number = wanted.partition("-")
    if kind not in WRITERS or not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    about = visit.ask(queries.report, int(number))
    if about is None:
        return None
    return File(_file_name(visit, about, kind), MIME[kind], _made(visit, int(number), kind))


def _to_return(asked: queries.Faults) -> queries.Faults:
    """What the list shows, from its first row on, of what can be sent back."""
    return queries.to_return(asked, MOST)


def _day(visit: Visit) -> None:
    st.date_input(visit.say("returns.due"), value=_due(), key=DUE, format="YYYY-MM-DD", width=190)


def _due() -> date:
    chosen = st.session_state.get(DUE)
    return chosen if isinstance(chosen, date) else date.today() + timedelta(DAYS)


def _maker(visit: Visit, report: int, kind: str) -> Callable[[], bytes]:
    return lambda: _made(visit, report, kind)


def _made(visit: Visit, report: int, kind: str) -> bytes:
    """The sheet of a report. Asked of the database itself: a hundred answers need not be kept."""
    about = queries.report(visit.db, report)
    assert about is not None
    found = queries.unread(visit.db, report), queries.faults(visit.db, report)
    about = _told_apart(visit, about)
    return WRITERS[kind](slip(about, *found, visit.say, date.today(), _due()))


def _told_apart(visit: Visit, row: Mapping[str, Any]) -> dict[str, Any]:
    """A report whose unit is told from others of its name."""
    return {**row, "unit": told(visit, row)}


def _file_name(visit: Visit, row: Mapping[str, Any], kind: str) -> str:
    return file_name(_told_apart(visit, row), kind, visit.say)


def _packer(visit: Visit, rows: list[Record], kind: str) -> Callable[[], bytes]:
    return lambda: archive_bytes(
        (_file_name(visit, row, kind), _made(visit, int(row["report"]), kind)) for row in rows
    )
