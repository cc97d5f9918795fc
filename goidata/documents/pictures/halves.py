"""Two pages on one picture, as of an open booklet, are taken apart; and pictures turned upright and
brought to one size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from goidata.documents.pictures.turning import upright

WIDE = 1.15  # of its height, from which a picture may be of two pages
MIDDLE = 0.12  # of the width, to either side of the middle, in which they part
GUTTER = 0.015  # of the width, that is free of ink from top to bottom
DARKER = 60  # greys than the paper beside
STRAY = 0.003  # of the height, of dust that counts as none
PORTRAIT, FACING, LANDSCAPE = 595.0, 1190.0, 842.0  # points: the width of a page, of two, turned
FINE = 2.5  # pixels a point in which pages are looked at
LIKE = 1.15  # times as fine, that is left as it is


def pages(picture: Any, scale: float | None) -> Iterator[tuple[Any, float]]:
    """The one or two pages of a picture (height, width, 3) from left to right, turned upright, and
    how many pixels of each make a point; `scale` is that of the picture, None where only its width
    tells."""
    picture = upright(picture, scale)
    middle = _gutter(picture)
    width = picture.shape[1]
    if scale is None:
        wide = width > picture.shape[0] * WIDE
        scale = width / (FACING if middle else LANDSCAPE if wide else PORTRAIT)
    halves = [picture[:, :middle], picture[:, middle:]] if middle else [picture]
    for half in halves:
        yield _sized(half, scale)


def _gutter(picture: Any) -> int | None:
    """Where a picture parts into two pages; None where it is one."""
    import cv2
    import numpy

    height, width = picture.shape[:2]
    if width < WIDE * height:
        return None
    left, right = round(width * (0.5 - MIDDLE)), round(width * (0.5 + MIDDLE))
    grey = cv2.blur(picture[:, left:right].min(axis=2), (3, 3))
    paper = cv2.medianBlur(cv2.resize(grey, None, fx=0.1, fy=0.1), 21)
    paper = cv2.resize(paper, grey.shape[::-1]).astype(numpy.int16)
    free = (paper - grey > DARKER).mean(axis=0) <= STRAY
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate([[0], free.astype(int), [0]])))
    gaps = [(b - a, (a + b) // 2) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    size, at = max(gaps, default=(0, 0))
    return left + int(at) if size >= GUTTER * width else None


def _sized(picture: Any, scale: float) -> tuple[Any, float]:
    """A page as fine as pages are looked at."""
    import cv2

    times = FINE / scale
    if 1 / LIKE <= times <= LIKE:
        return picture, scale
    way = cv2.INTER_AREA if times < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, None, fx=times, fy=times, interpolation=way), FINE
