"""The declared conditions, without which a check is not asked, put to a report."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from goidata.extraction.report import Claim, Report, Scope
from goidata.form.conditions import CLAIM, SECTION, Condition, Term
from goidata.regions import by_code, is_regulation_maker
from goidata.wording import Said

UNKNOWN = Said.of("findings.form.applies_unknown")

Answer = int | float | str | bool | None

_SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


def condition(asked: Condition | None, report: Report) -> bool | None:
    """Whether a condition holds for a report; None where that cannot be told."""
    held = {_holds(term, report) for term in asked.terms} if asked else {True}
    return False if False in held else None if None in held else True


def evidence(asked: Condition | None, report: Report) -> Claim | None:
    """The statement that a condition turns on."""
    names = {term.name.removeprefix(CLAIM) for term in asked.terms} if asked else set()
    return next((claim for claim in report.claims if claim.name in names), None)


def _holds(term: Term, report: Report) -> bool | None:
    if term.name.startswith(CLAIM):
        return _stated(term, report)
    answer = _answer(term, report)
    if answer is None:
        return None
    held = _SIGNS[term.sign](answer, term.value) if term.sign else bool(answer)
    return held != term.denied


def _stated(term: Term, report: Report) -> bool:
    """Whether the narrative states it, and as is asked; what it does not state is not so."""
    name = term.name.removeprefix(CLAIM)
    values = [claim.value for claim in report.claims if claim.name == name]
    if term.sign:
        values = [value for value in values if _SIGNS[term.sign](value, term.value)]
    return bool(values) != term.denied


def _answer(term: Term, report: Report) -> Answer:
    if term.formula:
        return term.formula.value(report.values, report.figures)
    if term.name.startswith(SECTION):
        number = int(term.name.removeprefix(SECTION))
        return any(section.number == number for section in report.sections)
    return FACTS[term.name](report)


def _makes_regulations(report: Report) -> bool | None:
    """Of governments only provinces, cities with districts and autonomous prefectures make them,
    and of departments only ministries; a government's office may report for it."""
    who = report.identity
    region = by_code(who.region) if who.region else None
    if who.scope is Scope.OTHER or region is None:
        return None
    return who.scope in (Scope.GOVERNMENT, Scope.OFFICE) and is_regulation_maker(region)


FACTS: Mapping[str, Callable[[Report], Answer]] = {
    "year": lambda report: report.identity.year,
    "scope": lambda report: report.identity.scope.value,
    "region": lambda report: report.identity.region,  # undecided: it cannot be told
    "abridged": lambda report: report.identity.abridged,
    "makes_regulations": _makes_regulations,
}
