"""What the narrative states, against the tables.

A statement agrees if any of the declared readings agrees; one that names another count (cases put
on record, say) only if the plain reading does, so that the other count is told. An approximate one
(余, 多, 近, 约) agrees if the table has at least the number stated. Where the sentence leaves it in
doubt what it counts, a difference proves nothing: the outcome is undetermined, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from goidata.checks.finding import Finding, Hint, Number, Outcome
from goidata.extraction.report import Claim
from goidata.form import Check, ClaimKind, Formula, claim_kinds
from goidata.form.frames import frames

Values = Mapping[str, Number | None]


def compare(check: Check, claims: Iterable[Claim], values: Values) -> Iterator[Finding]:
    """One finding for each claim that `check` covers and that has a figure to compare with."""
    for claim in claims:
        kind = claim_kinds().get(claim.name)
        if kind is not None and kind.equals and check.covers(claim.name):
            yield _finding(check, kind, claim, values)


def _finding(check: Check, kind: ClaimKind, claim: Claim, values: Values) -> Finding:
    reading, outcome = _best(kind, claim, values)
    other_count = claim.qualifier in kind.info_if
    hint = None
    if other_count and outcome is Outcome.HOLDS and reading is not kind.equals[0]:
        reading, outcome, hint = kind.equals[0], Outcome.FAILS, Hint("count")
    said = None
    if outcome is Outcome.FAILS and claim.doubt:
        outcome, hint, said = Outcome.UNDETERMINED, None, frames().doubts[claim.doubt]
    names = [name for _, name in reading.names(tuple(values))]
    return Finding(
        check=check.id,
        subject=claim.name,
        outcome=outcome,
        severity="info" if other_count else check.severity_for(claim.name),
        left=claim.value,
        right=reading.value(values, tuple(values)),
        operands={name: values.get(name) for name in names},
        claim=claim,
        reading=reading.text,
        hint=hint,
        said=said,
    )


def _best(kind: ClaimKind, claim: Claim, values: Values) -> tuple[Formula, Outcome]:
    """The first reading that agrees; else the plain one, undetermined while any reading is."""
    found = [(reading, reading.value(values, tuple(values))) for reading in kind.equals]
    for reading, value in found:
        if value is not None and _agrees(claim, value):
            return reading, Outcome.HOLDS
    undecided = any(value is None for _, value in found)
    return kind.equals[0], Outcome.UNDETERMINED if undecided else Outcome.FAILS


def _agrees(claim: Claim, value: Number) -> bool:
    return value >= claim.value if claim.approximate else value == claim.value
