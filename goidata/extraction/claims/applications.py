"""Counts of applications: received, handled, carried over, and how they were decided."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.extraction.claims.phrases import (
    CARRIED,
    OBJECTS,
    OUTCOMES,
    TAKEN,
    UNITS_OF_ITEMS,
    Frame,
    Meaning,
    Phrase,
    is_empty,
    is_unknown,
    joined,
    nearest,
)
from goidata.extraction.claims.tokens import Token

_NAMES = {"receive": "received", "workload": "workload", "handle": "handled_total"}
_GRANTED = frozenset(["granted", "partly_granted"])
_ONWARD = frozenset(["carry_out", "carry"])  # handled next year, so not handled yet
_SETTING_APART = frozenset(["restrict", "applicant", "topic"])


def counted(phrase: Phrase, frame: Frame) -> tuple[Meaning, ...]:
    """What the number counts, where the clause is about applications; else nothing."""
    words, at = phrase.words, phrase.head
    head = words[at]
    if is_application(head, words[:at], frame):
        return _of_object(phrase, frame)
    if not about_applications(phrase, frame):
        return ()
    if head.any(OUTCOMES) or _grants(head, phrase):
        return () if frame.sorting else _of_outcome(phrase)
    if head.any(CARRIED) or (head.any(TAKEN) and nearest(words[:at], _ONWARD) >= 0):
        return carried(words, frame)
    if head.any(TAKEN) and not phrase.strange and not phrase.has("body"):
        return _of_verb(phrase, frame, at, own=nearest(phrase.left, OBJECTS) >= 0)
    return ()


def is_application(word: Token, before: Sequence[Token], frame: Frame) -> bool:
    """Whether `word` names applications for information; 申请 alone does so only in a sentence or
    paragraph about them, and not behind a word of its own (变更申请)."""
    if "application" in word.kinds:
        return True
    if "bare_application" not in word.kinds or (before and is_unknown(before[-1])):
        return False
    return frame.matter or frame.topic == "applications" or frame.subject == "application"


def about_applications(phrase: Phrase, frame: Frame) -> bool:
    """Whether a clause that leaves its object out speaks of applications."""
    own = nearest(phrase.left, OBJECTS)
    if own >= 0:
        return is_application(phrase.left[own], phrase.left[:own], frame)
    return frame.subject == "application" if frame.subject else frame.topic == "applications"


def carried(words: Sequence[Token], frame: Frame) -> tuple[Meaning, ...]:
    """Carried in or out, by the word itself or by the year beside it."""
    word = words[nearest(words, CARRIED)]
    if "carry" not in word.kinds:
        return (Meaning("carried_in" if "carry_in" in word.kinds else "carried_out", own=False),)
    years = [each.year for each in words if each.year]
    if years and frame.year and years[-1] != frame.year:
        return (Meaning("carried_in" if years[-1] < frame.year else "carried_out", own=False),)
    if "bare_carry" in word.kinds and not years and "handled_total" in frame.last_whole:
        return (Meaning("carried_out", own=False),)
    return ()


def decided(words: Sequence[Token]) -> tuple[Meaning, ...]:
    """The outcome that `words` name; of two only 予以公开及部分公开 is one claim."""
    kinds = {kind for word in words for kind in word.kinds & OUTCOMES}
    if any("bare_grant" in word.kinds for word in words):
        kinds.add("granted")
    if kinds == _GRANTED:
        return (Meaning("granted_and_partly", own=False),)
    return tuple(Meaning(kind, own=False) for kind in kinds) if len(kinds) == 1 else ()


def _grants(head: Token, phrase: Phrase) -> bool:
    return "bare_grant" in head.kinds and phrase.number.unit not in UNITS_OF_ITEMS


def _of_outcome(phrase: Phrase) -> tuple[Meaning, ...]:
    if phrase.unknown or _set_apart(phrase.left) or phrase.strange:
        return ()
    return decided(phrase.left)


def _of_object(phrase: Phrase, frame: Frame) -> tuple[Meaning, ...]:
    """The verb in front of the object decides; nothing else may stand between them."""
    before = phrase.words[: phrase.head]
    at = nearest(before, TAKEN | CARRIED | OUTCOMES | {"new"})
    if at < 0 or any(is_unknown(word) or word.any(OBJECTS) for word in before[at + 1 :]):
        return ()
    verb = before[at]
    if verb.any(OUTCOMES):
        return _of_outcome(phrase)
    if verb.any(CARRIED):
        taken = nearest(before[:at], TAKEN)
        if taken < 0 or ("receive" in before[taken].kinds and not joined(before, taken, at)):
            return carried(before, frame)
        return (Meaning("workload"),) if joined(before, taken, at) else ()
    return _of_verb(phrase, frame, at, own=True)


def _of_verb(phrase: Phrase, frame: Frame, at: int, *, own: bool) -> tuple[Meaning, ...]:
    """The number under a verb of receiving or handling, and under another joined to it."""
    words = phrase.words
    if _set_apart(phrase.left) or phrase.has("past", "carry_in"):
        return ()
    verbs = [words[at]]
    other = nearest(words[:at], TAKEN)
    if other >= 0 and joined(words, other, at):
        verbs.insert(0, words[other])
    return tuple(
        Meaning(_name(verb), own=own, word=verb.text) for verb in verbs if _counts(verb, frame)
    )


def _name(verb: Token) -> str:
    return next((_NAMES[kind] for kind in _NAMES if kind in verb.kinds), "received")


def _counts(verb: Token, frame: Frame) -> bool:
    """Among parts of a whole, only what is new, and what was handled of what came in."""
    if frame.part is None or "new" in verb.kinds:
        return True
    return "handle" in verb.kinds and not {"received", "workload"}.isdisjoint(frame.last_whole)


def _set_apart(words: Sequence[Token]) -> bool:
    """Whether a word limits the count to some applications: a kind of applicant, a single way."""
    ways = {word.text for word in words if "means" in word.kinds}
    return len(ways) == 1 or any(word.any(_SETTING_APART) and not is_empty(word) for word in words)
