"""How narratives word what the form counts, as declared in wordings.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

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
    """The declared wordings."""
    text = resources.files(__package__).joinpath("wordings.toml").read_text("utf-8")
    declared = tomllib.loads(text)
    groups = {name: group for name, group in declared.items() if name not in _WITHOUT_KIND}
    kinds: dict[str, set[str]] = {}
    for group in groups.values():
        for kind, words in group.items():
            for word in (each for declared_word in words for each in spelt(declared_word)):
                kinds.setdefault(word, set()).add(kind)
    lists = {
        name: {key: tuple(words) for key, words in declared[name].items()} for name in _WITHOUT_KIND
    }
    return Wordings(
        kinds={word: frozenset(found) for word, found in kinds.items()},
        groups={name: tuple(group) for name, group in groups.items()},
        **lists,
    )


def spelt(word: str) -> Iterator[str]:
    """Every word that a declared one with choices, such as {上年|上年度}结转, stands for."""
    choice = _CHOICE.search(word)
    if choice is None:
        yield word
        return
    for each in choice[1].split("|"):
        yield from spelt(word[: choice.start()] + each + word[choice.end() :])
