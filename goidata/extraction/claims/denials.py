"""Nothing happened: a denial (无, 未发生, 没有 …) read as the number 0."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.extraction.claims.applications import is_application
from goidata.extraction.claims.normative import named
from goidata.extraction.claims.phrases import (
    CHANNELS,
    DOCUMENTS,
    OBJECTS,
    OUTCOMES,
    PROCEEDINGS,
    STATUSES,
    TAKEN,
    Frame,
    Meaning,
    is_empty,
    nearest,
)
from goidata.extraction.claims.tokens import Token

_NEGATION = frozenset(["negation"])
_BARRED = frozenset(["condition", "compare", "scrutinise", "litigation_part", "past"]) | CHANNELS
_LIMITING = frozenset(["restrict", "means", "applicant", "topic"])
_SAYABLE = OBJECTS | TAKEN | STATUSES | OUTCOMES | {"carry_in", "carry_out", "matter"}


def denied(words: Sequence[Token], frame: Frame) -> tuple[Meaning, ...]:
    """What a clause without a number says was none.

    Every word behind the negation must be known and must not narrow it: 未发生行政复议被纠正
    denies no reconsideration.
    """
    at = nearest(words, _NEGATION)
    if at < 0 or any(word.any(_BARRED) for word in words):
        return ()
    behind = words[at + 1 :]
    said = behind if any(word.any(_SAYABLE) for word in behind) else _last_list(words[:at])
    if not all(is_empty(word) or word.any(_SAYABLE) for word in said):
        return ()
    if not said or any(word.any(_LIMITING) and not is_empty(word) for word in said):
        return ()
    return _nothing(said, frame)


def _last_list(words: Sequence[Token]) -> Sequence[Token]:
    """The words in front of the negation, where they end in what is denied (复议、诉讼均未发生)."""
    start = len(words)
    while start and (is_empty(words[start - 1]) or words[start - 1].any(_SAYABLE)):
        start -= 1
    return words[start:]


def _nothing(said: Sequence[Token], frame: Frame) -> tuple[Meaning, ...]:
    cases = [kind for word in said for kind in sorted(word.kinds & PROCEEDINGS)]
    if cases:
        return tuple(Meaning(kind) for kind in dict.fromkeys(cases))
    things = [word for word in said if word.any(DOCUMENTS)]
    if things:
        deeds = [word for word in said if word.any(STATUSES)]
        return tuple(named(thing, deed) for thing in things for deed in deeds)
    about = any(is_application(word, (), frame) for word in said)
    if not about and frame.subject != "application" and frame.topic != "applications":
        return ()
    return _no_applications(said, about)


def _no_applications(said: Sequence[Token], about: bool) -> tuple[Meaning, ...]:
    kinds = {kind for word in said for kind in word.kinds}
    for carried, name in (("carry_in", "carried_in"), ("carry_out", "carried_out")):
        if carried in kinds:
            return (Meaning(name),)
    if found := sorted(kinds & OUTCOMES):
        return tuple(Meaning(kind) for kind in found)
    if "receive" in kinds or (about and kinds.isdisjoint(TAKEN)):
        return (Meaning("received"),) if "foreign" not in kinds else ()
    return ()
