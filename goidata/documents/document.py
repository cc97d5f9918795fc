"""What is on the paper, without opinion: the one shape that every reader gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Extent = tuple[float, float]  # the left and right end of something across the page


class Place(NamedTuple):
    """Where something stands, counted from 1; None where the format has no such count.

    Tables and lines are counted through the document; row and column within a table. In plain
    text, column is the ordinal of the cell, or of the word, within its line.
    """

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None


class Cell(NamedTuple):
    """One printed cell, with the place of its origin."""

    text: str
    place: Place


class Line(NamedTuple):
    """A line of running text. `cells` has more than one entry where the line itself shows
    separators (tabs, bars), or exactly one where it is a cell alone on its line. `extents` are
    those of its words in points, where the format tells them. `run_on` says that it was cut from a
    longer line in which nothing stands where lines ended."""

    text: str
    place: Place
    cells: tuple[Cell, ...] = ()
    extents: tuple[Extent, ...] = ()
    run_on: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells the format tells apart; a merged cell appears once, at its origin.
    `ruled` where the lines of a picture show the place of each, so that none can be lost and others
    move up."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place
    ruled: bool = False


class Sight(NamedTuple):
    """What was recognised in a cell of a picture that may be a figure: the readings of two looks,
    one where they agree, none where there is no ink; `sure` where they agree and fit the ink, and
    nothing covers it."""

    readings: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may hold a table. `place` has its page and the numbers of the last line and
    the last table before it; `content` gives a file that holds it; where that file is a PDF, `box`
    bounds it on its page (left, top, right, bottom in points)."""

    place: Place
    content: Callable[[], bytes]
    box: tuple[float, float, float, float] | None = None


class Unseen(NamedTuple):
    """Pages of a scan, or pictures of a document, that nobody looked at, for there are too many:
    `kind` is "pages" or "pictures"; the first of them and the last."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its blocks in reading order, and the pictures among them.

    `kind` names the format ("text", …); `addresses` are those under which the file says that it
    was published, the surest first; `sights` tells of cells recognised by eye, by their place;
    `unseen` of what was not.
    """

    name: str
    kind: str
    blocks: tuple[Line | Grid, ...]
    recognised: bool = False  # by eye, from pictures
    pictures: tuple[Picture, ...] = ()
    addresses: tuple[str, ...] = ()
    sights: Mapping[Place, Sight] = field(default_factory=dict)
    unseen: Unseen | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of running text, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Line))
