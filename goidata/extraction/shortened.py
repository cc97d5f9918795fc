"""Heads of a few columns that an office cut short, and their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

COLUMNS = 3  # of table two, whose figures no sum holds


def are_parts_moved(words: Sequence[frozenset[str]], text: str) -> bool:
    """Whether parts of the heads of three columns, as 废止 of one, stand once each in a text, in
    another order than the form's."""
    distinct = tuple(dict.fromkeys(words))
    if len(distinct) != COLUMNS:
        return False
    order = [number for number, _ in groupby(_in_parts(text, distinct))]
    return len(order) == len(set(order)) == COLUMNS and order != sorted(order)


def _in_parts(text: str, words: tuple[frozenset[str], ...]) -> Iterator[int]:
    """Which heads of the form a text has parts of that are no other's, by index, in its order."""
    parts = _parts(words)
    for at in range(len(text) - 1):
        if (number := parts.get(text[at : at + 2])) is not None:
            yield number


@cache
def _parts(words: tuple[frozenset[str], ...]) -> Mapping[str, int]:
    """Two characters that stand in one head alone, and its index."""
    pairs = [{w[at : at + 2] for w in own for at in range(len(w) - 1)} for own in words]
    once = {pair for pair in set().union(*pairs) if sum(pair in own for own in pairs) == 1}
    return {pair: number for number, own in enumerate(pairs) for pair in own & once}
