"""In how many reports the words stand: year by year, by kind of body, by region."""

from __future__ import annotations

from functools import partial

import pandas as pd

from goidata.analysis import queries
from goidata.analysis.selection import Stratum
from goidata.dashboard.chart_data import Held
from goidata.dashboard.charts.occurrence import shares_by_year
from goidata.dashboard.markup import mark
from goidata.dashboard.numbers import count, out_of
from goidata.dashboard.palette import INK
from goidata.dashboard.panel import chart, heading, sentence, table
from goidata.dashboard.parts.searching import Asked, section_label
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit

MOST = 40  # regions drawn
TINY = ("none", "tiny")


def by_year(visit: Visit, asked: Asked) -> None:
    """The share of reports by year."""
    heading(visit.say("search.years"))
    shares = _shares(visit, asked, "year")
    found = records(shares)
    name = section_label(visit, asked.section)
    title = visit.say("search.by_year", words=asked.words, section=name)
    notes = [visit.say("search.base_note")]
    if len(found) > 1:
        notes.append(visit.say("mark.units_differ"))
    draw = partial(shares_by_year, found, visit.say)
    beneath, held = visit.say("search.by_year_beneath"), Held("occurrence", lambda: shares)
    chart(visit, "occurrence", title, draw, notes, beneath=beneath, held=held)


def by_kind(visit: Visit, asked: Asked) -> None:
    """Kind of body × year, in the order of the selection."""
    heading(visit.say("search.by_kind"), visit.say("search.by_year_beneath"))
    held = visit.ask(queries.searchable, visit.selection, asked.section)
    cells = _cells(_shares(visit, asked, "scope", "level", "year"), ["scope", "level"])
    years = sorted(map(int, held["year"].unique()))
    kinds = [
        Stratum(str(row["scope"]), row["level"])
        for row in records(held[["scope", "level"]].drop_duplicates())
    ]
    rows = [
        [
            visit.title_of(kind),
            *(cells.get((kind.scope, kind.level, year), "") for year in years),
        ]
        for kind in kinds
    ]
    table([visit.say("column.scope"), *map(str, years)], rows)


def by_region(visit: Visit, asked: Asked) -> None:
    """Region × year: provinces, or what lies in the region selected."""
    level = "province" if visit.selection.region is None else "region"
    found = _shares(visit, asked, level, "year")
    found = found[found[level].notna()]
    sums = found.groupby(level)["n"].sum().sort_values(ascending=False, kind="stable")
    sums = sums[sums > 0]
    if len(sums) < 2:
        return
    heading(visit.say("search.by_region"), visit.say("search.region_beneath"))
    cells = _cells(found, [level])
    years = sorted(map(int, found["year"].unique()))
    rows = [
        [
            visit.called(str(code)) or str(code),
            *(cells.get((code, year), "") for year in years),
        ]
        for code in sums.index[:MOST]
    ]
    table([visit.say("filters.region"), *map(str, years)], rows)
    if len(sums) > MOST:
        sentence(visit.say("attention.more", n=count(len(sums) - MOST)))


def _shares(visit: Visit, asked: Asked, *by: str) -> pd.DataFrame:
    held = visit.ask(queries.searchable, visit.selection, asked.section)
    rows = visit.ask(queries.found, visit.selection, asked.words, asked.section)
    return queries.occurrence_shares(held, rows, by)


def _cells(found: pd.DataFrame, keys: list[str]) -> dict[tuple[object, ...], str]:
    return {(*(row[key] for key in keys), int(row["year"])): _cell(row) for row in records(found)}


def _cell(row: Record) -> str:
    """n/N, the darker the greater the share; grey where there are too few to compare."""
    text = out_of(row["n"], row["N"])
    if row["base"] in TINY:
        return mark("heat", text, "", " g-small")
    return mark("heat", text, f"{INK} {round(45 * row['value'])}%")
