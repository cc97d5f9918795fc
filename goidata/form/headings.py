"""How offices word the headings of sections, as declared in headings.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from goidata.declared import Fault, load, no_such
from goidata.declared.loading import refuse
from goidata.form.fields import editions

HEADINGS = "form/headings.toml"
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionWords:
    """How a section's heading is worded: rows of slots, words that tell it or another, examples."""

    wordings: Words
    telling: Words
    never: Words
    must: Words
    must_not: Words


@dataclass(frozen=True, slots=True)
class Joint:
    """The words that join two headings in one."""

    joint: Words


@dataclass(frozen=True, slots=True)
class Introduction:
    """What the sentences of an introduction hold."""

    marks: Words


@dataclass(frozen=True, slots=True)
class Declared:
    """All of headings.toml."""

    slots: Mapping[str, Words]
    sections: Mapping[str, SectionWords]
    merged: Joint
    introduction: Introduction
    speaks_of: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """The wordings of a section's heading, as patterns of the normal form; `telling` words point to
    the section where its ordinal and place do as well, `never` ones to another; `must` and
    `must_not` are examples."""

    number: int
    patterns: tuple[re.Pattern[str], ...]
    telling: tuple[str, ...]
    never: tuple[str, ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...]

    def is_all(self, words: str) -> bool:
        """Whether `words` are a heading of the section and nothing else."""
        return any(pattern.fullmatch(words) for pattern in self.patterns)

    def begins(self, words: str) -> int:
        """How many characters of `words` are a heading with which they begin; 0 for none."""
        found = (pattern.match(words) for pattern in self.patterns)
        return max((each.end() for each in found if each), default=0)


@cache
def heading_words() -> Mapping[int, HeadingWords]:
    """The declared wordings by number of section."""
    declared = _declaration()
    return {
        int(number): HeadingWords(
            int(number),
            tuple(re.compile(_wording(each, declared.slots)) for each in words.wordings),
            words.telling,
            words.never,
            words.must,
            words.must_not,
        )
        for number, words in declared.sections.items()
    }


@cache
def introducing() -> re.Pattern[str]:
    """What the sentences of an introduction hold, which speaks of the report itself."""
    return _any(_declaration().introduction.marks)


@cache
def speaking_of(number: int) -> re.Pattern[str] | None:
    """What the text of a section speaks of; None where nothing is declared."""
    words = _declaration().speaks_of.get(str(number))
    return _any(words) if words else None


@cache
def joining() -> tuple[str, ...]:
    """The words that join the headings of two sections in one."""
    return _declaration().merged.joint


@cache
def official_headings() -> Mapping[int, tuple[str, ...]]:
    """The headings that the editions print, the newest first, by number of section."""
    found: dict[int, dict[str, None]] = {}
    for each in editions():
        for section in each.sections:
            found.setdefault(section.number, {})[section.zh] = None
    return {number: tuple(words) for number, words in found.items()}


@cache
def _declaration() -> Declared:
    found = load(HEADINGS, Declared)
    refuse(_faults(found))
    return found


def _faults(declared: Declared) -> Iterator[Fault]:
    numbers = [str(section.number) for section in editions()[0].sections]
    for number in (*declared.sections, *declared.speaks_of):
        if number not in numbers:
            yield no_such(HEADINGS, f"sections.{number}", "section", number, numbers)
    for number, words in declared.sections.items():
        for slot in (slot for wording in words.wordings for slot in wording.split()):
            if slot.removesuffix("?") not in declared.slots:
                yield no_such(HEADINGS, f"sections.{number}", "slot", slot, declared.slots)


def _wording(wording: str, slots: Mapping[str, Words]) -> str:
    """A row of slots as a pattern; longer words are tried first."""
    parts = []
    for slot in wording.split():
        words = sorted(slots[slot.removesuffix("?")], key=len, reverse=True)
        parts.append(f"(?:{'|'.join(words)}){'?' if slot.endswith('?') else ''}")
    return "".join(parts)


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))
