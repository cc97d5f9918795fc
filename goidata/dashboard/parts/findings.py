"""The reports with findings, one a row, the gravest first, each with what fails in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from goidata.analysis import labels, queries
from goidata.analysis.failing import COUNTED
from goidata.analysis.progress import PROGRESS
from goidata.dashboard import address, in_place
from goidata.dashboard.entrance import is_officer
from goidata.dashboard.failing_table import (
    KINDS,
    UNDETERMINED,
    faults_asked,
    is_at_first,
    kinds_of,
    order_word,
)
from goidata.dashboard.hints import beneath
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.panel import heading, remarks, sentence
from goidata.dashboard.parts.name_search import name_search
from goidata.dashboard.parts.progress import Sent, became_of, sent_back
from goidata.dashboard.parts.returns import OFFICE, from_rows
from goidata.dashboard.parts.turning import shown, turning
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import called, link_to, named, superior
from goidata.form import all_fields, checks

CHECK, FIND, EVERY, MOST = "checks_check", "checks_find", "", 8  # findings told of one report


def listed(visit: Visit) -> None:
    """The list with its choices: which checks, how grave, in what state, of whom."""
    say, asked = visit.say, faults_asked()
    from_rows(visit)
    heading(say("checks.list"), say("checks.list_beneath"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="finding-filters"):
        _choices(visit, asked)
    sent = sent_back(visit)
    became = tuple((each.report, each.state) for each in sent.values())
    found = visit.ask(queries.failing_reports, visit.selection, asked, became)
    if found.empty and asked.first:
        asked = replace(asked, first=0)
        found = visit.ask(queries.failing_reports, visit.selection, asked, became)
    if found.empty:
        sentence(say("checks.none_open" if is_at_first(asked) else "checks.none_found"))
        return
    rows = records(found)
    with st.container(key="findings-table", gap="xsmall"):
        st.html(_table(visit, asked, rows, sent))
    n = int(rows[0]["found"])
    turning("findings", say("checks.range", **shown(asked.first, n)), asked.first, n)
    remarks([say("checks.list_note")])


def _choices(visit: Visit, asked: queries.Faults) -> None:
    say = visit.say
    st.session_state[CHECK] = asked.check
    st.selectbox(
        say("column.check"),
        [EVERY, *checks()],
        key=CHECK,
        format_func=lambda name: _named(visit, name),
        on_change=_chosen,
        args=("check", CHECK),
        width=330,
    )
    _pills(
        "severity",
        say("column.severity"),
        KINDS,
        kinds_of(asked),
        lambda name: say("outcome.undetermined" if name == UNDETERMINED else f"severity.{name}"),
    )
    if is_officer():
        _pills(
            "state",
            say("checks.states"),
            PROGRESS,
            asked.progress,
            lambda name: say(f"progress.{name}"),
        )
    name_search(say, FIND, asked.words, _chosen)


def _pills(
    word: str,
    label: str,
    options: Iterable[str],
    chosen: Sequence[str],
    name: Callable[[str], str],
) -> None:
    """A choice of several that stands in the address as `word`."""
    key = f"checks_{word}"
    st.session_state[key] = list(chosen)
    st.pills(
        label,
        list(options),
        selection_mode="multi",
        format_func=name,
        key=key,
        on_change=_chosen,
        args=(word, key),
    )


def _chosen(word: str, key: str) -> None:
    value = st.session_state[key]
    listed = list(map(str, value)) if isinstance(value, list) else [value] if value else []
    address.choose({word: listed, "from": []})


def _named(visit: Visit, check: str) -> str:
    if not check:
        return visit.say("checks.every")
    return labels.check(check, visit.language)


def _table(visit: Visit, asked: queries.Faults, rows: Sequence[Record], sent: Sent) -> Markup:
    reports = tuple(int(row["report"]) for row in rows)
    found = records(visit.ask(queries.findings_asked, visit.selection, asked, reports))
    by_report: dict[int, list[Record]] = {}
    for row in found:
        by_report.setdefault(int(row["report"]), []).append(row)
    met = [name for name in COUNTED if any(row[f"n_{name}"] for row in rows)]
    return fill(
        "failing.html",
        label=visit.say("checks.list"),
        unit=_head(visit, asked, "unit"),
        year=_head(visit, asked, "year"),
        heads=[_head(visit, asked, name) for name in met],
        state=visit.say("checks.states") if is_officer() else "",
        what=visit.say("checks.what"),
        unfold=visit.say("checks.unfold"),
        sheet=visit.say("returns.row"),
        rows=[_row(visit, row, by_report.get(int(row["report"]), []), met, sent) for row in rows],
    )


def _head(visit: Visit, asked: queries.Faults, name: str) -> Mapping[str, str]:
    """The head of a column: a link that orders the list by it, or turns its order about."""
    here = name == asked.order
    rising = not asked.rising if here else name == "unit"
    words = {"sort": name, "order": order_word(name, rising), "from": ""}
    return {
        "name": name,
        "title": visit.say(f"checks.order_{name}" if name in COUNTED else f"column.{name}"),
        "href": in_place.here(visit, **words),
        "sorted": ("ascending" if asked.rising else "descending") if here else "none",
    }


def _row(
    visit: Visit, row: Record, found: Sequence[Record], met: Sequence[str], sent: Sent
) -> dict[str, object]:
    more = len(found) - MOST
    return {
        "link": link_to(visit, row, called(visit, row, row["unit"])),
        "place": superior(visit, row),
        "sheets": _sheets(visit, row),
        "year": row["year"],
        "state": visit.say(f"progress.{row['progress']}"),
        "look": row["progress"],
        "became": became_of(sent.get(int(row["report"])), visit.say),
        "counts": [(name, row[f"n_{name}"]) for name in met],
        "found": [_finding(visit, row, each) for each in found[:MOST]],
        "more": visit.say("checks.more", n=more) if more > 0 else "",
    }


def _sheets(visit: Visit, row: Record) -> list[tuple[str, str, str]]:
    """What can be sent back of a row: where the link itself leads, the file, what it is called."""
    if not (row["errors"] or row["warnings"] or row["unread"]) or not is_officer():
        return []
    report = str(row["report"])
    href = address.link("report", named(visit, row))
    return [(href, f"{kind}-{report}", visit.say(f"returns.row_{kind}")) for kind in OFFICE]


def _finding(visit: Visit, row: Record, found: Record) -> dict[str, object]:
    """A finding in a line: how grave, which check, what it says; it leads to its figure."""
    say, fails = visit.say, found["outcome"] == "fails"
    figure = str(found["figure"] or "")
    looked_at = {"figure": figure} if figure in all_fields() else {}
    accepted = f" · {say('findings.accepted')}" if fails and found["accepted"] else ""
    kind = found["severity"] if fails else "undetermined"
    word = say(f"severity.{kind}") if fails else say("outcome.undetermined")
    return {
        "tag": mark("tag", kind, word + accepted),
        "link": link_to(visit, row, found[visit.language], **looked_at),
        "rule": labels.rule(str(found["check"]), visit.language),
        "beneath": beneath(found, say),
    }
