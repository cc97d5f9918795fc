"""Numbers of items disclosed, as a sentence gives them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from goidata.extraction.claims.phrases import CHANNELS, Kinds
from goidata.extraction.claims.tokens import Token
from goidata.form.wordings import wordings

NO_SITE = frozenset(["new_media", "other_channel"])


def counts_items(word: Token) -> bool:
    return word.number is not None and word.number.unit in wordings().numbers["units_of_items"]


def is_sole(words: Sequence[Token]) -> bool:
    """Whether a sentence counts items once, their parts and those of accounts apart, or first the
    sum of all others."""
    first, *others = _numbers_of_items(words, frozenset()) or [0]
    if not others or first == sum(others):
        return True
    return len(_numbers_of_items(words, NO_SITE)) == 1


def _numbers_of_items(words: Sequence[Token], without: Kinds) -> list[int | float]:
    """The numbers of items before any part is named, but for those whose own words name channels
    of these (`without`) alone."""
    found: list[int | float] = []
    channels: Kinds = frozenset()
    for word in takewhile(lambda word: "part" not in word.kinds, words):
        if word.number and counts_items(word) and not (channels and channels <= without):
            found.append(word.number.value)
        channels = frozenset() if word.number else channels | (word.kinds & CHANNELS)
    return found
