"""Counts of rules and normative documents: issued, repealed, in force."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.extraction.claims.phrases import (
    DISCLOSING,
    DOCUMENTS,
    OBJECTS,
    STATUSES,
    Frame,
    Meaning,
    Phrase,
    combined,
    is_empty,
    is_unknown,
    joined,
    nearest,
)
from goidata.extraction.claims.tokens import Token

_NAMES = {"in_force": "in_force", "repeal": "repealed", "clean": "repealed", "issue": "issued"}
_DISCLOSED = frozenset(["disclosed_items", "disclosed_items_other"])
_COUNTED = STATUSES | {"lapse"}
_DEEDS = STATUSES | DISCLOSING | {"move", "lapse"}


def counted(phrase: Phrase, frame: Frame) -> tuple[Meaning, ...]:
    """What the number counts, where the clause is about documents; else nothing."""
    head = phrase.words[phrase.head]
    if phrase.has("scrutinise"):
        return ()
    if head.any(DOCUMENTS):
        return _of_object(phrase, frame)
    if head.any(_COUNTED) and not phrase.strange:
        return _of_verb(phrase, frame)
    return ()


def named(document: Token | str, deed: Token | str) -> Meaning:
    """The claim for a document (rules or normative documents) and what was done with it."""
    kinds = document.kinds if isinstance(document, Token) else frozenset([document])
    deeds = deed.kinds if isinstance(deed, Token) else frozenset([deed])
    status = next((_NAMES[kind] for kind in _NAMES if kind in deeds), "lapsed")
    thing = "regulations" if "regulations" in kinds else "normative_documents"
    return Meaning(f"{thing}.{status}", word="clean" if "clean" in deeds else "")


def _of_object(phrase: Phrase, frame: Frame) -> tuple[Meaning, ...]:
    words, at = phrase.words, phrase.head
    if combined(words, at):
        return ()
    before = words[:at]
    deed = nearest(before, _DEEDS)
    if any(is_unknown(word) or word.any(OBJECTS) for word in before[deed + 1 :]):
        return ()
    if deed < 0:
        return _without_verb(words[at], before, frame)
    other = nearest(before[:deed], _DEEDS)
    if before[deed].any(_COUNTED) and not (other >= 0 and joined(before, other, deed)):
        return (named(words[at], before[deed]),)
    return ()


def _without_verb(document: Token, before: Sequence[Token], frame: Frame) -> tuple[Meaning, ...]:
    """A list goes on under the verb of its last item; a part of what was disclosed was issued."""
    if not all(is_empty(word) for word in before):
        return ()
    if frame.status:
        return (named(document, frame.status),)
    if frame.part is not None and not _DISCLOSED.isdisjoint(frame.last_whole):
        return (named(document, "issue"),)
    return ()


def _of_verb(phrase: Phrase, frame: Frame) -> tuple[Meaning, ...]:
    words, at = phrase.words, phrase.head
    own = nearest(words[:at], OBJECTS)
    between = words[own + 1 : at]
    if any(is_unknown(word) for word in (between if own >= 0 else words[:at])):
        return ()
    other = nearest(words[:at], _DEEDS)
    if other >= 0 and joined(words, other, at):
        return ()
    if own >= 0:
        about = words[own].any(DOCUMENTS) and not combined(words, own)
        return (named(words[own], words[at]),) if about else ()
    return (named(frame.subject, words[at]),) if frame.subject in DOCUMENTS else ()
