"""Names in two languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

DEFAULT = "zh"
LANGUAGES = {"zh": "中文", "en": "English"}
_COMMA = {"zh": "、", "en": ", "}
_YEAR = {"zh": "年", "en": ""}


class Named:
    """What has a name in Chinese and one in English."""

    __slots__ = ()
    zh: str
    en: str

    def named(self, language: str = "zh") -> str:
        """The name in `language` ("zh" or "en")."""
        return self.en if language == "en" else self.zh


class Both(NamedTuple):
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def named(self, language: str = "zh") -> str:
        """The words in `language`."""
        return self.en if language == "en" else self.zh


def named(detail: object, language: str) -> object:
    """What may stand in a sentence, in `language`: the name of what has one, several in a row, and
    everything else as it is."""
    if isinstance(detail, (Named, Both)):
        return detail.named(language)
    if isinstance(detail, (list, tuple)):
        return listed((str(named(each, language)) for each in detail), language)
    return detail


def spanned(years: Sequence[int], language: str) -> str:
    """Years as a span where they follow each other, else in a row: 2021–2023年."""
    first, last = min(years), max(years)
    if first == last:
        span = str(first)
    elif len(years) == last - first + 1:
        span = f"{first}–{last}"
    else:
        span = listed(map(str, sorted(years)), language)
    return span + _YEAR[language]


def listed(names: Iterable[str], language: str) -> str:
    """Names in a row: 、 in Chinese, commas in English."""
    return _COMMA[language].join(names)
