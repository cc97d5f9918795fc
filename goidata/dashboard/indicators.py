"""The figures at the head of a page: value, n/N, and last year's difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from goidata.analysis import queries
from goidata.dashboard.headline import Headline
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import DASH, count, out_of, percent, points
from goidata.dashboard.records import records
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
            "approximate": _approximate(visit, head),
        }
    changes = _by_measure(found)
    drawn = [
        _card(visit.say, measures()[name], rows.get(name), changes.get(name), head.year - 1)
        for name in names
    ]
    st.html(f'<div class="g-cards">{"".join(drawn)}</div>')


def _approximate(visit: Visit, head: Headline) -> bool:
    """Whether one of the volumes added up is stated approximately."""
    found = visit.ask(queries.volumes_by_year, head.selection)
    return bool((found.loc[found["year"] == head.year, "approximate"].fillna(0) > 0).any())


def _by_measure(frame: pd.DataFrame) -> dict[str, Row]:
    return {row["measure"]: row for row in records(frame)}


def _card(say: Words, measure: Measure, row: Row | None, change: Row | None, before: int) -> str:
    value, detail, tiny = _value(say, measure, row)
    changed = _change(say, measure, change, before) if change is not None and not tiny else ""
    lines = [
        f'<div class="g-name">{escaped(measure.title(say.language))}</div>',
        f'<div class="g-value">{escaped(value)}</div>',
        f'<div class="g-detail">{escaped(detail)}</div>' if detail else "",
        f'<div class="g-change">{escaped(changed)}</div>' if changed else "",
    ]
    hint = escaped(measure.note(say.language))
    return f'<div class="g-card{" g-tiny" if tiny else ""}" title="{hint}">{"".join(lines)}</div>'


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
    if measure.unit == "per_100":
        shown, n_of = f"{value:.1f}", f"{n_of} · {say('mark.per_100')}"
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
    if measure.unit == "per_100" and difference is not None:
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
