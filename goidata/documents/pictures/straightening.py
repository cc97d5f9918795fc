"""A page as if it lay straight under the camera: skew and perspective are mended by its rulings.

What is level on the paper meets in one point of the picture, and so does what is upright; the page
is drawn so that both points lie at infinity, to the right and beneath.
"""

from __future__ import annotations

from typing import Any

STEEPEST = 12.0  # degrees by which a ruling may lean
LONG = 0.05  # of the width of the page, of a line that is a ruling
FEWEST = 3  # lines of a kind
STRAIGHT = 0.05  # degrees within which nothing is to be mended
SAME = 0.8  # degrees by which a line may differ from its kind
FARTHEST = 0.2  # of the width of the page, by which a corner may move more than by turning
HALF = 0.5  # the size at which lines are sought
ROUNDS = 4


def straightened(grey: Any) -> Any:
    """How a page is drawn straight: a matrix (3, 3), or None where it lies
    straight or no rulings show how it lies. `grey` is the page without its stamps."""
    import numpy

    level, upright = _lines(grey)
    if len(level) < FEWEST:
        return None
    height, width = grey.shape
    turn = _turned(_slope(level), width, height)
    if len(upright) < FEWEST:
        return None if _is_nothing(turn, width, height) else turn
    bent = _levelled(level, upright, width, height)
    far = bent is None or _distance(bent, turn, width, height) > FARTHEST * width
    if far or _leaning(bent, level, upright) >= _leaning(turn, level, upright):
        bent = turn
    if _is_nothing(bent, width, height):
        return None
    return numpy.asarray(bent)


def drawn(picture: Any, matrix: Any) -> Any:
    """A page drawn anew; beyond its edges it is white."""
    import cv2

    height, width = picture.shape[:2]
    white = (255, 255, 255)
    return cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=white
    )


def _lines(grey: Any) -> tuple[Any, Any]:
    """The long lines of a page that are nearly level and nearly upright: x, y, x, y of each."""
    import cv2
    import numpy

    small = cv2.resize(grey, None, fx=HALF, fy=HALF, interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(small)[0]
    if found is None:
        return (), ()
    lines = found.reshape(-1, 4) / HALF
    across, down = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    long = numpy.hypot(across, down) >= LONG * grey.shape[1]
    steep = numpy.tan(numpy.radians(STEEPEST))
    level = long & (abs(down) <= steep * abs(across))
    upright = long & (abs(across) <= steep * abs(down))
    return lines[level], lines[upright]


def _slope(level: Any) -> float:
    """The angle in radians at which most of the length of level lines lies."""
    import numpy

    angles = numpy.arctan((level[:, 3] - level[:, 1]) / (level[:, 2] - level[:, 0]))
    order = numpy.argsort(angles)
    lengths = numpy.hypot(level[:, 2] - level[:, 0], level[:, 3] - level[:, 1])[order]
    middle = numpy.searchsorted(lengths.cumsum(), lengths.sum() / 2)
    return float(angles[order][middle])


def _turned(angle: float, width: int, height: int) -> Any:
    import cv2
    import numpy

    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(numpy.degrees(angle)), 1.0)
    return numpy.vstack([turn, [0, 0, 1]])


def _levelled(level: Any, upright: Any, width: int, height: int) -> Any:
    """The matrix that brings both points to infinity and leaves the middle of the page as it is."""
    import numpy

    size = max(width, height) / 2
    into = numpy.array(
        [[1 / size, 0, -width / 2 / size], [0, 1 / size, -height / 2 / size], [0, 0, 1]]
    )
    aside, beneath = (_meeting(lines, into) for lines in (level, upright))
    if aside is None or beneath is None:
        return None
    horizon = numpy.cross(aside, beneath)
    if abs(horizon[2]) < 1e-6:
        return None
    project = numpy.vstack([[1, 0, 0], [0, 1, 0], horizon / horizon[2]])
    x, y = (project @ aside)[:2], (project @ beneath)[:2]
    axes = numpy.array([x / numpy.hypot(*x), y / numpy.hypot(*y)]).T
    axes = axes * numpy.sign(numpy.diag(axes))  # to the right, and down
    if abs(numpy.linalg.det(axes)) < 0.5:
        return None
    straight = numpy.eye(3)
    straight[:2, :2] = numpy.linalg.inv(axes)
    return numpy.linalg.inv(into) @ straight @ project @ into


def _meeting(lines: Any, into: Any) -> Any:
    """The point in which lines meet, those left out that go elsewhere."""
    import numpy

    ends = [
        numpy.column_stack([lines[:, k : k + 2], numpy.ones(len(lines))]) @ into.T for k in (0, 2)
    ]
    weights = numpy.hypot(*(ends[1] - ends[0])[:, :2].T)
    through = numpy.cross(*ends)
    through /= numpy.hypot(through[:, 0], through[:, 1])[:, None]
    kept = numpy.ones(len(lines), bool)
    point = None
    for _ in range(ROUNDS):
        if kept.sum() < FEWEST:
            return None
        point = numpy.linalg.svd(through[kept] * weights[kept, None])[2][-1]
        middle = (ends[0] + ends[1]) / 2
        ways = point[:2] - middle[:, :2] * point[2]
        own = (ends[1] - ends[0])[:, :2]
        off = abs(ways[:, 0] * own[:, 1] - ways[:, 1] * own[:, 0])
        sine = off / (numpy.hypot(*ways.T) * weights + 1e-12)
        kept = sine < max(numpy.sin(numpy.radians(SAME)), float(numpy.median(sine)))
    return point


def _moved(points: Any, matrix: Any) -> Any:
    import numpy

    moved = numpy.column_stack([points, numpy.ones(len(points))]) @ matrix.T
    return moved[:, :2] / moved[:, 2:]


def _leaning(matrix: Any, level: Any, upright: Any) -> float:
    """By how many radians the lines still lean once the page is drawn so, in the middle."""
    import numpy

    left = []
    for lines, along, aside in ((level, 0, 1), (upright, 1, 0)):
        way = _moved(lines[:, 2:], matrix) - _moved(lines[:, :2], matrix)
        left.append(float(numpy.median(abs(way[:, aside] / (way[:, along] + 1e-9)))))
    return sum(left)


def _corners(width: int, height: int) -> Any:
    import numpy

    return numpy.array([[0, 0], [width, 0], [0, height], [width, height]], float)


def _distance(one: Any, other: Any, width: int, height: int) -> float:
    corners = _corners(width, height)
    return float(abs(_moved(corners, one) - _moved(corners, other)).max())


def _is_nothing(matrix: Any, width: int, height: int) -> bool:
    import numpy

    return _distance(matrix, numpy.eye(3), width, height) < float(numpy.radians(STRAIGHT)) * width
