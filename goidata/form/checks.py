"""The checks declared in checks.toml, and what a narrative may claim, declared in claims.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from string import Formatter
from typing import Literal

from goidata.declared import KEY, Fault, load, no_such
from goidata.declared.loading import refuse
from goidata.form.conditions import Condition, unknown_names
from goidata.form.fields import all_fields
from goidata.form.formulas import Formula
from goidata.form.references import Bound, subjects, unknown_figures
from goidata.form.wordings import wordings
from goidata.wording import Both, Named

CHECKS, CLAIMS = "form/checks.toml", "form/claims.toml"

Severity = Literal["error", "warning", "info"]
Kind = Literal[
    "identity", "comparison", "domain", "claim", "sentence", "structure", "years", "units"
]
Per = Literal["column", "row", "block", "figure", "claim", "documents", "figures", "report"]
# What the sentence of a failure may hold; checks.toml says what each is.
FILLED_IN = ("left", "right", "left_parts", "right_parts", "by", "what", "figures", "change")

Relation = Literal["equal", "at_most", "zero", "positive"]


@dataclass(frozen=True, slots=True)
class Check(Named):
    """One check: `kind` says how it is evaluated, `per` what it is applied to.

    `severity_of` is the severity of some subjects; `left` is the printed or stated side, `right`
    the computed one, `carried` what last year's report adds to it; None where the kind needs none.
    `relation` is that of a comparison; `when` the condition without which the check is not asked;
    `figures` are those that it is applied to one by one. `zh` and `en` are the rule, `short_…` its
    name, `fails_…` what is said where it fails, with FILLED_IN.
    """

    id: str = field(metadata=KEY)
    kind: Kind
    severity: Severity
    per: Per
    zh: str
    en: str
    basis: str
    basis_en: str
    left: Formula | None = None
    right: Formula | None = None
    claims: tuple[str, ...] = ()
    carried: Formula | None = None
    relation: Relation = "equal"
    when: Condition | None = None
    figures: tuple[str, ...] = ()
    severity_of: Mapping[str, Severity] = field(default_factory=dict)
    short_zh: str = ""
    short_en: str = ""
    fails_zh: str = ""
    fails_en: str = ""
    example_zh: str = ""
    example_en: str = ""

    def short(self, language: str = "zh") -> str:
        """The name by which tables and lists call the check; the rule where it has none."""
        return Both(self.short_zh, self.short_en).named(language) or self.named(language)

    def failing(self, language: str = "zh") -> str:
        """What is said where it fails, to be filled in; empty where nothing is declared."""
        return Both(self.fails_zh, self.fails_en).named(language)

    def severity_for(self, subject: str | None) -> str:
        """The severity of a failure on `subject`."""
        return self.severity_of.get(subject or "", self.severity)

    def covers(self, claim: str) -> bool:
        """Whether the claim called `claim` is compared by this check."""
        return any(fnmatchcase(claim, pattern) for pattern in self.claims)


@dataclass(frozen=True, slots=True)
class ClaimKind(Named):
    """What a narrative may state: `equals` are the sums of figures it may agree with, `info_if`
    the qualifiers under which a difference is only information. `aside`: only conditions of checks
    ask for it, and it is no claim for other programs."""

    name: str = field(metadata=KEY)
    zh: str
    en: str
    equals: tuple[Formula, ...] = ()
    info_if: tuple[str, ...] = ()
    aside: bool = False


@cache
def checks() -> Mapping[str, Check]:
    """All checks by id, in the order of the declaration. Raises DeclarationError."""
    found = load(CHECKS, Mapping[str, Check])  # type: ignore[type-abstract]
    refuse(fault for check in found.values() for fault in _faults_of(check))
    return found


def _faults_of(check: Check) -> Iterator[Fault]:
    """What a check names that is nowhere declared."""
    of = check.figures if check.per == "figures" else subjects(check.per)
    bound: Bound = {check.per: of} if of else {}
    for side in ("left", "right", "carried"):
        formula = getattr(check, side)
        if formula:
            yield from unknown_figures(CHECKS, f"{check.id}.{side}", formula, bound)
    for name in check.figures:
        if name not in all_fields():
            yield no_such(CHECKS, f"{check.id}.figures", "figure", name, all_fields())
    for name in check.severity_of:
        if of and name not in of:
            yield no_such(CHECKS, f"{check.id}.severity_of", "subject", name, of)
    for pattern in check.claims:
        if not any(fnmatchcase(name, pattern) for name in claim_kinds()):
            yield no_such(CHECKS, f"{check.id}.claims", "claim", pattern, claim_kinds())
    if check.when:
        yield from unknown_names(CHECKS, f"{check.id}.when", check.when, claim_kinds())
    for key in ("fails_zh", "fails_en"):
        yield from _unknown_details(f"{check.id}.{key}", getattr(check, key))
    if check.kind in _SIDED and check.left is None:
        yield Fault(CHECKS, check.id, "缺少 left", "left is lacking")


def _unknown_details(entry: str, sentence: str) -> Iterator[Fault]:
    try:
        named = [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
    except ValueError as error:
        yield Fault(CHECKS, entry, f"看不懂“{sentence}”", str(error))
        return
    for name in named:
        if name not in FILLED_IN:
            yield no_such(CHECKS, entry, "detail", name, FILLED_IN)


_SIDED = ("identity", "comparison", "domain")


@cache
def claim_kinds() -> Mapping[str, ClaimKind]:
    """Everything a narrative may state, by name. Raises DeclarationError."""
    found = load(CLAIMS, Mapping[str, ClaimKind])  # type: ignore[type-abstract]
    refuse(fault for kind in found.values() for fault in _faults_in(kind))
    return found


def _faults_in(kind: ClaimKind) -> Iterator[Fault]:
    for formula in kind.equals:
        yield from unknown_figures(CLAIMS, f"{kind.name}.equals", formula, {})
    known = [words[0] for words in wordings().qualifiers.values()]
    for word in kind.info_if:
        if word not in known:
            yield no_such(CLAIMS, f"{kind.name}.info_if", "word", word, known)
