"""The figures at the head of a page: value, n/N, and last year's difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from goidata.analysis import queries
from goidata.dashboard.address import link
from goidata.dashboard.arrival import OWN, with_selection
from goidata.dashboard.headline import Headline
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import DASH, count, events, out_of, percent, points
from goidata.dashboard.records import records
from goidata.dashboard.spark import Point, sparkline
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.form import Measure, measures

Row = Mapping[str, Any]


def cards(visit: Visit, head: Headline, names: Sequence[str]) -> None:
    """One card a measure, for the year of `head`."""
    pooled = visit.ask(queries.pooled, head.selection, tuple(names))
    found = visit.ask(queries.change, head.selection, tuple(names), head.year)
    rows = _by_measure(pooled[pooled["year"] == head.year])
    if "disclosed_items" in rows:
        rows["disclosed_items"] = {
            **rows["disclosed_items"],
            "approximate": approximate(visit, head),
        }
    changes = _by_measure(found)
    drawn = []
    for name in names:
        lines = _lines(visit.say, measures()[name], rows.get(name), changes.get(name), head.year)
        drawn.append(_card(visit, head, measures()[name], lines, sparkline(_points(pooled, name))))
    st.html(f'<div class="g-cards">{"".join(drawn)}</div>')


def approximate(visit: Visit, head: Headline) -> bool:
    """Whether one of the volumes added up is stated approximately."""
    found = visit.ask(queries.volumes_by_year, head.selection)
    return bool((found.loc[found["year"] == head.year, "approximate"].fillna(0) > 0).any())


def _by_measure(frame: pd.DataFrame) -> dict[str, Row]:
    return {row["measure"]: row for row in records(frame)}


@dataclass(frozen=True, slots=True)
class Lines:
    """What a card says: the value, what it is made of, its change; `tiny` where the base is."""

    value: str
    detail: str
    change: str
    tiny: bool


def _lines(say: Words, measure: Measure, row: Row | None, change: Row | None, year: int) -> Lines:
    value, detail, tiny = _value(say, measure, row)
    changed = _change(say, measure, change, year - 1) if change is not None and not tiny else ""
    return Lines(value, detail, changed, tiny)


def _card(visit: Visit, head: Headline, measure: Measure, lines: Lines, spark: str) -> str:
    """The card; one that belongs to another page leads there."""
    name = escaped(measure.title(visit.language))
    page = page_of(measure)
    if page != visit.page:
        at = {"at": str(head.year)} if "at" in OWN.get(page, ()) else {}
        target = escaped(link(page, with_selection(visit, **at)))
        name = f'<a href="{target}" target="_self">{name}</a>'
    inside = [
        f'<div class="g-name">{name}</div>',
        f'<div class="g-value">{escaped(lines.value)}</div>{spark}',
        f'<div class="g-detail">{escaped(lines.detail)}</div>' if lines.detail else "",
        f'<div class="g-change">{escaped(lines.change)}</div>' if lines.change else "",
    ]
    hint, tiny = escaped(measure.note(visit.language)), " g-tiny" if lines.tiny else ""
    return f'<div class="g-card{tiny}" title="{hint}">{"".join(inside)}</div>'


def page_of(measure: Measure) -> str:
    """The page that a measure belongs to, by what it counts."""
    if measure.source in ("reports", "findings"):
        return "checks"
    first = measure.numerator.terms[0][1]
    if measure.source == "claims" or first.startswith("disclosure."):
        return "disclosure"
    return "applications" if first.startswith("applications.") else "proceedings"


def _points(pooled: pd.DataFrame, name: str) -> list[Point]:
    """The values of a measure by year; what has a tiny base is no point of a line."""
    rows = records(pooled[pooled["measure"] == name].sort_values("year"))
    return [(row["year"], None if row["base"] == "tiny" else row["value"]) for row in rows]


def _value(say: Words, measure: Measure, row: Row | None) -> tuple[str, str, bool]:
    if row is None:
        return DASH, say("missing.not_collected"), True
    stated = say("mark.stated", n=row["reports"], N=row["held"])
    if measure.denominator is None:
        value = number(row, "value")
        about = say("mark.about") if row.get("approximate") else ""
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
    low, high = number(row, "low"), number(row, "high")
    if base == "small" and low is not None and high is not None:
        interval = say("mark.interval", low=percent(low), high=percent(high))
        return shown, f"{n_of} · {say('mark.small')} · {interval}", False
    return shown, n_of + (f" · {say('mark.tiny')}" if base == "tiny" else ""), base == "tiny"


def _change(say: Words, measure: Measure, row: Row, before: int) -> str:
    """The difference over the units held in both years; rates in points."""
    difference, growth = number(row, "difference"), number(row, "growth")
    units = int(number(row, "units") or 0)
    if measure.unit == "ratio" and difference is not None:
        return say("mark.change_points", year=before, by=points(difference), n=units)
    if measure.per > 1 and difference is not None:
        return say("mark.change", year=before, by=f"{difference:+.1f}".replace("-", "−"), n=units)
    if growth is not None:
        return say(
            "mark.change", year=before, by=f"{growth * 100:+.1f}%".replace("-", "−"), n=units
        )
    return ""


def number(row: Row, name: str) -> float | None:
    """The number called `name` in a row of a frame, or None."""
    value = row.get(name)
    return None if value is None else float(value)
