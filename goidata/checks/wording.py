"""A finding in one plain sentence: what is where the check fails, its rule where it does not."""

from __future__ import annotations

from goidata.checks.failure import failure
from goidata.checks.finding import Finding, Number, Outcome
from goidata.checks.subjects import figure_label, subject_label
from goidata.form import checks
from goidata.wording import entries, say, shown

_NAMED_AT_MOST = 3
_LONGEST_QUOTE = 60  # characters


def message(finding: Finding, language: str = "zh") -> str:
    """What was found, in `language` ("zh" or "en")."""
    said = _said(finding, language)
    subject = subject_label(finding, language)
    if subject:
        return say("findings.said.about", language, subject=subject, said=said)
    return said[:1].upper() + said[1:]


def _said(finding: Finding, language: str) -> str:
    rule = checks()[finding.check].named(language)
    if finding.outcome is Outcome.HOLDS:
        return rule
    if finding.outcome is Outcome.UNDETERMINED:
        why = _why(finding, language)
        return say("findings.said.undetermined", language, rule=rule, why=why)
    by_people = "".join(each.named(language) for each in finding.decided)
    return failure(finding, language) + _quoted(finding, language) + by_people


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
