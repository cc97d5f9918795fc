"""The funnel of a rate: which units of a stratum stand outside what chance alone would give."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from goidata.analysis import queries
from goidata.analysis.funnel import funnel_lines
from goidata.analysis.scatter import MARKS, First
from goidata.dashboard.arrival import own
from goidata.dashboard.chart_data import Held
from goidata.dashboard.charts.funnel import BEYOND, funnel_plot
from goidata.dashboard.doubts import doubts_of
from goidata.dashboard.headline import Headline
from goidata.dashboard.palette import INK, MUTED, PALE, PEERS, SLATE
from goidata.dashboard.panel import chart, heading, sentence
from goidata.dashboard.records import records
from goidata.dashboard.unit_table import UP
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import told_apart
from goidata.form import measures

FEWEST = 3  # units with a base of ten: of two, each is only what the other is not


def funnel_of(visit: Visit, head: Headline, measure: str, chosen: Collection[int] = ()) -> None:
    """The units of the headline in its year; `chosen` units (ids) are named wherever they stand,
    and so is who is searched for in the table of units."""
    say, declared = visit.say, measures()[measure]
    name = declared.title(visit.language)
    heading(say("funnel.heading", measure=name, group=head.title, year=head.year))
    if declared.denominator is None:
        sentence(say("funnel.no_rate", measure=name))
        return
    peers = queries.Peers(head.stratum, head.selection.region)
    words, first = own("find") or "", _first(measure)
    asked = (tuple(sorted(chosen)), words, first)
    found = visit.ask(queries.scatter, head.selection, peers, measure, head.year, *asked)
    if found is None or found.judged < FEWEST:
        n = found.judged if found else 0
        sentence(say("funnel.too_few", group=head.title, n=n))
        return
    found = replace(found, marks=told_apart(visit, found.marks))
    lines = funnel_lines(found.centre, BEYOND * found.greatest, measure)
    key = (head.stratum.scope, head.stratum.level, head.selection.region, *map(str, asked))
    rows = records(found.marks)
    emphasised = {*chosen, *(row["agency"] for row in rows if words and words in row["unit"])}

    def whole() -> pd.DataFrame:
        return visit.ask(queries.standing, head.selection, peers, measure, head.year)

    chart(
        visit,
        f"funnel-{measure}-{head.year}-{'-'.join(map(str, key))}",
        _title(visit, head, name, found),
        lambda: funnel_plot(found, lines, declared, emphasised, say, doubts_of(visit, rows)),
        _notes(visit, found),
        colours=_legend(visit, bool(emphasised)),
        held=Held("funnel", whole, (measure,)),
    )


def _first(measure: str) -> First:
    """Which side comes first: that with which the table of units begins, where it is ordered by
    this rate."""
    if own("sort") != measure:
        return "farthest"
    return "below" if own("order") == UP else "above"


def _title(visit: Visit, head: Headline, name: str, found: queries.Scatter) -> str:
    """What the funnel shows, in numbers; neutral where no unit is outside."""
    words = {"n": found.judged, "group": head.title, "measure": name}
    if not found.above and not found.below:
        return visit.say("funnel.none_outside", **words)
    sides = {"above": found.above, "below": found.below}
    return visit.say("funnel.some_outside", **sides, **words)


def _legend(visit: Visit, chosen: bool) -> list[tuple[str, str]]:
    own_ones = [(visit.say("funnel.chosen"), INK)] if chosen else []
    names = (("outside", SLATE), ("inside", MUTED), ("tiny", PALE), ("centre", PEERS))
    return [*own_ones, *((visit.say(f"funnel.{name}"), colour) for name, colour in names)]


def _notes(visit: Visit, found: queries.Scatter) -> list[str]:
    say, outside = visit.say, found.above + found.below
    return [
        say("funnel.how"),
        say("funnel.circles") if len(found.others) else "",
        say("funnel.most", n=outside, most=MARKS) if outside > MARKS else "",
        say("funnel.named") if outside else "",
        say("funnel.tiny_note", n=found.tiny) if found.tiny else "",
    ]
