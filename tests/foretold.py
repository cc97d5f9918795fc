"""Reports of a given edition printed, read and compared: run in a copy of the package that may have
more editions than this one (python foretold.py EDITION YEAR SEEDS)."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from paper.figures import CHARACTERS, consistent_figures, mixed
from paper.formats import LAYOUTS
from paper.sheets import Paper, paper_of

from goidata.extraction.reading import read
from goidata.extraction.report import State

SHORT = [name for name in LAYOUTS if "pdf" not in name.lower()]


def papers(form: str, year: int, seeds: int) -> Iterator[tuple[Paper, random.Random]]:
    """The reports, of several characters; "mixed" is table two of one edition with the others of
    another."""
    for seed in range(seeds):
        source = random.Random(seed)
        count = CHARACTERS[sorted(CHARACTERS)[seed % len(CHARACTERS)]]
        if form == "mixed":
            yield paper_of(mixed(source, count), year, "2021"), source
        else:
            yield paper_of(consistent_figures(source, form, count), year, form), source


def outcomes(form: str, year: int, seeds: int) -> Iterator[dict[str, object]]:
    """What became of each report in each layout."""
    for paper, source in papers(form, year, seeds):
        for layout in SHORT:
            report = read(*LAYOUTS[layout](paper, source))
            numbers = {n: f.value for n, f in report.figures.items() if f.state is State.NUMBER}
            yield {
                "layout": layout,
                "edition": dict(report.edition),
                "wrong": [n for n, v in numbers.items() if v != paper.truth.get(n)],
                "unread": [n for n in paper.truth if n not in numbers],
                "printed": sorted(paper.truth),
            }


def write(folder: Path, form: str, year: int, layout: str = "bars") -> Path:
    """One such report as a file."""
    (paper, source) = next(papers(form, year, 1))
    data, name = LAYOUTS[layout](paper, source)
    path = folder / f"{form}-{year}{Path(name).suffix}"
    path.write_bytes(data)
    return path


if __name__ == "__main__":
    form, year, seeds, *folder = sys.argv[1:]
    if folder:
        print(write(Path(folder[0]), form, int(year)))
    else:
        print(json.dumps(list(outcomes(form, int(year), int(seeds)))))
