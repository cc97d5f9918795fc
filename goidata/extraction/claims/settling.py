"""What the statements of one sentence, and then of one section, mean side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from goidata.extraction.claims.contrary import uncontradicted_by_words
from goidata.extraction.claims.headlines import (
    HEADLINE,
    OTHER,
    without_boards,
    without_columns,
    without_sorts,
)
from goidata.extraction.claims.items import counts_items
from goidata.extraction.claims.phrases import DOCUMENTS, OUTCOMES, PROCEEDINGS, Found
from goidata.extraction.claims.taking import taken_in
from goidata.extraction.claims.tokens import Token
from goidata.extraction.claims.trades import OWN_SITE
from goidata.form.wordings import wordings

_QUALIFIERS = {kind: words[0] for kind, words in wordings().qualifiers.items()}
_SORTED = OUTCOMES | {"granted_and_partly"}
_OF_APPLICATIONS = _SORTED | {"received", "workload", "handled_total", "carried_in", "carried_out"}
_ASIDE = ("made", "other_applications")  # counted only to tell others from them
_OF_CASES = ("filed", "last_year")
_WHOSE = ("addressed", "everybody", "one_office")
_TAKING = frozenset(["receive", "workload"])  # right behind 市政府: it came to the government


def settled(found: Sequence[Found], words: Sequence[Token]) -> list[Found]:
    """The statements of one sentence (`words`), each read in the light of the others.

    Every step looks over the sentence once, so that a page in one sentence costs no more than its
    length.
    """
    told = uncontradicted_by_words(found, words)
    whole = without_boards(without_columns(told, words), words)
    known = taken_in(without_sorts(whole, words), words)
    names = frozenset(each.name for each in known)
    fates = _fates(known)
    meant = [each for each in _of_one_year(known, words) if not _means_another(each, fates)]
    kept = _doubted(_uncontradicted(meant), names, words)
    first = _first_qualifiers(words)
    return [replace(each, qualifier=_qualifier(each, first)) for each in kept]


def _first_qualifiers(words: Sequence[Token]) -> dict[str, int]:
    """Where each word that qualifies cases stands first, the strongest first."""
    first: dict[str, int] = {}
    for kind in _OF_CASES:
        at = next((word.start for word in words if kind in word.kinds), None)
        if at is not None:
            first[kind] = at
    return first


def _qualifier(each: Found, first: Mapping[str, int]) -> str | None:
    """The word of the sentence that makes the number another count than the table's."""
    if "clean" in each.marks and each.name.endswith(".repealed"):
        return _QUALIFIERS["clean"]
    if each.name not in PROCEEDINGS:
        return None
    return next((_QUALIFIERS[kind] for kind, at in first.items() if at < each.end), None)


def _of_one_year(found: Sequence[Found], words: Sequence[Token]) -> Sequence[Found]:
    """Without the whole that holds all years, or what may not be disclosed, where the part is said
    that the year disclosed; and without several parts of one way none of which is the whole."""
    partly = {each.name for each in found if each.of_whole}
    if partly:
        partly |= {HEADLINE, OTHER} if HEADLINE in partly else set()
        return [each for each in found if each.of_whole or each.name not in partly]
    by_way = [each for each in found if each.name == HEADLINE]
    if len({each.value for each in by_way}) < 2:
        return found
    stock = sum("cumulative" in each.marks for each in by_way)
    if _adds_up(found, words):
        return found
    if 0 < stock < len(by_way):
        return [e for e in found if e.name != HEADLINE or "cumulative" not in e.marks]
    if len({(each.channel, each.weight) for each in by_way}) > 1:
        return found
    own = [each for each in by_way if OWN_SITE in each.marks]
    own = own or [each for each in by_way if "own_site" in each.marks]
    if len(own) != 1:
        return [each for each in found if each.name != HEADLINE]
    return [e if e.name != HEADLINE or e is own[0] else replace(e, name=OTHER) for e in found]


def _adds_up(found: Sequence[Found], words: Sequence[Token]) -> bool:
    """Whether the number called cumulative is that of all ways, or all items, that the sentence
    counts."""
    items = [each for each in found if each.name in (HEADLINE, OTHER)]
    whole = [each for each in items if "cumulative" in each.marks]
    parts = [each.value for each in items if "cumulative" not in each.marks]
    if len(whole) != 1 or len(parts) < 2:
        return False
    before = [
        w.number.value for w in words if w.number and w.start < whole[0].at and counts_items(w)
    ]
    return whole[0].value in (sum(parts), sum(before))


def _means_another(each: Found, fates: frozenset[tuple[str, bool]]) -> bool:
    """What is counted apart (失效); what became of documents says that 清理 was a review."""
    thing, _, status = each.name.partition(".")
    if each.name in _ASIDE or status == "lapsed":
        return True
    if status != "repealed" or "clean" not in each.marks:
        return False
    told = {(f"{thing}.{fate}", part) for fate in ("repealed", "lapsed") for part in (False, True)}
    kept = (f"{thing}.in_force", True)
    return not told.isdisjoint(fates) or (kept in fates and each.part is None)


def _fates(found: Sequence[Found]) -> frozenset[tuple[str, bool]]:
    """What the sentence says became of documents, and whether that is a part of the whole."""
    return frozenset(
        (each.name, each.part is not None) for each in found if "clean" not in each.marks
    )


def _uncontradicted(found: Sequence[Found]) -> list[Found]:
    """Without what the sentence gives two numbers for: then one is a part of the other, or each is
    of another body; only a single whole is kept, and what the tables are to confirm, which speaks
    against nothing."""
    every: dict[str, set[int | float]] = {}
    whole: dict[str, set[int | float]] = {}
    for each in found:
        if each.confirmed:
            continue
        every.setdefault(each.name, set()).add(each.value)
        if each.part is None:
            whole.setdefault(each.name, set()).add(each.value)
    return [
        each
        for each in found
        if each.name.startswith(HEADLINE)
        or each.confirmed
        or len(every[each.name]) == 1
        or (each.part is None and len(whole[each.name]) == 1)
    ]


def _doubted(found: Sequence[Found], names: frozenset[str], words: Sequence[Token]) -> list[Found]:
    """The statements with the reasons why a difference from the table would prove nothing."""
    named = any("in_name" in word.kinds for word in words)
    otherwise = _sorts_otherwise(found, words)
    withdrawn = any("withdrawn" in word.kinds for word in words)
    whose = _whose(words)
    doubted: list[Found] = []
    for each in found:
        thing, _, status = each.name.partition(".")
        doubt = each.doubt
        if each.name in _SORTED and otherwise:
            doubt = "sorted_otherwise"
        elif thing in DOCUMENTS and named:
            doubt = "named_body"
        elif each.name == "handled_total" and withdrawn:
            doubt = "sorted_otherwise"
        elif status == "repealed" and f"{thing}.lapsed" in names:
            doubt = "lapsed"
        elif not doubt and not thing.startswith(HEADLINE):
            doubt = whose or ("worked_on" if "work_on" in each.marks else "")
        doubted.append(replace(each, doubt=doubt) if doubt != each.doubt else each)
    return doubted


def _whose(words: Sequence[Token]) -> str:
    """Whether the sentence names one office, or all bodies of a place, as those it speaks of; it
    depends on the report whether that is who reports."""
    if any("government_itself" in who.kinds and does.any(_TAKING) for who, does in pairwise(words)):
        return "addressed"
    kinds = frozenset().union(*[word.kinds for word in words])
    return next((kind for kind in _WHOSE if kind in kinds), "")


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
        and word.number.unit in wordings().numbers["units_of_applications"]
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
