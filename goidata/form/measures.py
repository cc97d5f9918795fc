"""The measures shown to readers, as declared in measures.toml: title, formula, unit and note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from goidata.declared import KEY, Fault, load, no_such
from goidata.declared.loading import refuse
from goidata.form.checks import claim_kinds
from goidata.form.fields import editions
from goidata.form.formulas import Formula
from goidata.form.references import unknown_figures
from goidata.wording import Both, Named

MEASURES = "form/measures.toml"
PER = {"per_100": 100, "per_10000": 10_000}
_CLAIM = "claim."


@dataclass(frozen=True, slots=True)
class Measure(Named):
    """A count (no denominator) or a ratio of two sums of figures.

    `unit` is "ratio", "per_100", "per_10000", "count" or "money" (万元); `source` says where the
    operands come from: "figures", "claims", "reports", "findings" or "population"; `good` is "up",
    "down" or "none"; `pending` is what the denominator leaves out and is shown beside.
    """

    name: str = field(metadata=KEY)
    zh: str
    en: str
    unit: Literal["ratio", "per_100", "per_10000", "count", "money"]
    numerator: Formula
    source: Literal["figures", "claims", "reports", "findings", "population"] = "figures"
    denominator: Formula | None = None
    pending: Formula | None = None
    note_zh: str = ""
    note_en: str = ""
    good: Literal["up", "down", "none"] = "none"

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
    """All measures by name, in the order of the declaration. Raises DeclarationError."""
    found = load(MEASURES, Mapping[str, Measure])  # type: ignore[type-abstract]
    refuse(fault for measure in found.values() for fault in _faults_of(measure))
    return found


def _faults_of(measure: Measure) -> Iterator[Fault]:
    columns = tuple(c.name for c in editions()[0].tables["applications"].rows[0].columns)
    for part in ("numerator", "denominator", "pending"):
        formula = getattr(measure, part)
        if formula and measure.source == "figures":
            at = f"{measure.name}.{part}"
            yield from unknown_figures(MEASURES, at, formula, {"column": columns})
        elif formula and measure.source == "claims":
            for _, name in formula.terms:
                if name.removeprefix(_CLAIM) not in claim_kinds():
                    at = f"{measure.name}.{part}"
                    yield no_such(MEASURES, at, "claim", name, map(_CLAIM.__add__, claim_kinds()))
