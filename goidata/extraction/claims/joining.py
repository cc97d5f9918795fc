"""What the words before a number go on with: the clause, or the number, before them."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.extraction.claims.phrases import OBJECTS, TAKEN, is_empty, nearest
from goidata.extraction.claims.tokens import Token

_CAN_BE_SUMMED = OBJECTS | TAKEN | {"article"}
_COMPRISING = frozenset(["comprise"])


def with_the_clause_before(before: Sequence[Token], words: Sequence[Token]) -> Sequence[Token]:
    """The words before a number with the clause without one that they sum up, or list."""
    goes_on = before and (_sums_up(words) or _lists_all(words)) and _may_go_on(before)
    return [*before, *words] if goes_on else words


def _sums_up(words: Sequence[Token]) -> bool:
    return any("total" in word.kinds for word in words) and all(map(is_empty, words))


def _lists_all(words: Sequence[Token]) -> bool:
    """Whether the clause lists what the one before names, and counts it (…，包括职能等共 9 条)."""
    at = nearest(words, _COMPRISING)
    kinds = frozenset().union(*[word.kinds for word in words])
    return at >= 0 and all(map(is_empty, words[:at])) and {"closing", "total"} <= kinds


def _may_go_on(before: Sequence[Token]) -> bool:
    """Whether a clause without a number ends in what the next one counts (…的申请，共 3 件)."""
    last = next((word for word in reversed(before) if not is_empty(word)), before[-1])
    return last.any(_CAN_BE_SUMMED) and not any("negation" in word.kinds for word in before)


def goes_on_undone(words: Sequence[Token], *, undone: bool) -> bool:
    """Whether the words go on with those of the number before, which say that what is counted was
    not done here (指导…复议 3 件、诉讼 1 件)."""
    return undone and bool(words) and "connector" in words[0].kinds


def is_undone(words: Sequence[Token]) -> bool:
    """Whether the words say that what is counted is what others do, or what is planned."""
    return any("condition" in word.kinds for word in words)
