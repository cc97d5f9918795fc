"""The six sections of a report: where each begins, in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from goidata.documents.document import Document, Grid, Line
from goidata.extraction.normal import label, normal
from goidata.form import Section, editions

NUMERALS = "一二三四五六"
ORDINAL = re.compile(r"\s*(?:第?([一二三四五六七八九])(?:[、,.．\s]|部分)|([（(]))")
LIKE = 72.0  # likeness in per cent from which a line with an ordinal may be a heading
LIKE_ALONE = 92.0  # and one without: rows of the tables have labels much like headings
FEWEST_INLINE = 3  # headings in one line that make it a text without breaks
LONGEST = 60  # characters of a line that may be a heading and nothing else


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a document that a section takes: its heading as printed and its blocks. Number 0
    is what stands before the first section."""

    number: int
    heading: str
    blocks: tuple[Line | Grid, ...]
    line: Line | None

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Line))


def split(document: Document) -> tuple[Stretch, ...]:
    """The document cut at its section headings.

    A heading that is lost leaves its section within the one before it; names of sections within
    an introduction or a table of contents do not cut.
    """
    parted = tuple(part for block in document.blocks for part in _parted(block))
    found = _best_order(_candidates(parted))
    cuts = [(0, 0), *((number, index) for number, index in found)]
    stretches: list[Stretch] = []
    for (number, start), (_, end) in zip(cuts, [*cuts[1:], (0, len(parted))], strict=True):
        blocks = parted[start:end]
        line = blocks[0] if number and isinstance(blocks[0], Line) else None
        rest = _after_heading(line, number) if line else ()
        heading = line.text.strip() if line and not rest else _printed_heading(line, number)
        stretches.append(Stretch(number, heading, (*rest, *blocks[bool(number) :]), line))
    return tuple(stretches)


def _parted(block: Line | Grid) -> Sequence[Line | Grid]:
    """A line that holds several headings, as where a page's text was taken without its breaks, cut
    at each of them."""
    if not isinstance(block, Line) or len(block.text) <= LONGEST or block.cells:
        return (block,)
    found = list(INLINE.finditer(block.text))
    if len(found) < FEWEST_INLINE:
        return (block,)
    edges = sorted({0, len(block.text), *(f.start() for f in found), *(f.end() for f in found)})
    parts = (block.text[start:end] for start, end in pairwise(edges))
    return [Line(part, block.place) for part in parts if part.strip()]


def _sections() -> dict[int, tuple[str, ...]]:
    """The headings of each section in normal form, over all editions."""
    wordings: dict[int, dict[str, None]] = {}
    for edition in editions():
        for section in edition.sections:
            wordings.setdefault(section.number, {}).update(dict.fromkeys(_wordings(section)))
    return {number: tuple(words) for number, words in wordings.items()}


def _wordings(section: Section) -> list[str]:
    return [label(text) for text in (section.zh, *section.variants)]


HEADINGS = _sections()
ALL_HEADINGS = tuple(dict.fromkeys(word for words in HEADINGS.values() for word in words))


def _inline() -> re.Pattern[str]:
    """A heading with its ordinal anywhere in a line."""
    numbered = [
        f"{NUMERALS[section.number - 1]}、{re.escape(text)}"
        for edition in editions()
        for section in edition.sections
        for text in (section.zh, *section.variants)
    ]
    return re.compile("|".join(sorted(set(numbered), key=len, reverse=True)))


INLINE = _inline()


def _candidates(blocks: Sequence[Line | Grid]) -> list[tuple[int, int, float]]:
    """Lines that may be headings: (block index, section number, score)."""
    found = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Line) or len(block.text) > 400:
            continue
        ordinal = ORDINAL.match(block.text)
        short = len(block.text.strip()) <= LONGEST
        if not (ordinal or short):
            continue
        words = label(block.text) if short else label(block.text[:LONGEST])
        if not words or not _could_be_heading(words, short):
            continue
        for number, wordings in HEADINGS.items():
            score = _score(words, wordings, short, LIKE if ordinal else LIKE_ALONE)
            if score:
                found.append((index, number, score + _bonus(ordinal, number)))
    return found


@lru_cache(maxsize=4096)  # most short lines are labels of the form, in one report after another
def _could_be_heading(words: str, short: bool) -> bool:
    """One quick look over all headings at once, since most lines are like none."""
    if words.startswith(ALL_HEADINGS):
        return True
    return (
        short
        and process.extractOne(words, ALL_HEADINGS, score_cutoff=LIKE, scorer=fuzz.ratio)
        is not None
    )


def _score(words: str, wordings: tuple[str, ...], short: bool, least: float) -> float:
    """How like a heading the words are, 0 or from `least` to 100."""
    if words.startswith(wordings):
        exact = words in wordings
        return 100.0 if exact else 80.0
    best = max(fuzz.ratio(words, wording) for wording in wordings) if short else 0.0
    return best if best >= least else 0.0


def _bonus(ordinal: re.Match[str] | None, number: int) -> float:
    """The printed ordinal speaks for or against: sections have 一、 to 六、, parts （一）."""
    if ordinal is None:
        return 0.0
    if ordinal[2]:
        return -40.0
    return 25.0 if ordinal[1] == NUMERALS[number - 1] else -5.0


def _best_order(candidates: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The increasing choice of headings with the highest sum; of equals the later one, since a
    table of contents stands first."""
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {0: (0.0, [])}
    for index, number, score in candidates:
        if score <= 0:
            continue
        usable = [(total, chain) for last, (total, chain) in best.items() if last < number]
        usable = [(t, c) for t, c in usable if not c or c[-1][1] < index]
        total, chain = max(usable, key=lambda entry: entry[0])
        if total + score >= best.get(number, (0.0, []))[0]:
            best[number] = (total + score, [*chain, (number, index)])
    return max(best.values(), key=lambda entry: entry[0])[1]


def _after_heading(line: Line, number: int) -> tuple[Line, ...]:
    """What stands on the line of a heading after it, as a line of its own."""
    if len(line.text.strip()) <= LONGEST and normal(line.text).endswith(HEADINGS[number]):
        return ()
    cut = _heading_end(line.text, number)
    rest = line.text[cut:].strip() if cut else ""
    return (Line(rest, line.place),) if len(normal(rest)) > 1 or re.search(r"\d", rest) else ()


def _printed_heading(line: Line | None, number: int) -> str:
    return line.text[: _heading_end(line.text, number)].strip() if line else ""


def _heading_end(text: str, number: int) -> int:
    """Where in `text` the heading it begins with ends; 0 where it is not found."""
    for wording in sorted(HEADINGS[number], key=len, reverse=True):
        position = 0
        for index, character in enumerate(text):
            if unicodedata.normalize("NFKC", character) == wording[position]:
                position += 1
                if position == len(wording):
                    return index + 1
    return 0
