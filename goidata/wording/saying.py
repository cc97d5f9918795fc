"""Sentences by their names: "file.entry", as declared in the TOML files beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter

from goidata.declared import TOML, built, files, no_such, parsed
from goidata.declared.loading import refuse
from goidata.wording.naming import Both, Named, named

_FORMS = "/"  # between the two forms of a word, the first that of one: {n:report/reports}
_THOUSANDS = ","  # {n:,}; what is told as text stays as it is


class _Counting(Formatter):
    """Fills in the form of a word that goes with a number."""

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == _THOUSANDS:
            return f"{value:,}" if isinstance(value, int) else str(value)
        one, slash, more = format_spec.partition(_FORMS)
        if not slash:
            return str(super().format_field(value, format_spec))
        return one if str(value) == "1" else more


_COUNTING = _Counting()


def say(name: str, language: str = "zh", /, **details: object) -> str:
    """The sentence called `name` in `language` ("zh" or "en"), `details` filled in: names in that
    language, several of them in a row. Raises DeclarationError where there is no such sentence,
    KeyError where a detail of it is not given."""
    if name not in entries():
        refuse([no_such("wording", name, "key", name, entries())])
    return filled(entries()[name].named(language), language, **details)


def both(name: str, /, **details: object) -> Both:
    """The sentence called `name` in both languages."""
    return Both(say(name, "zh", **details), say(name, "en", **details))


@dataclass(frozen=True, slots=True)
class Said(Named):
    """A sentence by its name, with what is filled in: told in either language, and told anew where
    it is worded otherwise."""

    name: str
    details: Mapping[str, object]

    @classmethod
    def of(cls, name: str, /, **details: object) -> Said:
        """Raises DeclarationError where there is no such sentence, KeyError where a detail of it
        is not given."""
        for lacking in _asked(name) - details.keys():
            raise KeyError(lacking)
        return cls(name, details)

    def named(self, language: str = "zh") -> str:
        """The sentence in `language`."""
        return say(self.name, language, **self.details)


@cache
def _asked(name: str) -> frozenset[str]:
    """The details that a sentence has in any language."""
    if name not in entries():
        refuse([no_such("wording", name, "key", name, entries())])
    parts = (part for text in entries()[name] for part in _COUNTING.parse(text))
    return frozenset(field for _, field, _, _ in parts if field)


def filled(text: str, language: str, /, **details: object) -> str:
    """`text` with `details` filled in."""
    words = {key: named(each, language) for key, each in details.items()}
    # Most sentences have no forms, and what is built in is ten times as quick.
    special = _FORMS in text or ":," in text
    return _COUNTING.vformat(text, (), words) if special else text.format(**words)


@cache
def entries() -> Mapping[str, Both]:
    """Every sentence by its name. Raises DeclarationError."""
    found: dict[str, Both] = {}
    for file in files("wording"):
        _collect(file, file.removeprefix("wording/").removesuffix(TOML), parsed(file), found)
    return found


def _collect(file: str, name: str, declared: Mapping[str, object], found: dict[str, Both]) -> None:
    if not all(isinstance(entry, dict) for entry in declared.values()):
        found[name] = built(file, declared, Both, name)
        return
    for key, entry in declared.items():
        assert isinstance(entry, dict)
        _collect(file, f"{name}.{key}", entry, found)
