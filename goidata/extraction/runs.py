"""Figures standing together without a label between, and the words around them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from goidata.documents.document import Extent, Place
from goidata.extraction.glued import whole_numbers
from goidata.extraction.unparted import DIGITS, NOTE, PARTING

# A number as a word; with several points it is several numbers without anything between.
DIGITS_OF = re.compile(r"\d[\d,]*|\d+(?:\.\d+){2,}")


def _without_units(text: str) -> str:
    """The digits of a word, a bar for each unit or remark among them."""
    if text.isdecimal():
        return text
    plain = unicodedata.normalize("NFKC", NOTE.sub("", text))
    return PARTING.sub("|", plain).strip("|")


class Piece(NamedTuple):
    """A figure as printed, or an empty cell (`text` is then empty). `extent` is its column in a
    grid or among the cells of its line, or where it stands across a page, if that is known."""

    text: str
    place: Place
    glued: bool = False  # digits of one or several figures with nothing between them
    extent: Extent | None = None


class Head(NamedTuple):
    """The words of a cell, or on a line between figures, in normal form and (`text`) as printed;
    the table and column of a grid that they stand in; and their position in the label text."""

    words: str
    table: int | None
    column: int | None
    position: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page: its text as printed and in normal form, its line, and where it stands
    across the page."""

    text: str
    words: str
    line: int
    extent: Extent

    @property
    def digits(self) -> bool:
        return DIGITS.search(self.text) is not None


@dataclass(frozen=True)  # without slots: what is asked again and again is kept
class Run:
    """Figures and empty cells standing together; `figures` are the pieces that are not empty.

    `position` is where the run stands in the label text of its stream; `floor` and `ceiling` are
    the positions of the runs of figures before and after it. `lead` counts the cells before it on
    its line, its label among them, where the format shows cells."""

    pieces: tuple[Piece, ...]
    figures: tuple[Piece, ...]
    position: int
    floor: int
    ceiling: int
    lead: int | None

    @cached_property
    def glued(self) -> str | None:
        """The digits, where no cells part the figures of the run; a bar stands where a unit or a
        remark parts them, a space where one is printed."""
        only = self.pieces[0]
        if len(self.pieces) > 1 or not only.glued:
            return None
        return only.text if only.text.isdecimal() else PARTING.sub("|", only.text).strip("| ")

    @cached_property
    def loose(self) -> str | None:
        """The digits, where they are words of one line of text, bars where units and remarks part
        them; else None."""
        if self.glued or not self.figures or len(self.pieces) > len(self.figures):
            return self.glued
        first = self.pieces[0].place
        if first.table is not None:
            return None
        if any(each.extent or each.place.line != first.line for each in self.pieces):
            return None
        words = [_without_units(piece.text) for piece in self.pieces]
        whole = all(DIGITS_OF.fullmatch(part) for each in words for part in each.split("|"))
        return " ".join(words) if whole else None

    @cached_property
    def run_together(self) -> str | None:
        """The digits, where cells that parted them are lost for certain."""
        if self.glued or not self.loose:
            return self.glued
        return None if whole_numbers(self.loose) else self.loose

    @cached_property
    def most(self) -> int:
        """How many figures the run can hold."""
        digits = self.run_together
        return sum(map(str.isdecimal, digits)) if digits else len(self.figures)

    def holds(self, width: int) -> bool:
        """Whether the run can be `width` figures, none missing and none over."""
        return self.most >= width if self.run_together else len(self.figures) == width
