"""What each page offers for download: the table behind its charts, and the figures as printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from goidata.analysis import labels, queries
from goidata.analysis.selection import Selection
from goidata.dashboard.comparison import Comparison
from goidata.dashboard.downloads import EVERYTHING, Extent, Offer
from goidata.dashboard.headline import Headline
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import told
from goidata.form import measures


def volumes(visit: Visit) -> Offer:
    """Disclosure volumes, all channels, with their quotations."""
    ask = partial(_volumes, visit)
    title = visit.say("table.volumes")

    def rows(chosen: Selection) -> int:
        return visit.ask(queries.volume_rows, chosen)

    return Offer("volumes", title, ask, rows, ("disclosed_items",))


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


def compared(visit: Visit, chosen: Comparison) -> Offer:
    """Measures of the units compared with their peers; every unit with its own, for everything."""
    asked, agencies = chosen.names, chosen.agencies

    def answer(selection: Selection) -> pd.DataFrame:
        if selection is EVERYTHING:
            return visit.ask(queries.compared_everywhere, selection, asked, chosen.width)
        return visit.ask(queries.compared, selection, agencies, asked, chosen.width)

    def rows(selection: Selection) -> int:
        reports = visit.ask(queries.rows, selection, "reports")
        units = len(agencies) * len(chosen.years)
        return len(asked) * (reports if selection is EVERYTHING else units)

    own = replace(visit.selection, region=None, level=None, scope=None, beside=False)
    extent = Extent(own, agencies, _compared(visit, chosen))
    return Offer("compared", visit.say("table.compared"), answer, rows, asked, extent=extent)


def ranked(visit: Visit, chosen: Comparison, head: Headline) -> Offer:
    """The ranking shown, whole; for everything, that of every set of peers in the year."""
    peers = queries.Peers(head.stratum, head.selection.region)
    measure, year = chosen.measure, chosen.year
    own = replace(head.selection, years=(year,))

    def answer(selection: Selection) -> pd.DataFrame:
        if selection is EVERYTHING:
            return visit.ask(queries.ranked_everywhere, selection, measure, chosen.width, year)
        return visit.ask(queries.standing, head.selection, peers, measure, year)

    def rows(selection: Selection) -> int:
        if selection is EVERYTHING:
            return visit.ask(queries.rows, replace(selection, years=(year,)), "reports")
        return visit.ask(queries.held, peers.selection(head.selection, year))

    title = visit.say("table.ranking", year=year, measure=measures()[measure].title(visit.language))
    extent = Extent(own, (), _compared(visit, chosen))
    return Offer("ranking", title, answer, rows, (measure,), extent=extent)


def _compared(visit: Visit, chosen: Comparison) -> tuple[tuple[str, str], ...]:
    """What was chosen besides the filters, in words."""
    say = visit.say
    units = say.listed([told(visit, unit) for unit in chosen.units])
    peers = say(f"compare.with_{chosen.width}")
    return (say("column.unit"), units), (say("compare.with"), peers)


def table(visit: Visit, name: str) -> Offer:
    """A table of the database: figures, figures_long, claims, findings, reports or sections."""
    return Offer(
        name,
        visit.say(f"table.{name}"),
        lambda selection: visit.ask(queries.table, selection, name),
        lambda selection: visit.ask(queries.rows, selection, name),
    )


def of_report(visit: Visit, known: Mapping[str, Any], name: str) -> Offer:
    """A table of the database, of one report for the selection."""
    # No more than the few reports of its kind and place are built to find it among them.
    own = Selection(
        scope=known["scope"],
        level=known["level"],
        region=known["region"],
        years=(int(known["year"]),),
    )

    def answer(selection: Selection) -> pd.DataFrame:
        if selection is EVERYTHING:
            return visit.ask(queries.table, selection, name)
        found: pd.DataFrame = visit.ask(queries.table, own, name)
        found = found[found["report"] == known["id"]]
        return found.reset_index(drop=True)

    def rows(selection: Selection) -> int:
        if selection is EVERYTHING:
            return visit.ask(queries.rows, selection, name)
        return len(answer(selection))

    which = ((visit.say("attention.report"), f"{told(visit, known)} {known['year']}"),)
    extent = Extent(own, (int(known["agency"]),), which)
    return Offer(name, visit.say(f"table.{name}"), answer, rows, extent=extent)


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
        chosen=((visit.say("search.words"), words), (visit.say("column.section"), where)),
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
