"""The notation shared by checks, claims and measures: sums of figure names.

`a.b + c.*.{column} - d` — a name; a pattern, whose `*` stands for any segments, or none (the sum of
all figures it matches); `{column}` and the like for what the declaration is applied to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

TERM = re.compile(r"\s*+([+-]?)\s*+([a-z{][a-z0-9_.*{}]*+|\*)\s*+")


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum: each term is (+1 or -1, name pattern)."""

    text: str
    terms: tuple[tuple[int, str], ...]

    @classmethod
    def declared(cls, value: object) -> Formula:
        """Read as it is declared; ValueError where the text is none."""
        return parse(value if isinstance(value, str) else "")

    def names(self, known: Iterable[str], **bound: str) -> tuple[tuple[int, str], ...]:
        """The signed figure names meant, among the `known` ones; a name that is not known is kept
        as it is, so that the caller sees that it is missing."""
        return _expand(self.terms, tuple(known), tuple(sorted(bound.items())))

    def value(
        self, values: Mapping[str, float | None], known: Iterable[str], **bound: str
    ) -> float | None:
        """The sum over `values`, or None where any operand has no value."""
        names = self.names(known, **bound)
        operands = [values.get(name) for _, name in names]
        if not operands or any(operand is None for operand in operands):
            return None
        signs = (sign for sign, _ in names)
        return sum(s * o for s, o in zip(signs, operands, strict=True) if o is not None)


@cache
def parse(text: str) -> Formula:
    """Read a formula; ValueError where the text is none."""
    terms: list[tuple[int, str]] = []
    position = 0
    while position < len(text):
        found = TERM.match(text, position)
        if not found or (terms and not found[1]):
            raise ValueError(f"看不懂算式“{text}”", f"“{text}” is no formula")
        terms.append((-1 if found[1] == "-" else 1, found[2]))
        position = found.end()
    if not terms:
        raise ValueError("算式是空的", "an empty formula")
    return Formula(text, tuple(terms))


def _pattern(pattern: str) -> re.Pattern[str]:
    """`.*.` stands for any segments between, or none; a final or lone `*` for any name."""
    escaped = re.escape(pattern).replace(r"\.\*\.", r"\.(?:[a-z0-9_.]+\.)?")
    return re.compile(escaped.replace(r"\*", r"[a-z0-9_.]+"))


@lru_cache(maxsize=4096)
def _expand(
    terms: tuple[tuple[int, str], ...], known: tuple[str, ...], bound: tuple[tuple[str, str], ...]
) -> tuple[tuple[int, str], ...]:
    names: list[tuple[int, str]] = []
    for sign, pattern in terms:
        for key, value in bound:
            pattern = pattern.replace("{" + key + "}", value)
        if "*" not in pattern:
            names.append((sign, pattern))
            continue
        matches = _pattern(pattern).fullmatch
        names.extend((sign, name) for name in known if matches(name))
    return tuple(names)
