"""Counts per 10,000 inhabitants, where a table of inhabitants is given."""

from __future__ import annotations

from goidata.dashboard.headline import Headline
from goidata.dashboard.panel import line
from goidata.dashboard.parts.rates import rate_table
from goidata.dashboard.visit import Visit
from goidata.form import measures
from goidata.store.population import population

MEASURES = tuple(name for name, each in measures().items() if each.source == "population")


def per_head(visit: Visit, head: Headline) -> None:
    """The measures by year; a line where no table is given."""
    if not population():
        line("g-beneath g-apart", visit.say("population.none"))
        return
    rate_table(visit, head, MEASURES, visit.say("population.title"))
