"""Seals without colour, as in a grey or black scan, found by their ring.

Nothing on a page of a report but a seal is round and as wide as a few rows; what its ring encloses,
its star and words among them, cannot be told from what is printed there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from goidata.documents.pictures.ink import Box

NARROWEST, WIDEST = 26, 90  # points, of the radius: seals are 20 to 60 mm wide
ROUND = 0.65  # of a perfect circle
APART = 20  # points between the middles of two
EDGES = 300  # the contrast of edges looked at
COARSE = 1.5  # points by which middles are sought
DARKER = 25  # greys than the paper, of ink in a ring
AROUND = 9  # points at which the paper shows to either side of any stroke
DRAWN = 0.7  # of a ring, that is ink
ON_PAGE = 0.3  # of a ring, less of which tells of none
STEPS = 360  # places looked at along one
NEAR = 3.0  # points by which the strokes of a ring go beyond it, or it is not quite round
BAND = 5.0  # points to either side of a ring, in which a piece of it stays
WITHIN = 0.9  # of a piece


class Ring(NamedTuple):
    """A ring on a page: its middle and its radius in pixels, strokes and all."""

    x: float
    y: float
    radius: float

    def holds(self, box: Box) -> bool:
        """Whether any of a part of the page lies within."""
        across = max(box.left - self.x, self.x - box.right, 0)
        down = max(box.top - self.y, self.y - box.bottom, 0)
        return bool(across**2 + down**2 <= self.radius**2)


def rings(grey: Any, scale: float) -> list[Ring]:
    """The rings on a page (height, width, greys without colour), also those that its edges cut."""
    import cv2

    size = (max(1, round(grey.shape[1] / scale)), max(1, round(grey.shape[0] / scale)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    edges = WIDEST, WIDEST, WIDEST, WIDEST
    whole = cv2.copyMakeBorder(small, *edges, borderType=cv2.BORDER_REPLICATE)
    found = cv2.HoughCircles(
        cv2.GaussianBlur(whole, (3, 3), 0),
        cv2.HOUGH_GRADIENT_ALT,
        COARSE,
        APART,
        param1=EDGES,
        param2=ROUND,
        minRadius=NARROWEST,
        maxRadius=WIDEST,
    )
    circles = () if found is None else found.reshape(-1, found.shape[-1])[:, :3]
    placed = [(x - WIDEST, y - WIDEST, radius) for x, y, radius in circles]
    return [
        Ring(x * scale, y * scale, (radius + NEAR) * scale)
        for x, y, radius in _drawn(small, placed)
    ]


def without_rings(mask: Any, found: Sequence[Ring], scale: float) -> Any:
    """A mask (height, width) of pieces of rulings without those that are strokes of rings."""
    import cv2
    import numpy

    if not found:
        return mask
    band = numpy.zeros(mask.shape, numpy.uint8)
    for ring in found:
        middle = round(ring.x), round(ring.y)
        radius = max(1, round(ring.radius - NEAR * scale))
        cv2.circle(band, middle, radius, 1, thickness=round(2 * BAND * scale))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(mask)
    within = numpy.bincount(labels[band > 0], minlength=count)
    lost = within >= WITHIN * boxes[:, cv2.CC_STAT_AREA]
    return mask * ~lost[labels] if lost[1:].any() else mask


def _drawn(small: Any, circles: Sequence[Any]) -> Iterator[tuple[float, float, float]]:
    """Those circles that are ink nearly all along, as what letters and rulings make up is not."""
    import cv2
    import numpy

    paper = cv2.dilate(small, numpy.ones((AROUND, AROUND), numpy.uint8)).astype(numpy.int16)
    reach = numpy.ones((3, 3), numpy.uint8)
    dark = cv2.dilate((paper - small > DARKER).astype(numpy.uint8), reach)
    angles = numpy.linspace(0, 2 * numpy.pi, STEPS, endpoint=False)
    for x, y, radius in circles:
        across = numpy.rint(x + radius * numpy.cos(angles)).astype(int)
        down = numpy.rint(y + radius * numpy.sin(angles)).astype(int)
        on = (across >= 0) & (down >= 0) & (across < dark.shape[1]) & (down < dark.shape[0])
        if on.mean() >= ON_PAGE and dark[down[on], across[on]].mean() >= DRAWN:
            yield float(x), float(y), float(radius)
