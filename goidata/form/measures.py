"""The measures shown to readers, as declared in measures.toml: title, formula, unit and note."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from goidata.form.formulas import Formula, parse
from goidata.wording import Both, Named

PER = {"per_100": 100, "per_10000": 10_000}


@dataclass(frozen=True, slots=True)
class Measure(Named):
    """A count (no denominator) or a ratio of two sums of figures.

    `unit` is "ratio", "per_100", "per_10000", "count" or "money" (万元); `source` says where the
    operands come from: "figures", "claims", "reports", "findings" or "population"; `good` is "up",
    "down" or "none"; `pending` is what the denominator leaves out and is shown beside.
    """

    name: str
    zh: str
    en: str
    unit: str
    source: str
    numerator: Formula
    denominator: Formula | None
    pending: Formula | None
    note_zh: str
    note_en: str
    good: str
    derived: bool

    @property
    def per(self) -> int:
        """What a rate of events is multiplied by: 100 or 10,000; 1 for shares and counts."""
        return PER.get(self.unit, 1)

    def title(self, language: str = "zh") -> str:
        return self.named(language)

    def note(self, language: str = "zh") -> str:
        return Both(self.note_zh, self.note_en).named(language)


@cache
def measures() -> Mapping[str, Measure]:
    """All measures by name, in the order of the declaration."""
    text = resources.files(__package__).joinpath("measures.toml").read_text("utf-8")
    return {
        name: Measure(
            name=name,
            zh=entry["zh"],
            en=entry["en"],
            unit=entry["unit"],
            source=entry.get("source", "figures"),
            numerator=parse(entry["numerator"]),
            denominator=parse(entry["denominator"]) if "denominator" in entry else None,
            pending=parse(entry["pending"]) if "pending" in entry else None,
            note_zh=entry.get("note_zh", ""),
            note_en=entry.get("note_en", ""),
            good=entry.get("good", "none"),
            derived=entry.get("derived", False),
        )
        for name, entry in tomllib.loads(text).items()
    }
