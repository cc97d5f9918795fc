"""How narratives word what the form counts, as declared in wordings.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from goidata.declared import load

_CHOICE = re.compile(r"\{([^{}]*)\}")
_WITHOUT_KIND = ("numbers", "qualifiers", "headings", "identity")


@dataclass(frozen=True, slots=True)
class Wordings:
    """The words of narratives.

    `kinds` gives for each word the kinds it may be (an object counted, a verb, a mark, …),
    `groups` the kinds of each group; `numbers` the words around numbers; `qualifiers` the names
    of qualifiers; `headings` the words that tell the parts of section one apart; `identity` those
    of titles, heads and bodies.
    """

    kinds: Mapping[str, frozenset[str]]
    groups: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, tuple[str, ...]]
    qualifiers: Mapping[str, tuple[str, ...]]
    headings: Mapping[str, tuple[str, ...]]
    identity: Mapping[str, tuple[str, ...]]


@cache
def wordings() -> Wordings:
    """The declared wordings. Raises DeclarationError."""
    declared = load("form/wordings.toml", Mapping[str, Mapping[str, tuple[str, ...]]])  # type: ignore[type-abstract]
    groups = {name: group for name, group in declared.items() if name not in _WITHOUT_KIND}
    kinds: dict[str, set[str]] = {}
    for group in groups.values():
        for kind, words in group.items():
            for word in (each for declared_word in words for each in spelt(declared_word)):
                kinds.setdefault(word, set()).add(kind)
    lists = {name: declared[name] for name in _WITHOUT_KIND}
    return Wordings(
        kinds={word: frozenset(found) for word, found in kinds.items()},
        groups={name: tuple(group) for name, group in groups.items()},
        **lists,
    )


def spelt(word: str) -> Iterator[str]:
    """Every word that a declared one with choices, such as {上年|上年度}结转, stands for."""
    if "{" not in word:
        return iter((word,))
    parts = _CHOICE.split(word)  # at odd places what stands in brackets
    choices = (part.split("|") if n % 2 else [part] for n, part in enumerate(parts))
    return map("".join, product(*choices))
