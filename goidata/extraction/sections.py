"""The six sections of a report: where each begins, in order, with a heading or without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from goidata.documents.document import Document, Grid, Line
from goidata.extraction.headings import HEADINGS
from goidata.extraction.normal import normal
from goidata.extraction.outline import Candidate, Outline, outline
from goidata.extraction.unbroken import parted
from goidata.extraction.unheaded import unheaded, with_others_apart

REST = re.compile(r"^[\s。：:，,、；;．.]+")  # between a heading and the text on its line


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a document that a section takes: its heading as printed, "" for none, and its
    blocks. Number 0 is what stands before the first section."""

    number: int
    heading: str
    blocks: tuple[Line | Grid, ...]
    line: Line | None

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Line))


def split(document: Document) -> tuple[Stretch, ...]:
    """The document cut into its sections, each known by its heading or by what stands in it.

    Names of sections within an introduction or a table of contents do not cut.
    """
    blocks = tuple(part for block in document.blocks for part in parted(block))
    found = outline(blocks)
    blocks = with_others_apart(blocks, found)
    cuts = [_Cut(0, 0), *_cuts(blocks, found)]
    stretches: list[Stretch] = []
    for cut, end in zip(cuts, [*(cut.index for cut in cuts[1:]), len(blocks)], strict=True):
        stretches.append(_stretch(cut, blocks, max(end, cut.index)))
        if cut.heading and cut.heading.also:
            stretches.append(Stretch(cut.heading.also, stretches[-1].heading, (), cut.line(blocks)))
    return tuple(stretches)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a section begins, and its heading if it has one."""

    number: int
    index: int
    heading: Candidate | None = None

    def line(self, blocks: Sequence[Line | Grid]) -> Line | None:
        block = blocks[self.index] if self.heading else None
        return block if isinstance(block, Line) else None


def _cuts(blocks: Sequence[Line | Grid], found: Outline) -> list[_Cut]:
    """The beginnings of all sections, in order; a second section under a joined heading has none of
    its own unless it begins elsewhere."""
    starts = {each.number: each.index for each in found.chosen}
    cuts = [_Cut(each.number, each.index, each) for each in found.chosen]
    if len(cuts) < len(HEADINGS):
        without = unheaded(blocks, starts, found.tables)
        cuts += [_Cut(number, index) for number, index in without.items()]
        numbers = {cut.number for cut in cuts}
        cuts = [cut if not _also_elsewhere(cut, numbers) else _alone(cut) for cut in cuts]
    return sorted(cuts, key=lambda cut: (cut.index, cut.number))


def _also_elsewhere(cut: _Cut, numbers: set[int]) -> bool:
    return bool(cut.heading and cut.heading.also in numbers)


def _alone(cut: _Cut) -> _Cut:
    assert cut.heading
    told = cut.heading
    return _Cut(cut.number, cut.index, Candidate(told.index, told.number, told.score, told.end))


def _stretch(cut: _Cut, blocks: Sequence[Line | Grid], end: int) -> Stretch:
    """The section that begins at `cut`, its heading parted from what stands behind it."""
    line = cut.line(blocks)
    if line is None or cut.heading is None:
        return Stretch(cut.number, "", tuple(blocks[cut.index : end]), None)
    heading = line.text[: cut.heading.end].strip()
    rest = REST.sub("", line.text[cut.heading.end :])
    told = len(normal(rest)) > 1 or re.search(r"\d", rest)
    behind = (Line(rest.strip(), line.place),) if told else ()
    if not told:
        heading = line.text.strip()
    return Stretch(cut.number, heading, (*behind, *blocks[cut.index + 1 : end]), line)
