"""Reports as pictures, each made again from its seed alone."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from paper.figures import CHARACTERS, Value, consistent_figures
from paper.sheets import UNIT, Paper, paper_of

from pictured.drawing import drawn
from pictured.fonts import families
from pictured.grid import Page
from pictured.mishaps import MISHAPS
from pictured.seals import sealed
from pictured.sheet import laid_out

if TYPE_CHECKING:
    from PIL.Image import Image

SEAL = "seal"
# How many there are of one has no divisor in common with how many of another, so that seeds that
# follow each other go through all of them together.
HARMS = (*MISHAPS, SEAL)
RESOLUTIONS = (150, 300, 100, 200)  # dots an inch
LOOKS = ("grey", "colour", "jpeg")
FORMS = ("2021", "2021", "2019")
BLANK = 0.2  # of the reports leave cells blank where others print 0
FINE, COARSE = 92, (30, 50)  # qualities of JPEG


@dataclass(frozen=True, slots=True)
class Specimen:
    """A report as pictures, by the seed of everything in it."""

    seed: int

    @property
    def harm(self) -> str:
        """What became of its pages."""
        return HARMS[self.seed % len(HARMS)]

    @property
    def resolution(self) -> int:
        """Dots an inch."""
        return RESOLUTIONS[self.seed % len(RESOLUTIONS)]

    @property
    def look(self) -> str:
        """How the pictures are kept."""
        return LOOKS[self.seed % len(LOOKS)]


@dataclass(frozen=True, slots=True)
class Made:
    """A file of pictures: what its cells truly say (None for a blank one), the figures that a seal
    touches, its content, and how many pictures it is."""

    truth: dict[str, Value]
    covered: frozenset[str]
    data: bytes
    pictures: int


def specimens(first: int) -> Iterator[Specimen]:
    """One after another, from a seed on."""
    return map(Specimen, count(first))


def laid(specimen: Specimen) -> tuple[Paper, str, list[Page], random.Random]:
    """The report of a specimen, its letters, its pages, and what chance there is for the rest."""
    source = random.Random(f"pictured {specimen.seed}")
    paper = _paper(source)
    family = source.choice(families())
    return paper, family, laid_out(paper, family, source), source


def made(specimen: Specimen) -> Made:
    """The file of a specimen: a PDF without text."""
    paper, family, pages, source = laid(specimen)
    pictures = [drawn(page, family, specimen.resolution, source) for page in pages]
    covered: set[str] = set()
    if specimen.harm == SEAL:
        for at, page in enumerate(pages):
            pictures[at], under = sealed(pictures[at], page, UNIT, family, source)
            covered |= under
    pictures = MISHAPS.get(specimen.harm, MISHAPS["clean"])(pictures, source)
    data = _kept(pictures, specimen, source)
    return Made(paper.truth, frozenset(covered), data, len(pictures))


def _paper(source: random.Random) -> Paper:
    figures = consistent_figures(
        source, source.choice(FORMS), CHARACTERS[source.choice(sorted(CHARACTERS))]
    )
    paper = paper_of(figures)
    if source.random() < BLANK:
        for name, box in paper.figures.items():
            if paper.truth[name] == 0 and source.random() < 0.5:
                box.text, paper.truth[name] = "", None
    return paper


def _kept(pictures: list[Image], specimen: Specimen, source: random.Random) -> bytes:
    if specimen.look == "grey":
        pictures = [picture.convert("L") for picture in pictures]
    quality = source.randint(*COARSE) if specimen.look == "jpeg" else FINE
    stream = io.BytesIO()
    first, *others = pictures
    first.save(
        stream,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=specimen.resolution,
        quality=quality,
    )
    return stream.getvalue()
