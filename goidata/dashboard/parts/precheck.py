"""Drafts checked before publication: dropped in, read in this session, shown with their faults."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from goidata.checks.faults import Row
from goidata.dashboard.downloads import MIME
from goidata.dashboard.markup import mark, plain
from goidata.dashboard.panel import heading, sentence, table
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.intake.drafts import Draft, check_draft
from goidata.tables.cells import cell
from goidata.tables.legend import word
from goidata.tables.workbook import Sheet, workbook_bytes

MOST = 40  # files at a time
LARGEST = 50  # megabytes of one file
SHOWN = ("severity", "check", "sides", "place", "message")
SHEET = "faults.xlsx"


def drafts(visit: Visit) -> None:
    """The place to drop files, and what is found in each."""
    say = visit.say
    with st.container(key=f"precheck-{visit.language}"):
        files = st.file_uploader(
            say("precheck.drop"),
            accept_multiple_files=True,
            key="precheck_files",
            help=say("precheck.help", most=MOST, size=LARGEST),
        )
    if not files:
        sentence(say("precheck.nothing"))
        return
    if len(files) > MOST:
        st.warning(plain(say("precheck.too_many", most=MOST)))
    found = [_checked(visit, file.file_id, file.name, file.getvalue()) for file in files[:MOST]]
    st.download_button(
        say("precheck.download", rows=sum(len(each.faults) for each in found)),
        data=_sheet(found, say),
        file_name=SHEET,
        mime=MIME["xlsx"],
        key="precheck_sheet",
        on_click="ignore",
    )
    for draft in found:
        _shown(visit, draft)


def _checked(visit: Visit, identifier: str, name: str, data: bytes) -> Draft:
    """The draft, read once in this session for each language and state of the database."""
    kept: dict[tuple[object, ...], Draft] = st.session_state.setdefault("precheck_read", {})
    key = identifier, visit.language, visit.stamp
    if key not in kept:
        if len(kept) > 2 * MOST:
            kept.clear()
        kept[key] = check_draft(data, name, visit.db, visit.language)
    return kept[key]


def _shown(visit: Visit, draft: Draft) -> None:
    say = visit.say
    if draft.refusal is not None:
        heading(draft.name)
        st.error(plain(draft.refusal.message(visit.language)))
        return
    report = draft.report
    assert report is not None
    read, whole = report["counts"]["number"], len(report["figures"])
    heading(
        f"{report['unit']} {report['year']}",
        say("precheck.read", file=draft.name, read=read, whole=whole, errors=draft.errors),
    )
    if draft.unread:
        st.warning(plain(say("precheck.unread", n=draft.unread)))
    if draft.last_year is not None:
        sentence(say("precheck.compared", year=draft.last_year))
    if not draft.faults:
        sentence(say("precheck.none"))
        return
    head = [say.head("precheck", name) for name in SHOWN]
    table(head, [_line(row) for row in draft.faults])


def _line(row: Row) -> list[str]:
    check = str(row.get("check") or "")
    subject = str(row.get("subject") or "")
    named = str(row.get("name") or "")
    sides = f"{row['left']} | {row['right']}" if row.get("difference") is not None else ""
    hints = [row["hint"]] if row.get("hint") else []
    return [
        mark("tag", "", row.get("severity") or row["outcome"] or ""),
        mark("check", check, named) if check else mark("below", subject, named),
        sides,
        mark("below", row.get("place") or "", mark("quote", row["raw"]) if row.get("raw") else ""),
        mark("hints", row.get("message") or subject, hints),
    ]


def _sheet(found: Sequence[Draft], say: Words) -> bytes:
    rows = [[cell(value) for value in cells] for draft in found for cells in draft.cells()]
    sheet = Sheet(say("page.precheck"), found[0].heads, rows, wrapped=True)
    return workbook_bytes([sheet], word("about", "cut", say.language))
