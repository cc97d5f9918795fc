"""Which lines of a document begin its sections: by their words, their ordinal, and where the tables
stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goidata.documents.document import Grid, Line
from goidata.extraction.extents import Extents, extents, printed_labels
from goidata.extraction.headings import (
    AS_PRINTED,
    LONGEST,
    headings_in,
    ordinal_of,
    unworded,
)
from goidata.extraction.normal import normal
from goidata.form import editions
from goidata.form.headings import heading_words

BY_PLACE = 30.0  # a heading known by its ordinal and its place alone
TELLING = 20.0  # and by a word of it
CONTENTS = 3  # headings one behind the other that are a table of contents
PROBLEMS, OTHERS = 5, 6
SECTIONS = tuple(section.number for section in editions()[0].sections)
SECTION_OF = {name: table.section for name, table in editions()[0].tables.items()}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may begin a section: how surely, and how many characters of it are the
    heading. `also` is a second section under the same heading."""

    index: int
    number: int
    score: float
    end: int
    also: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings chosen, in order, and the extents of the tables where they were asked for."""

    chosen: tuple[Candidate, ...]
    tables: Extents


def outline(blocks: Sequence[Line | Grid]) -> Outline:
    """The headings of the sections among the blocks of a document.

    Where each stands there once as the form prints it, nothing else is asked. Else the tables show
    where the headings of their sections can be, and a line with the ordinal of a section at its
    place begins it whatever its words are.
    """
    found = [
        Candidate(index, each.number, each.score, each.end, each.also)
        for index, block in enumerate(blocks)
        if isinstance(block, Line)
        for each in headings_in(block.text)
    ]
    sure = [each for each in found if each.score >= AS_PRINTED]
    if [each.number for each in sure] == list(SECTIONS):
        return Outline(tuple(sure), {})
    tables = extents(blocks)
    found = _without_contents(blocks, found, tables)
    found = [each for each in found if _may_stand(each, tables)]
    found += _by_place(blocks, found, tables)
    return Outline(tuple(_best_order(sorted(found, key=lambda c: c.index))), tables)


def _may_stand(candidate: Candidate, tables: Extents) -> bool:
    """Whether a section can begin here: before its own table and those after it, behind the
    others."""
    return all(
        candidate.index < first if candidate.number <= SECTION_OF[table] else candidate.index > last
        for table, (first, last) in tables.items()
    )


def _without_contents(
    blocks: Sequence[Line | Grid], found: Sequence[Candidate], tables: Extents
) -> list[Candidate]:
    """The candidates without those of a table of contents: several headings one behind the other,
    which stand where their sections cannot, or stand again further down."""
    left = list(found)
    for run in _runs(blocks, found):
        beyond = max(each.index for each in run)
        again = {each.number for each in found if each.index > beyond}
        misplaced = any(not _may_stand(each, tables) for each in run)
        if misplaced or {each.number for each in run} <= again:
            left = [each for each in left if each not in run]
    return left


def _runs(blocks: Sequence[Line | Grid], found: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates of sections one after the other with nothing but marks between them."""
    runs: list[list[Candidate]] = []
    for each in found:
        last = runs[-1][-1] if runs else None
        if last and each.index == last.index:
            continue
        follows = last and each.number > last.number and _bare(blocks, last, each.index)
        if runs and follows:
            runs[-1].append(each)
        else:
            runs.append([each])
    return [run for run in runs if len(run) >= CONTENTS]


def _bare(blocks: Sequence[Line | Grid], last: Candidate, until: int) -> bool:
    head = blocks[last.index]
    rest = normal(head.text[last.end :]) if isinstance(head, Line) else ""
    return len(rest) <= 1 and all(
        isinstance(block, Line) and len(normal(block.text)) <= 1
        for block in blocks[last.index + 1 : until]
    )


def _by_place(
    blocks: Sequence[Line | Grid], found: Sequence[Candidate], tables: Extents
) -> list[Candidate]:
    """Lines with the ordinal of a section that has no heading in known words, where it must begin:
    nearest before its table, or behind the last of them."""
    lacking = set(SECTIONS) - {each.number for each in found if each.score > BY_PLACE + TELLING}
    if not lacking:
        return []
    places: dict[int, list[Candidate]] = {}
    fifth = 0
    for index, block in enumerate(blocks):
        if not isinstance(block, Line) or (
            len(block.text) > LONGEST and not ordinal_of(block.text)
        ):
            continue
        read = unworded(block.text)
        if not read or normal(block.text) in printed_labels():
            continue
        number, end = read
        told = any(word in normal(block.text[:end]) for word in heading_words()[number].telling)
        candidate = Candidate(index, number, BY_PLACE + TELLING * told, end)
        if _may_stand(candidate, tables):
            places.setdefault(number, []).append(candidate)
            fifth += number == PROBLEMS
    chosen = []
    for number in lacking & set(places):
        if number == OTHERS and fifth > 1:
            continue  # the sixth of several points
        first = number in (1, PROBLEMS, OTHERS)
        chosen.append(places[number][0 if first else -1])
    return chosen


def _best_order(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The increasing choice of headings with the highest sum; of equals the later one, since a
    table of contents stands first."""
    best: dict[int, tuple[float, list[Candidate]]] = {0: (0.0, [])}
    for each in candidates:
        if each.score <= 0:
            continue
        usable = [
            (total, chain)
            for last, (total, chain) in best.items()
            if last < each.number and (not chain or chain[-1].index < each.index)
        ]
        total, chain = max(usable, key=lambda entry: entry[0])
        if total + each.score >= best.get(each.number, (0.0, []))[0]:
            best[each.number] = (total + each.score, [*chain, each])
    return max(best.values(), key=lambda entry: entry[0])[1]
