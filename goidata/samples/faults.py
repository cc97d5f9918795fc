"""Faults put into a synthetic report: one wrong cell, digits in each other's place, wrong words."""

from __future__ import annotations

import random
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from itertools import count

from goidata.form import claim_kinds

Number = int | float


@dataclass(frozen=True, slots=True)
class Fault:
    """What was done: its kind, the figure or statement concerned, its value before and after."""

    kind: str
    name: str
    before: Number | None = None
    after: Number | None = None


def wrong_cell(figures: MutableMapping[str, Number], source: random.Random) -> Fault:
    """One cell of table three or four off by one, or with two digits exchanged."""
    names = [name for name in figures if not name.startswith("disclosure.")]
    name = source.choice(names)
    long = [each for each in names if _exchanged(int(figures[each])) is not None]
    if long and source.random() < 0.4:
        name = source.choice(long)
        after = _exchanged(int(figures[name]))
        assert after is not None
        return _set(figures, name, after, "transposed")
    return _set(figures, name, figures[name] + 1, "cell")


def wrong_words(
    numbers: MutableMapping[str, int],
    figures: Mapping[str, Number],
    stated: Sequence[str],
    source: random.Random,
) -> Fault:
    """One number stated in words other than any that its tables allow."""
    name = source.choice(stated)
    before = numbers[name]
    allowed = {sum_.value(figures, figures) for sum_ in claim_kinds()[name].equals}
    off = source.choice((1, 2, 10))
    numbers[name] = next(n for n in count(before + off) if n not in allowed)
    return Fault("words", name, before, numbers[name])


def _set(figures: MutableMapping[str, Number], name: str, after: Number, kind: str) -> Fault:
    before = figures[name]
    figures[name] = after
    return Fault(kind, name, before, after)


def _exchanged(value: int) -> int | None:
    digits = str(value)
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            made = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            return int(made) if made[0] != "0" else None
    return None
