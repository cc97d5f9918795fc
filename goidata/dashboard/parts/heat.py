"""Failing checks over years, by check and by region, as tables whose cells show their share."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from goidata.analysis import labels, queries
from goidata.analysis.rates import TINY
from goidata.dashboard.doubts import in_order
from goidata.dashboard.markup import mark
from goidata.dashboard.numbers import out_of
from goidata.dashboard.palette import FAILS
from goidata.dashboard.panel import heading, sentence, table
from goidata.dashboard.records import records
from goidata.dashboard.visit import Visit

MOST = 40  # regions drawn

Counts = dict[tuple[str, int], tuple[int, int]]  # region and year: n of N


def by_check(visit: Visit) -> None:
    """Check × year: how many reports fail it, of how many."""
    say = visit.say
    heading(say("heat.by_check"), say("heat.beneath"))
    found = visit.ask(queries.failures_by_year, visit.selection)
    failing = found[found["reports"] > 0]
    if failing.empty:
        sentence(say("checks.none_fails"))
        return
    years = sorted(map(int, found["year"].unique()))
    sums = failing.groupby(["check", "year"])["reports"].sum()
    held = _held(visit).groupby("year").size()
    names = in_order(set(failing["check"]))
    rows = [
        [
            Markup("{} {}").format(mark("check", name), labels.check(name, visit.language)),
            *(_cell(sums.get((name, year), 0), held.get(year, 0)) for year in years),
        ]
        for name in names
    ]
    table([say("column.check"), *map(str, years)], rows)


def by_region(visit: Visit) -> None:
    """Region × year: the reports with an open error, of those held."""
    say = visit.say
    years, rows, more = visit.keep("heat of regions", lambda: _regions(visit))
    if not rows:
        return
    heading(say("heat.by_region"), say("heat.beneath_region"))
    table([say("filters.region"), *map(str, years)], rows)
    if more:
        sentence(say("attention.more", n=more))


def _regions(visit: Visit) -> tuple[list[int], list[list[str]], int]:
    """The years, a row a region with its cells as HTML, and how many regions are left out."""
    held = _held(visit)
    level = "province" if visit.selection.region is None else "region"
    known = held[held[level].notna()]
    doubtful = known.assign(doubtful=known["errors"] > 0)
    counted: Counts = {}
    for row in records(doubtful):
        key = str(row[level]), int(row["year"])
        n, whole = counted.get(key, (0, 0))
        counted[key] = n + bool(row["doubtful"]), whole + 1
    worst = doubtful.groupby(level)["doubtful"].sum().sort_values(ascending=False, kind="stable")
    years = sorted(map(int, known["year"].unique()))
    rows = [
        [
            visit.region_name(str(code)) or str(code),
            *(_of(counted, str(code), year) for year in years),
        ]
        for code in worst.index[:MOST]
    ]
    return years, rows, max(0, len(worst) - MOST)


def _held(visit: Visit) -> pd.DataFrame:
    return visit.ask(queries.reports, visit.selection)


def _of(counted: Counts, code: str, year: int) -> str:
    n, whole = counted.get((code, year), (0, 0))
    return _cell(n, whole)


def _cell(n: int, whole: int) -> str:
    """n of N, the darker the greater its share; empty where there is no report at all."""
    if not whole:
        return ""
    share = round(100 * n / whole)
    told = n and whole >= TINY
    return mark("heat", out_of(n, whole), f"{FAILS} {share // 2}%" if told else "")
