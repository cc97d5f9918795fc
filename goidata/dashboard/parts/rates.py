"""Rates: a table of measures by year with n/N."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from goidata.analysis import queries
from goidata.dashboard.headline import Headline, units_differ
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.meanings import explained
from goidata.dashboard.numbers import DASH
from goidata.dashboard.panel import heading, remarks
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import measured, titled
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.form import measures

MOST_YEARS = 6


def rate_table(visit: Visit, head: Headline, names: Sequence[str], title: str) -> None:
    """Measures in rows, years in columns; every rate with its n/N, small bases marked."""
    heading(visit.say("strata.by_year", what=title, stratum=head.title))
    st.html(visit.keep(f"rates-{'-'.join(names)}", lambda: _table(visit, head, names)))
    remarks([units_differ(visit, head)])


def _table(visit: Visit, head: Headline, names: Sequence[str]) -> Markup:
    pooled = visit.ask(queries.pooled, head.selection, tuple(names))
    years = sorted(int(year) for year in pooled["year"].unique())[-MOST_YEARS:]
    cells = {(row["measure"], row["year"]): row for row in records(pooled)}
    rows = [
        (
            explained(measures()[name], visit.say, titled(measures()[name], visit.say)),
            [_cell(cells.get((name, year)), visit.say) for year in years],
        )
        for name in names
    ]
    return fill("rates.html", years=years, rows=rows)


def _cell(row: Record | None, say: Words) -> Markup:
    if row is None:
        return mark("value", DASH, ())
    value = measured(row, measures()[str(row["measure"])], say)
    small = " · ".join(filter(None, (value.base, value.interval)))
    lines = [each for each in (value.fraction, small, value.waiting) if each]
    return mark("value", value.shown, lines, "g-tiny" if value.pale else "")
