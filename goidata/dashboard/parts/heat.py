"""Failing checks over years, by check and by region, as tables whose cells show their share."""

from __future__ import annotations

from collections import Counter
from typing import Literal

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


def by_check(visit: Visit) -> None:
    """Check × year: how many reports fail it, of how many."""
    say = visit.say
    heading(say("heat.by_check"), say("heat.beneath"))
    found = visit.ask(queries.failures_by_year, visit.selection)
    failing = found[found["reports"] > 0]
    if failing.empty:
        sentence(say("checks.none_fails"))
        return
    counted = records(visit.ask(queries.doubtful, visit.selection))
    held = {int(row["year"]): int(row["held"]) for row in counted}
    sums = failing.groupby(["check", "year"])["reports"].sum()
    rows = [
        [
            mark("hints", labels.check(name, visit.language), [labels.rule(name, visit.language)]),
            *(_cell(int(sums.get((name, year), 0)), held[year]) for year in sorted(held)),
        ]
        for name in in_order(set(failing["check"]))
    ]
    table([say("column.check"), *map(str, sorted(held))], rows)


def by_region(visit: Visit) -> None:
    """Region × year: the reports with an open error, of those held."""
    say = visit.say
    level: Literal["province", "region"] = "region" if visit.selection.region else "province"
    found = records(visit.ask(queries.doubtful, visit.selection, level))
    if not found:
        return
    years = sorted({int(row["year"]) for row in found})
    counted = {(row["place"], row["year"]): (row["doubtful"], row["held"]) for row in found}
    worst: Counter[str] = Counter()
    for row in found:
        worst[row["place"]] += row["doubtful"]
    shown = [place for place, _ in worst.most_common(MOST)]
    rows = [
        [
            visit.called(place) or place,
            *(_cell(*counted.get((place, year), (0, 0))) for year in years),
        ]
        for place in shown
    ]
    heading(say("heat.by_region"), say("heat.beneath_region"))
    table([say("filters.region"), *map(str, years)], rows)
    if len(worst) > MOST:
        sentence(say("heat.more", n=len(worst) - MOST))


def _cell(n: int, whole: int) -> str:
    """n of N, the darker the greater its share; empty where there is no report at all."""
    if not whole:
        return ""
    share = round(100 * n / whole)
    told = n and whole >= TINY
    return mark("heat", out_of(n, whole), f"{FAILS} {share // 2}%" if told else "")
