"""Generated documents of known figures, damaged by chance, read and compared with what they say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from damage.cells import ALONE, BLANKING, KINDS, MODERATE
from paper.figures import CHARACTERS, Value, broken, consistent_figures, mixed
from paper.formats import LAYOUTS, LOST, WITHOUT_BLOCKS, WITHOUT_CELLS
from paper.plain import Printed
from paper.sheets import Paper, paper_of

from goidata.errors import Refusal
from goidata.extraction.reading import read
from goidata.extraction.report import Report, State

FORMS = ("2021", "2021", "2019", "mixed")
SUMS = "sums wrong"  # the office's own figures do not add up
# How many moderate kinds, by chance, are done to one document.
TOGETHER = {SUMS: 0, f"{SUMS} and damaged": 1, "two at once": 2, "four at once": 4}
# Kinds that do not show in some layouts.
UNSEEN = {
    "suits_first": WITHOUT_BLOCKS,
    "number_amid_cells": WITHOUT_CELLS,
    # What makes one line of a table breaks no number of it.
    "numbers_wrapped": {"tab rows, one line", "tab rows, run on"},
    "figure_wrapped": {"tab rows, one line", "tab rows, run on"},
}
DAMAGE = (*KINDS, *TOGETHER)


@dataclass(frozen=True, slots=True)
class Trial:
    """One document: its layout, its damage, and the seed of everything else in it."""

    layout: str
    damage: str
    seed: int

    @property
    def moderate(self) -> bool:
        """Whether the damage leaves every figure on the page, in a place that shows; in glued text
        the place shows only by sums; on a page words in brackets wrap around figures."""
        if self.damage in ALONE:
            return self.layout not in {*WITHOUT_CELLS, "pdf without rules"}
        if self.layout in WITHOUT_CELLS and self.damage in {*BLANKING, *TOGETHER}:
            return self.layout not in LOST and self.damage == SUMS
        return self.damage in MODERATE or self.damage in TOGETHER

    def document(self) -> tuple[Paper, Printed]:
        """The report as cells, and its file."""
        source = random.Random(f"{self.damage} {self.seed}")  # the same report in every layout
        count = CHARACTERS[source.choice(sorted(CHARACTERS))]
        form = source.choice(FORMS)
        figures = mixed(source, count) if form == "mixed" else None
        paper = paper_of(self._figures(source, figures or consistent_figures(source, form, count)))
        for kind in self._kinds(source):
            KINDS[kind](paper, source)
        return paper, LAYOUTS[self.layout](paper, random.Random(f"{self.layout} {self.seed}"))

    def _figures(self, source: random.Random, figures: dict[str, int | float]) -> dict[str, Value]:
        return broken(source, figures) if self.damage.startswith(SUMS) else {**figures}

    def _kinds(self, source: random.Random) -> list[str]:
        if self.damage not in TOGETHER:
            unseen = self.layout in UNSEEN.get(self.damage, ())
            return ["none" if unseen else self.damage]
        return source.sample([kind for kind in MODERATE if kind != "none"], TOGETHER[self.damage])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the figures printed in a document: how many were read, which were flagged, and
    which are numbers that the document does not print there."""

    read: int
    flagged: tuple[str, ...]
    wrong: tuple[str, ...] = field(default=())


def outcome(trial: Trial) -> Outcome:
    """Reads the document of a trial. A refusal flags all its figures."""
    paper, (data, name) = trial.document()
    printed = {n: v for n, v in paper.truth.items() if v is not None and n not in paper.gone}
    try:
        report = read(data, name)
    except Refusal:
        return Outcome(0, tuple(printed))
    numbers = _numbers(report)
    wrong = [n for n, value in numbers.items() if value != paper.truth.get(n)]
    flagged = [n for n in printed if n not in numbers]
    return Outcome(len(printed) - len(flagged) - len(wrong), tuple(flagged), tuple(wrong))


def _numbers(report: Report) -> dict[str, Value]:
    return {n: f.value for n, f in report.figures.items() if f.state is State.NUMBER}


def trials(seeds: range) -> Iterator[Trial]:
    """Every layout under every damage, once for each seed."""
    for layout in LAYOUTS:
        for damage in DAMAGE:
            for seed in seeds:
                yield Trial(layout, damage, seed)
