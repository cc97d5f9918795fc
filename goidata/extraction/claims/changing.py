"""Numbers that are one end of a range, and those that another number takes the place of."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.extraction.claims.tokens import Token
from goidata.form.wordings import wordings

_CHANGING = frozenset(["changing", "correcting"])
_CORRECTING = frozenset(["correcting"])


def begins_a_range(right: Sequence[Token], *, last: bool) -> bool:
    """Whether only the mark of a range stands between a number and the next (20 条至 60 条)."""
    return not last and [word.text for word in right] in _RANGING


def is_replaced(right: Sequence[Token], *, last: bool) -> bool:
    """Whether the next number takes the place of this one (由 318 条更正为 324 条)."""
    return not last and any(word.any(_CHANGING) for word in right)


def kept_for_the_next(left: Sequence[Token], right: Sequence[Token]) -> list[Token]:
    """The words before a number that was replaced, which those of the next go on with where it
    corrects it: without what only tells of the first (由上次公布的)."""
    if not any(word.any(_CORRECTING) for word in right):
        return []
    ends = wordings().numbers["from"]
    at = next((i for i, word in enumerate(left) if word.text.endswith(ends)), len(left))
    return list(left[:at])


_RANGING = tuple([mark] for mark in wordings().numbers["ranging"])
