"""Checks: how much holds, what fails where, when and by how much."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from goidata.analysis import labels, queries
from goidata.analysis.rates import TINY
from goidata.analysis.selection import Stratum
from goidata.dashboard.charts.failures import failures_by_year, heat_map, sizes_of_differences
from goidata.dashboard.doubts import in_order
from goidata.dashboard.markup import mark
from goidata.dashboard.numbers import DASH, count, share_of
from goidata.dashboard.palette import SEVERITIES
from goidata.dashboard.panel import chart, remarks, sentence, table
from goidata.dashboard.records import Record, records
from goidata.dashboard.strata import shortened
from goidata.dashboard.values import value_of
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.form import checks, measures

SHARES = ("doubtful_share", "pass_rate")


def shares(visit: Visit) -> None:
    """For each stratum: the reports with an error, the checks that hold, those undetermined."""
    wide = replace(visit.selection, scope=None if visit.selection.beside else visit.selection.scope)
    pooled = visit.ask(queries.pooled_over, replace(wide, beside=False), SHARES)
    failures = visit.ask(queries.failures, visit.selection, True)
    rows: dict[tuple[str, str | None], dict[str, Record]] = {}
    for row in records(pooled):
        rows.setdefault((row["scope"], row["level"]), {})[row["measure"]] = row
    titles = [measures()[name].title(visit.language) for name in SHARES]
    head = [visit.say("column.scope"), *titles, visit.say("checks.open")]
    body = [_share(visit, Stratum(*key), found, failures) for key, found in rows.items()]
    table(head, body)
    remarks(measures()[name].note(visit.language) for name in SHARES)


def failing(visit: Visit) -> None:
    """What fails, by unit and by year, side by side."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        by_unit(visit)
    with right:
        by_year(visit)


def by_unit(visit: Visit) -> None:
    """Check × report."""
    shown, names, left_out = visit.keep("failing by unit", lambda: _by_unit(visit))
    if not shown:
        sentence(visit.say("checks.all_hold"))
        return
    notes = [visit.say("checks.legend"), *(f"{name} {words}" for name, words in names.items())]
    if left_out:
        notes.append(visit.say("strata.left_out", n=left_out))
    title = visit.say("checks.by_unit")
    chart(visit, "failures", title, partial(heat_map, shown, names, visit.say), notes)


def _by_unit(visit: Visit) -> tuple[list[Record], dict[str, str], int]:
    """The rows drawn, those of the units with most failures; the checks with their words, in their
    order; and how many units are left out."""
    found = visit.ask(queries.failures, visit.selection, True)
    failing = set(found.loc[found["fails"] > 0, "check"])
    found = found[[name in failing or _is_on_figures(name) for name in found["check"]]]
    if found.empty:
        return [], {}, 0
    order = in_order(set(found["check"]))
    names = {name: labels.check(name, visit.language) for name in order}
    worst = found.groupby("agency")["fails"].transform("sum")
    found = found.assign(worst=-worst).sort_values(["worst", "agency", "year"], kind="stable")
    places, left_out, _ = shortened(found, range(len(found)))
    return records(found.iloc[places]), names, left_out


def _is_on_figures(name: str) -> bool:
    """Whether a check that cannot be decided lacks a figure: the others may have nothing to check,
    as where a report is an abridgement."""
    return name in checks() and checks()[name].kind in ("identity", "domain", "claim")


def by_year(visit: Visit) -> None:
    """Failing checks a year, by severity, over all reports shown."""
    found = visit.ask(queries.failures, visit.selection)
    if found.empty:
        sentence(visit.say("checks.none_fails"))
        return
    reports = visit.ask(queries.reports, visit.selection)
    held = Counter(map(int, reports["year"]))
    met = set(found["severity"])
    colours = [(visit.say(f"severity.{k}"), shade) for k, shade in SEVERITIES.items() if k in met]
    draw = partial(failures_by_year, found, held, visit.say)
    chart(visit, "failures-years", visit.say("checks.by_year"), draw, colours=colours)


def sizes(visit: Visit) -> None:
    """Findings by the size of their difference, one bar a class; nothing where none has two
    sides."""
    found = queries.sizes(visit.ask(queries.findings, visit.selection, "fails"))
    if not found["findings"].sum():
        return
    names = {float(row["low"]): _size(row, visit.say) for row in records(found)}
    met = set(found.loc[found["findings"] > 0, "severity"])
    colours = [(visit.say(f"severity.{k}"), shade) for k, shade in SEVERITIES.items() if k in met]
    with st.columns([3, 2], gap="large")[0]:
        chart(
            visit,
            "sizes",
            visit.say("checks.sizes"),
            lambda: sizes_of_differences(found, names, visit.say),
            [visit.say("checks.sizes_note")],
            colours=colours,
        )


def _size(row: Record, say: Words) -> str:
    """A class in words: 不足 1, 1, 2–9, 1,000 及以上."""
    low, high = row["low"], row["high"]
    if not low:
        return say("checks.below_one")
    if high is None:
        return say("checks.size_last", low=count(low))
    return count(low) if high - low == 1 else f"{count(low)}–{count(high - 1)}"


def _share(
    visit: Visit, stratum: Stratum, found: dict[str, Record], failures: pd.DataFrame
) -> list[str]:
    levels = failures["level"]
    same = levels.isna() if stratum.level is None else levels == stratum.level
    within = failures[(failures["scope"] == stratum.scope) & same]
    undecided = int(within["undetermined"].sum())
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
