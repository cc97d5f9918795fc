"""A sentence as clauses: cut at commas, a bracket being within the clause it explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goidata.extraction.claims.tokens import Token

_DEEPEST = 8  # brackets within brackets; further ones are passed over


@dataclass(frozen=True, slots=True)
class Clause:
    """The words between two commas. An item is a token, or the clauses of a bracket."""

    items: tuple[Token | tuple[Clause, ...], ...]
    words: tuple[Token, ...]  # the tokens outside brackets
    kinds: frozenset[str]  # of all of them
    start: int
    end: int

    @property
    def counts(self) -> bool:
        """Whether a counted number stands in the clause, outside brackets."""
        return "number" in self.kinds


def clauses(tokens: Sequence[Token]) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order; a bracket that is never closed ends with it."""
    return _clauses(tokens, 0, 0)[0]


def _clauses(tokens: Sequence[Token], index: int, depth: int) -> tuple[tuple[Clause, ...], int]:
    """The clauses from `index` up to the closing bracket or the end, and the index behind it."""
    found: list[Clause] = []
    items: list[Token | tuple[Clause, ...]] = []
    first = index
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if "open" in token.kinds:
            if depth < _DEEPEST:
                inner, index = _clauses(tokens, index, depth + 1)
                items.append(inner)
        elif "close" in token.kinds:
            if depth:
                break
        elif "boundary" in token.kinds:
            _close(found, items, tokens[first : index - 1])
            items, first = [], index
        else:
            items.append(token)
    else:
        _close(found, items, tokens[first:index])
        return tuple(found), index
    _close(found, items, tokens[first : index - 1])
    return tuple(found), index


def _close(
    found: list[Clause], items: list[Token | tuple[Clause, ...]], span: Sequence[Token]
) -> None:
    if span:
        words = tuple(item for item in items if isinstance(item, Token))
        kinds = frozenset().union(*[word.kinds for word in words])
        found.append(Clause(tuple(items), words, kinds, span[0].start, span[-1].end))
