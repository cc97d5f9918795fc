"""The figures at the head of a page: value, n/N, and last year's difference."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st
from markupsafe import Markup

from goidata.analysis import queries
from goidata.dashboard.address import link
from goidata.dashboard.arrival import with_selection
from goidata.dashboard.beside_peers import compared, portrayed, strip
from goidata.dashboard.changes import change_told
from goidata.dashboard.headline import Headline
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.meanings import explained
from goidata.dashboard.pages import page_of
from goidata.dashboard.records import Record, records
from goidata.dashboard.spark import Point, sparkline
from goidata.dashboard.values import Value, kind_of, measured
from goidata.dashboard.visit import Visit
from goidata.form import Measure, measures

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
    """A measure of one year; `stated` says how many `reports` of those `held` have it, `changed`
    how it differs from last year, `years` are its values by year."""

    measure: Measure
    value: Value
    stated: str
    changed: str = ""
    reports: int = 0
    held: int = 0
    years: tuple[Point, ...] = ()

    @property
    def detail(self) -> str:
        """What stands below the value: n/N and what must be known of it, or how many state it."""
        return " · ".join(self.value.told) if self.value.fraction else self.stated

    @property
    def rated(self) -> bool:
        return self.measure.denominator is not None


def cards(visit: Visit, head: Headline, names: Sequence[str]) -> None:
    """One card a measure, for the year of `head`."""
    key = f"cards-{head.year}-{'-'.join(names)}"
    st.html(visit.keep(key, lambda: _cards(visit, head, names)))


def _cards(visit: Visit, head: Headline, names: Sequence[str]) -> Markup:
    found = indicators(visit, head, names)
    alike = visit.ask(queries.years_alike, head.selection)
    told = [visit.say("mark.dashed")] if any(_is_dashed(card, alike) for card in found) else []
    if visit.applicant and any("{column}" not in card.measure.numerator.text for card in found):
        told.append(visit.say("mark.whose"))
    beside = portrayed(visit, head, names)
    shown = [
        {**_shown(visit, head, card, alike), **_beside(visit, head, card, beside)} for card in found
    ]
    return fill("cards.html", cards=shown, told=" ".join(told))


def _beside(
    visit: Visit, head: Headline, card: Card, rows: Mapping[str, Record]
) -> dict[str, object]:
    """What the peers have, of a card whose value is to be compared."""
    row = None if card.value.pale else rows.get(card.measure.name)
    return {
        "beside": compared(visit, head, card.measure, row),
        "range": strip(card.measure, row) if row and head.unit else "",
    }


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
    changes = _by_measure(visit.ask(queries.change, head.selection, tuple(names), head.year))
    rows = _by_measure(pooled[pooled["year"] == head.year])
    if "disclosed_items" in rows:
        rows["disclosed_items"] |= stated_in(visit, head)
    return [
        replace(
            _card(visit, measures()[name], rows.get(name), changes.get(name), head.year - 1),
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


def _by_measure(frame: pd.DataFrame) -> dict[str, Record]:
    return {row["measure"]: row for row in records(frame)}


def _card(
    visit: Visit, measure: Measure, row: Record | None, change: Record | None, before: int
) -> Card:
    say = visit.say
    if row is None:
        nothing = Value(None, kind_of(measure), tiny=True)
        return Card(measure, nothing, say("missing.not_collected"))
    value = measured(row, measure, say)
    stated = say("mark.stated", n=row["reports"], N=row["held"])
    stated += f" · {say('mark.mixed')}" if row.get("mixed") else ""
    said = change_told(visit, measure, change) if change and not value.pale else ""
    changed = say("mark.change", year=before, change=said) if said else ""
    return Card(measure, value, stated, changed, int(row["reports"] or 0), int(row["held"] or 0))


def _points(pooled: pd.DataFrame, name: str) -> tuple[Point, ...]:
    """The values of a measure by year; what has a tiny base is no point of a line."""
    rows = records(pooled[pooled["measure"] == name].sort_values("year"))
    return tuple((row["year"], None if row["base"] == "tiny" else row["value"]) for row in rows)


def _shown(visit: Visit, head: Headline, card: Card, alike: Collection[int]) -> dict[str, object]:
    """The card for its template; one that belongs to another page leads there."""
    title, page = card.measure.title(visit.language), page_of(card.measure)
    name: str = title
    if page is not None and page != visit.page:
        at = {"at": str(head.year)} if page.year else {}
        name = mark("link", link(page.name, with_selection(visit, **at)), title)
    return {
        "name": explained(card.measure, visit.say, name),
        "shown": card.value.shown,
        "line": sparkline(card.years, _alike(card, alike), at=head.year),
        "detail": card.detail,
        "changed": card.changed,
        "tiny": card.value.pale,
    }
