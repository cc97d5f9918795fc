"""Whether a line is, or begins with, the heading of a section, and how surely."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from goidata.extraction.normal import label, normal
from goidata.form import editions
from goidata.form.headings import heading_words, joining
from goidata.form.ordinals import NUMERALS, OF_SECTIONS, number_of

ORDINAL = re.compile(
    rf"[\s#*《]*(?:第?(?P<section>[{NUMERALS[:-1]}])(?:\s*[、,，.．:：]|\s|\s*部分\s*[、:：]?)"
    rf"|(?P<part>[（(]\s*[{NUMERALS}]+\s*[）)])|(?P<item>\d+\s*[、.．](?!\d)|[（(]\d+[）)]))"
)
LIKE = 72.0  # likeness in per cent from which a line with an ordinal may be a heading
LIKE_ALONE = 92.0  # and one without: rows of the tables have labels much like headings
LONGEST = 60  # characters of a line that may be a heading and nothing else
LONGEST_TITLE = 30  # of a heading in unknown words
# How surely a line is a heading, in points that are added up over a whole outline.
AS_PRINTED, WORDED, WORDED_ALONE, BEGUN, BEGUN_WORDED = 100.0, 90.0, 55.0, 80.0, 70.0
OWN_ORDINAL, OTHER_ORDINAL, OF_A_PART = 25.0, -5.0, -40.0
BREAK = re.compile(r"[\s。．.：:；;，,（(]|\d|$")  # what may follow a heading on its own line


@dataclass(frozen=True, slots=True)
class Found:
    """A heading read in a line: the section, how surely, and how many characters of the line it
    takes. `also` is a second section whose heading is joined to it."""

    number: int
    score: float
    end: int
    also: int | None = None


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The ordinal that a line begins with: its number where it is one of sections, whether it is
    one of a part or an item, and where it ends."""

    number: int | None
    lower: bool
    end: int


def _sections() -> dict[int, tuple[str, ...]]:
    """The headings of each section in normal form, over all editions."""
    wordings: dict[int, dict[str, None]] = {}
    for edition in editions():
        for section in edition.sections:
            words = [label(text) for text in (section.zh, *section.variants)]
            wordings.setdefault(section.number, {}).update(dict.fromkeys(words))
    return {number: tuple(words) for number, words in wordings.items()}


HEADINGS = _sections()
ALL_HEADINGS = tuple(dict.fromkeys(word for words in HEADINGS.values() for word in words))


def ordinal_of(text: str) -> Ordinal:
    """The ordinal at the beginning of a line."""
    found = ORDINAL.match(text)
    if not found:
        return Ordinal(None, False, 0)
    if found["section"]:
        return Ordinal(number_of(found["section"]), False, found.end())
    return Ordinal(None, True, found.end())


def headings_in(text: str) -> Iterator[Found]:
    """The sections whose heading the line may be or begin with."""
    ordinal = ordinal_of(text)
    short = len(text.strip()) <= LONGEST
    if not (short or ordinal.number):
        return
    front = text[ordinal.end : ordinal.end + LONGEST]
    words = normal(front)
    if not words:
        return
    if ordinal.end == 0 and words[0] in OF_SECTIONS and _is_heading(words[1:]):
        ordinal = Ordinal(number_of(words[0]), False, 0)
        words = words[1:]
    if not _could_be_heading(words, short):
        return
    for number in HEADINGS:
        if found := _read(text, words, number, ordinal, short):
            yield found


@lru_cache(maxsize=4096)
def _is_heading(words: str) -> bool:
    return words in ALL_HEADINGS or any(each.is_all(words) for each in heading_words().values())


@lru_cache(maxsize=4096)  # most short lines are labels of the form, in one report after another
def _could_be_heading(words: str, short: bool) -> bool:
    """One quick look over all headings at once, since most lines are like none."""
    if words.startswith(ALL_HEADINGS) or any(h.begins(words) for h in heading_words().values()):
        return True
    return (
        short
        and process.extractOne(words, ALL_HEADINGS, score_cutoff=LIKE, scorer=fuzz.ratio)
        is not None
    )


def _read(text: str, words: str, number: int, ordinal: Ordinal, short: bool) -> Found | None:
    """The heading of section `number`, if the line is or begins with one."""
    bonus = _bonus(ordinal, number)
    known, worded = HEADINGS[number], heading_words()[number]
    if short and words in known:
        return Found(number, AS_PRINTED + bonus, len(text))
    if short and not ordinal.lower and worded.is_all(words):
        sure = WORDED if ordinal.number else WORDED_ALONE
        return Found(number, sure + bonus, len(text))
    if (size := _begun(words, known)) or (size := worded.begins(words)):
        if short and (also := _joined(words[size:])) and not ordinal.lower:
            return Found(number, WORDED + bonus, len(text), also)
        end = _end(text, ordinal.end, words[:size])
        if _begun(words, known):
            return Found(number, BEGUN + bonus, end)
        if ordinal.number and end and BREAK.match(text, end):
            return Found(number, BEGUN_WORDED + bonus, end)
    if ordinal.lower:
        return None
    least = LIKE if ordinal.number else LIKE_ALONE
    best = max(fuzz.ratio(words, wording) for wording in known) if short else 0.0
    return Found(number, best + bonus, len(text)) if best >= least else None


def _bonus(ordinal: Ordinal, number: int) -> float:
    """The printed ordinal speaks for or against: sections have 一、 to 六、, parts （一）."""
    if ordinal.lower:
        return OF_A_PART
    if ordinal.number is None:
        return 0.0
    return OWN_ORDINAL if ordinal.number == number else OTHER_ORDINAL


def _begun(words: str, known: tuple[str, ...]) -> int:
    """The length of the longest of the known headings with which the words begin."""
    return max((len(each) for each in known if words.startswith(each)), default=0)


def joined(rest: str) -> int:
    """How many characters of `rest`, what follows a heading, join a form's heading to it."""
    return max(
        (
            len(joint) + _begun(rest[len(joint) :], ALL_HEADINGS)
            for joint in joining()
            if rest.startswith(joint) and _begun(rest[len(joint) :], ALL_HEADINGS)
        ),
        default=0,
    )


def _joined(rest: str) -> int | None:
    """The section whose heading is joined to another's: …及改进情况和其他需要报告的事项."""
    for joint in joining():
        words = rest[len(joint) :] if rest.startswith(joint) else ""
        for number, worded in heading_words().items():
            if words and (words in HEADINGS[number] or worded.is_all(words)):
                return number
    return None


def _end(text: str, start: int, words: str) -> int:
    """Where in `text` the heading ends whose normal form `words` begins at or after `start`."""
    position = 0
    for index in range(start, len(text)):
        if unicodedata.normalize("NFKC", text[index]) == words[position]:
            position += 1
            if position == len(words):
                return index + 1
    return 0


def unworded(text: str) -> tuple[int, int] | None:
    """The number of a section by the ordinal alone, and where the heading in unknown words ends;
    None where the line is no heading or its words are another section's."""
    ordinal = ordinal_of(text)
    if not ordinal.number or ordinal.number not in heading_words():
        return None
    cut = re.search(r"[。；;：:]|\s{2,}", text[ordinal.end : ordinal.end + LONGEST_TITLE + 1])
    end = ordinal.end + cut.start() if cut else len(text)
    words = normal(text[ordinal.end : end])
    if not 2 <= len(words) <= LONGEST_TITLE or "，" in text[ordinal.end : end]:
        return None
    declared = heading_words()[ordinal.number]
    return None if any(word in words for word in declared.never) else (ordinal.number, end)
