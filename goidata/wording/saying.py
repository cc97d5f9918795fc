"""Sentences by their names: "file.entry", as declared in the TOML files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from string import Formatter

from goidata.wording.naming import Both, named

_FORMS = "/"  # between the two forms of a word, the first that of one: {n:report/reports}


class _Counting(Formatter):
    """Fills in the form of a word that goes with a number."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, slash, more = format_spec.partition(_FORMS)
        if not slash:
            return str(super().format_field(value, format_spec))
        return one if str(value) == "1" else more


_COUNTING = _Counting()


def say(name: str, language: str = "zh", /, **details: object) -> str:
    """The sentence called `name` in `language` ("zh" or "en"), `details` filled in: names in that
    language, several of them in a row. Raises KeyError where there is no such sentence, or a detail
    of it is not given."""
    return filled(entries()[name].named(language), language, **details)


def both(name: str, /, **details: object) -> Both:
    """The sentence called `name` in both languages."""
    return Both(say(name, "zh", **details), say(name, "en", **details))


def filled(text: str, language: str, /, **details: object) -> str:
    """`text` with `details` filled in."""
    words = {key: named(each, language) for key, each in details.items()}
    return _COUNTING.vformat(text, (), words)


@cache
def entries() -> Mapping[str, Both]:
    """Every sentence by its name."""
    found: dict[str, Both] = {}
    for file in sorted(resources.files(__package__).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            _collect(file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8")), found)
    return found


def _collect(name: str, declared: Mapping[str, object], found: dict[str, Both]) -> None:
    if set(declared) == {"zh", "en"}:
        found[name] = Both(**declared)  # type: ignore[arg-type]
        return
    for key, entry in declared.items():
        if not isinstance(entry, dict):
            raise TypeError(f"wording/{name}.toml: {key} needs zh and en")
        _collect(f"{name}.{key}", entry, found)
