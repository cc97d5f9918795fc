"""How a value is written, in one way: its number, n/N, what must be known of its base, or why there
is none. Cards, tables, charts, sentences and briefs put these parts side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from goidata.dashboard.numbers import DASH, Kind, count, out_of, percent, points, share_of, written
from goidata.dashboard.records import bounds, small_bounds
from goidata.dashboard.words import Words
from goidata.form import Field, Measure

RATES = ("share", "events")
TICKS = {"share": ".0%", "events": "~s", "count": "~s", "money": "~s"}  # of axes, for Plotly


@dataclass(frozen=True, slots=True)
class Value:
    """`number` is None where there is none, and `why` then says why. Of a rate: `fraction` is n/N,
    `base` says that it is under ten or small, `interval` stands where it is small, `waiting`
    is what N leaves out, `unit` of how many it speaks. `about` marks what is approximate. `ends`
    is the interval without a word, where there is no room for one."""

    number: Any
    kind: Kind
    about: str = ""
    n: Any = None
    whole: Any = None
    fraction: str = ""
    unit: str = ""
    base: str = ""
    interval: str = ""
    ends: str = ""
    waiting: str = ""
    why: str = ""
    tiny: bool = False

    @property
    def shown(self) -> str:
        """The number alone: 54.0%, 12.3 (per 100), 约1,234; a dash where there is none."""
        return self.about + written(self.number, self.kind)

    @property
    def basis(self) -> list[str]:
        """n/N, the size of the base and its interval, as far as there are any."""
        return [each for each in (self.fraction, self.base, self.interval) if each]

    @property
    def told(self) -> list[str]:
        """All that must be known of it, beside the number."""
        parts = (self.fraction, self.unit, self.waiting, self.base, self.interval)
        return [each for each in parts if each]

    @property
    def short(self) -> str:
        """In one line without the interval; why there is no number."""
        if self.number is None:
            known = [DASH, self.fraction] if self.fraction else []
            return " ".join([*known, *filter(None, [self.why])]) or DASH
        return " ".join(filter(None, [self.shown, self.fraction, self.base]))

    @property
    def line(self) -> str:
        """In one line, with the interval of a small base."""
        return " ".join(filter(None, [self.short, self.interval]))

    @property
    def pale(self) -> bool:
        """Whether it is not to be compared."""
        return self.tiny or self.number is None


def value_of(row: Mapping[str, Any], say: Words, kind: Kind = "count") -> Value:
    """The value of a row of a frame: columns value and, as far as they are there, n, N, base, low,
    high, pending, approximate, why_missing."""
    number, about = row["value"], say("mark.about") if row.get("approximate") else ""
    why = ""
    if number is None and "why_missing" in row:
        why = say(f"missing.{row['why_missing'] or 'unreadable'}")
    if kind not in RATES:
        return Value(number, kind, about if number is not None else "", number, why=why)
    n, whole, base = row["n"], row["N"], row.get("base")
    known = n is not None and whole is not None
    small = base in ("tiny", "small") and number is not None
    return Value(
        number,
        kind,
        n=n,
        whole=whole,
        fraction=out_of(n, whole) if known else "",
        base=say(f"mark.{base}") if small else "",
        interval=_interval(row, say, kind) if small and small_bounds(row) else "",
        ends=_ends(row, kind) if small else "",
        waiting=_waiting(row.get("pending"), whole, say),
        why=why,
        tiny=base == "tiny",
    )


def measured(row: Mapping[str, Any], measure: Measure, say: Words) -> Value:
    """The value of a row of a measure."""
    value = value_of(row, say, kind_of(measure))
    return replace(value, unit=unit_of(measure, say)) if value.kind == "events" else value


def interval(row: Mapping[str, Any], measure: Measure, say: Words) -> str:
    """The 95 % interval of a rate in words, whatever its base; empty where there is none."""
    return _interval(row, say, kind_of(measure))


def _interval(row: Mapping[str, Any], say: Words, kind: Kind) -> str:
    ends = bounds(row) if kind in RATES else None
    if ends is None:
        return ""
    low, high = (written(end, kind) for end in ends)
    return say("mark.interval", low=low, high=high)


def _ends(row: Mapping[str, Any], kind: Kind) -> str:
    """The interval of a small base in figures alone: 4.6–31.2%."""
    low, high = (written(end, kind) for end in small_bounds(row) or (None, None))
    return "" if low == DASH else f"{low.removesuffix('%')}–{high}"


def _waiting(pending: Any, whole: Any, say: Words) -> str:
    if not pending:
        return ""
    share = percent(share_of(pending, pending + (whole or 0)))
    return say("mark.pending", n=count(pending), share=share)


def kind_of(measure: Measure) -> Kind:
    """How the numbers of a measure are written."""
    if measure.unit == "ratio":
        return "share"
    if measure.per > 1:
        return "events"
    return "money" if measure.unit == "money" else "count"


def unit_of(measure: Measure, say: Words) -> str:
    """What the numbers of a measure count; empty for per cent."""
    kind = kind_of(measure)
    if kind == "share":
        return ""
    if kind == "events":
        return say(f"mark.{measure.unit}")
    if kind == "money":
        return say("unit.money")
    return say("unit.items" if measure.source == "claims" else "unit.cases")


def unit_of_field(field: Field, say: Words) -> str:
    """The unit of a figure of the form."""
    return say("unit.count" if field.integer else "unit.money")


def titled(measure: Measure, say: Words) -> str:
    """The measure with what its numbers count, where that is not per cent."""
    title, unit = measure.title(say.language), unit_of(measure, say)
    return say("mark.of", measure=title, unit=unit.strip()) if unit else title


def by_how_much(difference: float, measure: Measure, say: Words) -> str:
    """A difference from the peers: rates in points, counts in per cent of their median."""
    words = {"events": "by_events", "share": "by_points"}.get(kind_of(measure), "by_share")
    scale = 100 if words == "by_events" else 1
    return say(f"compare.{words}", by=points(difference / scale))
