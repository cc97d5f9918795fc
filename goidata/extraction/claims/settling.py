"""What the statements of one sentence, and then of one section, mean side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goidata.extraction.claims.headlines import HEADLINE, OTHER
from goidata.extraction.claims.phrases import DOCUMENTS, OUTCOMES, PROCEEDINGS, Found
from goidata.extraction.claims.tokens import Token
from goidata.form.wordings import wordings

_QUALIFIERS = {kind: words[0] for kind, words in wordings().qualifiers.items()}
_SORTED = OUTCOMES | {"granted_and_partly"}
_OF_APPLICATIONS = _SORTED | {"received", "workload", "handled_total", "carried_in", "carried_out"}
_TAKEN_IN = ("received", "workload")
_UNITS_OF_APPLICATIONS = frozenset(["件", "件次", "宗", "份", "起"])


def settled(found: Sequence[Found], words: Sequence[Token]) -> list[Found]:
    """The statements of one sentence (`words`), each read in the light of the others."""
    known = [_taken_in(each, index, found, words) for index, each in enumerate(found)]
    meant = [each for each in _of_one_year(known) if not _means_another(each, known)]
    kept = [each for each in meant if not _contradicted(each, meant)]
    kept = _doubted(kept, known, words)
    return [replace(each, qualifier=_qualifier(each, words)) for each in kept]


def _qualifier(each: Found, words: Sequence[Token]) -> str | None:
    """The word of the sentence that makes the number another count than the table's."""
    if "clean" in each.marks and each.name.endswith(".repealed"):
        return _QUALIFIERS["clean"]
    if each.name not in PROCEEDINGS:
        return None
    said = {kind for word in words if word.start < each.end for kind in word.kinds}
    return next((_QUALIFIERS[kind] for kind in ("filed", "last_year") if kind in said), None)


def _taken_in(each: Found, index: int, found: Sequence[Found], words: Sequence[Token]) -> Found:
    """收到 N 件（含上年结转 M 件）is the workload; 受理 N 件, 上年结转 M 件 beside it is not."""
    if each.name not in _TAKEN_IN:
        return each
    after = found[index + 1 :]
    carried = next((other for other in after if other.name == "carried_in"), None)
    if carried is None:
        before = any(other.name == "carried_in" for other in found[:index])
        return replace(each, name="received") if before else each
    until = found[: found.index(carried)]
    whole = next((other for other in reversed(until) if other.part is None), None)
    inside = whole is each and _listed_first(carried, until, words)
    return replace(each, name="workload" if inside else "received")


def _listed_first(carried: Found, before: Sequence[Found], words: Sequence[Token]) -> bool:
    """Whether nothing is listed between the mark (含, 其中) and it but what was newly received."""
    if carried.part is None:
        return False
    listed = [word for word in words if word.number and carried.part < word.start < carried.at]
    new = {each.at for each in before if each.name == "received"}
    return all(word.start in new for word in listed)


def _of_one_year(found: Sequence[Found]) -> Sequence[Found]:
    """Without the whole that holds all years, or what may not be disclosed, where the part is said
    that the year disclosed; and without several parts of one way none of which is the whole."""
    items = [each for each in found if each.name in (HEADLINE, OTHER)]
    parts = [each for each in items if each.name == HEADLINE and each.part is not None]
    if parts:
        return [each for each in found if each not in items or each.part is not None]
    by_way = [each for each in items if each.name == HEADLINE]
    alike = {(each.channel, each.weight) for each in by_way}
    if len({each.value for each in by_way}) > 1 and len(alike) == 1:
        return [each for each in found if each not in by_way]
    return found


def _means_another(each: Found, found: Sequence[Found]) -> bool:
    """失效 is counted apart; what became of documents says that 清理 was only a review."""
    thing, _, status = each.name.partition(".")
    if status == "lapsed":
        return True
    if status != "repealed" or "clean" not in each.marks:
        return False
    others = [other for other in found if other is not each and other.name.startswith(thing)]
    if any(other.name.endswith((".lapsed", ".repealed")) for other in others):
        return True
    kept = any(o.name.endswith(".in_force") and o.part is not None for o in others)
    return kept and each.part is None


def _contradicted(each: Found, found: Sequence[Found]) -> bool:
    """Whether the sentence gives another number for the same: then one is a part of the other, or
    each is of another body; only a single whole is kept."""
    same = [other for other in found if other.name == each.name]
    if each.name.startswith(HEADLINE) or len({o.value for o in same}) == 1:
        return False
    whole = {other.value for other in same if other.part is None}
    return each.part is not None or len(whole) > 1


def _doubted(
    found: Sequence[Found], said: Sequence[Found], words: Sequence[Token]
) -> list[Found]:
    """The statements with the reasons why a difference from the table would prove nothing."""
    named = any("in_name" in word.kinds for word in words)
    otherwise = _sorts_otherwise(found, words)
    doubted: list[Found] = []
    for each in found:
        thing = each.name.partition(".")[0]
        doubt = each.doubt
        if each.name in _SORTED and otherwise:
            doubt = "sorted_otherwise"
        elif thing in DOCUMENTS and named:
            doubt = "named_body"
        elif each.name.endswith(".repealed") and _lapsed(thing, said):
            doubt = "lapsed"
        doubted.append(replace(each, doubt=doubt))
    return doubted


def _lapsed(thing: str, said: Sequence[Found]) -> bool:
    return any(other.name == f"{thing}.lapsed" for other in said)


def _sorts_otherwise(found: Sequence[Found], words: Sequence[Token]) -> bool:
    """Whether the sentence names outcomes that the form does not know, among those it does: they
    add up to less than was handled, or a number beside them is of something else."""
    outcomes = [each for each in found if each.name in _SORTED]
    if not outcomes:
        return False
    handled = [each.value for each in found if each.name == "handled_total"]
    if handled and sum(each.value for each in outcomes) == handled[0]:
        return False
    known = {each.at for each in found}
    begin = outcomes[0].at
    return any(
        word.number is not None
        and word.number.unit in _UNITS_OF_APPLICATIONS
        and word.start > begin
        and word.start not in known
        for word in words
    )


def in_own_paragraph(found: Sequence[Found]) -> list[Found]:
    """Without what other paragraphs say of applications, where the paragraph on applications gives
    another number: a counter's, a platform's or a body's share."""
    own = {each.name for each in found if each.topic == "applications"}
    values = {(each.name, each.value) for each in found if each.topic in ("applications", "")}
    return [
        each
        for each in found
        if each.topic in ("applications", "")
        or each.name not in own & _OF_APPLICATIONS
        or (each.name, each.value) in values
    ]
