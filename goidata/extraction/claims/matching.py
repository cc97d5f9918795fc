"""Whether the words around a number stand as a saying of a frame has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goidata.extraction.claims.phrases import (
    CARRIED,
    DOCUMENTS,
    OBJECTS,
    OUTCOMES,
    TAKEN,
    is_empty,
)
from goidata.extraction.claims.tokens import Token
from goidata.form.frames import END, LOOSE_END, Frame, Saying, Slot

_ENDS_A_GAP = OUTCOMES | {"compare", "negation", "number"}
_GOES_ON = TAKEN | CARRIED | OUTCOMES
_NARROWS = frozenset(
    ["upheld", "corrected", "other_result", "pending", "unlisted", "litigation_part"]
)


@dataclass(frozen=True, slots=True)
class Match:
    """Which words fill the slots of a saying: `left` and `right` are indexes, nearest first."""

    saying: Saying
    left: tuple[int, ...]
    right: tuple[int, ...]
    words: tuple[Token, ...]  # those that fill the slots

    @property
    def first(self) -> int:
        """The index of the first word before the number that fills a slot; -1 for none."""
        return self.left[-1] if self.left else -1

    @property
    def gaps(self) -> frozenset[int]:
        """The indexes before the number of the words that a saying lets be any."""
        wide = [n for n, slot in enumerate(self.saying.left) if slot.wide and n < len(self.left)]
        return frozenset(i for n in wide for i in range(self.left[n] + 1, self.left[n - 1]))


def matches(
    frame: Frame, left: Sequence[Token], right: Sequence[Token], *, last: bool
) -> Iterator[Match]:
    """The sayings of `frame` that fit; `right` ends at the next comma (`last`) or number."""
    for saying in frame.say:
        before = _before(saying.left, left, frame)
        if before is None or (saying.alone and not _is_alone(left, before)):
            continue
        behind = _behind(saying, right, frame)
        if behind is None or not _ends(saying, right, behind, last=last):
            continue
        words = (*(left[i] for i in before), *(right[i] for i in behind))
        yield Match(saying, before, behind, words)


def _before(slots: Sequence[Slot], words: Sequence[Token], frame: Frame) -> tuple[int, ...] | None:
    found: list[int] = []
    index = len(words) - 1
    for slot in slots:
        at = index
        while at >= 0 and words[at].kinds.isdisjoint(slot.kinds):
            if not _passes(words[at], slot, frame):
                at = -1
            at -= 1
        if at >= 0:
            found.append(at)
            index = at - 1
        elif not slot.optional:
            return None
    return tuple(found)


def _behind(saying: Saying, words: Sequence[Token], frame: Frame) -> tuple[int, ...] | None:
    found: list[int] = []
    index = 0
    for slot in saying.right:
        at = index
        while at < len(words) and not words[at].any(slot.kinds):
            if not _passes_behind(words[at], slot, frame, denied=saying.denied):
                at = len(words)
            at += 1
        if at < len(words):
            found.append(at)
            index = at + 1
        elif not slot.optional:
            return None
    return tuple(found)


def _passes(word: Token, slot: Slot, frame: Frame) -> bool:
    """Whether the word may stand between a slot and its neighbour."""
    if slot.wide:
        if not slot.joined and "connector" in word.kinds:
            return False
        return not word.any(_ENDS_A_GAP) or "rate" in word.kinds
    return is_empty(word) or word.any(frame.skip)


def _passes_behind(word: Token, slot: Slot, frame: Frame, *, denied: bool) -> bool:
    """The same behind a number, where a connector begins the next thing (3 件和 …), or a denial."""
    if not slot.wide and not denied and "connector" in word.kinds:
        return False
    return "matter" in word.kinds or _passes(word, slot, frame)


def _is_alone(left: Sequence[Token], before: Sequence[int]) -> bool:
    return all(is_empty(word) for word in left[: before[-1] if before else len(left)])


def _ends(saying: Saying, right: Sequence[Token], behind: Sequence[int], *, last: bool) -> bool:
    """Whether what stands behind the last slot leaves the saying as it is."""
    rest = right[behind[-1] + 1 if behind else 0 :]
    if saying.end == END:
        return all(is_empty(word) for word in rest)
    if saying.end == LOOSE_END:
        return _leaves_whole(rest) and not _is_of_another(right, behind, rest)
    if not behind:
        return not is_strange(right)
    if not right[behind[-1]].any(OBJECTS):
        return True
    after = next((word for word in rest if _joins(word) or not is_empty(word)), None)
    return last if after is None else _joins(after) or after.any(_GOES_ON)


def _leaves_whole(rest: Sequence[Token]) -> bool:
    """Whether what follows a denied thing does not deny only some of it."""
    if any(word.any(_NARROWS) for word in rest):
        return False
    listed = next((i for i, word in enumerate(rest) if _joins(word)), len(rest))
    return all(is_empty(word) or word.any(OBJECTS) for word in rest[:listed])


def _is_of_another(right: Sequence[Token], behind: Sequence[int], rest: Sequence[Token]) -> bool:
    """Whether documents only tell of what the thing denied is (规范性文件政策解读)."""
    after = next((word for word in rest if not is_empty(word) or _joins(word)), None)
    named = bool(behind) and right[behind[-1]].any(DOCUMENTS)
    return named and after is not None and "foreign" in after.kinds


def is_strange(right: Sequence[Token]) -> bool:
    """Whether a noun that no frame expects stands right behind the unit."""
    for word in right:
        if _joins(word):
            return False
        if is_empty(word) or "matter" in word.kinds:
            continue
        return not word.kinds or word.any(OBJECTS | {"plain", "quoted", "sort"})
    return False


def _joins(word: Token) -> bool:
    return "connector" in word.kinds
