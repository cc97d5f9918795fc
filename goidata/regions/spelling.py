"""How the names of regions are written in Latin letters, from spellings.csv: 淮安市 as Huai'an.

A name is written without its kind (市, 县, 地区; one of one character keeps it: Zhaoxian), as its
syllables in one word, with ' before a vowel. Where another way is the official one (Hohhot, Lhasa),
it stands in the table; where none is certain, neither is given.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from goidata.regions.table import all_regions, ancestors

_VOWELS = ("a", "e", "o")
_UNCERTAIN = "-"
_SHORTEST = 2
_BETWEEN = re.compile("[\\s'’·\\-\u0300-\u036f]")


class Spelling(NamedTuple):
    """The `syllables` of a name in pinyin, v for ü, and what the region is `called`, or None."""

    syllables: tuple[str, ...]
    called: str | None


@cache
def spellings() -> Mapping[str, Spelling]:
    """The spellings of regions by their codes."""
    text = (files(__package__) / "spellings.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Spelling(syllables := tuple(row["syllables"].split()), _called(row, syllables))
        for row in csv.DictReader(text.splitlines())
    }


def romanised(code: str | None) -> str | None:
    """What a region is called in Latin letters, by its code; None where that is not certain."""
    found = spellings().get(code or "")
    return found.called if found else None


def _called(row: Mapping[str, str], syllables: tuple[str, ...]) -> str | None:
    official = row["called"]
    return None if official == _UNCERTAIN else official or _joined(syllables)


def _joined(syllables: tuple[str, ...]) -> str | None:
    first, *others = syllables or ("",)
    parted = (f"'{each}" if each.startswith(_VOWELS) else each for each in others)
    return "".join((first, *parted)).replace("v", "ü").capitalize() or None


def spelt(words: str) -> tuple[str, ...]:
    """The codes of the regions whose name in Latin letters begins with `words`, and of all below
    them; capitals, spaces, accents and marks between syllables do not count. None for fewer than
    two letters, or where `words` holds anything else."""
    letters = _letters(words)
    if len(letters) < _SHORTEST:
        return ()
    meant = {code for code, keys in _keys().items() if any(k.startswith(letters) for k in keys)}
    regions = ((region, ancestors(region)) for region in all_regions())
    return tuple(
        region.code
        for region, above in regions
        if region.code in meant or any(each.code in meant for each in above)
    )


@cache
def _keys() -> dict[str, tuple[str, ...]]:
    """What is typed for the name of a region: its pinyin, with v, u or yu for ü; its spelling."""
    found = {}
    for code, (syllables, called) in spellings().items():
        pinyin = "".join(syllables)
        ways = (pinyin, pinyin.replace("v", "u"), pinyin.replace("v", "yu"), _letters(called or ""))
        found[code] = tuple(dict.fromkeys(filter(None, ways)))
    return found


def _letters(words: str) -> str:
    """The letters of `words`, small and without accents; empty where others than these stand."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKD", words.lower()))
    return plain if plain.isascii() and plain.isalpha() else ""
