"""A finding in one plain sentence, with both numbers and the labels of the form."""

from __future__ import annotations

from collections.abc import Iterable

from goidata.checks.finding import Finding, Number, Outcome
from goidata.form import Check, Field, Formula, all_fields, checks, claim_kinds, editions, parse

_NAMED_AT_MOST = 3


def message(finding: Finding, language: str = "zh") -> str:
    """What was found, in `language` ("zh" or "en")."""
    check = checks()[finding.check]
    say = _english if language == "en" else _chinese
    return say(check, finding)


def subject_label(finding: Finding, language: str = "zh") -> str:
    """What the check was applied to, as the form prints it; empty where there is nothing."""
    per, subject = checks()[finding.check].per, finding.subject
    if subject is None:
        return ""
    if per == "figure":
        return figure_label(subject, language)
    if per == "claim":
        kind = claim_kinds()[subject]
        return kind.en if language == "en" else kind.zh
    return _labels(per, language).get(subject, subject)


def figure_label(name: str, language: str = "zh") -> str:
    """The printed words of a figure; its name where no edition has it."""
    field = all_fields().get(name)
    return field.label(language) if field else name


def shown(number: Number | None) -> str:
    """A number as a reader expects it, with a proper minus sign."""
    if number is None:
        return "—"
    text = str(number) if isinstance(number, int) else f"{number:.6f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def _chinese(check: Check, finding: Finding) -> str:
    subject = subject_label(finding, "zh")
    if finding.outcome is Outcome.UNDETERMINED:
        return f"{subject}：{check.zh}；无法判定，{_unknown(finding, 'zh')}不是数字"
    if check.kind == "domain":
        return f"{subject}：{check.zh}；此处为 {shown(finding.left)}"
    left, right = _sides(check, finding, "zh")
    verdict = "成立" if finding.outcome is Outcome.HOLDS else "不成立"
    end = f"{verdict}，相差 {shown(finding.difference)}" if finding.difference else verdict
    if check.kind == "claim":
        return f"{subject}：文字为 {left}，表中为 {right}；{end}{_qualified(finding, 'zh')}"
    return f"{subject}：{check.zh}；左边 {left}，右边 {right}，{end}"


def _english(check: Check, finding: Finding) -> str:
    subject = subject_label(finding, "en")
    if finding.outcome is Outcome.UNDETERMINED:
        return f"{subject}: {check.en}; cannot be told, no number in {_unknown(finding, 'en')}"
    if check.kind == "domain":
        return f"{subject}: {check.en}; here {shown(finding.left)}"
    left, right = _sides(check, finding, "en")
    verdict = "holds" if finding.outcome is Outcome.HOLDS else "does not hold"
    end = f"{verdict}, difference {shown(finding.difference)}" if finding.difference else verdict
    if check.kind == "claim":
        return f"{subject}: {left} in words, {right} in the table; {end}{_qualified(finding, 'en')}"
    return f"{subject}: {check.en}; left {left}, right {right}, {end}"


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
    bound = {check.per: finding.subject or ""}
    listed = [
        (
            "−" if sign < 0 else "+",
            f"{_part(check, name, language)} {shown(finding.operands[name])}",
        )
        for sign, name in side.names(tuple(finding.operands), **bound)
        if finding.operands.get(name)
    ]
    words = " ".join(f"{sign} {text}" for sign, text in listed).removeprefix("+ ")
    brackets = ("（", "）") if language == "zh" else (" (", ")")
    return f"{shown(value)}{brackets[0]}{words}{brackets[1]}" if words else shown(value)


def _part(check: Check, name: str, language: str) -> str:
    """The label of an operand, without what the subject already says."""
    field = all_fields().get(name)
    if field is None:
        return name
    if check.per == "column":
        return field.row.en if language == "en" else field.row.zh
    if check.per in ("row", "block"):
        return field.column.en if language == "en" else field.column.zh
    return field.label(language)


def _unknown(finding: Finding, language: str) -> str:
    names = [name for name, value in finding.operands.items() if value is None]
    words = [figure_label(name, language) for name in names[:_NAMED_AT_MOST]]
    joined = ("、" if language == "zh" else ", ").join(words)
    if len(names) <= _NAMED_AT_MOST:
        return joined
    return f"{joined} 等 {len(names)} 项" if language == "zh" else f"{joined} and others"


def _qualified(finding: Finding, language: str) -> str:
    claim = finding.claim
    if claim is None or not claim.qualifier:
        return ""
    if language == "en":
        return f" (the sentence says {claim.qualifier})"
    return f"（句中有“{claim.qualifier}”）"


def _labels(per: str, language: str) -> dict[str, str]:
    fields: Iterable[Field] = editions()[0].fields.values()
    parts = (field.column if per == "column" else field.row for field in fields)
    return {part.name: part.en if language == "en" else part.zh for part in parts if part.name}
