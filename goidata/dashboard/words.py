"""The words of the pages, Chinese and English, from words.toml beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter

from goidata.declared import load
from goidata.tables.legend import codes_in_words
from goidata.wording import Both

LANGUAGES = {"zh": "中文", "en": "English"}
_FORMS = "/"  # between the two forms of a word, the first that of one: {n:unit/units}


class _Counting(Formatter):
    """Fills in the form of a word that goes with a number."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, slash, more = format_spec.partition(_FORMS)
        if not slash:
            return str(super().format_field(value, format_spec))
        return one if str(value) == "1" else more


_COUNTING = _Counting()


@cache
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    """Every entry by its name, "section.entry", and those of codes; each has `zh` and `en`."""
    declared = load("dashboard/words.toml", Mapping[str, Mapping[str, Both]])  # type: ignore[type-abstract]
    own = {
        f"{section}.{name}": entry._asdict()
        for section, entries in declared.items()
        for name, entry in entries.items()
    }
    return {**codes_in_words(), **own}


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary in one language ("zh" or "en")."""

    language: str

    def __call__(self, name: str, **values: object) -> str:
        """The entry called `name` with `values` filled in; KeyError where there is none."""
        text = vocabulary()[name][self.language]
        return _COUNTING.format(text, **values) if _FORMS in text else text.format(**values)

    def listed(self, parts: list[str]) -> str:
        """Names in a row: 、 in Chinese, commas in English."""
        return ("、" if self.language == "zh" else ", ").join(parts)

    def years(self, years: tuple[int, ...] | list[int]) -> str:
        """Years as a span where they follow each other, else in a row: 2021–2023年."""
        first, last = min(years), max(years)
        if first == last:
            span = str(first)
        elif len(years) == last - first + 1:
            span = f"{first}–{last}"
        else:
            span = self.listed([str(year) for year in sorted(years)])
        return f"{span}年" if self.language == "zh" else span
