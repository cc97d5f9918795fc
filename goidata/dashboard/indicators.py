"""The figures at the head of a page: value, n/N, and last year's difference."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from goidata.analysis import queries
from goidata.analysis.rates import TINY
from goidata.dashboard.address import link
from goidata.dashboard.arrival import with_selection
from goidata.dashboard.headline import Headline
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import DASH, count, events, out_of, percent, points, share_of
from goidata.dashboard.pages import page_of
from goidata.dashboard.records import bounds, records
from goidata.dashboard.spark import Point, sparkline
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.form import Measure, measures

Row = Mapping[str, Any]
SIX = (
    "disclosed_items",
    "received",
    "disclosure_rate",
    "clearance_rate",
    "review_correction_rate",
    "doubtful_share",
)


@dataclass(frozen=True, slots=True)
class Card:
    """A measure of one year in words; `value` is what `shown` says, None where there is none; `n`,
    `whole` its operands; `reports` of `held` have it; `tiny` where it is not to be compared;
    `years` are its values by year; `small` says so, with the interval, where its base is."""

    measure: Measure
    shown: str
    detail: str
    changed: str
    tiny: bool
    value: float | None = None
    n: float | None = None
    whole: float | None = None
    reports: int = 0
    held: int = 0
    years: tuple[Point, ...] = ()
    small: str = ""


def cards(visit: Visit, head: Headline, names: Sequence[str]) -> None:
    """One card a measure, for the year of `head`."""
    found = indicators(visit, head, names)
    alike = visit.ask(queries.years_alike, head.selection)
    drawn = "".join(_drawn(visit, head, card, alike) for card in found)
    dashed = any(_is_dashed(card, alike) for card in found)
    told = [visit.say("mark.dashed")] if dashed else []
    if visit.applicant and any("{column}" not in card.measure.numerator.text for card in found):
        told.append(visit.say("mark.whose"))
    note = f'<p class="g-beneath">{escaped(" ".join(told))}</p>' if told else ""
    st.html(f'<div class="g-cards">{drawn}</div>{note}')


def _is_dashed(card: Card, alike: Collection[int]) -> bool:
    """Whether a line of the card joins years that are not to be compared."""
    known = {year for year, value in card.years if value is not None}
    return any(year - 1 in known and year not in _alike(card, alike) for year in known)


def _alike(card: Card, alike: Collection[int]) -> Collection[int]:
    """The years that compare with the one before; of what narratives state none is known to."""
    return () if card.measure.source == "claims" else alike


def indicators(visit: Visit, head: Headline, names: Sequence[str]) -> list[Card]:
    """What the cards say, one a measure, for the year of `head`."""
    pooled = visit.ask(queries.pooled, head.selection, tuple(names))
    found = visit.ask(queries.change, head.selection, tuple(names), head.year)
    rows = _by_measure(pooled[pooled["year"] == head.year])
    if "disclosed_items" in rows:
        rows["disclosed_items"] = {**rows["disclosed_items"], **stated_in(visit, head)}
    changes = _by_measure(found)
    return [
        replace(
            _card(visit.say, measures()[name], rows.get(name), changes.get(name), head.year - 1),
            years=_points(pooled, name),
        )
        for name in names
    ]


def stated_in(visit: Visit, head: Headline) -> dict[str, bool]:
    """Of the volumes added up for the year: whether one is `approximate`, whether they are `mixed`
    of several channels."""
    found = visit.ask(queries.volumes_by_year, head.selection)
    rows = records(found[found["year"] == head.year])
    return {
        "approximate": any(row["approximate"] for row in rows),
        "mixed": any(row["channels"] > 1 for row in rows),
    }


def _by_measure(frame: pd.DataFrame) -> dict[str, Row]:
    return {row["measure"]: row for row in records(frame)}


def _card(say: Words, measure: Measure, row: Row | None, change: Row | None, before: int) -> Card:
    shown, detail, tiny = _value(say, measure, row)
    changed = _change(say, measure, change, before) if change is not None and not tiny else ""
    if row is None:
        return Card(measure, shown, detail, changed, tiny)
    value, n, whole = (number(row, name) for name in ("value", "n", "N"))
    reports, held = (int(number(row, name) or 0) for name in ("reports", "held"))
    told = small(row, measure, say)
    return Card(measure, shown, detail, changed, tiny, value, n, whole, reports, held, (), told)


def _points(pooled: pd.DataFrame, name: str) -> tuple[Point, ...]:
    """The values of a measure by year; what has a tiny base is no point of a line."""
    rows = records(pooled[pooled["measure"] == name].sort_values("year"))
    return tuple((row["year"], None if row["base"] == "tiny" else row["value"]) for row in rows)


def _drawn(visit: Visit, head: Headline, card: Card, alike: Collection[int]) -> str:
    """The card; one that belongs to another page leads there."""
    name, page = escaped(card.measure.title(visit.language)), page_of(card.measure)
    if page not in (None, visit.page):
        at = {"at": str(head.year)} if page.year else {}
        target = escaped(link(page.name, with_selection(visit, **at)))
        name = f'<a href="{target}" target="_self">{name}</a>'
    lines = [
        f'<div class="g-name">{name}</div>',
        f'<div class="g-value">{escaped(card.shown)}</div>'
        f"{sparkline(card.years, _alike(card, alike))}",
        f'<div class="g-detail">{escaped(card.detail)}</div>' if card.detail else "",
        f'<div class="g-change">{escaped(card.changed)}</div>' if card.changed else "",
    ]
    hint, look = escaped(card.measure.note(visit.language)), " g-tiny" if card.tiny else ""
    return f'<div class="g-card{look}" title="{hint}">{"".join(lines)}</div>'


def _value(say: Words, measure: Measure, row: Row | None) -> tuple[str, str, bool]:
    if row is None:
        return DASH, say("missing.not_collected"), True
    stated = say("mark.stated", n=row["reports"], N=row["held"])
    if measure.denominator is None:
        value = number(row, "value")
        about = say("mark.about") if row.get("approximate") else ""
        stated += f" · {say('mark.mixed')}" if row.get("mixed") else ""
        return (DASH, stated, True) if value is None else (about + count(value), stated, False)
    return _ratio(say, measure, row)


def _ratio(say: Words, measure: Measure, row: Row) -> tuple[str, str, bool]:
    value, base = number(row, "value"), row["base"]
    n_of = out_of(number(row, "n"), number(row, "N"))
    if base == "none" or value is None:
        return DASH, n_of, True
    if measure.per > 1:
        shown, n_of = events(value), f"{n_of} · {say(f'mark.{measure.unit}')}"
    else:
        shown = percent(value)
    if waiting := pending(row, say):
        n_of = f"{n_of} · {waiting}"
    if told := small(row, measure, say):
        return shown, f"{n_of} · {told}", False
    return shown, n_of + (f" · {say('mark.tiny')}" if base == "tiny" else ""), base == "tiny"


def small(row: Row, measure: Measure, say: Words) -> str:
    """That the base of a rate is small, and its interval if it has one; empty where it is not."""
    if row["base"] != "small":
        return ""
    form, ends = events if measure.per > 1 else percent, bounds(row)
    told = [say("mark.interval", low=form(ends[0]), high=form(ends[1]))] if ends else []
    return " · ".join([say("mark.small"), *told])


def pending(row: Row, say: Words) -> str:
    """How many cases wait beside those of a rate, and their share of both; empty where none do."""
    waiting, whole = number(row, "pending"), number(row, "N") or 0
    if not waiting:
        return ""
    return say("mark.pending", n=count(waiting), share=percent(share_of(waiting, waiting + whole)))


def _change(say: Words, measure: Measure, row: Row, before: int) -> str:
    """The difference over the units held in both years; rates in points."""
    difference, growth = number(row, "difference"), number(row, "growth")
    units = int(number(row, "units") or 0)
    if "tiny" in (row.get("base"), row.get("previous_base")):
        return ""
    if measure.unit == "ratio" and difference is not None:
        return say("mark.change_points", year=before, by=points(difference), n=units)
    if measure.per > 1 and difference is not None:
        return say("mark.change", year=before, by=points(difference / 100), n=units)
    if growth is not None and (number(row, "previous") or 0) >= TINY:
        return say(
            "mark.change", year=before, by=f"{growth * 100:+.1f}%".replace("-", "−"), n=units
        )
    return ""


def number(row: Row, name: str) -> float | None:
    """The number called `name` in a row of a frame, or None."""
    value = row.get(name)
    return None if value is None else float(value)
