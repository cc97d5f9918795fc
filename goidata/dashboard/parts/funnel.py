"""The funnel of a rate: which units of a stratum stand outside what chance alone would give."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from goidata.analysis import queries
from goidata.analysis.funnel import funnel_lines
from goidata.dashboard.charts.funnel import BEYOND, OUTSIDE, funnel_plot
from goidata.dashboard.doubts import doubts
from goidata.dashboard.headline import Headline
from goidata.dashboard.palette import INK, MUTED, PALE, PEERS, SLATE
from goidata.dashboard.panel import chart, heading, sentence
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.form import measures

FEWEST = 3  # units with a base of ten: of two, each is only what the other is not


def funnel_of(visit: Visit, head: Headline, measure: str, chosen: Collection[int] = ()) -> None:
    """The units of the headline in its year; `chosen` units (ids) are named wherever they stand."""
    say, declared = visit.say, measures()[measure]
    name = declared.title(visit.language)
    heading(say("funnel.heading", measure=name, group=head.title, year=head.year))
    if declared.denominator is None:
        sentence(say("funnel.no_rate", measure=name))
        return
    peers = queries.Peers(head.stratum, head.selection.region)
    found = visit.ask(queries.standing, head.selection, peers, measure, head.year)
    rows = records(found[found["centre"].notna() & found["value"].notna()])
    judged = [row for row in rows if row["place"]]
    if len(judged) < FEWEST:
        sentence(say("funnel.too_few", group=head.title, n=len(judged)))
        return
    lines = funnel_lines(rows[0]["centre"], BEYOND * max(row["N"] for row in rows), measure)
    asked = replace(head.selection, years=(head.year,))
    marks = (head.stratum.scope, head.stratum.level, head.selection.region, *sorted(chosen))
    chart(
        visit,
        f"funnel-{measure}-{head.year}-{'-'.join(map(str, marks))}",
        _title(visit, head, name, judged),
        lambda: funnel_plot(rows, lines, declared, chosen, say, doubts(visit, asked)),
        _notes(visit, rows, judged),
        colours=_legend(visit, bool(chosen)),
    )


def _title(visit: Visit, head: Headline, name: str, judged: list[Record]) -> str:
    """What the funnel shows, in numbers; neutral where no unit is outside."""
    above, below = (sum(row["place"] == place for row in judged) for place in ("above", "below"))
    words = {"n": len(judged), "group": head.title, "measure": name}
    if not above and not below:
        return visit.say("funnel.none_outside", **words)
    return visit.say("funnel.some_outside", above=above, below=below, **words)


def _legend(visit: Visit, chosen: bool) -> list[tuple[str, str]]:
    own = [(visit.say("funnel.chosen"), INK)] if chosen else []
    names = (("outside", SLATE), ("inside", MUTED), ("tiny", PALE), ("centre", PEERS))
    return [*own, *((visit.say(f"funnel.{name}"), colour) for name, colour in names)]


def _notes(visit: Visit, rows: list[Record], judged: list[Record]) -> list[str]:
    say, tiny = visit.say, len(rows) - len(judged)
    outside = sum(row["place"] in OUTSIDE for row in judged)
    return [
        say("funnel.how"),
        say("funnel.named") if outside else "",
        say("funnel.tiny_note", n=tiny) if tiny else "",
    ]
