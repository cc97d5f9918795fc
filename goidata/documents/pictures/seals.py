"""Colour on a page: seals and stamps are taken out by it, and what they may hide is told.

The brightest of a pixel's three parts is low where it is black and high where it is red or blue:
black ink stays, also under a stamp, and colour goes.
"""

from __future__ import annotations

from typing import Any

VIVID = 64  # between the brightest and the darkest part of a pixel, from which it is coloured
FILLED = 0.7  # of a cell, from which its colour is a ground and no stamp


def black_ink(picture: Any) -> Any:
    """The page (height, width, 3) as greys (height, width) in which colours are light."""
    return picture.max(axis=2)


def coloured(picture: Any) -> Any:
    """Where a page is vividly coloured (height, width)."""
    import cv2
    import numpy

    smooth = cv2.blur(picture, (3, 3))  # the fringes of black letters in a picture made small
    return (smooth.max(axis=2).astype(numpy.int16) - smooth.min(axis=2)) > VIVID


def without_stamps(picture: Any, colour: Any) -> Any:
    """The page as greys with what is coloured replaced by its black ink."""
    import cv2
    import numpy

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return numpy.where(colour, black_ink(picture), grey)


def hides(colour: Any, left: int, top: int, right: int, bottom: int) -> bool:
    """Whether a part of a page is under a stamp; a ground that fills it hides nothing."""
    part = colour[max(0, top) : bottom, max(0, left) : right]
    return bool(part.any() and part.mean() < FILLED)
