"""What each page offers for download: the table behind its charts, and the figures as printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.dashboard.downloads import Offer
from goidata.dashboard.visit import Visit


def volumes(visit: Visit) -> Offer:
    """Disclosure volumes, all channels, with their quotations."""
    return _asked(visit, "volumes", partial(_volumes, visit), ("disclosed_items",))


def measured(visit: Visit, names: Sequence[str]) -> Offer:
    """Measures of each report with n and N."""

    def ask(selection: Selection) -> pd.DataFrame:
        return visit.ask(queries.by_unit, selection, tuple(names))

    return _asked(visit, "measures", ask, tuple(names))


def outcomes(visit: Visit) -> Offer:
    """Outcomes of the applications of each report."""
    return _asked(visit, "outcomes", lambda selection: visit.ask(queries.outcomes, selection))


def results(visit: Visit) -> Offer:
    """Results of reconsideration and litigation of each report."""
    return _asked(visit, "results", lambda selection: visit.ask(queries.results, selection))


def table(visit: Visit, name: str) -> Offer:
    """A table of the database: figures, figures_long, claims, findings, reports or sections."""
    return Offer(
        name,
        visit.say(f"table.{name}"),
        lambda selection: visit.ask(queries.table, selection, name),
        lambda selection: visit.ask(queries.rows, selection, name),
    )


def everything(visit: Visit) -> list[Offer]:
    """Every table there is."""
    return [table(visit, name) for name in queries.TABLES]


def _volumes(visit: Visit, selection: Selection) -> pd.DataFrame:
    return visit.ask(queries.volumes, selection, True)


def _asked(
    visit: Visit,
    subject: str,
    ask: Callable[[Selection], pd.DataFrame],
    measures: tuple[str, ...] = (),
) -> Offer:
    return Offer(
        subject,
        visit.say(f"table.{subject}"),
        ask,
        lambda selection: len(ask(selection)),
        measures,
    )
