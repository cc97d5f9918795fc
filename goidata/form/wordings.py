"""How narratives word what the form counts, as declared in wordings.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

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
            for word in words:
                kinds.setdefault(word, set()).add(kind)
    lists = {
        name: {key: tuple(words) for key, words in declared[name].items()} for name in _WITHOUT_KIND
    }
    return Wordings(
        kinds={word: frozenset(found) for word, found in kinds.items()},
        groups={name: tuple(group) for name, group in groups.items()},
        **lists,
    )
