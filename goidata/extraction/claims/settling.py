"""What the statements of one sentence, and then of one section, mean side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goidata.extraction.claims.phrases import OUTCOMES, PROCEEDINGS
from goidata.extraction.claims.reader import Found
from goidata.extraction.claims.tokens import Token
from goidata.form.wordings import wordings

_QUALIFIERS = {kind: words[0] for kind, words in wordings().qualifiers.items()}
_OF_APPLICATIONS = OUTCOMES | {
    *("received", "workload", "handled_total", "carried_in", "carried_out", "granted_and_partly")
}
_TAKEN_IN = ("received", "workload")


def settled(found: Sequence[Found], words: Sequence[Token]) -> list[Found]:
    """The statements of one sentence (`words`), each read in the light of the others."""
    known = [_taken_in(each, index, found, words) for index, each in enumerate(found)]
    meant = [each for each in known if not _means_another(each, known)]
    kept = [each for each in meant if not _contradicted(each, meant)]
    return [replace(each, qualifier=_qualifier(each, words)) for each in kept]


def _qualifier(each: Found, words: Sequence[Token]) -> str | None:
    """The word of the sentence that makes the number another count than the table's."""
    if each.meaning.word == "clean":
        return _QUALIFIERS["clean"]
    if each.meaning.name not in PROCEEDINGS:
        return None
    said = {kind for word in words if word.start < each.end for kind in word.kinds}
    return next((_QUALIFIERS[kind] for kind in ("filed", "last_year") if kind in said), None)


def _taken_in(each: Found, index: int, found: Sequence[Found], words: Sequence[Token]) -> Found:
    """收到 N 件（含上年结转 M 件）is the workload; 受理 N 件, 上年结转 M 件 beside it is not."""
    if each.meaning.name not in _TAKEN_IN:
        return each
    after = found[index + 1 :]
    carried = next((other for other in after if other.meaning.name == "carried_in"), None)
    if carried is None:
        before = any(other.meaning.name == "carried_in" for other in found[:index])
        return _named(each, "received") if before else each
    until = found[: found.index(carried)]
    whole = next((other for other in reversed(until) if other.part is None), None)
    inside = whole is each and _listed_first(carried, until, words)
    return _named(each, "workload" if inside else "received")


def _listed_first(carried: Found, before: Sequence[Found], words: Sequence[Token]) -> bool:
    """Whether nothing is listed between the mark (含, 其中) and it but what was newly received."""
    if carried.part is None:
        return False
    listed = [word for word in words if word.number and carried.part < word.start < carried.at]
    new = {each.at for each in before if each.meaning.name == "received"}
    return all(word.start in new for word in listed)


def _named(each: Found, name: str) -> Found:
    return replace(each, meaning=replace(each.meaning, name=name))


def _means_another(each: Found, found: Sequence[Found]) -> bool:
    """失效 counted beside 废止 makes 废止 a part of what the form counts; what became of documents
    says that 清理 was only a review."""
    thing, _, status = each.meaning.name.partition(".")
    if status == "lapsed":
        return True
    if status != "repealed":
        return False
    others = [other for other in found if other is not each and other.meaning.word != "clean"]
    lapsed = any(other.meaning.name == f"{thing}.lapsed" for other in others)
    if each.meaning.word != "clean" or each.part is not None:
        return lapsed
    kept = any(o.meaning.name == f"{thing}.in_force" and o.part is not None for o in others)
    return lapsed or kept or any(o.meaning.name == f"{thing}.repealed" for o in others)


def _contradicted(each: Found, found: Sequence[Found]) -> bool:
    """Whether the sentence gives another number for the same: then one is a part of the other, or
    each is of another body; only a single whole is kept."""
    same = [other for other in found if other.meaning.name == each.meaning.name]
    if each.meaning.name.startswith("disclosed_items") or len({o.value for o in same}) == 1:
        return False
    whole = {other.value for other in same if other.part is None}
    return each.part is not None or len(whole) > 1


def in_own_paragraph(found: Sequence[Found]) -> list[Found]:
    """Without what other paragraphs say of applications, where the paragraph on applications gives
    another number: a counter's, a platform's or a body's share."""
    own = {each.meaning.name for each in found if each.topic == "applications"}
    values = {
        (each.meaning.name, each.value) for each in found if each.topic in ("applications", "")
    }
    return [
        each
        for each in found
        if each.topic in ("applications", "")
        or each.meaning.name not in own & _OF_APPLICATIONS
        or (each.meaning.name, each.value) in values
    ]


def with_one_headline(found: Sequence[Found]) -> list[Found]:
    """At most one headline of items disclosed: what is said most plainly, all channels before the
    portal unless the portal's number is greater. A further channel beside it is kept as such."""
    candidates = [each for each in found if each.meaning.name == "disclosed_items"]
    if not candidates:
        return list(found)
    headline = max(candidates, key=lambda each: (each.meaning.weight, _rank(each, candidates)))
    kept: list[Found] = []
    for each in found:
        if each.meaning.name != "disclosed_items" or each.value == headline.value:
            kept.append(each)
        elif headline.meaning.channel == "total" and each.meaning.channel == "website":
            kept.append(_named(each, "disclosed_items_other"))
    return kept


def _rank(each: Found, candidates: Sequence[Found]) -> float:
    """All channels rank first, except where the portal alone states more."""
    portal = max((c.value for c in candidates if c.meaning.channel == "website"), default=0)
    return 1 if each.meaning.channel == "total" and each.value >= portal else 0
