"""The one evaluator: declared checks applied to a report, each with one of three outcomes.

Nothing is corrected. An operand that is no number makes the outcome undetermined: that we could
not read a figure is never taken for a fault of the report. Only where the figures that are numbers
break a sum, whatever counts the others are, it fails for certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

from goidata.checks.bounds import NOISE, bounds, exceeds, printed
from goidata.checks.by_people import by_people, decided_in
from goidata.checks.conditions import UNKNOWN, condition, evidence
from goidata.checks.culprit import explained
from goidata.checks.finding import Finding, Number, Outcome
from goidata.checks.narrative import compare
from goidata.checks.plan import Domain, Identity, Terms, plan
from goidata.checks.sentences import SENTENCES, sentences
from goidata.checks.sound import Ask, broken, must_be_declared, sound
from goidata.checks.structure import TESTS, structural
from goidata.declared import DeclarationError
from goidata.extraction.report import Report
from goidata.form import Check, checks

Values = Mapping[str, Number | None]
Findings = Iterator[Finding]


def run(report: Report) -> tuple[Finding, ...]:
    """Every outcome of every check on `report`, those that hold included, in declared order."""
    must_be_declared("structure", tuple(TESTS))
    must_be_declared("sentence", tuple(SENTENCES))
    found = [each for check, ask in _asked(report) for each in _found(check, ask, report)]
    found = by_people(found, decided_in(report.figures))
    try:
        return in_order(explained(found, report))
    except DeclarationError:
        raise
    except Exception as error:  # a hint that fails leaves what was found as it is
        failing = next(each.check for each in found if each.outcome is Outcome.FAILS)
        return in_order([*found, broken(failing, error)])


def _asked(report: Report) -> Iterator[tuple[str, Ask]]:
    """Every check with the way to ask it."""
    values = report.values
    asked = plan(tuple(report.figures))
    yield from structural(report)
    for check, sums in groupby(asked.identities, lambda each: each.check.id):
        yield check, partial(_each, _identity, list(sums), values)
    for check, domains in groupby(asked.domains, lambda each: each.check.id):
        yield check, partial(_each, _domain, list(domains), values)
    for check, sums in groupby(asked.comparisons, lambda each: each.check.id):
        yield check, partial(_comparisons, list(sums), report, values)
    for each in asked.claims:
        yield each.id, partial(compare, each, report.claims, values)
    yield from sentences(report)


def _each(ask: Callable[[Any, Values], Finding], asked: Iterable[Any], values: Values) -> Findings:
    return (ask(each, values) for each in asked)


def _found(check: str, ask: Ask, report: Report) -> list[Finding]:
    """What a check finds where its condition holds; a comparison tells its subjects as well where
    that cannot be told."""
    asked = checks()[check]
    if asked.when is None or asked.kind == "comparison":
        return sound(check, ask)
    return sound(check, partial(_under_condition, asked, ask, report))


def _under_condition(check: Check, ask: Ask, report: Report) -> Findings:
    applies = condition(check.when, report)
    if applies:
        yield from ask()
    elif applies is None:
        yield Finding(check.id, None, Outcome.UNDETERMINED, check.severity, said=UNKNOWN)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as a reader should look at them: in the order of the declaration, those that
    follow from others behind them."""
    order = {check: number for number, check in enumerate(checks())}
    return tuple(sorted(findings, key=lambda each: (each.follows is not None, order[each.check])))


def total(terms: Terms, values: Values) -> Number | None:
    """The signed sum, or None where an operand has no value."""
    result: Number = 0
    for sign, name in terms:
        value = values.get(name)
        if value is None:
            return None
        result += sign * value
    return result if terms else None


def _identity(identity: Identity, values: Values) -> Finding:
    left, right = total(identity.left, values), total(identity.right, values)
    outcome = _outcome(left, right)
    if outcome is Outcome.UNDETERMINED and _is_broken(identity, values):
        outcome = Outcome.FAILS
        left, right = printed(identity.left, values), printed(identity.right, values)
    return Finding(
        check=identity.check.id,
        subject=identity.subject,
        outcome=outcome,
        severity=identity.check.severity,
        left=left,
        right=right,
        operands={name: values.get(name) for _, name in (*identity.left, *identity.right)},
    )


def _comparisons(asked: Iterable[Identity], report: Report, values: Values) -> Iterator[Finding]:
    """What is asked of this report; where its conditions cannot be told, undetermined."""
    for each in asked:
        applies = condition(each.check.when, report)
        if applies is not False:
            found = _comparison(each, values, bool(applies))
            claim = evidence(each.check.when, report)
            yield replace(found, quote=claim.quote, place=claim.place) if claim else found


def _comparison(asked: Identity, values: Values, applies: bool) -> Finding:
    left = total(asked.left, values)
    right = total(asked.right, values) if asked.right else 0
    outcome = Outcome.UNDETERMINED
    if applies and left is not None and right is not None:
        held = {"at_most": left <= right, "zero": left == 0, "positive": left > 0}
        outcome = Outcome.HOLDS if held[asked.check.relation] else Outcome.FAILS
    elif applies and asked.check.relation == "at_most" and _is_over(asked, values):
        outcome = Outcome.FAILS
        left, right = printed(asked.left, values), printed(asked.right, values)
    return Finding(
        check=asked.check.id,
        subject=asked.subject,
        outcome=outcome,
        severity=asked.check.severity_for(asked.subject),
        left=left,
        right=right,
        operands={name: values.get(name) for _, name in (*asked.left, *asked.right)},
        said=None if applies else UNKNOWN,
    )


def _outcome(left: Number | None, right: Number | None) -> Outcome:
    if left is None or right is None:
        return Outcome.UNDETERMINED
    return Outcome.HOLDS if left == right or abs(left - right) < NOISE else Outcome.FAILS


def _is_broken(identity: Identity, values: Values) -> bool:
    """Whether no counts in place of the figures that are no numbers make both sides equal."""
    left, right = bounds(identity.left, values), bounds(identity.right, values)
    return exceeds(left, right) or exceeds(right, left)


def _domain(domain: Domain, values: Values) -> Finding:
    value = values.get(domain.field.name)
    return Finding(
        check=domain.check.id,
        subject=domain.field.name,
        outcome=_allowed(value, domain.field.signed),
        severity=domain.check.severity,
        left=value,
        operands={domain.field.name: value},
    )


def _allowed(value: Number | None, signed: bool) -> Outcome:
    if value is None:
        return Outcome.UNDETERMINED
    whole = isinstance(value, int) or value.is_integer()
    return Outcome.HOLDS if whole and (signed or value >= 0) else Outcome.FAILS


def _is_over(asked: Identity, values: Values) -> bool:
    return exceeds(bounds(asked.left, values), bounds(asked.right, values))
