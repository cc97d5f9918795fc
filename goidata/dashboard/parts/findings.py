"""The list of findings: every failure with both sides, what is undetermined by report and check."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd
import streamlit as st

from goidata.analysis import labels, queries
from goidata.dashboard import address
from goidata.dashboard.arrival import own, owns
from goidata.dashboard.attention import report_link
from goidata.dashboard.doubts import in_order, sides
from goidata.dashboard.hints import told
from goidata.dashboard.markup import mark
from goidata.dashboard.palette import SEVERITIES
from goidata.dashboard.panel import heading, sentence, table
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.form import all_fields

KEY, MOST, EVERY = "checks_check", 60, ""


def listed(visit: Visit) -> None:
    """Both sides, difference, sentence and a link to the report; one check may be chosen."""
    say = visit.say
    heading(say("checks.list"), say("checks.list_beneath"))
    found = visit.ask(queries.findings, visit.selection)
    with st.container(horizontal=True, vertical_alignment="bottom", key="finding-filters"):
        check = _choice(visit, found)
        severities = _severities(visit)
        states = _states(visit)
    rows = found[found["check"] == check] if check else found
    rows = rows[rows["severity"].isin(severities)] if severities else rows
    rows = rows[_state(rows).isin(states)] if states else rows
    fails = rows[rows["outcome"] == "fails"]
    # What cannot be told because nothing was there to be checked is left to the download.
    open_ones = rows[(rows["outcome"] == "undetermined") & (rows["said"] != 1)]
    lines = [_failing(visit, row) for row in records(fails.head(MOST))]
    lines += [_undetermined(visit, row) for row in records(_counted(open_ones).head(MOST))]
    if not lines:
        sentence(say("checks.all_hold"))
        return
    head = [
        say.head("checks", name) for name in ("report", "outcome", "check", "sides", "sentence")
    ]
    table(head, lines)
    if len(fails) > MOST:
        sentence(say("attention.more", n=len(fails) - MOST))


def _choice(visit: Visit, found: pd.DataFrame) -> str:
    """The check chosen, empty for all."""
    known = in_order(set(found["check"]))
    asked = own("check")
    st.session_state[KEY] = asked if asked in known else EVERY
    st.selectbox(
        visit.say("column.check"),
        [EVERY, *known],
        key=KEY,
        format_func=lambda name: _named(visit, name),
        on_change=address.choosing("check", KEY),
        width=420,
    )
    return str(st.session_state[KEY])


def _severities(visit: Visit) -> list[str]:
    """The severities chosen, none for all."""
    return _pills(
        "severity", visit.say("column.severity"), SEVERITIES, lambda n: visit.say(f"severity.{n}")
    )


STATES = ("open", "accepted", "undetermined")


def _states(visit: Visit) -> list[str]:
    """The states chosen, none for all."""
    return _pills(
        "state", visit.say("checks.states"), STATES, lambda n: visit.say(f"checks.state_{n}")
    )


def _pills(word: str, label: str, options: Iterable[str], name: Callable[[str], str]) -> list[str]:
    """A choice of several that stands in the address as `word`."""
    key = f"checks_{word}"
    known = list(options)
    st.session_state[key] = [each for each in owns(word) if each in known]
    chosen: list[str] = st.pills(
        label,
        known,
        selection_mode="multi",
        format_func=name,
        key=key,
        on_change=address.choosing(word, key),
    )
    return chosen


def _state(rows: pd.DataFrame) -> pd.Series[str]:
    """Whether each finding is open, has been explained, or could not be decided."""
    fails = rows["outcome"] == "fails"
    accepted = fails & rows["accepted"].astype(bool)
    return pd.Series("undetermined", rows.index).mask(fails, "open").mask(accepted, "accepted")


def _named(visit: Visit, check: str) -> str:
    if not check:
        return visit.say("checks.every")
    return f"{check} {labels.check(check, visit.language)}"


def _counted(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a report and check, with how many of its outcomes are undetermined."""
    counted = frame.groupby(["report", "check"])["finding"].transform("size")
    return frame.assign(open=counted).drop_duplicates(["report", "check"])


def _failing(visit: Visit, row: Record) -> list[str]:
    accepted = f" · {visit.say('findings.accepted')}" if row["accepted"] else ""
    word = visit.say(f"severity.{row['severity']}") + accepted
    figure = str(row["figure"] or "")
    looked_at = {"figure": figure} if figure in all_fields() else {}
    return [
        report_link(visit, row, **looked_at),
        mark("tag", row["severity"], word),
        mark("check", row["check"]),
        sides(row, visit.say),
        told(row, visit.say),
    ]


def _undetermined(visit: Visit, row: Record) -> list[str]:
    single = row["open"] == 1
    said = row[visit.language] if single else visit.say("checks.undetermined", n=row["open"])
    return [
        report_link(visit, row),
        mark("tag", "undetermined", visit.say("outcome.undetermined")),
        mark("check", row["check"]),
        "",
        str(said),
    ]
