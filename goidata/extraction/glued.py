"""Figures whose cells are lost: the ways in which their digits may be cut.

`801000081` under seven columns is 80, 1, 0, 0, 0, 0, 81, because the first six make the last; cuts
that the row's own sum excludes are never made. What several rows decide together, readings.py
decides. A bar stands where a unit or a remark parts two figures for certain (`45笔862`); a space is
weak evidence: a cut may leave one within a number, and says so. Commas stay within the number whose
thousands they part.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import NamedTuple

MOST_CUTS = 3000  # of one row; digits that can be cut in more ways are left undecided
MOST_STEPS = 20_000  # in looking for cuts near what columns leave a row
MOST_DIGITS = 60
MOST_PLACES = 9  # of one number
MOST_COMMAS = 2  # in one number
MOST_CROSSED = 1  # spaces that a cut may leave within numbers
PARTED = re.compile(r"\d{1,3}(?:,\d{3}){1,2}")


class Cut(NamedTuple):
    """The numbers of a row in order, and how many spaces stand within them."""

    numbers: tuple[int, ...]
    crossed: int = 0


Cuts = tuple[Cut, ...]


@lru_cache(maxsize=4096)
def cuts(digits: str, width: int) -> Cuts | None:
    """All cuts of `digits` into `width` numbers without leading zeros; None where there are more
    than MOST_CUTS."""
    if _too_long(digits):
        return None
    return _taken(_cut(digits, width, MOST_CROSSED))


@lru_cache(maxsize=4096)
def cuts_with_total(digits: str, width: int, crossed: int = MOST_CROSSED) -> Cuts | None:
    """The cuts whose last number is the sum of the others; None where there are too many."""
    if _too_long(digits):
        return None
    return _taken(
        Cut((*parts.numbers, total), parts.crossed + digits[at:].count(" "))
        for at in range(len(digits) - 1, width - 2, -1)
        if digits[at].isdecimal() and digits[at:].count(" ") <= crossed
        if (total := _number(digits[at:].replace(" ", ""))) is not None
        if (before := _ended(digits[:at])) is not None
        for parts in _cut_to_sum(before, width - 1, total, crossed - digits[at:].count(" "))
    )


@lru_cache(maxsize=1024)
def cuts_in_blocks(
    digits: str, widths: tuple[int, ...], crossed: int = MOST_CROSSED
) -> Cuts | None:
    """The cuts of `digits` into blocks of the given widths, each ending with the sum of its
    others; None where there are too many."""
    if len(widths) == 1:
        return cuts_with_total(digits, widths[0], crossed)
    found: list[Cut] = []
    for size in range(widths[0], len(digits) - sum(widths[1:]) + 1):
        start = _ended(digits[:size])
        if start is None or not digits[size].isdecimal():
            continue
        for first in cuts_with_total(start, widths[0], crossed) or ():
            rest = cuts_in_blocks(digits[size:], widths[1:], crossed - first.crossed)
            for others in rest or ():
                numbers = (*first.numbers, *others.numbers)
                found.append(Cut(numbers, first.crossed + others.crossed))
                if len(found) > MOST_CUTS:
                    return None
    return tuple(dict.fromkeys(found))


def cuts_near(digits: str, parts: Sequence[Container[Decimal]]) -> Cuts:
    """The cuts in which all numbers, or all but one, are among those that `parts` contain, in
    order; none where there are too many to look at."""
    if _too_long(digits):
        return ()
    steps = count()
    found = tuple(Cut(numbers) for numbers in _near(digits, parts, 1, steps))
    return found if next(steps) < MOST_STEPS else ()


def _near(
    digits: str, parts: Sequence[Container[Decimal]], amiss: int, steps: Iterator[int]
) -> Iterator[tuple[int, ...]]:
    if not parts:
        if not digits:
            yield ()
        return
    for number, rest, _ in _firsts(digits, len(parts), 0):
        left = amiss - (Decimal(number) not in parts[0])
        if left >= 0 and next(steps) < MOST_STEPS:
            yield from ((number, *others) for others in _near(rest, parts[1:], left, steps))


def can_be(digits: str, parts: Sequence[Container[Decimal]], amiss: int = 1) -> bool:
    """Whether `digits` can be cut into numbers that `parts` contain, in order, and a last one; at
    most `amiss` of them may be another number, or not be printed at all."""
    if not parts:
        return _number(digits) is not None or bool(amiss and not digits)
    if amiss and can_be(digits, parts[1:], amiss - 1):
        return True
    return any(
        can_be(rest, parts[1:], amiss - (Decimal(number) not in parts[0]))
        for number, rest, _ in _firsts(digits, max(1, len(parts) + 1 - amiss), 0)
        if amiss or Decimal(number) in parts[0]
    )


def whole_numbers(text: str) -> tuple[str, ...] | None:
    """The figures where bars and spaces part them all, and none is a number cut wrongly; None where
    any of them has zeros in front of it."""
    texts = tuple(text.replace("|", " ").split())
    return texts if all(_number(each) is not None for each in texts) else None


def _too_long(digits: str) -> bool:
    return sum(map(str.isdecimal, digits)) > MOST_DIGITS


def _taken(found: Iterator[Cut]) -> Cuts | None:
    taken: dict[tuple[int, ...], Cut] = {}
    for cut in found:
        known = taken.get(cut.numbers)
        if known is None or cut.crossed < known.crossed:
            taken[cut.numbers] = cut
        if len(taken) > MOST_CUTS:
            return None
    return tuple(taken.values())


def _number(text: str) -> int | None:
    """A number as a form prints it: no leading zero, no more than MOST_PLACES digits."""
    if not text.isdecimal():
        if not PARTED.fullmatch(text):
            return None
        text = text.replace(",", "")
    if len(text) > MOST_PLACES or (text[0] == "0" and len(text) > 1):
        return None
    return int(text)


def _ended(text: str) -> str | None:
    """The text before a number without what parts them; None where it ends amid one."""
    return None if text.endswith(",") else text.rstrip(" |")


def _firsts(text: str, width: int, crossed: int) -> Iterator[tuple[int, str, int]]:
    """Each number that `text`, which holds `width` numbers, can begin with, what is left, and how
    many spaces, at most `crossed`, stand within the number."""
    end = text.find("|")
    longest = min(
        MOST_PLACES + MOST_COMMAS + crossed, len(text) - width + 1, end if end > 0 else len(text)
    )
    if text[:1] == "0":
        longest = min(longest, 1)
    for size in range(1, longest + 1):
        spaces = text.count(" ", 0, size)
        if spaces > crossed:
            return
        if text[size - 1] == " ":
            continue
        number = _number(text[:size].replace(" ", ""))
        if number is not None and text[size : size + 1] != ",":
            yield number, text[size:].lstrip(" |"), spaces


def _cut(text: str, width: int, crossed: int) -> Iterator[Cut]:
    if not _can_be_cut(text, width, crossed):
        return
    if width == 1:
        spaces = text.count(" ")
        number = _number(text.replace(" ", "")) if spaces <= crossed else None
        if number is not None:
            yield Cut((number,), spaces)
        return
    for number, rest, spaces in _firsts(text, width, crossed):
        for others in _cut(rest, width - 1, crossed - spaces):
            yield Cut((number, *others.numbers), others.crossed + spaces)


@lru_cache(maxsize=16384)
def _can_be_cut(text: str, width: int, crossed: int) -> bool:
    """Whether there is any cut at all, so that no branch without one is walked."""
    if width == 1:
        within = text.count(" ") <= crossed
        return bool(text) and within and _number(text.replace(" ", "")) is not None
    return any(
        _can_be_cut(rest, width - 1, crossed - spaces)
        for _, rest, spaces in _firsts(text, width, crossed)
    )


def _cut_to_sum(text: str, width: int, total: int, crossed: int) -> Iterator[Cut]:
    """The cuts whose sum is `total`. A branch ends where a part exceeds what is left of the total,
    or where more digits are left than parts no longer than it can take."""
    if sum(map(str.isdecimal, text)) > width * (len(str(total)) + MOST_COMMAS + 1):
        return
    if width == 1:
        spaces = text.count(" ")
        if text and spaces <= crossed and _number(text.replace(" ", "")) == total:
            yield Cut((total,), spaces)
        return
    for first, rest, spaces in _firsts(text, width, crossed):
        if first > total:
            return
        for others in _cut_to_sum(rest, width - 1, total - first, crossed - spaces):
            yield Cut((first, *others.numbers), others.crossed + spaces)
