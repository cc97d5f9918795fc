"""Drafts checked before publication: dropped in, read in this session, shown with their faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

import streamlit as st

from goidata.analysis import labels
from goidata.checks.faults import Fault, Row
from goidata.dashboard.downloads import MIME
from goidata.dashboard.entrance import is_officer
from goidata.dashboard.markup import mark, plain
from goidata.dashboard.panel import heading, remarks, sentence, table
from goidata.dashboard.parts.beside_last import beside_last_year
from goidata.dashboard.parts.drafts_listed import FIRST, listed, recognised, to_mend, whose
from goidata.dashboard.refusing import say_refused
from goidata.dashboard.server.uploads import release
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.intake.drafts import Draft, check_draft
from goidata.operating.settings import settings
from goidata.tables.cells import cell
from goidata.tables.legend import word
from goidata.tables.workbook import Sheet, workbook_bytes

NAME = "precheck"
READ = "precheck_read"  # what was found in them
HELD = "precheck_held"  # ids of the files that the session holds
SHOWN = ("severity", "check", "place", "message")
SHEET = "faults.xlsx"
FOLDED = ("info", "undetermined")
ANNOTATED = ".docx"


def drafts(visit: Visit) -> None:
    """The place to drop files, and what is found in each."""
    say, limits = visit.say, settings().uploads
    if not is_officer():
        sentence(say("sign_in.officers"))
        return
    most, size, whole = limits.files, limits.largest, limits.megabytes
    taken = say("precheck.help", most=most, size=size, whole=whole)
    with st.container(key=f"precheck-{visit.language}"):
        files = st.file_uploader(
            say("precheck.drop"),
            accept_multiple_files=True,
            key="precheck_files",
            max_upload_size=size,
            help=taken,
        )
    say_refused(visit)
    st.session_state[HELD] = {file.file_id for file in files}
    if not files:
        sentence(say("precheck.nothing"))
        remarks([taken])
        return
    if len(files) > most:
        st.warning(plain(say("precheck.too_many", most=most)))
    files = files[:most]
    found = [_checked(visit, file.file_id, file.name, file.getvalue()) for file in files]
    st.download_button(
        say("precheck.download", rows=sum(len(each.faults) for each in found)),
        data=_sheet(found, say),
        file_name=SHEET,
        mime=MIME["xlsx"],
        key="precheck_sheet",
        on_click="ignore",
    )
    listed(visit, found)
    for file, draft in zip(files, found, strict=True):
        _shown(visit, draft, file)


def leave() -> None:
    """Let go of the files, once another page is open: nothing shows them any more."""
    release(st.session_state.pop(HELD, ()))
    st.session_state.pop(READ, None)


def _checked(visit: Visit, identifier: str, name: str, data: bytes) -> Draft:
    """The draft, read once in this session for each language and state of the database."""
    kept: dict[tuple[object, ...], Draft] = st.session_state.setdefault(READ, {})
    key = identifier, visit.language, visit.stamp
    if key not in kept:
        if len(kept) > 2 * settings().uploads.files:
            kept.clear()
        kept[key] = check_draft(data, name, visit.db, visit.language)
    return kept[key]


def _shown(visit: Visit, draft: Draft, file: Any) -> None:
    say = visit.say
    if draft.refusal is not None:
        heading(say("precheck.refused"))
        st.error(plain(draft.refusal.message(visit.language)))
        return
    report = draft.report
    assert report is not None
    heading(whose(visit, report), _counted(draft, report, say))
    seen = recognised(draft)
    for name, n in {"unread": draft.unread - seen, "recognised": seen}.items():
        if n:
            st.warning(plain(say(f"precheck.{name}", n=n)))
    first = [fault for kind in FIRST for fault in draft.told if fault.kind == kind]
    if first:
        _table(first, say)
        _annotated(draft, file, say)
    else:
        sentence(say("precheck.none"))
    folded = [fault for kind in FOLDED for fault in draft.told if fault.kind == kind]
    if folded:
        with st.expander(plain(_folded_told(folded, say))):
            _table(folded, say)
    beside_last_year(visit, draft)


def _folded_told(folded: Sequence[Fault], say: Words) -> str:
    """How many there are of each kind, of which there are any."""
    counts = {kind: sum(each.kind == kind for each in folded) for kind in FOLDED}
    return say.listed([say(f"precheck.n_{kind}", n=n) for kind, n in counts.items() if n])


def _counted(draft: Draft, report: Mapping[str, Any], say: Words) -> str:
    """How much was read, how many checks hold, how much is to be mended."""
    read, whole = report["counts"]["number"], len(report["figures"])
    return say(
        "precheck.read", file=draft.name, read=read, whole=whole, held=draft.held, **to_mend(draft)
    )


def _table(faults: Sequence[Fault], say: Words) -> None:
    head = [say.head("precheck", name) for name in SHOWN]
    table(head, [_line(fault, say) for fault in faults], "g-faults")


def _line(fault: Fault, say: Words) -> list[str]:
    row: Row = fault.row
    subject, check = str(row.get("subject") or ""), str(row.get("check") or "")
    hints = [row["hint"]] if row.get("hint") else []
    return [
        mark("tag", fault.kind, row.get("severity") or row["outcome"] or ""),
        labels.check(check, say.language) if check else say("precheck.legible"),
        _place(row, say),
        mark("hints", row.get("message") or subject, hints),
    ]


def _place(row: Row, say: Words) -> str:
    """Where on the form, where in the file, and what is printed there."""
    there = row.get("place")
    told = say("precheck.in_file", place=there) if there else ""
    return mark("place", row.get("form") or "", told, row.get("raw") or "")


def _annotated(draft: Draft, file: Any, say: Words) -> None:
    """A copy of a Word file with comments at the cells concerned."""
    if not draft.name.lower().endswith(ANNOTATED):
        return
    stem = PurePath(draft.name).stem
    st.download_button(
        say("precheck.annotated"),
        data=_copy(draft, file),
        file_name=f"{stem}_{say('precheck.annotated_name')}{ANNOTATED}",
        mime=MIME["docx"],
        key=f"precheck_annotated_{file.file_id}",
        on_click="ignore",
    )


def _copy(draft: Draft, file: Any) -> Callable[[], bytes]:
    """The copy; the file as it was where it cannot be annotated."""
    return lambda: draft.annotated(file.getvalue()) or file.getvalue()


def _sheet(found: Sequence[Draft], say: Words) -> bytes:
    rows = [[cell(value) for value in cells] for draft in found for cells in draft.cells()]
    sheet = Sheet(say("page.precheck"), found[0].heads, rows, wrapped=True)
    return workbook_bytes([sheet], word("about", "cut", say.language))
