"""All units of a stratum in the order of a measure, with their intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st
from markupsafe import Markup

from goidata.analysis import queries
from goidata.dashboard.attention import report_link
from goidata.dashboard.comparison import MOST, Comparison, link_with, stratum_of
from goidata.dashboard.doubts import doubts
from goidata.dashboard.headline import Headline
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.numbers import count
from goidata.dashboard.panel import heading, remarks, sentence
from goidata.dashboard.records import Record, bounds, records
from goidata.dashboard.values import interval, kind_of, measured, titled
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.form import Measure, measures

ROWS, NAMED = 40, 15  # of the table; of the units without a rank
FEWEST = 3  # units that make a ranking
WIDEST = 4  # times the greatest value, up to which the scale follows the intervals


@dataclass(frozen=True, slots=True)
class Ruler:
    """The scale of the drawn intervals, and where the peers together stand on it."""

    low: float
    high: float
    centre: float | None

    def at(self, value: float) -> float:
        """The place of a value in per cent of the width."""
        return round(100 * (value - self.low) / (self.high - self.low), 2)


def ranking(visit: Visit, chosen: Comparison, head: Headline) -> None:
    """The peers of the first unit, chosen units emphasised; those without a rank below."""
    say, measure = visit.say, measures()[chosen.measure]
    peers = queries.Peers(head.stratum, head.selection.region)
    found = visit.ask(queries.standing, head.selection, peers, chosen.measure, head.year)
    rows = records(found)
    ranked = [row for row in rows if row["rank"] is not None]
    name = titled(measure, say)
    title = say("ranking.heading", measure=name, group=head.title, year=head.year)
    heading(title, _standing(visit, chosen, ranked) if len(ranked) >= FEWEST else "")
    if len(ranked) >= FEWEST:
        shown = records(queries.cut(found, chosen.agencies, ROWS))
        st.html(_table(visit, chosen, head, shown, measure))
    else:
        sentence(say("ranking.few" if ranked else "ranking.none", n=len(ranked)))
    remarks(_notes(visit, chosen, rows, measure))


def _standing(visit: Visit, chosen: Comparison, ranked: Sequence[Record]) -> str:
    """How many units are ranked, and where the chosen ones stand."""
    say = visit.say
    places = [
        say("ranking.tied" if row["tied"] else "ranking.place", unit=row["unit"], rank=row["rank"])
        for row in ranked
        if row["agency"] in chosen.agencies
    ]
    counted = say("ranking.counted", n=len(ranked))
    return counted + (say("mark.colon") + say.listed(places) if places else "")


def _table(
    visit: Visit, chosen: Comparison, head: Headline, shown: Sequence[Record], measure: Measure
) -> Markup:
    say = visit.say
    doubted = doubts(visit, replace(head.selection, years=(head.year,)))
    ruler = _ruler(shown, measure)
    ends = " – ".join(_end(end, measure) for end in (ruler.low, ruler.high))
    drawn = "ranking.interval" if measure.denominator is not None else "ranking.bar"
    heads = [say("column.rank"), say("column.unit"), say("column.value"), say(drawn, ends=ends)]
    rows = [
        {
            **_line(visit, chosen, row, measure),
            **_drawn(visit, row, measure, ruler, doubted.get(row["report"], "")),
        }
        for row in shown
    ]
    return fill("ranking.html", heads=heads, rows=rows)


def _line(visit: Visit, chosen: Comparison, row: Record, measure: Measure) -> dict[str, object]:
    say, value = visit.say, measured(row, measure, visit.say)
    return {
        "skipped": say("ranking.skipped", n=row["skipped"]) if row["skipped"] else "",
        "chosen": row["agency"] in chosen.agencies,
        "rank": say("ranking.shared", rank=row["rank"]) if row["tied"] else row["rank"],
        "link": report_link(visit, row),
        "shown": value.shown,
        "basis": " ".join(value.basis[:2]),
        "toggle": _toggle(visit, chosen, int(row["agency"])),
    }


def _drawn(
    visit: Visit, row: Record, measure: Measure, ruler: Ruler, doubt: str
) -> dict[str, object]:
    """A dot and its interval, or a bar from 0; hollow where the report has an open error."""
    rated, span, cut = measure.denominator is not None, (0.0, 0.0), False
    ends = bounds(row) if rated else (0, row["value"])
    if ends:
        low, high = max(ends[0], ruler.low), min(ends[1], ruler.high)
        start, end = sorted((ruler.at(low), ruler.at(high)))
        span, cut = (start, round(end - start, 2)), ends[1] > ruler.high
    said = [interval(row, measure, visit.say), doubt]
    return {
        "at": ruler.at(row["value"]),
        "span": span if ends else None,
        "cut": cut,
        "centre": None if ruler.centre is None else ruler.at(ruler.centre),
        "hollow": bool(doubt),
        "title": " · ".join(part for part in said if part),
    }


def _end(value: float, measure: Measure) -> str:
    """An end of the scale, in whole numbers."""
    return f"{value:.0%}" if kind_of(measure) == "share" else count(round(value))


def _ruler(shown: Sequence[Record], measure: Measure) -> Ruler:
    values = [row["value"] for row in shown]
    low, high = min([0.0, *values]), max(values)
    if kind_of(measure) == "share":
        high = max(1.0, high)
    elif measure.denominator is not None:
        high = max([1.3 * high, *(min(row["high"] or 0, WIDEST * high) for row in shown)])
    return Ruler(low, high if high > low else low + 1.0, shown[0]["centre"])


def _toggle(visit: Visit, chosen: Comparison, agency: int) -> str:
    """A link that puts the unit beside the others, or takes it away."""
    here = agency in chosen.agencies
    if not here and len(chosen.agencies) >= MOST:
        return ""
    rest = tuple(each for each in chosen.agencies if each != agency)
    target = link_with(visit, chosen, rest if here else (*rest, agency))
    return mark("link", target, visit.say("ranking.drop" if here else "ranking.add"))


def _notes(visit: Visit, chosen: Comparison, rows: Sequence[Record], measure: Measure) -> list[str]:
    say = visit.say
    order = say("ranking.order") if measure.good == "none" else ""
    drawn = say("ranking.drawn") if measure.denominator is not None else say("compare.hollow")
    return [order, drawn, _without_rank(visit, rows, measure), *_outside(visit, chosen, rows)]


def _without_rank(visit: Visit, rows: Sequence[Record], measure: Measure) -> str:
    """The units that are in no ranking: tiny bases by name, those without a value by reason."""
    say = visit.say
    tiny = [row for row in rows if row["base"] == "tiny"]
    lacking = Counter(row["why_missing"] or "unreadable" for row in rows if row["value"] is None)
    parts = []
    if tiny:
        named = [f"{row['unit']} {_plainly(row, measure, say)}" for row in tiny]
        listed = say.listed(named[:NAMED])
        more = say("ranking.more", n=len(tiny) - NAMED) if len(tiny) > NAMED else ""
        parts.append(say("ranking.tiny", n=len(tiny), units=listed + more))
    odd = [row for row in rows if row["rank"] is None and row["value"] and row["base"] != "tiny"]
    if odd:
        listed = say.listed([str(row["unit"]) for row in odd[:NAMED]])
        parts.append(say("ranking.impossible", n=len(odd), units=listed))
    for code, n in lacking.items():
        parts.append(say("ranking.lacking", why=say(f"missing.{code}"), n=n))
    return say("ranking.unranked", what=say("ranking.and").join(parts)) if parts else ""


def _plainly(row: Record, measure: Measure, say: Words) -> str:
    """Value and n/N, without a word on the base."""
    return measured({**row, "base": None}, measure, say).short


def _outside(visit: Visit, chosen: Comparison, rows: Sequence[Record]) -> list[str]:
    """Chosen units that are not among these peers, of another kind or region, or without a report
    of the year."""
    known = {row["agency"] for row in rows}
    missing = [unit for unit in chosen.units if unit["agency"] not in known]
    named = [
        visit.say("ranking.kind", unit=unit["unit"], kind=visit.title_of(stratum_of(unit)))
        for unit in missing
    ]
    return [visit.say("ranking.elsewhere", units=visit.say.listed(named))] if named else []
