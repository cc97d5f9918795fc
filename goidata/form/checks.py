"""The checks declared in checks.toml, and what a narrative may claim, declared in claims.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources

from goidata.form.formulas import Formula, parse
from goidata.wording import Named


@dataclass(frozen=True, slots=True)
class Check(Named):
    """One check: `kind` says how it is evaluated, `per` what it is applied to.

    `severity` is "error", "warning" or "info", and `severity_of` that of some subjects; `left` is
    the printed or stated side, `right` the computed one, `carried` what last year's report adds to
    it; None where the kind needs none. `relation` is that of a comparison: "at_most", "zero" or
    "positive"; `when` names the condition without which the check is not asked; `figures` are those
    that it is applied to one by one.
    """

    id: str
    kind: str
    severity: str
    per: str
    zh: str
    en: str
    basis: str
    basis_en: str
    left: Formula | None = None
    right: Formula | None = None
    claims: tuple[str, ...] = ()
    carried: Formula | None = None
    relation: str = "equal"
    when: str = ""
    figures: tuple[str, ...] = ()
    severity_of: Mapping[str, str] = field(default_factory=dict)
    example_zh: str = ""
    example_en: str = ""

    def severity_for(self, subject: str | None) -> str:
        """The severity of a failure on `subject`."""
        return self.severity_of.get(subject or "", self.severity)

    def covers(self, claim: str) -> bool:
        """Whether the claim called `claim` is compared by this check."""
        return any(fnmatchcase(claim, pattern) for pattern in self.claims)


@dataclass(frozen=True, slots=True)
class ClaimKind(Named):
    """What a narrative may state: `equals` are the sums of figures it may agree with, `info_if`
    the qualifiers under which a difference is only information."""

    name: str
    zh: str
    en: str
    equals: tuple[Formula, ...] = ()
    info_if: tuple[str, ...] = ()


def _declared(name: str) -> dict[str, dict[str, object]]:
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return tomllib.loads(text)


def _formula(entry: Mapping[str, object], key: str) -> Formula | None:
    return parse(str(entry[key])) if key in entry else None


def _words(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    listed = entry.get(key, [])
    assert isinstance(listed, list)
    return tuple(map(str, listed))


def _severities(entry: Mapping[str, object]) -> dict[str, str]:
    declared = entry.get("severity_of", {})
    assert isinstance(declared, dict)
    return {str(subject): str(severity) for subject, severity in declared.items()}


@cache
def checks() -> Mapping[str, Check]:
    """All checks by id, in the order of the declaration."""
    return {
        key: Check(
            id=key,
            kind=str(entry["kind"]),
            severity=str(entry["severity"]),
            per=str(entry["per"]),
            zh=str(entry["zh"]),
            en=str(entry["en"]),
            basis=str(entry["basis"]),
            basis_en=str(entry["basis_en"]),
            left=_formula(entry, "left"),
            right=_formula(entry, "right"),
            claims=_words(entry, "claims"),
            carried=_formula(entry, "carried"),
            relation=str(entry.get("relation", "equal")),
            when=str(entry.get("when", "")),
            figures=_words(entry, "figures"),
            severity_of=_severities(entry),
            example_zh=str(entry.get("example_zh", "")),
            example_en=str(entry.get("example_en", "")),
        )
        for key, entry in _declared("checks.toml").items()
        if key != "version"
    }


@cache
def catalogue_version() -> int:
    """The version of the catalogue of checks; a change of it asks for stored reports to be checked
    again."""
    version: object = _declared("checks.toml")["version"]
    assert isinstance(version, int)
    return version


@cache
def claim_kinds() -> Mapping[str, ClaimKind]:
    """Everything a narrative may state, by name."""
    return {
        key: ClaimKind(
            name=key,
            zh=str(entry["zh"]),
            en=str(entry["en"]),
            equals=tuple(map(parse, _words(entry, "equals"))),
            info_if=_words(entry, "info_if"),
        )
        for key, entry in _declared("claims.toml").items()
    }
