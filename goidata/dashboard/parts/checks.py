"""Checks: how much holds, how much fails each year, and by how much."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from goidata.analysis import queries
from goidata.analysis.rates import TINY
from goidata.analysis.selection import Stratum
from goidata.dashboard.chart_data import Held
from goidata.dashboard.charts.failures import failures_by_year, sizes_of_differences
from goidata.dashboard.markup import mark
from goidata.dashboard.numbers import DASH, count, share_of
from goidata.dashboard.palette import SEVERITIES
from goidata.dashboard.panel import chart, heading, remarks, sentence, table
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import value_of
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.form import measures

SHARES = ("doubtful_share", "pass_rate")


def shares(visit: Visit) -> None:
    """For each stratum: the reports with an error, the checks that hold, those undetermined."""
    wide = replace(visit.selection, scope=None if visit.selection.beside else visit.selection.scope)
    wide = replace(wide, beside=False)
    pooled = visit.ask(queries.pooled_over, wide, SHARES)
    outcomes = records(visit.ask(queries.undecided, wide))
    open_ones = {(row["scope"], row["level"]): int(row["undetermined"]) for row in outcomes}
    rows: dict[tuple[str, str | None], dict[str, Record]] = {}
    for row in records(pooled):
        rows.setdefault((row["scope"], row["level"]), {})[row["measure"]] = row
    titles = [measures()[name].title(visit.language) for name in SHARES]
    head = [visit.say("column.scope"), *titles, visit.say("checks.open")]
    body = [_share(visit, Stratum(*key), row, open_ones.get(key, 0)) for key, row in rows.items()]
    heading(visit.say("checks.shares"))
    table(head, body)
    notes = (measures()[name].note(visit.language) for name in SHARES)
    said = zip(titles, notes, strict=True)
    remarks(f"{title}{visit.say('mark.colon')}{note}" for title, note in said)


def failing(visit: Visit) -> None:
    """What fails, by year and by the size of the difference, side by side."""
    left, right = st.columns(2, gap="large")
    with left:
        by_year(visit)
    with right:
        sizes(visit)


def by_year(visit: Visit) -> None:
    """Failing checks a year, by severity, over all reports shown."""
    found = visit.ask(queries.failures_by_year, visit.selection)
    found = found[found["fails"] > 0]
    if found.empty:
        sentence(visit.say("checks.none_fails"))
        return
    counted = visit.ask(queries.doubtful, visit.selection)
    held = {int(row["year"]): int(row["held"]) for row in records(counted)}
    met = set(found["severity"])
    colours = [(visit.say(f"severity.{k}"), shade) for k, shade in SEVERITIES.items() if k in met]
    draw = partial(failures_by_year, found, held, visit.say)
    title, data = visit.say("checks.by_year"), Held("failures-years", lambda: found)
    chart(visit, "failures-years", title, draw, colours=colours, held=data)


def sizes(visit: Visit) -> None:
    """Findings by the size of their difference, one bar a class; nothing where none has two
    sides."""
    found = visit.ask(queries.sizes, visit.selection)
    if not found["findings"].sum():
        return
    names = {float(row["low"]): _size(row, visit.say) for row in records(found)}
    met = set(found.loc[found["findings"] > 0, "severity"])
    colours = [(visit.say(f"severity.{k}"), shade) for k, shade in SEVERITIES.items() if k in met]
    chart(
        visit,
        "sizes",
        visit.say("checks.sizes"),
        lambda: sizes_of_differences(found, names, visit.say),
        [visit.say("checks.sizes_note")],
        colours=colours,
        held=Held("sizes", lambda: found),
    )


def _size(row: Record, say: Words) -> str:
    """A class in words: 不足 1, 1, 2–9, 1,000 及以上."""
    low, high = row["low"], row["high"]
    if not low:
        return say("checks.below_one")
    if high is None:
        return say("checks.size_last", low=count(low))
    return count(low) if high - low == 1 else f"{count(low)}–{count(high - 1)}"


def _share(visit: Visit, stratum: Stratum, found: dict[str, Record], undecided: int) -> list[str]:
    decided = (found.get("pass_rate") or {}).get("N") or 0
    whole = undecided + int(decided)
    last: Record = {"value": share_of(undecided, whole), "n": undecided, "N": whole}
    cells = [_cell(visit, row) for row in (*(found.get(name) for name in SHARES), last)]
    return [visit.title_of(stratum), *cells]


def _cell(visit: Visit, row: Record | None) -> str:
    if row is None or not row["N"]:
        return DASH
    value = value_of(row, visit.say, "share")
    return mark("share", value.shown, value.fraction, "g-small" if row["N"] < TINY else "")
