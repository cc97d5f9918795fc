"""Numbers that several things share, or that are shared out among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from goidata.extraction.claims.conditions import SORTS
from goidata.extraction.claims.framing import Meaning, meanings
from goidata.extraction.claims.phrases import (
    CHANNELS,
    OBJECTS,
    TAKEN,
    Counted,
    Discourse,
    nearest,
)
from goidata.extraction.claims.tokens import Token

_STILL_TRUE = frozenset(["carried_in", "carried_out"])  # of a year other than the report's
_LISTED = tuple(sort for sort in SORTS if sort != TAKEN)


def counted_as(counted: Counted, discourse: Discourse) -> tuple[Meaning, ...]:
    """What the number counts; of things named side by side, each, where the words say so."""
    shared = side_by_side(counted.left)
    if shared and _each_alike(counted):
        found = tuple(
            meaning
            for item in shared
            for meaning in meanings(_of(counted, item, shared), discourse)
        )
    else:
        found = tuple(meanings(counted, discourse))
    return tuple(_of_the_year(found, counted.left, discourse))


def _of_the_year(
    found: Iterable[Meaning], words: Sequence[Token], discourse: Discourse
) -> Iterator[Meaning]:
    """Without what the words count of another year."""
    another = _another_year(words, discourse)
    return (each for each in found if not another or each.name in _STILL_TRUE)


def _of(counted: Counted, item: Token, shared: Sequence[Token]) -> Counted:
    left = [word for word in counted.left if word is item or word not in shared]
    return replace(counted, left=left, right=(), last=True)


def _each_alike(counted: Counted) -> bool:
    """Whether the number is that of each thing named before it; none of all is none of each."""
    return counted.value == 0 or any("both" in word.kinds for word in counted.left)


def side_by_side(left: Sequence[Token]) -> list[Token]:
    """The things of one sort that stand together before the number."""
    kinds = frozenset().union(*[word.kinds for word in left])
    for sort in _LISTED:
        if kinds.isdisjoint(sort):
            continue
        found = [word for word in left if word.any(sort)]
        if len(found) > 1:
            return found
    return []


def respective(left: Sequence[Token], index: int) -> list[Token]:
    """The words before the `index`th of several numbers that are shared out (分别为 3 件、2 件)."""
    shared = side_by_side(left) or [word for word in left if word.any(CHANNELS)]
    if index >= len(shared):
        return []
    return [word for word in left if word is shared[index] or word not in shared]


def _another_year(left: Sequence[Token], discourse: Discourse) -> bool:
    """Whether the words or the clause before speak of another year than the report's, or of several
    years together."""
    years = {word.year for word in left if word.year}
    if len(years) > 1:
        return True
    said = next(iter(years), discourse.said_year)
    return bool(said and discourse.year and said != discourse.year)


def denied(words: Sequence[Token], discourse: Discourse) -> Iterator[tuple[Token, Meaning]]:
    """What a clause without a number says was none, with the word that denies it."""
    for said in _one_after_another(words):
        index = nearest(said, frozenset(["negation"]))
        if index < 0:
            continue
        counted = Counted(said[:index], said[index + 1 :], 0, "", last=True, denied=True)
        for meaning in _of_the_year(meanings(counted, discourse), words, discourse):
            yield said[index], meaning


def of_all(words: Sequence[Token], discourse: Discourse) -> Iterator[tuple[Token, Meaning]]:
    """What is said of all that was counted last, with the word that says so."""
    index = nearest(words, frozenset(["every"])) if discourse.taken else -1
    if index < 0:
        return
    counted = Counted(words[:index], words[index:], 0, "", last=True, every=True)
    for meaning in meanings(counted, discourse):
        yield words[index], meaning


def _one_after_another(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The denials that a clause lists (未收到…、未发生…), each with its words; the comma between
    them may be left out where the first has named what it denies."""
    begin = 0
    complete = False  # whether what is denied was named
    for index, (word, after) in enumerate(pairwise(words), 1):
        complete |= word.any(OBJECTS)
        if "connector" in word.kinds and "negation" in after.kinds:
            yield words[begin : index - 1]
            begin, complete = index, False
        elif complete and "denial" in after.kinds and _denies(words[begin:index]):
            yield words[begin:index]
            begin, complete = index, False
    yield words[begin:]


def _denies(words: Sequence[Token]) -> bool:
    return any("negation" in word.kinds for word in words)
