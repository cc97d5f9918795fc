"""The words of the pages, Chinese and English, from words.toml beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from goidata import wording
from goidata.declared import load
from goidata.tables.legend import codes_in_words, columns_in_words
from goidata.wording import DEFAULT, LANGUAGES, Both, filled, listed, spanned

__all__ = ["DEFAULT", "LANGUAGES", "Words", "vocabulary"]


_TOLD_ELSEWHERE = ("findings.severity.", "findings.outcome.", "topics.topic.")


@cache
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    """Every entry by its name, "section.entry", those of codes, of the columns of files
    ("column.unit"), of findings and topics; each has `zh` and `en`."""
    declared = load("dashboard/words.toml", Mapping[str, Mapping[str, Both]])  # type: ignore[type-abstract]
    own = {
        f"{section}.{name}": entry._asdict()
        for section, entries in declared.items()
        for name, entry in entries.items()
    }
    elsewhere = {
        name.partition(".")[2]: entry._asdict()
        for name, entry in wording.entries().items()
        if name.startswith(_TOLD_ELSEWHERE)
    }
    return {**codes_in_words(), **columns_in_words(), **elsewhere, **own}


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary in one language ("zh" or "en")."""

    language: str

    def __call__(self, name: str, **values: object) -> str:
        """The entry called `name` with `values` filled in; KeyError where there is none."""
        return filled(vocabulary()[name][self.language], self.language, **values)

    def head(self, section: str, name: str) -> str:
        """The head of a column: in the words of a section, where they are its own, else in those
        of downloaded tables."""
        own = f"{section}.{name}"
        return self(own if own in vocabulary() else f"column.{name}")

    def listed(self, parts: list[str]) -> str:
        """Names in a row: 、 in Chinese, commas in English."""
        return listed(parts, self.language)

    def years(self, years: tuple[int, ...] | list[int]) -> str:
        """Years as a span where they follow each other, else in a row: 2021–2023年."""
        return spanned(years, self.language)
