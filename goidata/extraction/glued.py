"""Figures printed without anything between them: the ways in which their digits may be cut.

`801000081` under seven columns is 80, 1, 0, 0, 0, 0, 81, because the first six make the last; cuts
that the row's own sum excludes are never made. What several rows decide together, readings.py
decides. A space stands where a unit or a remark parts two figures for certain (`45笔862`), and
commas stay within the number whose thousands they part.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

MOST_CUTS = 3000  # of one row; digits that can be cut in more ways are left undecided
MOST_DIGITS = 60
MOST_PLACES = 9  # of one number
MOST_COMMAS = 2  # in one number
PARTED = re.compile(r"\d{1,3}(?:,\d{3}){1,2}")


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
        if (before := _ended(digits[:-size])) is not None
        for parts in _cut_to_sum(before, width - 1, total)
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
        start = _ended(digits[:size])
        if start is None or digits[size] in " ,":
            continue
        for first in cuts_with_total(start, widths[0]) or ():
            for others in cuts_in_blocks(digits[size:], widths[1:]) or ():
                found.append((*first, *others))
                if len(found) > MOST_CUTS:
                    return None
    return tuple(found)


def can_be(digits: str, parts: Sequence[Container[Decimal]], amiss: int = 1) -> bool:
    """Whether `digits` can be cut into numbers that `parts` contain, in order, and a last one; at
    most `amiss` of them may be another number, or not be printed at all."""
    if not parts:
        return _number(digits) is not None or bool(amiss and not digits)
    if amiss and can_be(digits, parts[1:], amiss - 1):
        return True
    return any(
        can_be(rest, parts[1:], amiss - (Decimal(number) not in parts[0]))
        for number, rest in _firsts(digits, max(1, len(parts) + 1 - amiss))
        if amiss or Decimal(number) in parts[0]
    )


def _taken(found: Iterator[tuple[int, ...]]) -> tuple[tuple[int, ...], ...] | None:
    taken: list[tuple[int, ...]] = []
    for cut in found:
        taken.append(cut)
        if len(taken) > MOST_CUTS:
            return None
    return tuple(taken)


def _number(text: str) -> int | None:
    """A number as a form prints it: no leading zero, no more than MOST_PLACES digits."""
    if not text.isdigit():
        if not PARTED.fullmatch(text):
            return None
        text = text.replace(",", "")
    if len(text) > MOST_PLACES or (text[0] == "0" and len(text) > 1):
        return None
    return int(text)


def _ended(text: str) -> str | None:
    """The text before a number without the space that parts them; None where it ends amid one."""
    return None if text.endswith(",") else text.rstrip(" ")


def _firsts(text: str, width: int) -> Iterator[tuple[int, str]]:
    """Each number that `text`, which holds `width` numbers, can begin with, and what is left."""
    end = text.find(" ")
    longest = min(MOST_PLACES + MOST_COMMAS, len(text) - width + 1, end if end > 0 else len(text))
    if text[:1] == "0":
        longest = min(longest, 1)
    for size in range(1, longest + 1):
        number = _number(text[:size])
        if number is not None and text[size : size + 1] != ",":
            yield number, text[size:].lstrip(" ")


def _cut(text: str, width: int) -> Iterator[tuple[int, ...]]:
    if not _can_be_cut(text, width):
        return
    if width == 1:
        number = _number(text)
        if number is not None:
            yield (number,)
        return
    for number, rest in _firsts(text, width):
        for others in _cut(rest, width - 1):
            yield (number, *others)


@lru_cache(maxsize=16384)
def _can_be_cut(text: str, width: int) -> bool:
    """Whether there is any cut at all, so that no branch without one is walked."""
    if width == 1:
        return bool(text) and _number(text) is not None
    return any(_can_be_cut(rest, width - 1) for _, rest in _firsts(text, width))


def _cut_to_sum(text: str, width: int, total: int) -> Iterator[tuple[int, ...]]:
    """The cuts whose sum is `total`. A branch ends where a part exceeds what is left of the total,
    or where more digits are left than parts no longer than it can take."""
    if len(text) > width * (len(str(total)) + MOST_COMMAS + 1):
        return
    if width == 1:
        if text and _number(text) == total:
            yield (total,)
        return
    for first, rest in _firsts(text, width):
        if first > total:
            return
        for others in _cut_to_sum(rest, width - 1, total - first):
            yield (first, *others)
