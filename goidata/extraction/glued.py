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
MOST_PLACES = 9  # of one number


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


@lru_cache(maxsize=1024)
def cuts_in_blocks(digits: str, widths: tuple[int, ...]) -> tuple[tuple[int, ...], ...] | None:
    """The cuts of `digits` into blocks of the given widths, each ending with the sum of its
    others; None where there are too many."""
    if len(widths) == 1:
        return cuts_with_total(digits, widths[0])
    found: list[tuple[int, ...]] = []
    rest = sum(widths[1:])
    for size in range(widths[0], len(digits) - rest + 1):
        for first in cuts_with_total(digits[:size], widths[0]) or ():
            for others in cuts_in_blocks(digits[size:], widths[1:]) or ():
                found.append((*first, *others))
                if len(found) > MOST_CUTS:
                    return None
    return tuple(found)


def _taken(found: Iterator[tuple[int, ...]]) -> tuple[tuple[int, ...], ...] | None:
    taken: list[tuple[int, ...]] = []
    for cut in found:
        taken.append(cut)
        if len(taken) > MOST_CUTS:
            return None
    return tuple(taken)


def _number(digits: str) -> int | None:
    """A number as a form prints it: no leading zero, no more than MOST_PLACES digits."""
    if not digits or len(digits) > MOST_PLACES or (digits[0] == "0" and len(digits) > 1):
        return None
    return int(digits)


def _cut(digits: str, width: int) -> Iterator[tuple[int, ...]]:
    if not _can_be_cut(digits, width):
        return
    if width == 1:
        yield (int(digits),)
        return
    longest = 1 if digits[:1] == "0" else min(MOST_PLACES, len(digits) - width + 1)
    for size in range(1, longest + 1):
        for rest in _cut(digits[size:], width - 1):
            yield (int(digits[:size]), *rest)


@lru_cache(maxsize=16384)
def _can_be_cut(digits: str, width: int) -> bool:
    """Whether there is any cut at all, so that no branch without one is walked."""
    if width == 1:
        return _number(digits) is not None
    longest = 1 if digits[:1] == "0" else min(MOST_PLACES, len(digits) - width + 1)
    return any(_can_be_cut(digits[size:], width - 1) for size in range(1, longest + 1))


def _cut_to_sum(digits: str, width: int, total: int) -> Iterator[tuple[int, ...]]:
    """The cuts whose sum is `total`. A branch ends where a part exceeds what is left of the total,
    or where more digits are left than parts no longer than it can take."""
    if len(digits) > width * len(str(total)):
        return
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
