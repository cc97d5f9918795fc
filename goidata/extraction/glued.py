"""Figures printed without anything between them: the ways in which their digits may be cut.

`801000081` under seven columns is 80, 1, 0, 0, 0, 0, 81, because the first six make the last; cuts
that the row's own sum excludes are never made. What several rows decide together, readings.py
decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

MOST_CUTS = 3000  # of one row; digits that can be cut in more ways are left undecided
MOST_DIGITS = 60


@lru_cache(maxsize=4096)
def cuts(digits: str, width: int) -> tuple[tuple[int, ...], ...] | None:
    """All cuts of `digits` into `width` numbers without leading zeros; None where there are more
    than MOST_CUTS."""
    if len(digits) > MOST_DIGITS:
        return None
    return _taken(_cut(digits, width))


@lru_cache(maxsize=4096)
def cuts_with_total(digits: str, width: int) -> tuple[tuple[int, ...], ...] | None:
    """The cuts whose last number is the sum of the others; None where there are too many."""
    if len(digits) > MOST_DIGITS:
        return None
    return _taken(
        (*parts, total)
        for size in range(1, len(digits) - width + 2)
        if (total := _number(digits[-size:])) is not None
        for parts in _cut_to_sum(digits[:-size], width - 1, total)
    )


def _taken(found: Iterator[tuple[int, ...]]) -> tuple[tuple[int, ...], ...] | None:
    taken: list[tuple[int, ...]] = []
    for cut in found:
        taken.append(cut)
        if len(taken) > MOST_CUTS:
            return None
    return tuple(taken)


def _number(digits: str) -> int | None:
    """A number as a form prints it: no leading zero, no more than nine digits."""
    if not digits or len(digits) > 9 or (digits[0] == "0" and len(digits) > 1):
        return None
    return int(digits)


def _cut(digits: str, width: int) -> Iterator[tuple[int, ...]]:
    if width == 1:
        last = _number(digits)
        if last is not None:
            yield (last,)
        return
    longest = 1 if digits[:1] == "0" else len(digits) - width + 1
    for size in range(1, longest + 1):
        first = _number(digits[:size])
        if first is None:
            return
        for rest in _cut(digits[size:], width - 1):
            yield (first, *rest)


def _cut_to_sum(digits: str, width: int, total: int) -> Iterator[tuple[int, ...]]:
    """The cuts whose sum is `total`; a part that exceeds what is left ends its branch."""
    if width == 1:
        if _number(digits) == total:
            yield (total,)
        return
    longest = 1 if digits[:1] == "0" else len(digits) - width + 1
    for size in range(1, longest + 1):
        first = _number(digits[:size])
        if first is None or first > total:
            return
        for rest in _cut_to_sum(digits[size:], width - 1, total - first):
            yield (first, *rest)
