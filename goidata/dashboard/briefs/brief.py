"""What a brief says, once, for every format: plain values, their words, and no markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from goidata.dashboard.numbers import Kind, written
from goidata.dashboard.values import Value
from goidata.tables.cells import printable

Form = Kind | Literal["text"]
# Marks that turn the direction of writing could show a name other than it is.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def line(text: object, longest: int = 200) -> str:
    """A text from a report as one line of at most `longest` characters; a cut shows as …."""
    shown = " ".join(_TURNING.sub("", printable(str(text))).split())
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


@dataclass(frozen=True, slots=True)
class Amount:
    """A cell of a table: `shown` is what people read, `value` the number behind it (a share as a
    fraction), `note` the small print (n/N, base, interval); `pale` where it is not compared."""

    shown: str
    value: float | None = None
    form: Form = "text"
    note: str = ""
    pale: bool = False
    n: float | None = None
    whole: float | None = None
    about: str = ""


def amount(value: Value, note: str | None = None) -> Amount:
    """A value as a cell; beside it n/N, the size of its base and its interval, or another
    `note`."""
    ends = f"[{value.ends}]" if value.ends else ""
    parts = (value.fraction, value.base, ends, value.why)
    small = " ".join(filter(None, parts)) if note is None else note
    shown, number = value.shown, value.number
    return Amount(shown, number, value.kind, small, value.pale, value.n, value.whole, value.about)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the six: its name, its amount, the difference to the year before, how many reports."""

    name: str
    amount: Amount
    changed: str
    stated: str


@dataclass(frozen=True, slots=True)
class Place:
    """A bar's place: its label, what stands at its end (n/N, the whole, or why nothing is drawn),
    whether it is pale, and its interval."""

    label: str
    end: str = ""
    pale: bool = False
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The bars of one colour, one value a place; None where there is none."""

    name: str
    colour: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars: of counts, of one rate (fractions), or of parts (counts, drawn as shares of
    each bar)."""

    title: str
    kind: Literal["counts", "rate", "parts"]
    places: tuple[Place, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()

    @property
    def form(self) -> Kind:
        """How its numbers are written."""
        return "share" if self.kind == "rate" else "count"

    @property
    def described(self) -> str:
        """The chart in words, for those who do not see it."""
        lines = []
        for at, place in enumerate(self.places):
            parts = [f"{s.name} {written(s.values[at], self.form)}" for s in self.series]
            lines.append(" · ".join([place.label, *parts, *filter(None, [place.end])]))
        return "; ".join(lines)

    def length(self, series: Series, at: int) -> float:
        """How long a bar is, or a part of it, of the longest there can be: as a fraction, which
        faulty numbers do not make more than all."""
        value = series.values[at] or 0
        if self.kind == "parts":
            return _within(self.share(series, at))
        whole = 1.0 if self.kind == "rate" else max((v or 0 for v in series.values), default=0)
        return _within(value / whole) if whole else 0.0

    def share(self, series: Series, at: int) -> float:
        """The part of a bar that a series fills, as a fraction; 0 where it has none."""
        whole = sum(each.values[at] or 0 for each in self.series)
        return (series.values[at] or 0) / whole if whole else 0.0


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `widths` are relative; `notes` stand below; `empty` in its place without rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Amount, ...], ...]
    widths: tuple[float, ...]
    notes: tuple[str, ...] = ()
    empty: str = ""

    @property
    def numbers(self) -> list[bool]:
        """Whether each column is one of numbers."""
        return [any(row[at].form != "text" for row in self.rows) for at in range(len(self.heads))]


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that is passed on. `marks` (synthetic, abridged, in doubt) stand on every page of
    every file; `facts` are made, database and address; `method` is (name, text); `sources` are the
    latest of all `reports`."""

    language: str
    title: str
    subtitle: str
    marks: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    lead: str
    indicators: tuple[Indicator, ...]
    sentences: tuple[str, ...]
    charts: tuple[Chart, ...]
    units: Grid
    faults: Grid
    missing: Grid
    method: tuple[tuple[str, str], ...]
    sources: Sequence[str]
    reports: int
    headings: dict[str, str]
