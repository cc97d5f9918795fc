"""All units of a stratum in the order of a measure, with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from goidata.analysis import queries
from goidata.analysis.rungs import NAMED
from goidata.dashboard.comparison import MOST, Comparison, link_with, stratum_of
from goidata.dashboard.doubts import doubts_of
from goidata.dashboard.headline import Headline
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.numbers import count, written
from goidata.dashboard.panel import heading, remarks, sentence
from goidata.dashboard.records import Record, bounds, records
from goidata.dashboard.values import interval, kind_of, measured, titled
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import called, link_to, told
from goidata.dashboard.words import Words
from goidata.form import Measure, measures

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
    asked = (peers, chosen.measure, head.year, tuple(sorted(chosen.agencies)))
    found = visit.ask(queries.rungs, head.selection, *asked)
    title = say("ranking.heading", measure=titled(measure, say), group=head.title, year=head.year)
    enough = found.ranked >= FEWEST
    heading(title, _standing(visit, chosen, found) if enough else "")
    if enough:
        st.html(_table(visit, chosen, found, measure))
    else:
        sentence(say("ranking.few" if found.ranked else "ranking.none", n=found.ranked))
    remarks(_notes(visit, chosen, found, measure))


def _standing(visit: Visit, chosen: Comparison, found: queries.Rungs) -> str:
    """How many units are ranked, and where the chosen ones stand."""
    say = visit.say
    places = [
        say(
            "ranking.tied" if row["tied"] else "ranking.place",
            unit=called(visit, row),
            rank=row["rank"],
        )
        for row in records(found.rows)
        if row["agency"] in chosen.agencies
    ]
    counted = say("ranking.counted", n=found.ranked)
    return counted + (say("mark.colon") + say.listed(places) if places else "")


def _table(visit: Visit, chosen: Comparison, found: queries.Rungs, measure: Measure) -> Markup:
    say, shown = visit.say, records(found.rows)
    doubted = doubts_of(visit, shown)
    ruler = _ruler(shown, found, measure)
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
    return fill("ranking.html", heads=heads, rows=rows, band=_band(ruler, found))


def _band(ruler: Ruler, found: queries.Rungs) -> tuple[float, float] | None:
    """Where the middle half of the units lies on the scale, and how wide it is."""
    if found.middle is None:
        return None
    low, _, high = found.middle
    return ruler.at(low), round(ruler.at(high) - ruler.at(low), 2)


def _line(visit: Visit, chosen: Comparison, row: Record, measure: Measure) -> dict[str, object]:
    say, value = visit.say, measured(row, measure, visit.say)
    return {
        "skipped": say("ranking.skipped", n=row["skipped"]) if row["skipped"] else "",
        "chosen": row["agency"] in chosen.agencies,
        "rank": say("ranking.shared", rank=row["rank"]) if row["tied"] else row["rank"],
        "link": link_to(visit, row),
        "shown": value.shown,
        "basis": " ".join(value.basis[:2]),
        "toggle": _toggle(visit, chosen, row),
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


def _ruler(shown: Sequence[Record], found: queries.Rungs, measure: Measure) -> Ruler:
    values = [row["value"] for row in shown]
    low, high = min([0.0, *values]), max(values)
    if kind_of(measure) == "share":
        high = max(1.0, high)
    elif measure.denominator is not None:
        high = max([1.3 * high, *(min(row["high"] or 0, WIDEST * high) for row in shown)])
    return Ruler(low, high if high > low else low + 1.0, found.centre)


def _toggle(visit: Visit, chosen: Comparison, row: Record) -> str:
    """A link that puts the unit beside the others, or takes it away."""
    agency = int(row["agency"])
    here = agency in chosen.agencies
    if not here and len(chosen.agencies) >= MOST:
        return ""
    rest = [unit for unit in chosen.units if unit["agency"] != agency]
    target = link_with(visit, chosen, rest if here else [*rest, row])
    said = visit.say("ranking.drop" if here else "ranking.add")
    return mark("here", target, said, f"unit-{agency}")


def _notes(visit: Visit, chosen: Comparison, found: queries.Rungs, measure: Measure) -> list[str]:
    say = visit.say
    order = say("ranking.order") if measure.good == "none" else ""
    drawn = say("ranking.drawn") if measure.denominator is not None else say("compare.hollow")
    band = say("ranking.band", middle=_middle(found, measure)) if found.middle else ""
    outside = _outside(visit, chosen, found)
    return [order, drawn, band, _without_rank(visit, found, measure), *outside]


def _middle(found: queries.Rungs, measure: Measure) -> str:
    assert found.middle is not None
    return written(found.middle[1], kind_of(measure))


def _without_rank(visit: Visit, found: queries.Rungs, measure: Measure) -> str:
    """The units that are in no ranking: tiny bases by name, those without a value by reason."""
    say, rows = visit.say, records(found.named)
    parts = []
    if found.tiny:
        tiny = [row for row in rows if row["base"] == "tiny"][:NAMED]
        listed = say.listed([f"{told(visit, row)} {_plainly(row, measure, say)}" for row in tiny])
        more = say("ranking.more", n=found.tiny - NAMED) if found.tiny > NAMED else ""
        parts.append(say("ranking.tiny", n=found.tiny, units=listed + more))
    if found.odd:
        odd = [told(visit, row) for row in rows if row["base"] != "tiny"][:NAMED]
        parts.append(say("ranking.impossible", n=found.odd, units=say.listed(odd)))
    for code, n in found.lacking.items():
        parts.append(say("ranking.lacking", why=say(f"missing.{code}"), n=n))
    return say("ranking.unranked", what=say("mark.semicolon").join(parts)) if parts else ""


def _plainly(row: Record, measure: Measure, say: Words) -> str:
    """Value and n/N, without a word on the base."""
    return measured({**row, "base": None}, measure, say).short


def _outside(visit: Visit, chosen: Comparison, found: queries.Rungs) -> list[str]:
    """Chosen units that are not among these peers, of another kind or region, or without a report
    of the year."""
    missing = [unit for unit in chosen.units if unit["agency"] not in found.among]
    named = [
        visit.say("ranking.kind", unit=told(visit, unit), kind=visit.title_of(stratum_of(unit)))
        for unit in missing
    ]
    return [visit.say("ranking.elsewhere", units=visit.say.listed(named))] if named else []
