"""A finding in one plain sentence, with both numbers and the labels of the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from goidata.checks.finding import Finding, Number, Outcome
from goidata.form import Check, Field, Formula, all_fields, checks, claim_kinds, editions, parse
from goidata.wording import entries, say, shown

_NAMED_AT_MOST = 3
_LONGEST_QUOTE = 60  # characters


def message(finding: Finding, language: str = "zh") -> str:
    """What was found, in `language` ("zh" or "en")."""
    check = checks()[finding.check]
    subject = subject_label(finding, language)
    head = check.named(language)
    if subject:
        head = say("findings.said.about", language, subject=subject, check=head)
    entry, details = _telling(check, finding, language)
    return say(f"findings.said.{entry}", language, head=head, **details)


def subject_label(finding: Finding, language: str = "zh") -> str:
    """What the check was applied to, as the form prints it; empty where there is nothing."""
    per, subject = checks()[finding.check].per, finding.subject
    if subject is None:
        return ""
    if per in ("figure", "figures"):
        return figure_label(subject, language)
    if per == "claim":
        return claim_kinds()[subject].named(language)
    if per == "documents":
        row = next(
            f.row for f in all_fields().values() if f.name.startswith(f"disclosure.{subject}.")
        )
        return row.named(language)
    return _labels(per, language).get(subject, subject)


def figure_label(name: str, language: str = "zh") -> str:
    """The printed words of a figure, of last year's with its year (`name@2022`); its name where no
    edition has it."""
    name, _, year = name.partition("@")
    field = all_fields().get(name)
    label = field.label(language) if field else name
    return f"{label} {year}" if year else label


def _telling(check: Check, finding: Finding, language: str) -> tuple[str, Mapping[str, object]]:
    """How the finding is said, and with what."""
    quoted = _quoted(finding, language)
    both = {"left": shown(finding.left), "right": shown(finding.right)}
    if finding.outcome is Outcome.UNDETERMINED:
        return "undetermined", {"why": _why(finding, language)}
    if finding.said:
        return "seen", {"what": finding.said, "quoted": quoted}
    if check.kind == "domain" or check.relation in ("zero", "positive"):
        return "here", {**both, "quoted": quoted}
    if finding.left is None or finding.right is None:
        return "bare", {"quoted": quoted}
    if check.kind == "years":
        return "carried" if check.carried else "years", both
    left, right = _sides(check, finding, language)
    sides = {"left": left, "right": right, "verdict": _verdict(finding, language)}
    if check.kind in ("claim", "sentence"):
        return "words", {**sides, "quoted": quoted}
    return "sides", sides


def _verdict(finding: Finding, language: str) -> str:
    verdict = say(f"findings.said.{finding.outcome.value}", language)
    if finding.in_part:
        return say("findings.said.in_part", language, verdict=verdict)
    if not finding.difference:
        return verdict
    difference = shown(finding.difference)
    return say("findings.said.by", language, verdict=verdict, difference=difference)


def _sides(check: Check, finding: Finding, language: str) -> tuple[str, str]:
    """Both sides, each with the figures it is the sum of; a stated number stands alone."""
    sides = (check.left, parse(finding.reading) if finding.reading else check.right)
    left, right = (
        _sum(check, finding, side, value, language)
        for side, value in zip(sides, (finding.left, finding.right), strict=True)
    )
    return left, right


def _sum(
    check: Check, finding: Finding, side: Formula | None, value: Number | None, language: str
) -> str:
    """The value, and in brackets the figures other than 0 that make it."""
    if side is None:
        return shown(value)
    names = side.names(tuple(finding.operands), **{check.per: finding.subject or ""})
    total = shown(value)
    if finding.in_part and any(finding.operands.get(name) is None for _, name in names):
        total = say("findings.said.at_least", language, number=total)
    listed = [
        (
            "−" if sign < 0 else "+",
            f"{_part(check, name, language)} {shown(finding.operands[name])}",
        )
        for sign, name in names
        if finding.operands.get(name)
    ]
    parts = " ".join(f"{sign} {text}" for sign, text in listed).removeprefix("+ ")
    return say("findings.said.sum", language, total=total, parts=parts) if parts else total


def _part(check: Check, name: str, language: str) -> str:
    """The label of an operand, without what the subject already says."""
    field = all_fields().get(name)
    if field is None:
        return name
    if check.per == "column":
        return field.row.named(language)
    if check.per in ("row", "block"):
        return field.column.named(language)
    return field.label(language)


def _why(finding: Finding, language: str) -> str:
    """What is lacking for a decision: what the check says of it, or figures that are no numbers."""
    if finding.said:
        return finding.said.named(language)
    names = [name for name, value in finding.operands.items() if value is None]
    if not names:
        return say("findings.said.some_lacking", language)
    words = [figure_label(name, language) for name in names[:_NAMED_AT_MOST]]
    entry = "lacking_more" if len(names) > _NAMED_AT_MOST else "lacking"
    why = say(f"findings.said.{entry}", language, names=words, n=len(names))
    left, right = _were_they_nought(finding)
    if left == right:
        return why
    return why + say("findings.said.if_nought", language, left=shown(left), right=shown(right))


def _were_they_nought(finding: Finding) -> tuple[Number, Number]:
    """What both sides of a sum would be if its cells without a number were 0."""
    check = checks()[finding.check]
    if check.kind != "identity" or check.left is None or check.right is None:
        return 0, 0
    names, bound = tuple(finding.operands), {check.per: finding.subject or ""}
    left, right = (
        sum(sign * (finding.operands.get(name) or 0) for sign, name in side.names(names, **bound))
        for side in (check.left, check.right)
    )
    return left, right


def _quoted(finding: Finding, language: str) -> str:
    """What the sentence itself says that bears on the finding."""
    claim = finding.claim
    if claim is not None and claim.qualifier:
        name = f"findings.qualifier.{claim.qualifier}"
        said = say(name, language) if name in entries() else f"“{claim.qualifier}”"
        return say("findings.said.qualified", language, word=claim.qualifier, said=said)
    if finding.quote and claim is None:
        return say("findings.said.quote", language, quote=finding.quote[:_LONGEST_QUOTE])
    return ""


@cache
def _labels(per: str, language: str) -> Mapping[str, str]:
    fields: Iterable[Field] = editions()[0].fields.values()
    parts = (field.column if per == "column" else field.row for field in fields)
    return {part.name: part.named(language) for part in parts if part.name}
