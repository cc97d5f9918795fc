"""Checks: what fails where and when, and the list of findings."""

from __future__ import annotations

from functools import partial

import streamlit as st

from goidata.analysis import labels, queries
from goidata.dashboard import address
from goidata.dashboard.arrival import own
from goidata.dashboard.attention import report_link
from goidata.dashboard.charts.failures import failures_by_year, heat_map
from goidata.dashboard.doubts import sides
from goidata.dashboard.headline import Headline
from goidata.dashboard.indicators import cards
from goidata.dashboard.markup import escaped
from goidata.dashboard.narrative import table_html
from goidata.dashboard.palette import SEVERITIES
from goidata.dashboard.panel import chart, heading, sentence
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.form import checks

KEY, MOST, EVERY = "checks_check", 60, ""


def shares(visit: Visit, head: Headline) -> None:
    """Reports with an error, and the share of checks that hold with what is undetermined."""
    cards(visit, head, ("doubtful_share", "pass_rate"))


def by_unit(visit: Visit) -> None:
    """Check × report."""
    found = visit.ask(queries.failures, visit.selection, True)
    if found.empty:
        sentence(visit.say("checks.all_hold"))
        return
    met = set(found["check"])
    names = {name: labels.check(name, visit.language) for name in checks() if name in met}
    names.update({name: labels.check(name, visit.language) for name in sorted(met - names.keys())})
    found = found.assign(order=-found["fails"]).sort_values(
        ["order", "unit", "year"], kind="stable"
    )
    notes = [f"{name} {words}" for name, words in names.items()]
    title = visit.say("checks.by_unit")
    draw = partial(heat_map, found, names, visit.say)
    chart(visit, "failures", title, draw, [visit.say("checks.legend"), *notes])


def by_year(visit: Visit) -> None:
    """Failing checks a year, by severity."""
    found = visit.ask(queries.failures_by_year, visit.selection)
    if found.empty or not int(found["fails"].fillna(0).sum()):
        sentence(visit.say("checks.none_fails"))
        return
    title = visit.say("checks.by_year")
    colours = [(visit.say(f"severity.{kind}"), shade) for kind, shade in SEVERITIES.items()]
    draw = partial(failures_by_year, found, visit.say)
    chart(visit, "failures-years", title, draw, colours=colours)


def listed(visit: Visit) -> None:
    """Every finding with both sides, its sentence and a link; one check may be chosen."""
    say = visit.say
    heading(say("checks.list"), say("checks.list_beneath"))
    found = visit.ask(queries.findings, visit.selection)
    met = [
        name for name in (*checks(), *sorted(set(found["check"]))) if name in set(found["check"])
    ]
    asked = own("check")
    st.session_state[KEY] = asked if asked in met else EVERY
    st.selectbox(
        say("checks.choose"),
        [EVERY, *dict.fromkeys(met)],
        key=KEY,
        format_func=lambda name: (
            f"{name} {labels.check(name, visit.language)}" if name else say("checks.every")
        ),
        on_change=lambda: address.choose(
            {"check": [st.session_state[KEY]] if st.session_state[KEY] else []}
        ),
    )
    rows = found[found["check"] == asked] if asked in met else found
    head = [say(f"checks.{name}") for name in ("report", "outcome", "check", "sides", "sentence")]
    shown = records(rows.head(MOST))
    st.html(table_html(head, [_row(visit, row) for row in shown]))
    if len(rows) > MOST:
        sentence(say("attention.more", n=len(rows) - MOST))


def _row(visit: Visit, row: Record) -> list[str]:
    fails = row["outcome"] == "fails"
    word = f"severity.{row['severity']}" if fails else "outcome.undetermined"
    mark = f"g-{row['severity']}" if fails else "g-undetermined"
    return [
        report_link(visit, row),
        f'<span class="g-tag {mark}">{escaped(visit.say(word))}</span>',
        f"<code>{escaped(row['check'])}</code>",
        escaped(sides(row, visit.say)),
        escaped(row[visit.language]) + (f"<br>{escaped(row['hint'])}" if row["hint"] else ""),
    ]
