"""A value of a measure in words: per cent with n/N, events per 100, counts; and differences."""

from __future__ import annotations

from goidata.dashboard.numbers import DASH, count, events, out_of, percent, points, signed
from goidata.dashboard.records import Record, bounds
from goidata.dashboard.words import Words
from goidata.form import Measure


def amount(value: float | None, measure: Measure) -> str:
    """The value alone: 54.0%, 12.3 (per 100), 1,234."""
    if value is None:
        return DASH
    if measure.unit == "ratio":
        return percent(value)
    return events(value) if measure.per > 1 else count(value)


def stated(row: Record, measure: Measure, say: Words) -> str:
    """A row of a measure: value, n/N and what must be known of its base; the reason where there is
    no value."""
    if row["value"] is None:
        why = say(f"missing.{row.get('why_missing') or 'unreadable'}")
        return f"{DASH} {out_of(row['n'], row['N'])} {why}" if row["N"] == 0 else why
    about = say("mark.about") if row.get("approximate") else ""
    return " ".join([about + amount(row["value"], measure), *based(row, measure, say)])


def based(row: Record, measure: Measure, say: Words) -> list[str]:
    """n/N and, where the base is small, its interval; nothing for a count."""
    if measure.denominator is None or row["value"] is None:
        return []
    parts = [out_of(row["n"], row["N"])]
    if row["base"] == "tiny":
        parts.append(say("mark.tiny"))
    if row["base"] == "small":
        parts.append(say("mark.small"))
        parts.append(interval(row, measure, say))
    return [part for part in parts if part]


def interval(row: Record, measure: Measure, say: Words) -> str:
    """The 95 % interval; empty where there is none."""
    ends = bounds(row)
    if ends is None:
        return ""
    low, high = (amount(end, measure) for end in ends)
    return say("mark.interval", low=low, high=high)


def by_how_much(difference: float, measure: Measure, say: Words) -> str:
    """A difference from the peers: rates in points, counts in per cent of their median."""
    if measure.unit == "ratio":
        return say("compare.by_points", by=points(difference))
    if measure.per > 1:
        by = signed(round(difference, 1)).replace("±", "")
        return say("compare.by_events", by=by)
    return say("compare.by_share", by=points(difference))


def unit_of(measure: Measure, say: Words) -> str:
    """What the numbers of a count count; empty for rates."""
    if measure.unit == "money":
        return say("unit.money")
    if measure.source == "claims":
        return say("unit.items")
    return say("unit.cases") if measure.unit == "count" else ""
