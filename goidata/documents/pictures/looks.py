"""Two looks at the figure in a cell: as it is, and larger in black and white alone.

Only what both say is a reading that may stand; and it must have as many digits as the ink.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from goidata.documents.pictures.engine import Engine, Seen
from goidata.documents.pictures.ink import Box, Shape

DIGITS = "0123456789"
POINTS = ".,"
FIGURES = f"{DIGITS}{POINTS}-"
ALIKE = frozenset("oO〇○QDCcUuVl|IiLT!丨丿/\\一。·:;'’`~_=")  # what digits alone may be taken for
WHITE = 0.2, 0.1  # of the height of the ink, of the paper around it in either look
LARGER = 2  # times, in the second
CERTAIN = 0.5, 0.4  # of the least certain digit in either look


class Part(NamedTuple):
    """A line of ink in a cell: the cell as greys, the extent of the ink, and what it can be."""

    cell: Any
    box: Box
    shape: Shape


class Sighted(NamedTuple):
    """What a cell says; where it may be a figure, the `readings` of both looks (one, where they
    agree) and whether these agree and fit the ink."""

    text: str
    readings: tuple[str, ...] | None = None
    sure: bool = False


def first_look(part: Part) -> Any:
    """The line as it is (height, width, 3)."""
    return _three(_around(part, WHITE[0]))


def second_look(part: Part) -> Any:
    """The line larger, black on white."""
    import cv2

    near = _around(part, WHITE[1])
    large = cv2.resize(near, None, fx=LARGER, fy=LARGER, interpolation=cv2.INTER_CUBIC)
    return _three(cv2.threshold(large, 0, 255, cv2.THRESH_OTSU)[1])


def looked_at(parts: Sequence[Part], engine: Engine) -> list[Sighted]:
    """What each line says, those looked at twice that may be figures."""
    first = engine.seen([first_look(part) for part in parts])
    twice = [n for n, seen in enumerate(first) if may_be_figure(seen)]
    second = engine.seen([second_look(parts[n]) for n in twice])
    found = [Sighted(seen.text) for seen in first]
    for number, other in zip(twice, second, strict=True):
        found[number] = _compared(first[number], other, parts[number].shape)
    return found


def may_be_figure(seen: Seen) -> bool:
    """Whether what was seen holds nothing but digits and what digits are taken for."""
    return all(each in FIGURES or each in ALIKE for each in seen.text)


def _compared(one: Seen, other: Seen, shape: Shape) -> Sighted:
    readings = tuple(dict.fromkeys(seen.figure for seen in (one, other) if seen.figure))
    if not any(each in DIGITS for reading in readings for each in reading):
        return Sighted(one.text, (one.text,), sure=bool(one.text) and one.text == other.text)
    certain = one.figure_certain >= CERTAIN[0] and other.figure_certain >= CERTAIN[1]
    agreed = one.figure == other.figure and certain
    return Sighted(readings[0], readings, sure=agreed and _fits(one.figure, shape))


def _fits(figure: str, shape: Shape) -> bool:
    """Whether a figure has as many digits and points as the ink can be."""
    digits = sum(each in DIGITS for each in figure)
    points = sum(each in POINTS for each in figure)
    return shape.clear and (digits, points) == (shape.digits, shape.points)


def _around(part: Part, white: float) -> Any:
    box, edge = part.box, max(1, round(white * part.box.height))
    top, left = max(0, box.top - edge), max(0, box.left - edge)
    return part.cell[top : box.bottom + edge, left : box.right + edge]


def _three(grey: Any) -> Any:
    import cv2

    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
