"""Colour on a page: seals and stamps are taken out by it, and what they may hide is told.

The brightest of a pixel's three parts is low where it is black and high where it is red or blue:
black ink stays, also under a stamp, and colour goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

VIVID = 64  # between the brightest and the darkest part of a pixel, from which it is coloured
PALE = 24  # the same of what belongs to a stamp
SMALLEST, LARGEST = 60, 425  # pixels: of a mark of one, and its width, 6 cm where 2.5 are a point
BESIDE, EDGE = 6, 9  # pixels around a mark, and around its ink, that are its edge
FILLED = 0.7  # of a cell, from which its colour is a ground and no stamp


def black_ink(picture: Any) -> Any:
    """The page (height, width, 3) as greys (height, width) in which colours are light."""
    return picture.max(axis=2)


def coloured(picture: Any) -> Any:
    """Where a page is vividly coloured (height, width); beside a stamp, and within its ring, also
    where it is paler, as its thin strokes are."""
    import cv2
    import numpy

    smooth = cv2.blur(picture, (3, 3))  # the fringes of black letters in a picture made small
    vivid = smooth.max(axis=2).astype(numpy.int16) - smooth.min(axis=2)
    found = vivid > VIVID
    for rows, columns in _stamps(found):
        found[rows, columns] |= vivid[rows, columns] > PALE
    return found


def _stamps(colour: Any) -> Iterator[tuple[slice, slice]]:
    """The rows and columns that stamps take up: coloured marks that are no wider than one."""
    import cv2
    import numpy

    count, _, boxes, _ = cv2.connectedComponentsWithStats(colour.astype(numpy.uint8))
    for left, top, width, height, size in boxes[1:count]:
        if size >= SMALLEST and max(width, height) <= LARGEST:
            rows = slice(max(0, top - BESIDE), top + height + BESIDE)
            yield rows, slice(max(0, left - BESIDE), left + width + BESIDE)


def without_stamps(picture: Any, colour: Any) -> Any:
    """The page as greys; what is coloured is replaced by its black ink, and stamps are as light as
    the paper, that their strokes may be no rulings."""
    import cv2
    import numpy

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    black = black_ink(picture)
    shown = numpy.where(colour, black, grey)
    paper = float(numpy.percentile(black, 75))
    around = numpy.ones((EDGE, EDGE), numpy.uint8)
    for rows, columns in _stamps(colour):
        ink = cv2.dilate(colour[rows, columns].astype(numpy.uint8), around) > 0
        level = float(numpy.percentile(black[rows, columns][colour[rows, columns]], 40))
        light = (black[rows, columns] * (paper / max(1.0, level))).clip(0, paper)
        shown[rows, columns][ink] = light[ink]
    return shown


def hides(colour: Any, left: int, top: int, right: int, bottom: int) -> bool:
    """Whether a part of a page is under a stamp; a ground that fills it hides nothing."""
    part = colour[max(0, top) : bottom, max(0, left) : right]
    return bool(part.any() and part.mean() < FILLED)
