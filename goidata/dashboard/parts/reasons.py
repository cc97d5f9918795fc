"""Outcomes and the reasons under them, as one tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from goidata.analysis import labels, queries
from goidata.dashboard.chart_data import Held
from goidata.dashboard.charts.tree import Branch, tree
from goidata.dashboard.headline import Headline
from goidata.dashboard.numbers import count, percent
from goidata.dashboard.palette import OUTCOMES, paler
from goidata.dashboard.panel import chart
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit


def reasons_tree(visit: Visit, head: Headline) -> None:
    """All applications handled: their outcomes, and beside each the reasons under it."""
    outcomes = records(visit.ask(queries.outcomes_by_year, head.selection))
    outcomes = [row for row in outcomes if row["year"] == head.year]
    whole = sum(row["value"] or 0 for row in outcomes)
    if whole <= 0:
        return
    reasons = records(visit.ask(queries.all_reasons, head.selection))
    reasons = [row for row in reasons if row["year"] == head.year]
    branches: list[Branch] = []
    start = 0.0
    for row in outcomes:
        if (row["value"] or 0) > 0:
            under = [each for each in reasons if each["outcome"] == row["outcome"]]
            branches += _branches(visit, row, under, start, whole)
            start += row["value"]
    title = visit.say("tree.title", year=head.year, n=count(whole))
    beneath = visit.say("tree.beneath", stratum=head.title)
    held = Held("tree", lambda: pd.DataFrame([*outcomes, *reasons]))
    chart(visit, f"tree-{head.year}", title, lambda: tree(branches), beneath=beneath, held=held)


def _branches(
    visit: Visit, row: Record, reasons: Sequence[Record], start: float, whole: float
) -> Iterator[Branch]:
    """The box of an outcome, and those of its reasons where the form has several."""
    outcome, colour = row["outcome"], OUTCOMES[row["outcome"]]
    name = labels.outcome(outcome, visit.language)
    yield Branch(0, start, row["value"], _said(name, row["value"], whole), colour)
    for reason in reasons:
        if (reason["value"] or 0) > 0:
            said = _said(labels.row(reason["name"], visit.language), reason["value"], whole)
            yield Branch(1, start, reason["value"], said, paler(colour, 0.55))
            start += reason["value"]


def _said(name: str, value: float, whole: float) -> str:
    return f"{name} {count(value)} · {percent(value / whole)}"
