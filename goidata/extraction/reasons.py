"""Why a figure was not read plainly: codes, what each weighs, and sentences in both languages.

All of it is declared in mishaps.toml: a mishap speaks for another reading, and has a cost; a remark
says how a number was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from goidata.declared import DeclarationError, load, no_such
from goidata.wording import Both, say

MISHAPS = "extraction/mishaps.toml"


class Reason(NamedTuple):
    """The code of a mishap or a remark, and what its sentence names."""

    code: str
    details: tuple[str, ...] = ()

    def said(self, language: str) -> str:
        """The sentence, in Chinese (`zh`) or English (`en`)."""
        wording = wordings()[self.code]
        return Both(wording.zh, wording.en).named(language).format(*self.details)


class Wording(NamedTuple):
    """How a mishap or a remark is said, and what it costs; None for a remark."""

    zh: str
    en: str
    cost: float | None = None


class Declared(NamedTuple):
    """All of mishaps.toml."""

    margin: float
    mishaps: Mapping[str, Wording]
    remarks: Mapping[str, Wording]


def reason(code: str, *details: object) -> Reason:
    """A reason by its code. Raises DeclarationError where none is declared under it."""
    if code not in wordings():
        raise DeclarationError([no_such(MISHAPS, code, "key", code, wordings())])
    return Reason(code, tuple(map(str, details)))


def said(reasons: Iterable[Reason], language: str) -> str | None:
    """The sentences of all reasons, one behind the other; None where there is none."""
    words = dict.fromkeys(each.said(language) for each in reasons)
    if not words:  # as of nearly all figures
        return None
    return say("report.reasons", language).join(words) or None


def cost(code: str) -> float:
    """What a mishap weighs."""
    return wordings()[code].cost or 0.0


def margin() -> float:
    """How much dearer than the cheapest a reading may be and still be its rival."""
    return _declared().margin


@cache
def wordings() -> dict[str, Wording]:
    """Every mishap and remark by its code."""
    return {**_declared().mishaps, **_declared().remarks}


@cache
def _declared() -> Declared:
    return load(MISHAPS, Declared)
