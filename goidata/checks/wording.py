"""A finding in one plain sentence, with both numbers and the labels of the form."""

from __future__ import annotations

from collections.abc import Iterable

from goidata.checks.finding import Finding, Number, Outcome
from goidata.form import Check, Field, Formula, all_fields, checks, claim_kinds, editions, parse

_NAMED_AT_MOST = 3
_QUALIFIERS = {"备案": "put on record", "清理": "reviewed", "涉及上年": "of the year before"}
_LONGEST_QUOTE = 60  # characters


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
    if per == "figures":
        return figure_label(subject, language)
    if per == "claim":
        kind = claim_kinds()[subject]
        return kind.en if language == "en" else kind.zh
    if per == "documents":
        row = next(
            f.row for f in all_fields().values() if f.name.startswith(f"disclosure.{subject}.")
        )
        return row.en if language == "en" else row.zh
    return _labels(per, language).get(subject, subject)


def figure_label(name: str, language: str = "zh") -> str:
    """The printed words of a figure, of last year's with its year (`name@2022`); its name where no
    edition has it."""
    name, _, year = name.partition("@")
    field = all_fields().get(name)
    label = field.label(language) if field else name
    return f"{label} {year}" if year else label


def shown(number: Number | None) -> str:
    """A number as a reader expects it, with a proper minus sign."""
    if number is None:
        return "—"
    text = str(number) if isinstance(number, int) else f"{number:.6f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def _chinese(check: Check, finding: Finding) -> str:
    subject = subject_label(finding, "zh")
    head = f"{subject}：{check.zh}" if subject else check.zh
    if finding.outcome is Outcome.UNDETERMINED:
        return f"{head}；无法判定，{_why(finding, 'zh')}"
    if finding.said:
        return f"{head}；{finding.said[0]}{_quoted(finding, 'zh')}"
    if check.kind == "domain" or check.relation in ("zero", "positive"):
        return f"{head}；此处为 {shown(finding.left)}"
    if finding.left is None or finding.right is None:
        return f"{head}{_quoted(finding, 'zh')}"
    if check.kind == "years":
        last = "上年推算" if check.carried else "上年"
        return f"{head}；本年 {shown(finding.left)}，{last} {shown(finding.right)}"
    left, right = _sides(check, finding, "zh")
    verdict = "成立" if finding.outcome is Outcome.HOLDS else "不成立"
    end = f"{verdict}，相差 {shown(finding.difference)}" if finding.difference else verdict
    if check.kind in ("claim", "sentence"):
        return f"{head}；文字为 {left}，表中为 {right}；{end}{_quoted(finding, 'zh')}"
    return f"{head}；左边 {left}，右边 {right}，{end}"


def _english(check: Check, finding: Finding) -> str:
    subject = subject_label(finding, "en")
    head = f"{subject}: {check.en}" if subject else check.en
    if finding.outcome is Outcome.UNDETERMINED:
        return f"{head}; cannot be told, {_why(finding, 'en')}"
    if finding.said:
        return f"{head}; {finding.said[1]}{_quoted(finding, 'en')}"
    if check.kind == "domain" or check.relation in ("zero", "positive"):
        return f"{head}; here {shown(finding.left)}"
    if finding.left is None or finding.right is None:
        return f"{head}{_quoted(finding, 'en')}"
    if check.kind == "years":
        last = "expected from last year" if check.carried else "last year"
        return f"{head}; this year {shown(finding.left)}, {last} {shown(finding.right)}"
    left, right = _sides(check, finding, "en")
    verdict = "holds" if finding.outcome is Outcome.HOLDS else "does not hold"
    end = f"{verdict}, difference {shown(finding.difference)}" if finding.difference else verdict
    if check.kind in ("claim", "sentence"):
        return f"{head}; {left} in words, {right} in the table; {end}{_quoted(finding, 'en')}"
    return f"{head}; left {left}, right {right}, {end}"


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


def _why(finding: Finding, language: str) -> str:
    """What is lacking for a decision: what the check says of it, or figures that are no numbers."""
    if finding.said:
        return finding.said[language == "en"]
    names = [name for name, value in finding.operands.items() if value is None]
    if not names:
        return "figures are lacking" if language == "en" else "有的数字没有读到"
    words = [figure_label(name, language) for name in names[:_NAMED_AT_MOST]]
    joined = ("、" if language == "zh" else ", ").join(words)
    if len(names) > _NAMED_AT_MOST:
        joined = f"{joined} and others" if language == "en" else f"{joined} 等 {len(names)} 项"
    return f"no number in {joined}" if language == "en" else f"{joined}不是数字"


def _quoted(finding: Finding, language: str) -> str:
    """What the sentence itself says that bears on the finding."""
    claim = finding.claim
    if claim is not None and claim.qualifier:
        if language == "en":
            said = _QUALIFIERS.get(claim.qualifier, f"“{claim.qualifier}”")
            return f" (the sentence says {said})"
        return f"（句中有“{claim.qualifier}”）"
    if finding.quote and claim is None:
        quote = finding.quote[:_LONGEST_QUOTE]
        return f" (“{quote}”)" if language == "en" else f"（“{quote}”）"
    return ""


def _labels(per: str, language: str) -> dict[str, str]:
    fields: Iterable[Field] = editions()[0].fields.values()
    parts = (field.column if per == "column" else field.row for field in fields)
    return {part.name: part.en if language == "en" else part.zh for part in parts if part.name}
