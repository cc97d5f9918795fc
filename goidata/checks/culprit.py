"""Which cell is at fault where sums fail, as far as the failures themselves tell.

A fault of one cell shifts every sum that the cell is part of by the same amount. A cell is pointed
at where all sums that it is part of fail by exactly that amount, and no other cell explains any of
these failures; else it is said that it cannot be told. Nothing is ever corrected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from goidata.checks.finding import Finding, Hint, Number, Outcome
from goidata.checks.plan import Identity, Terms, plan
from goidata.extraction.report import Report, State

MANY = 0.4  # of all sums of one check: so many failures look like our reading
FEWEST_MANY = 4
MOST_RELATED = 4

Key = tuple[str, str | None]  # check, subject


def explained(findings: Sequence[Finding], report: Report) -> tuple[Finding, ...]:
    """The findings with hints on those that fail, the checks that hold beside them, and which of
    them follow from others."""
    sums = {(each.check.id, each.subject): each for each in plan(tuple(report.figures)).identities}
    failing = [each for each in findings if each.outcome is Outcome.FAILS]
    if not failing:
        return tuple(findings)
    # By how much a sum fails is not known where cells of it are blank.
    wrong = {key(each): each for each in failing if key(each) in sums and not each.in_part}
    hints = _hints(wrong, findings, sums, report)
    hints |= {key(each): Hint("unknown") for each in failing if key(each) in sums and each.in_part}
    holding = [each for each in findings if each.outcome is Outcome.HOLDS and key(each) in sums]
    return tuple(
        _told(each, hints, holding) if each.outcome is Outcome.FAILS else each for each in findings
    )


def key(finding: Finding) -> Key:
    return finding.check, finding.subject


def _told(finding: Finding, hints: Mapping[Key, Hint], holding: Iterable[Finding]) -> Finding:
    hint = hints.get(key(finding), finding.hint)
    related = [
        f"{other.check}:{other.subject}"
        for other in holding
        if any(name in other.operands for name in finding.operands)
    ]
    follows = None
    if finding.claim and not hint:
        hint, follows = _on_words(finding, hints, bool(related))
    elif hint and hint.figure:
        first = next(other for other, hinted in hints.items() if hinted == hint)
        follows = first[0] if first != key(finding) else None
    return replace(finding, hint=hint, related=tuple(related[:MOST_RELATED]), follows=follows)


def _on_words(
    finding: Finding, hints: Mapping[Key, Hint], supported: bool
) -> tuple[Hint | None, str | None]:
    """Words and table differ: where the table's own figure is suspected for another reason, the
    failure follows from that; where its sums hold, the words are."""
    for (check, _), hint in hints.items():
        if hint.figure and hint.figure in finding.operands:
            return replace(hint, kind="follows"), check
    return (Hint("words"), None) if supported else (Hint("unknown"), None)


def _hints(
    wrong: Mapping[Key, Finding],
    findings: Sequence[Finding],
    sums: Mapping[Key, Identity],
    report: Report,
) -> dict[Key, Hint]:
    hints: dict[Key, Hint] = {}
    misread = _looks_misread(wrong, sums)
    for (figure, value), keys in _pointed(wrong, findings, sums, report):
        hint = _pointing(figure, value, report)
        hints.update(dict.fromkeys(keys, hint))
    for each, finding in wrong.items():
        if each in hints:
            continue
        if each[0] in misread:
            hints[each] = Hint("reading")
        else:
            hints[each] = _by_words(finding, findings) or _split(finding, sums[each], report)
    return hints


def _looks_misread(wrong: Iterable[Key], sums: Iterable[Key]) -> set[str]:
    """The checks of which so many fail that our reading is suspected before the report."""
    failing, asked = Counter(check for check, _ in wrong), Counter(check for check, _ in sums)
    return {
        check
        for check, count in failing.items()
        if count >= FEWEST_MANY and count >= MANY * asked[check]
    }


def _pointed(
    wrong: Mapping[Key, Finding],
    findings: Sequence[Finding],
    sums: Mapping[Key, Identity],
    report: Report,
) -> Iterator[tuple[tuple[str, Number], list[Key]]]:
    """Each cell that alone explains the failures it is part of, with the value that would make all
    of them hold."""
    decided = {
        key(each)
        for each in findings
        if each.outcome is not Outcome.UNDETERMINED and not each.in_part
    }
    effects = _effects(sums, decided)
    suspects: dict[str, tuple[Number, list[Key]]] = {}
    for figure, effect in effects.items():
        shift = _shift(effect, wrong)
        value = report.figures[figure].value
        if shift and value is not None and value - shift >= 0 and len(effect) > 1:
            suspects[figure] = (value - shift, list(effect))
    claimed = Counter(each for _, keys in suspects.values() for each in keys)
    for figure, (value, keys) in suspects.items():
        if all(claimed[each] == 1 for each in keys):
            yield (figure, value), sorted(keys, key=list(sums).index)


def _effects(sums: Mapping[Key, Identity], decided: set[Key]) -> dict[str, dict[Key, int]]:
    """For each figure, the decided sums it is part of, and how one more in it shifts their
    difference (left minus right)."""
    effects: dict[str, dict[Key, int]] = {}
    for each, identity in sums.items():
        if each not in decided:
            continue
        for sign, terms in ((1, identity.left), (-1, identity.right)):
            for own, name in terms:
                effects.setdefault(name, {})[each] = sign * own
    return effects


def _shift(effect: Mapping[Key, int], wrong: Mapping[Key, Finding]) -> Number | None:
    """By how much a figure is too great if all the sums it is part of fail because of it."""
    shifts = set()
    for each, sign in effect.items():
        finding = wrong.get(each)
        if finding is None or finding.difference is None:
            return None
        shifts.add(sign * finding.difference)
    return shifts.pop() if len(shifts) == 1 else None


def _pointing(figure: str, value: Number, report: Report) -> Hint:
    printed = report.figures[figure].value
    assert printed is not None
    if report.figures[figure].state is State.NUMBER and _transposed(printed, value):
        return Hint("transposed", figure, value)
    return Hint("cell", figure, value)


def _transposed(printed: Number, meant: Number) -> bool:
    """Whether two neighbouring digits changed places; the difference is then divisible by 9."""
    one, other = str(printed), str(meant)
    if len(one) != len(other) or (int(printed) - int(meant)) % 9:
        return False
    differing = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return (
        len(differing) == 2
        and differing[1] == differing[0] + 1
        and one[differing[0]] == other[differing[1]]
        and one[differing[1]] == other[differing[0]]
    )


def _by_words(finding: Finding, findings: Sequence[Finding]) -> Hint | None:
    """A failing sum of one block, where the narrative states the total: the side that it agrees
    with stands, and if that is the sum of the parts, the printed total is at fault."""
    if finding.left is None or finding.right is None:
        return None
    total = next(iter(finding.operands))
    for other in findings:
        claim = other.claim
        if claim is None or claim.approximate or claim.qualifier:
            continue
        if list(other.operands) == [total] and claim.value == finding.right:
            return Hint("cell", total, finding.right)
    return None


def _split(finding: Finding, identity: Identity, report: Report) -> Hint:
    """Two neighbouring cells of one digit that together make up what is lacking."""
    cells = [(name, report.figures[name].value) for _, name in _parts(identity.right)]
    for (name, first), (_, second) in pairwise(cells):
        if not first or second is None or finding.difference is None:
            continue
        if 0 < first < 10 and 0 <= second < 10 and finding.difference == 9 * first:
            return Hint("split", name, 10 * int(first) + int(second))
    return Hint("unknown")


def _parts(terms: Terms) -> Terms:
    return tuple((sign, name) for sign, name in terms if sign > 0)
