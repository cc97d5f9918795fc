"""Applications: where they go, how they end, why they are refused, who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from goidata.analysis import labels, queries
from goidata.dashboard.chart_data import Held
from goidata.dashboard.charts.listed import Entry, listed
from goidata.dashboard.charts.sankey import Stream, sankey
from goidata.dashboard.charts.stacks import Parts, stack_by_year
from goidata.dashboard.headline import Headline, units_differ
from goidata.dashboard.meanings import outcome as explained_outcome
from goidata.dashboard.narrative import claim_label
from goidata.dashboard.numbers import count, percent
from goidata.dashboard.palette import APPLICANTS, FLOWS, OUTCOMES
from goidata.dashboard.panel import chart, sentence
from goidata.dashboard.parts.composition import composed
from goidata.dashboard.records import Record, records
from goidata.dashboard.sentences import greatest_part
from goidata.dashboard.unit_table import View
from goidata.dashboard.visit import Visit
from goidata.form import measures

CARDS = (
    "received",
    "workload",
    "disclosure_rate",
    "refusal_rate",
    "clearance_rate",
    "carry_over_rate",
)
RATES = (
    "disclosure_rate",
    "full_grant_rate",
    "partial_grant_rate",
    "refusal_rate",
    "unable_rate",
    "not_processed_rate",
    "other_rate",
    "substantive_disclosure_rate",
    "natural_person_share",
)
REASONED = ("refused", "unavailable", "not_processed")
COLOURS = {**OUTCOMES, **FLOWS}
VIEWS = (
    View(
        "outcomes",
        lambda say: say("applications.outcomes"),
        (
            "received",
            "handled",
            "disclosure_rate",
            "refusal_rate",
            "unable_rate",
            "not_processed_rate",
            "other_rate",
        ),
        (
            composed(
                lambda say: say("applications.outcomes"),
                lambda visit, *which: visit.ask(queries.outcomes, *which),
                "outcome",
                OUTCOMES,
                labels.outcome,
            ),
        ),
    ),
    View(
        "rates",
        lambda say: say("applications.rates"),
        (
            "workload",
            "clearance_rate",
            "carry_over_rate",
            "full_grant_rate",
            "partial_grant_rate",
            "substantive_disclosure_rate",
            "natural_person_share",
        ),
    ),
)
HUB = "workload"  # what everything flows through


def flow(visit: Visit, head: Headline) -> None:
    """Received and carried in, to outcomes and carried out, in the year of the headline."""
    say, language = visit.say, visit.language
    found = visit.ask(queries.flows, replace(head.selection, years=(head.year,)))
    found = found[found["value"].fillna(0) > 0]
    if found.empty:
        sentence(say("applications.no_flow", year=head.year))
        return
    reports, held = int(found["reports"].max()), int(found["held"].max())
    streams = [
        [_stream(row[side], row["value"], language) for row in records(found) if row[side] != HUB]
        for side in ("source", "target")
    ]
    middle = measures()[HUB].title(language)
    title = say("applications.flow", year=head.year, stratum=head.title)
    chart(
        visit,
        f"flow-{head.year}",
        title,
        lambda: sankey(streams[0], streams[1], middle),
        [say("mark.stated", n=reports, N=held)],
        beneath=say("applications.flow_shares"),
        held=Held("flow", lambda: found),
    )


def outcomes_by_year(visit: Visit, head: Headline) -> None:
    """Shares of the outcomes over the units of the headline."""
    what = visit.say("applications.outcomes")
    found = visit.ask(queries.outcomes_by_year, head.selection)
    _by_year(visit, head, found, _outcomes(visit), what, "handled")


def by_year(visit: Visit, head: Headline) -> None:
    """How applications end and who asks, year by year, side by side."""
    left, right = st.columns(2, gap="large")
    with left:
        outcomes_by_year(visit, head)
    with right:
        applicants(visit, head)


def reasons(visit: Visit, head: Headline) -> None:
    """Why applications were not granted, in the year of the headline, by printed row."""
    columns = st.columns(len(REASONED), gap="large")
    every = records(visit.ask(queries.all_reasons, head.selection))
    every = [row for row in every if row["year"] == head.year]
    found = {outcome: [row for row in every if row["outcome"] == outcome] for outcome in REASONED}
    most = max((row["value"] or 0 for rows in found.values() for row in rows), default=0)
    for column, (outcome, rows) in zip(columns, found.items(), strict=True):
        with column:
            _reasons_of(visit, head, outcome, rows, most)


def applicants(visit: Visit, head: Headline) -> None:
    """Who asks, over the units of the headline by year."""
    parts = Parts(
        "column",
        labels.APPLICANTS,
        APPLICANTS,
        lambda name: labels.column(name, visit.language),
        visit.say,
    )
    what = visit.say("applications.applicants")
    found = visit.ask(queries.applicants_by_year, head.selection)
    # Each kind beside the others, whichever is chosen.
    everyone = replace(head, title=visit.title_of(head.stratum))
    _by_year(visit, everyone, found, parts, what, "received")


def _by_year(
    visit: Visit, head: Headline, found: pd.DataFrame, parts: Parts, what: str, whole: str
) -> None:
    """Shares of a `whole` (a measure) year by year, under what they tell."""
    names = {name: parts.label(name) for name in parts.order}
    of = measures()[whole].title(visit.language)
    chart(
        visit,
        f"{parts.column}-years",
        greatest_part(visit, head, found, parts.column, names, of),
        lambda: stack_by_year(found, parts),
        [units_differ(visit, head)],
        beneath=visit.say("strata.by_year", what=what, stratum=head.title),
        colours=_legend(visit, parts),
        held=Held(f"{parts.column}-years", lambda: found),
    )


def _legend(visit: Visit, parts: Parts) -> list[tuple[str, str]]:
    """The parts with their colours; outcomes with what opens their meaning."""
    if parts.column != "outcome":
        return parts.legend
    return [(explained_outcome(name, visit.say), parts.colours[name]) for name in parts.order]


def _reasons_of(
    visit: Visit, head: Headline, outcome: str, rows: Sequence[Record], most: float
) -> None:
    name = labels.outcome(outcome, visit.language)
    total = rows[0]["total"] if rows else 0
    title = visit.say(
        "applications.reasons", what=name, n=count(total), year=head.year, stratum=head.title
    )
    if not total:
        sentence(title)
        return
    entries = [
        Entry(
            labels.row(row["name"], visit.language),
            row["value"] or 0,
            f"{count(row['value'])} · {percent(row['share'])}" if row["value"] else "0",
        )
        for row in rows
    ]
    chart(
        visit,
        f"reasons-{outcome}-{head.year}",
        title,
        lambda: listed(entries, OUTCOMES[outcome], most),
        beneath=visit.say("applications.reasons_shares", what=name),
        held=Held(f"reasons-{outcome}", lambda: pd.DataFrame(rows)),
    )


def _outcomes(visit: Visit) -> Parts:
    return Parts(
        "outcome",
        labels.OUTCOMES,
        OUTCOMES,
        lambda name: labels.outcome(name, visit.language),
        visit.say,
    )


def _stream(name: str, value: float, language: str) -> Stream:
    if name in OUTCOMES:
        label = labels.outcome(name, language)
    else:  # the printed rows are too long for a chart
        measure = measures().get(name)
        label = measure.title(language) if measure else claim_label(name, language)
    return Stream(label, float(value), COLOURS[name])
