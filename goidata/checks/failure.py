"""A failure in one sentence that says what is: the numbers on both sides, and what makes them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from goidata.checks.finding import Finding, Number
from goidata.checks.subjects import part_label
from goidata.form import Check, checks, parse
from goidata.wording import filled, say, shown

_MOST_PARTS = 8  # of a sum that are written out


def failure(finding: Finding, language: str) -> str:
    """What is, in the sentence that the check declares for it."""
    check = checks()[finding.check]
    sentence = check.failing(language)
    if finding.said and "{what}" not in sentence:
        return finding.said.named(language)
    left = _side(finding, finding.left, left_terms(finding), language)
    right = _side(finding, finding.right, _right(check, finding), language)
    if not sentence:
        return say("findings.said.sides", language, left=left, right=right)
    told = filled(
        sentence,
        language,
        left=left,
        right=right,
        left_parts=_parts(finding, left_terms(finding), language),
        right_parts=_parts(finding, _right(check, finding), language),
        by=shown(abs(finding.difference)) if finding.difference is not None else "",
        what=finding.said.named(language) if finding.said else "",
        figures=_listed(finding, language),
        change=_change(finding, language),
    )
    return say("findings.said.in_part", language, sentence=told) if finding.in_part else told


def stated(finding: Finding, language: str) -> str:
    """What is printed or stated; empty where the check sees no number."""
    check = checks()[finding.check]
    if finding.left is None or check.kind in ("sentence", "structure"):
        return ""
    return _side(finding, finding.left, left_terms(finding), language)


def expected(finding: Finding, language: str) -> str:
    """What the printed or stated number should be, as in 不超过 12. Empty where the check compares
    nothing with a number that is worked out."""
    check = checks()[finding.check]
    if finding.left is None or finding.right is None or not _is_worked_out(check):
        return ""
    number = _side(finding, finding.right, _right(check, finding), language)
    return say(f"findings.expected.{check.relation}", language, number=number)


def _is_worked_out(check: Check) -> bool:
    return check.kind in ("identity", "comparison", "claim") or bool(
        check.kind == "years" and check.left
    )


Terms = list[tuple[int, str]]


def left_terms(finding: Finding) -> Terms:
    """The signed figures of the side that is printed; none where the check declares none."""
    check = checks()[finding.check]
    if check.left is None:
        return []
    return list(check.left.names(tuple(finding.operands), **{check.per: finding.subject or ""}))


def _right(check: Check, finding: Finding) -> Terms:
    """The terms of the side compared with; those of last year's report bear its year."""
    bound, known = {check.per: finding.subject or ""}, tuple(finding.operands)
    if finding.reading:
        return list(parse(finding.reading).names(known))
    if check.right is None:
        return []
    own = list(check.right.names(known, **bound))
    if check.carried is None:
        return own
    carried = [name for _, name in check.carried.names((), **bound)]
    last = [(1, name) for name in known if name.partition("@")[0] in carried and "@" in name]
    return [*last, *own]


def _side(finding: Finding, value: Number | None, terms: Terms, language: str) -> str:
    """A side; of one with blank cells, what it comes to at least."""
    if finding.in_part and any(finding.operands.get(name) is None for _, name in terms):
        return say("findings.said.at_least", language, number=shown(value))
    return shown(value)


def _parts(finding: Finding, terms: Terms, language: str) -> str:
    """The figures other than 0 that make a sum, in brackets; empty where it is none of several."""
    listed = list(_each(finding, terms, language)) if len(terms) > 1 else []
    if not listed:
        return ""
    text = " ".join(listed[:_MOST_PARTS]).removeprefix("+ ")
    if len(listed) > _MOST_PARTS:
        text = say("findings.said.more_parts", language, parts=text)
    return say("findings.said.parts", language, parts=text)


def _each(finding: Finding, terms: Terms, language: str) -> Iterator[str]:
    check = checks()[finding.check]
    for sign, name in terms:
        if value := finding.operands.get(name):
            mark = "−" if sign < 0 else "+"
            yield f"{mark} {part_label(check, name, language)} {shown(value)}"


def _listed(finding: Finding, language: str) -> list[str]:
    """The figures concerned that are not 0."""
    check = checks()[finding.check]
    return [
        f"{part_label(check, name, language)} {shown(value)}"
        for name, value in finding.operands.items()
        if value
    ]


def _change(finding: Finding, language: str) -> str:
    """How the left side stands to the right: 降至 1/27, 增至约 9.4 倍."""
    this, last = finding.left, finding.right
    if this is None or not last:
        return ""
    if not this:
        return say("findings.change.to_nought", language)
    rises = abs(this) > abs(last)
    times = Fraction(str(this)) / Fraction(str(last))
    times = abs(times if rises else 1 / times)
    entry = "times" if rises else "part"
    if times.denominator != 1:
        entry += "_about"
    n = shown(round(float(times), 1) if rises and times < 10 else round(times))
    return say(f"findings.change.{entry}", language, n=n)
