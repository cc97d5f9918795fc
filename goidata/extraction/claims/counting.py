"""What a number counts: the rules for each thing counted, and the forms that share numbers out."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.extraction.claims import applications, disclosure, normative, proceedings
from goidata.extraction.claims.numerals import Number
from goidata.extraction.claims.phrases import (
    CARRIED,
    DOCUMENTS,
    OBJECTS,
    OUTCOMES,
    PROCEEDINGS,
    RESULTS,
    STATUSES,
    TAKEN,
    Frame,
    Meaning,
    Phrase,
    is_empty,
    is_undone,
    is_unknown,
)
from goidata.extraction.claims.tokens import Token

_RULES = (applications.counted, normative.counted, proceedings.counted, disclosure.counted)
_SHARING = (DOCUMENTS, PROCEEDINGS, OUTCOMES, RESULTS, STATUSES)
_STILL_TRUE = frozenset(["carried_in", "carried_out"])  # of a year other than the report's


def meanings(
    left: Sequence[Token], number: Number, right: Sequence[Token], *, last: bool, frame: Frame
) -> tuple[Meaning, ...]:
    """What the number between `left` and `right` counts; nothing where it is not certain.

    `right` ends at the next comma (`last`) or number of the clause.
    """
    shared = _shared(left)
    if shared and _each_alike(left, number):
        parts = [[word for word in left if word is item or word not in shared] for item in shared]
        found = tuple(each for part in parts for each in _counted(part, number, (), True, frame))
    else:
        found = _counted(left, number, right, last, frame)
    if _another_year(left, frame):
        return tuple(each for each in found if each.name in _STILL_TRUE)
    return found


def _each_alike(left: Sequence[Token], number: Number) -> bool:
    """Whether the number is that of each thing named before it; none of all is none of each."""
    return number.value == 0 or any("both" in word.kinds for word in left)


def respective(left: Sequence[Token], index: int) -> list[Token]:
    """The words before the `index`th of several numbers that are shared out (分别为 3 件、2 件)."""
    shared = _shared(left)
    if index >= len(shared):
        return []
    return [word for word in left if word is shared[index] or word not in shared]


def _shared(left: Sequence[Token]) -> list[Token]:
    """The things of one sort that stand side by side before the number."""
    for sort in _SHARING:
        found = [word for word in left if word.any(sort)]
        if len(found) > 1:
            return found
    return []


def _counted(
    left: Sequence[Token], number: Number, right: Sequence[Token], last: bool, frame: Frame
) -> tuple[Meaning, ...]:
    behind, strange = _behind(right, last)
    phrase = Phrase(tuple(left), number, behind, strange)
    if is_undone(phrase):
        return ()
    if phrase.head < 0:
        return _said_after(right, frame)
    for rule in _RULES:
        if found := rule(phrase, frame):
            return found
    return ()


def _behind(right: Sequence[Token], last: bool) -> tuple[Token | None, bool]:
    """The object right behind the number, and whether a noun of no known meaning stands there."""
    index = next((i for i, word in enumerate(right) if _joins(word) or not _passes(word)), -1)
    if index < 0 or _joins(right[index]):
        return None, False
    word = right[index]
    if not word.any(OBJECTS):
        return None, is_unknown(word) or "quoted" in word.kinds
    after = next((each for each in right[index + 1 :] if not is_empty(each) or _joins(each)), None)
    if after is None:
        return (word, False) if last else (None, False)
    if _joins(after) or after.any(TAKEN | CARRIED | OUTCOMES):
        return word, False
    return None, True


def _said_after(right: Sequence[Token], frame: Frame) -> tuple[Meaning, ...]:
    """A number that comes first (3 件予以公开, 1 件结转下年)."""
    said = until_connector(right)
    first = next((word for word in said if not is_empty(word)), None)
    if first is None:
        return ()
    if first.any(RESULTS) and frame.subject in PROCEEDINGS:
        return proceedings.resulting(said, frame.subject) if frame.matter else ()
    about = frame.subject == "application" or (not frame.subject and frame.topic == "applications")
    if not about:
        return ()
    if first.any(CARRIED):
        return applications.carried(said, frame)
    return applications.decided(said) if first.any(OUTCOMES) else ()


def until_connector(right: Sequence[Token]) -> Sequence[Token]:
    """The words up to the mark that joins the next item of a list."""
    index = next((i for i, word in enumerate(right) if word.text == "、"), len(right))
    return right[:index]


def _passes(word: Token) -> bool:
    """Whether the word may stand between a number and what it counts (3 起因信息公开引起的 …)."""
    return is_empty(word) or "matter" in word.kinds


def _joins(word: Token) -> bool:
    return "connector" in word.kinds


def _another_year(left: Sequence[Token], frame: Frame) -> bool:
    """Whether the words or the clause before speak of another year than the report's, or of several
    years together."""
    years = {word.year for word in left if word.year}
    if len(years) > 1:
        return True
    said = next(iter(years), frame.said_year)
    return bool(said and frame.year and said != frame.year)
