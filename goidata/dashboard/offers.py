"""What each page offers for download: the table behind its charts, and the figures as printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from goidata.analysis import labels, queries
from goidata.analysis.selection import Selection
from goidata.dashboard.downloads import EVERYTHING, Offer
from goidata.dashboard.visit import Visit


def volumes(visit: Visit) -> Offer:
    """Disclosure volumes, all channels, with their quotations."""
    ask = partial(_volumes, visit)
    title = visit.say("table.volumes")
    return Offer("volumes", title, ask, lambda chosen: len(ask(chosen)), ("disclosed_items",))


def measured(visit: Visit, names: Sequence[str]) -> Offer:
    """Measures of each report with n and N."""
    return _each(visit, "measures", partial(_measured, visit, tuple(names)), len(names), names)


def outcomes(visit: Visit) -> Offer:
    """Outcomes of the applications of each report."""
    rows = len(labels.OUTCOMES)
    return _each(visit, "outcomes", lambda chosen: visit.ask(queries.outcomes, chosen), rows)


def results(visit: Visit) -> Offer:
    """Results of reconsideration and litigation of each report."""
    rows = len(labels.BLOCKS) * len(labels.RESULTS)
    return _each(visit, "results", lambda chosen: visit.ask(queries.results, chosen), rows)


def table(visit: Visit, name: str) -> Offer:
    """A table of the database: figures, figures_long, claims, findings, reports or sections."""
    return Offer(
        name,
        visit.say(f"table.{name}"),
        lambda selection: visit.ask(queries.table, selection, name),
        lambda selection: visit.ask(queries.rows, selection, name),
    )


def hits(visit: Visit, words: str, section: int | None) -> Offer:
    """Every occurrence of `words`, in all sections or in one, with its context."""
    every = visit.say("search.all_sections")
    where = every if section is None else labels.section(section, visit.language)

    # Every report, in it or beside: asked for already where nothing is filtered.
    everything = Selection.default(visit.available)

    def rows(chosen: Selection) -> int:
        chosen = everything if chosen == EVERYTHING else chosen
        return int(visit.ask(queries.found, chosen, words, section)["hits"].sum())

    return Offer(
        "hits",
        visit.say("table.hits", words=words),
        lambda chosen: queries.hits(visit.db, chosen, words, section),  # long; kept by nobody
        rows,
        chosen=((visit.say("search.words"), words), (visit.say("search.section"), where)),
    )


def everything(visit: Visit) -> list[Offer]:
    """Every table there is."""
    return [table(visit, name) for name in queries.TABLES]


def _volumes(visit: Visit, selection: Selection) -> pd.DataFrame:
    return visit.ask(queries.volumes, selection, True)


def _measured(visit: Visit, names: tuple[str, ...], selection: Selection) -> pd.DataFrame:
    return visit.ask(queries.by_unit, selection, names)


def _each(
    visit: Visit,
    subject: str,
    ask: Callable[[Selection], pd.DataFrame],
    rows_a_report: int,
    measures: Sequence[str] = (),
) -> Offer:
    """A table with as many rows for every report: counted without building it."""
    title = visit.say(f"table.{subject}")

    def rows(selection: Selection) -> int:
        return rows_a_report * visit.ask(queries.rows, selection, "reports")

    return Offer(subject, title, ask, rows, tuple(measures))
