"""Counts of reconsideration and litigation: how many cases, and with what result."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.extraction.claims.phrases import (
    OBJECTS,
    PROCEEDINGS,
    RESULTS,
    Frame,
    Meaning,
    Phrase,
    combined,
    is_unknown,
    nearest,
)
from goidata.extraction.claims.tokens import Token

_NAMES = {"other_result": "other"}


def counted(phrase: Phrase, frame: Frame) -> tuple[Meaning, ...]:
    """What the number counts, where the clause is about proceedings; else nothing."""
    words, at = phrase.words, phrase.head
    if phrase.has("unlisted") or not (is_matter(frame) or phrase.number.value == 0):
        return ()
    if words[at].any(RESULTS) and not phrase.strange:
        return _of_result(phrase, frame)
    if not words[at].any(PROCEEDINGS) or combined(words, at):
        return ()
    result = nearest(words[:at], RESULTS)
    if result < 0:
        return () if phrase.has("past") else (Meaning(_kind(words[at])),)
    if any(is_unknown(word) for word in words[result:at]):
        return ()
    return resulting(words[result : result + 1], _kind(words[at]))


def is_matter(frame: Frame) -> bool:
    """Whether the cases are about the disclosure of information, not of any kind."""
    return frame.matter or "applications" in (frame.topic, f"{frame.subject}s")


def resulting(words: Sequence[Token], subject: str) -> tuple[Meaning, ...]:
    """The result that `words` name, of the kind of proceedings `subject`."""
    kinds = {kind for word in words for kind in word.kinds & RESULTS}
    if subject not in PROCEEDINGS or len(kinds) != 1:
        return ()
    kind = kinds.pop()
    return (Meaning(f"{subject}.{_NAMES.get(kind, kind)}", own=False),)


def _of_result(phrase: Phrase, frame: Frame) -> tuple[Meaning, ...]:
    own = nearest(phrase.left, OBJECTS)
    if any(is_unknown(word) for word in phrase.left[own + 1 :]):
        return ()
    if own < 0:
        return resulting(phrase.left, frame.subject)
    if not phrase.left[own].any(PROCEEDINGS) or combined(phrase.left, own):
        return ()
    return resulting(phrase.left, _kind(phrase.left[own]))


def _kind(word: Token) -> str:
    return "review" if "review" in word.kinds else "litigation"
