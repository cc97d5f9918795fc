"""What a sum comes to at least and at most, where some of its figures are blank or were not read.

A count is never less than 0, whatever a blank cell stands for: parts that already exceed their
total cannot be made right by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

from goidata.checks.finding import Number
from goidata.checks.plan import Terms
from goidata.form import all_fields

NOISE = 1e-6  # whole numbers are exact; in sums of money, a hundredth of a yuan is no difference


class Bounds(NamedTuple):
    """The least and the greatest that a sum can be."""

    least: Number
    most: Number


ANY = Bounds(-inf, inf)


def bounds(terms: Terms, values: Mapping[str, Number | None]) -> Bounds:
    """The bounds of a signed sum over `values`, None where a figure is no number."""
    least: Number = 0
    most: Number = 0
    for sign, name in terms:
        low, high = _figure(name, values.get(name))
        least += low if sign > 0 else -high
        most += high if sign > 0 else -low
    return Bounds(least, most) if terms else ANY


def exceeds(one: Bounds, other: Bounds) -> bool:
    """Whether a sum is greater than another for certain."""
    return one.least > other.most + NOISE


def printed(terms: Terms, values: Mapping[str, Number | None]) -> Number:
    """The signed sum of the figures that are numbers."""
    return sum(sign * value for sign, name in terms if (value := values.get(name)) is not None)


def _figure(name: str, value: Number | None) -> Bounds:
    if value is not None:
        return Bounds(value, value)
    field = all_fields().get(name)
    return ANY if field is None or field.signed else Bounds(0, inf)
