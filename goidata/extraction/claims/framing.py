"""What one number of a clause counts: the frames asked one after another, and what forbids them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from goidata.extraction.claims.conditions import SORTS, Condition, conditions_of
from goidata.extraction.claims.headlines import HEADLINE, OTHER, disclosed, year_marks
from goidata.extraction.claims.matching import Match, matches
from goidata.extraction.claims.phrases import Counted, Discourse, Kinds
from goidata.extraction.claims.tokens import Token
from goidata.form.frames import Frame, Saying, frames

_MARKS = frozenset(["clean", "work_on"])


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a number is said to be, the frame that says so, and the words that bear on it."""

    name: str
    frame: Frame
    match: Match
    channel: str | None
    marks: Kinds


def meanings(counted: Counted, discourse: Discourse) -> Iterator[Meaning]:
    """What is counted, each claim once: by the first frame of each that fits and is not barred."""
    seen: set[str] = set()
    for frame, conditions in _candidates(counted):
        found = _first_that_holds(frame, conditions, counted, discourse)
        if found is None:
            continue
        for meaning in _named(frame, found, counted, discourse):
            root = meaning.name.removesuffix("_other")
            if root not in seen:
                seen.add(root)
                yield meaning


def _first_that_holds(
    frame: Frame, conditions: Sequence[Condition], counted: Counted, discourse: Discourse
) -> Match | None:
    for found in matches(frame, counted.left, counted.right, last=counted.last):
        if _sort(found.saying) == _sort(counted) and all(
            holds(frame, found, counted, discourse) for holds in conditions
        ):
            return found
    return None


def _sort(said: Saying | Counted) -> tuple[bool, bool]:
    """Whether something is denied, or said of all that was counted; neither of a number."""
    return said.denied, said.every


Asked = tuple[Frame, tuple[Condition, ...]]  # a frame with what may forbid it


def _candidates(counted: Counted) -> tuple[Asked, ...]:
    """The frames whose words stand around the number at all, in declared order."""
    kinds = frozenset().union(*[w.kinds for w in counted.left], *[w.kinds for w in counted.right])
    return _fitting(kinds & _slot_kinds(), _sort(counted))


@lru_cache(maxsize=4096)  # the same words stand around numbers again and again
def _fitting(kinds: Kinds, sort: tuple[bool, bool]) -> tuple[Asked, ...]:
    return tuple(
        asked
        for needed, asked in _by_need(sort)
        if any(all(not each.isdisjoint(kinds) for each in say) for say in needed)
    )


@cache
def _slot_kinds() -> Kinds:
    slots = (slot for f in frames().frames for say in f.say for slot in (*say.left, *say.right))
    return frozenset().union(*[slot.kinds for slot in slots])


@cache
def _by_need(sort: tuple[bool, bool]) -> tuple[tuple[tuple[tuple[Kinds, ...], ...], Asked], ...]:
    """Each frame with what words each of its sayings needs."""
    found = []
    for frame in frames().frames:
        said = [say for say in frame.say if _sort(say) == sort]
        needed = tuple(
            tuple(slot.kinds for slot in (*say.left, *say.right) if not slot.optional)
            for say in said
        )
        if needed:
            found.append((needed, (frame, conditions_of(frame))))
    return tuple(found)


def _named(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> Iterator[Meaning]:
    marks = frozenset(kind for word in found.words for kind in word.kinds & _MARKS)
    if frame.claim.startswith(HEADLINE):
        left = [word for i, word in enumerate(counted.left) if i not in found.gaps]
        name, channel = disclosed(frame, left, discourse)
        name = OTHER if frame.claim == OTHER else name
        yield Meaning(name, frame, found, channel, marks | year_marks(counted.left, discourse))
        return
    words = _all_alike(frame, found, counted) if frame.all else found.words
    for name in dict.fromkeys(_filled(frame.claim, words, discourse, each=frame.all)):
        yield Meaning(name, frame, found, None, marks)


def _all_alike(frame: Frame, found: Match, counted: Counted) -> Sequence[Token]:
    """The word that fills the slot and those of its sort beside it."""
    sort = next(sort for sort in SORTS if any(word.any(sort) for word in found.words))
    listed = [word for word in counted.right if word.any(sort)]
    if not found.right:
        listed = [word for word in counted.left if word.any(sort)]
    return listed


def _filled(
    claim: str, words: Sequence[Token], discourse: Discourse, *, each: bool
) -> Iterator[str]:
    """The claim's name with the kinds of the words that it leaves open."""
    if "{" not in claim:
        yield claim
        return
    if each:
        for word in words:
            yield from _filled(claim, [word], discourse, each=False)
        return
    values = {"status": discourse.status}
    for group, kinds in frames().groups.items():
        if f"{{{group}}}" in claim:
            kind = next((k for word in words for k in sorted(word.kinds & kinds)), "")
            kind = kind or (discourse.subject if discourse.subject in kinds else "")
            values[group] = frames().names.get(kind, kind)
    yield claim.format(**values)
