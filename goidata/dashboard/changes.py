"""A year against the year before in words: both numbers, of the same units, or nothing."""

from __future__ import annotations

from goidata.analysis.rates import TINY
from goidata.dashboard.numbers import count, points, written
from goidata.dashboard.records import Record
from goidata.dashboard.values import kind_of
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import called
from goidata.form import Measure


def both_sides(measure: Measure, row: Record, visit: Visit) -> str:
    """Both numbers of a row with value and previous, and their difference: counts in per cent,
    shares in points, events in their unit. Empty where either is missing or of too small a base."""
    value, previous = row["value"], row["previous"]
    if value is None or previous is None or "tiny" in (row.get("base"), row.get("previous_base")):
        return ""
    kind = kind_of(measure)
    if kind not in ("share", "events") and previous < TINY:
        return ""
    entry, by = {
        "share": ("by_points", points(value - previous)),
        "events": ("by", points((value - previous) / 100)),
    }.get(kind) or ("by", f"{points(value / previous - 1)}%")
    sides = (count(each) if kind == "money" else written(each, kind) for each in (previous, value))
    before, now = sides
    return visit.say(f"change.{entry}", before=before, now=now, by=by)


def change_told(visit: Visit, measure: Measure, row: Record) -> str:
    """The same of a row of `queries.change`, after the units that it is of: the one by its name, of
    several how many."""
    said = both_sides(measure, row, visit)
    if not said:
        return ""
    units = int(row["units"] or 0)
    alone = units == 1 and row["unit"] is not None
    if alone and visit.selection.region == row["region"]:
        return said  # of whom the page speaks already
    who = called(visit, row) if alone else visit.say("change.units", n=units)
    return visit.say("change.of", who=who, change=said)
