"""A sentence walked word by word: each number, and each denial, with what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goidata.extraction.claims.applications import is_application
from goidata.extraction.claims.clauses import Clause, clauses
from goidata.extraction.claims.counting import meanings, respective, until_connector
from goidata.extraction.claims.denials import denied
from goidata.extraction.claims.phrases import (
    CHANNELS,
    DOCUMENTS,
    OBJECTS,
    PROCEEDINGS,
    Frame,
    Meaning,
    is_empty,
)
from goidata.extraction.claims.tokens import Token

_SINCE = frozenset(["以来", "至今"])  # after a year: what follows is of all years from it on
_MATTER = frozenset(["matter", "application"])


@dataclass(frozen=True, slots=True)
class Found:
    """A number or denial with its meaning: `at` is the plain index of the number, `start` and
    `end` those of its clause, `since` where the clause begins that names its object; `part` is
    where the mark stands that makes it a part of a whole (其中), None for no part;
    `topic` is the part of the section that its paragraph belongs to."""

    meaning: Meaning
    value: int | float
    approximate: bool
    at: int
    start: int
    end: int
    since: int
    part: int | None
    topic: str
    qualifier: str | None = None


def found_in(sentence: Sequence[Token], frame: Frame) -> Iterator[Found]:
    """Everything the sentence states; `frame` is what is known before it and is moved on."""
    for clause in clauses(sentence):
        yield from _clause(clause, frame)


@dataclass(slots=True)
class _Walk:
    """Where the walk through a clause is: the words since the last number, how many numbers came,
    and, where they are shared out (分别), the words before the first."""

    left: list[Token]
    count: int = 0
    shared: list[Token] | None = None
    taken: int = 0  # words of `left` that the number before has used (3 件予以公开、…)


def _clause(clause: Clause, frame: Frame) -> Iterator[Found]:
    kinds = frozenset(kind for word in clause.words for kind in word.kinds)
    frame.matter = frame.matter or not kinds.isdisjoint(_MATTER)
    frame.sorting = frame.sorting or "attribute" in kinds
    if not clause.counts:
        _open(clause, frame)
    walk = _Walk([])
    for index, item in enumerate(clause.items):
        if not isinstance(item, Token):
            yield from _bracket(item, frame)
        elif item.number and not _is_denied_one(item, walk.left):
            yield from _number(item, clause, index, walk, frame)
        else:
            word = item._replace(kinds=frozenset(["filler"])) if item.number else item
            _note(word, walk.left, clause, frame)
            walk.left.append(word)
    yield from _denial(walk.left, clause, frame)
    _forget_pair(walk.left, frame)
    frame.named |= kinds & CHANNELS


def _bracket(inside: Sequence[Clause], frame: Frame) -> Iterator[Found]:
    """A bracket may list parts; what follows it does not go on with them."""
    part = frame.part
    for clause in inside:
        yield from _clause(clause, frame)
    frame.part = part


def _number(item: Token, clause: Clause, index: int, walk: _Walk, frame: Frame) -> Iterator[Found]:
    number = item.number
    assert number is not None
    right, last = _right(clause.items[index + 1 :])
    if any("respectively" in word.kinds for word in walk.left):
        walk.shared = walk.left
    shared = walk.shared is not None
    words = respective(walk.shared or [], walk.count) if shared else walk.left[walk.taken :]
    found = meanings(words, number, right, last=last, frame=frame)
    for meaning in found:
        yield _found(meaning, clause, frame, item.start, number.value, near=number.approximate)
    _move_on(frame, found, walk.left)
    came_first = bool(found) and all(is_empty(word) for word in words)
    walk.taken = len(until_connector(right)) if came_first else 0
    walk.count += 1
    walk.left = []


def _denial(words: Sequence[Token], clause: Clause, frame: Frame) -> Iterator[Found]:
    for meaning in denied(words, frame):
        at = next(word.start for word in reversed(words) if "negation" in word.kinds)
        yield _found(meaning, clause, frame, at, 0, near=False)


def _found(
    meaning: Meaning, clause: Clause, frame: Frame, at: int, value: int | float, *, near: bool
) -> Found:
    span = (clause.start, clause.end, frame.since)
    return Found(meaning, value, near, at, *span, frame.part, frame.topic)


def _is_denied_one(word: Token, left: Sequence[Token]) -> bool:
    """未发生一起 …: the number belongs to the denial."""
    one = word.number is not None and word.number.value == 1
    return one and bool(left) and "negation" in left[-1].kinds


def _right(items: Sequence[Token | tuple[Clause, ...]]) -> tuple[list[Token], bool]:
    """The words up to the next number, and whether the clause ends before one comes."""
    words: list[Token] = []
    for item in items:
        if isinstance(item, Token):
            if item.number:
                return words, False
            words.append(item)
    return words, True


def _open(clause: Clause, frame: Frame) -> None:
    """A clause without a number may name the year, the way, or the field of what follows."""
    words = clause.words
    years = [word.year for word in words if word.year]
    if years and (words[-1].text in _SINCE or all(is_empty(word) for word in words)):
        frame.said_year = years[-1]
    channels = frozenset(kind for word in words for kind in word.kinds & CHANNELS)
    if channels and any("through" in word.kinds for word in words[:3]):
        frame.through = channels
    first = next((i for i, word in enumerate(words) if "focus" in word.kinds), len(words))
    if any("field" in word.kinds for word in words[first:]):
        frame.narrowed = True


def _note(word: Token, before: Sequence[Token], clause: Clause, frame: Frame) -> None:
    """Remembers what a word says for the clauses that follow."""
    if "part" in word.kinds:
        frame.part = word.start
    if not word.any(OBJECTS):
        return
    frame.since = clause.start
    if is_application(word, before, frame):
        frame.subject = "application"
    else:
        frame.subject = next(iter(sorted(word.kinds & OBJECTS - {"bare_application"})), "foreign")


def _move_on(frame: Frame, found: Sequence[Meaning], left: Sequence[Token]) -> None:
    """Remembers what the number was."""
    names = tuple(meaning.name for meaning in found)
    frame.last = names
    if names and frame.part is None:
        frame.last_whole = names
    documents = [name for name in names if name.split(".")[0] in DOCUMENTS]
    frame.status = _DEEDS.get(documents[-1].split(".")[1], "") if documents else ""
    frame.through = frozenset()
    if not found:
        _forget_pair(left, frame)


_DEEDS = {"issued": "issue", "repealed": "repeal", "in_force": "in_force"}


def _forget_pair(left: Sequence[Token], frame: Frame) -> None:
    """After 复议和诉讼 together nothing that follows is of one of them."""
    if len({kind for word in left for kind in word.kinds & PROCEEDINGS}) > 1:
        frame.subject = "proceedings"
