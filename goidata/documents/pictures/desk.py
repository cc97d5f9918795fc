"""What a photographed page lies on, and the black edge of a scan: made as light as the paper beside
it, for else the edges of the page would be rulings."""

from __future__ import annotations

from typing import Any

SMALL = 8  # times smaller, where letters are no more than a shade
DARK = 0.72  # of the lightness of the page, below which no page is
LEAST = 0.01  # of the picture; less is no desk
MOST = 0.6  # of the picture; more is no page on a desk
REACH = 2  # small pixels by which a desk shows beyond its edge


def without_desk(picture: Any) -> Any:
    """The picture (height, width, 3), with dark ground that reaches its edges filled with the paper
    beside it; itself where there is none."""
    import cv2
    import numpy

    height, width = picture.shape[:2]
    size = (max(1, width // SMALL), max(1, height // SMALL))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    ground = _ground(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY))
    if not LEAST <= ground.mean() <= MOST:
        return picture
    reach = numpy.ones((2 * REACH + 1, 2 * REACH + 1), numpy.uint8)
    wide = cv2.dilate(ground.astype(numpy.uint8), reach)
    paper = cv2.inpaint(small, wide, REACH, cv2.INPAINT_TELEA)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    mask = cv2.resize(wide, (width, height), interpolation=cv2.INTER_NEAREST)
    return numpy.where(mask[..., None] > 0, paper, picture)


def _ground(grey: Any) -> Any:
    """Where dark parts of a small picture (height, width) reach its edges."""
    import cv2
    import numpy

    page = float(numpy.percentile(grey, 75))
    dark = (cv2.medianBlur(grey, 5) < DARK * page).astype(numpy.uint8)
    _, labels = cv2.connectedComponents(dark)
    edges = numpy.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    return numpy.isin(labels, numpy.unique(edges[edges > 0]))
