"""What the narrative of a report says: its passages, and its sentences with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from goidata.documents.document import Line, Place
from goidata.extraction.claims.passage import Passage, passage
from goidata.extraction.report import Report

NARRATIVE = (1, 6)  # the sections that speak of figures


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the narrative."""

    text: str  # without spaces
    quote: str  # as printed
    place: Place


@dataclass(frozen=True)
class Spoken:
    """A report and, once asked for, what its narrative says."""

    report: Report

    @cached_property
    def passages(self) -> list[Passage]:
        """The running text of each section."""
        return list(_passages(self.report))

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Every sentence, in order."""
        return [sentence for each in self.passages for sentence in _sentences(each)]


def _passages(report: Report) -> Iterator[Passage]:
    for section in report.sections:
        if section.number in NARRATIVE and section.text:
            place = section.place or Place()
            yield passage([Line(text, place) for text in section.text.split("\n")])


def _sentences(words: Passage) -> Iterator[Sentence]:
    for start, end in words.sentences():
        yield Sentence(words.plain[start:end], words.quote(start, end), words.place(start))
