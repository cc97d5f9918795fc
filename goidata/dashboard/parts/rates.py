"""Rates: a table of measures by year with n/N, and dots by unit."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from goidata.analysis import queries
from goidata.dashboard.charts.rates import rates_by_unit
from goidata.dashboard.doubts import doubts
from goidata.dashboard.headline import Headline, units_differ
from goidata.dashboard.indicators import number, pending, small
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import DASH, count, events, out_of, percent
from goidata.dashboard.panel import heading, remarks
from goidata.dashboard.records import Record, records
from goidata.dashboard.strata import charts_by_stratum
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.form import measures

MOST_YEARS = 6


def rate_table(visit: Visit, head: Headline, names: Sequence[str], title: str) -> None:
    """Measures in rows, years in columns; every rate with its n/N, small bases marked."""
    say, language = visit.say, visit.language
    pooled = visit.ask(queries.pooled, head.selection, tuple(names))
    years = sorted(int(year) for year in pooled["year"].unique())[-MOST_YEARS:]
    cells = {(row["measure"], row["year"]): row for row in records(pooled)}
    heading(say("strata.by_year", what=title, stratum=head.title))
    heads = "".join(f"<th>{year}</th>" for year in years)
    body = "".join(
        f"<tr><th>{escaped(_title(name, say))}</th>"
        + "".join(_cell(cells.get((name, year)), say) for year in years)
        + "</tr>"
        for name in names
    )
    st.html(
        f'<div class="g-scroll"><table class="g-rates"><thead><tr><th></th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
    notes = (measures()[name] for name in names)
    told = [
        f"{each.title(language)}{say('mark.colon')}{each.note(language)}"
        for each in notes
        if each.note(language)
    ]
    remarks([units_differ(visit, head), *told])


def rates(visit: Visit, name: str) -> None:
    """One rate of each report, with n/N and the interval where the base is small."""
    hollow = doubts(visit)
    found = visit.ask(queries.by_unit, visit.selection, (name,))
    measure = measures()[name]
    charts_by_stratum(
        visit,
        f"rate-{name}",
        _title(name, visit.say),
        found,
        lambda rows: rates_by_unit(rows, visit.say, hollow, measure.per > 1),
        [visit.say("mark.base_note")],
    )


def _title(name: str, say: Words) -> str:
    """The measure, with its unit where that is not per cent."""
    measure = measures()[name]
    unit = f" · {say(f'mark.{measure.unit}')}" if measure.per > 1 else ""
    return measure.title(say.language) + unit


def _cell(row: Record | None, say: Words) -> str:
    if row is None:
        return f"<td>{DASH}</td>"
    value, n, whole = (number(row, name) for name in ("value", "n", "N"))
    measure = measures()[str(row["measure"])]
    unit = measure.unit
    if unit in ("count", "money"):
        return f"<td><b>{count(value if value is not None else n)}</b></td>"
    if value is None or not whole:
        return f'<td class="g-tiny">{DASH}<br><small>{out_of(n, whole)}</small></td>'
    shown = percent(value) if unit == "ratio" else events(value)
    told = [escaped(text) for text in (small(row, measure, say), pending(row, say)) if text]
    mark = ' class="g-tiny"' if row["base"] == "tiny" else ""
    lines = "<br>".join([out_of(n, whole), *told])
    return f"<td{mark}><b>{shown}</b><br><small>{lines}</small></td>"
