"""How far the mending of a report has come: what was sent back, and what a version changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import streamlit as st

from goidata.analysis import queries
from goidata.analysis.progress import RETURNED, Progress
from goidata.checks.located import label_of
from goidata.dashboard.entrance import is_officer
from goidata.dashboard.markup import mark, plain
from goidata.dashboard.numbers import count
from goidata.dashboard.panel import heading, remarks, sentence, table
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.errors import UsageError
from goidata.form import all_fields

Sent = Mapping[int, Progress]
MOST = 40  # changed figures that are listed


def sent_back(visit: Visit) -> Sent:
    """What became of the reports that were sent back, by report; a file of decisions that cannot be
    read is told, and then nothing is known. It is for officers."""
    if not is_officer():
        return {}
    try:
        return {each.report: each for each in visit.ask(queries.progress)}
    except UsageError as error:
        st.warning(plain(error.message(visit.language)))
        return {}


def became_of(sent: Progress | None, say: Words) -> list[str]:
    """When a report was sent back, until when an answer is asked for, how much of it is mended."""
    return list(_told(sent, say)) if sent else []


def _told(sent: Progress, say: Words) -> Iterator[str]:
    yield say("progress.sent", when=sent.when)
    if sent.due and sent.state == RETURNED:
        late = sent.due < date.today().isoformat()
        yield say("progress.overdue" if late else "progress.due", due=sent.due)
    if sent.mended or sent.explained:
        entry = "progress.part_explained" if sent.explained else "progress.part"
        yield say(entry, told=sent.told, mended=sent.mended, explained=sent.explained)


def stands(visit: Visit, known: Mapping[str, Any]) -> None:
    """Where one report stands, and what its version changed of the one before."""
    say, report = visit.say, int(known["id"])
    sent, revision = sent_back(visit).get(report), visit.ask(queries.revision, report)
    to_send = is_officer() and (known["errors"] or known["warnings"])
    if not (sent or revision or to_send):
        return
    heading(say("progress.heading"), " · ".join(became_of(sent, say)))
    if sent is None and is_officer():
        command = f"goidata send-back {known['unit']} --year {known['year']}"
        remarks([say("progress.how", command=command)])
    if revision is not None:
        _revised(visit, revision)


def _revised(visit: Visit, revision: queries.Revision) -> None:
    say = visit.say
    told = {"after": revision.after, "before": revision.before, "file": revision.file}
    sentence(say("progress.revised", **told))
    if revision.faults.empty:
        sentence(say("progress.no_faults"))
    else:
        head = [say("column.outcome"), say("progress.faults")]
        table(head, [_fault(row, say) for row in records(revision.faults)])
    if revision.figures.empty:
        sentence(say("progress.no_figures"))
        return
    head = [say(f"progress.{name}") for name in ("figures", "before", "after")]
    table(head, [_figure(row, say) for row in records(revision.figures.head(MOST))])
    if len(revision.figures) > MOST:
        remarks([say("progress.more", n=len(revision.figures) - MOST)])


def _fault(row: Record, say: Words) -> list[str]:
    became = str(row["became"])
    return [mark("tag", became, say(f"progress.became_{became}")), row[say.language]]


def _figure(row: Record, say: Words) -> list[str]:
    name = str(row["name"])
    label = label_of([name], say.language) if name in all_fields() else name
    return [label, *(mark("number", count(row[side])) for side in ("before", "after"))]
