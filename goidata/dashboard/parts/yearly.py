"""A count over the units of the headline, a bar a year, under a sentence on the year shown."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from goidata.analysis import queries
from goidata.dashboard.chart_data import Held
from goidata.dashboard.charts.bars import Look
from goidata.dashboard.charts.years import counts_by_year
from goidata.dashboard.headline import Headline, units_differ
from goidata.dashboard.panel import chart
from goidata.dashboard.sentences import counted
from goidata.dashboard.visit import Visit
from goidata.form import measures


def by_year(
    visit: Visit,
    head: Headline,
    name: str,
    unit: str,
    colour: str,
    found: pd.DataFrame | None = None,
    about: bool = False,
    note: str = "",
    among: Sequence[str] = (),
) -> None:
    """The measure called `name`, its numbers in `unit`; `found` are its sums by year where they are
    not those of `queries.pooled`, and `about` says whether that of the year is approximate. The
    page asks for it `among` other measures, or alone."""
    rows = _pooled(visit, head, name, tuple(among) or (name,)) if found is None else found
    look = Look(visit.say, colour, unit)
    what = measures()[name].title(visit.language)
    chart(
        visit,
        f"years-{name}",
        counted(visit, head, name, unit, about, among),
        lambda: counts_by_year(rows, look),
        [units_differ(visit, head), visit.say("mark.of_those"), note],
        beneath=visit.say("strata.by_year", what=what, stratum=head.title),
        held=Held(f"years-{name}", lambda: rows, (name,)),
    )


def _pooled(visit: Visit, head: Headline, name: str, asked: tuple[str, ...]) -> pd.DataFrame:
    found = visit.ask(queries.pooled, head.selection, asked)
    return found[found["measure"] == name]
