"""The ink in a cell: whether there is any, its lines, and how many digits it can be."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

FAINT = 45  # greys between paper and ink; less is no ink
THIN = 0.36  # of that, by which a thin stroke is darker than paper
SPECK = 0.9  # points, the least extent of anything printed
SHORT = 0.6  # of the height of its line, of a digit
TINY = 0.35  # of the height, of what may be dust
LOW = 0.45  # of the height, of a point or a comma
APART = 0.25  # of the height of a line above, of the gap that parts two lines
GLUED = 0.95  # of its height, as which a digit is never as wide
NARROW, WIDE = 0.42, 0.85  # of its height, what one of several that touch takes up


class Box(NamedTuple):
    """Part of a picture, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left


def inked(grey: Any, scale: float) -> Any:
    """Where a cell (height, width, greys) holds ink, without specks."""
    import cv2
    import numpy

    if min(grey.shape) < 3:
        return numpy.zeros(grey.shape, bool)
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    ink = (smooth < limit(smooth)).astype(numpy.uint8)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(ink)
    least = max(2.0, SPECK * scale)
    kept = [n for n in range(1, count) if max(boxes[n][2], boxes[n][3]) >= least]
    return numpy.isin(labels, kept)


def limit(grey: Any) -> float:
    """The grey that parts ink from paper; 0 where there is no ink."""
    import numpy

    paper = float(numpy.percentile(grey, 80))
    darkest = float(numpy.percentile(grey, 0.3))
    if paper - darkest < FAINT:
        darkest = float(grey.min())
    return paper - THIN * (paper - darkest) if paper - darkest >= FAINT else 0.0


def lines(ink: Any) -> list[Box]:
    """The lines of text in a cell from top to bottom, each with its extent."""
    import numpy

    found: list[tuple[int, int]] = []
    for top, bottom in _stretches(ink.any(axis=1)):
        small = found and (bottom - top) < APART * 2 * (found[-1][1] - found[-1][0])
        if found and (top - found[-1][1] < APART * (found[-1][1] - found[-1][0]) and small):
            found[-1] = found[-1][0], bottom  # a part of a character below the rest
        else:
            found.append((top, bottom))
    boxes = []
    for top, bottom in found:
        filled = numpy.flatnonzero(ink[top:bottom].any(axis=0))
        boxes.append(Box(int(filled[0]), top, int(filled[-1]) + 1, bottom))
    tallest = max((box.height for box in boxes), default=0)
    return [box for box in boxes if max(box.height, box.width) >= TINY * tallest]


def without_dust(ink: Any) -> Any:
    """One line of ink without what can be no part of a figure: small marks that stand by
    themselves, above where points stand."""
    kept = ink.copy()
    height = ink.shape[0]
    for left, right in _stretches(ink.any(axis=0)):
        top, bottom = _extent(ink[:, left:right])
        small = max(right - left, bottom - top) < TINY * height
        if small and top < height * (1 - LOW):
            kept[:, left:right] = False
    return kept


def reaches_edge(ink: Any) -> bool:
    """Whether ink in a cell goes on beyond it, as strokes of a stamp do."""
    return bool(ink[0].any() or ink[-1].any() or ink[:, 0].any() or ink[:, -1].any())


def _extent(ink: Any) -> tuple[int, int]:
    """The first row that holds ink, and the one behind the last."""
    filled = ink.any(axis=1).nonzero()[0]
    return int(filled[0]), int(filled[-1]) + 1


def _stretches(filled: Any) -> Iterator[tuple[int, int]]:
    import numpy

    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate([[0], filled.astype(int), [0]])))
    return zip(map(int, edges[::2]), map(int, edges[1::2]), strict=True)


class Shape(NamedTuple):
    """How many digits the ink of a line can be, at least and at most, and how many points or
    commas; `clear` where each mark is one of them."""

    least: int
    most: int
    points: int
    clear: bool


def shape(ink: Any) -> Shape:
    """What the marks of one line of ink, cut to its extent, can be."""
    height = ink.shape[0]
    least = most = points = 0
    clear = True
    for left, right in _stretches(ink.any(axis=0)):
        top, bottom = _extent(ink[:, left:right])
        if bottom - top >= SHORT * height:
            wide = (right - left) / height
            least += 1 if wide < GLUED else max(2, math.ceil(wide / WIDE))
            most += 1 if wide < GLUED else max(2, int(wide / NARROW))
        elif (
            bottom - top <= LOW * height
            and top >= height * (1 - LOW)
            and right - left < LOW * height
        ):
            points += 1
        else:
            clear = False
    return Shape(least, most, points, clear)
