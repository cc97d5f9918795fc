"""Two looks at the figure in a cell: as it is, and larger in black and white alone.

Only what both say is a reading that may stand; and it must have as many digits as the ink.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from goidata.documents.pictures import ink
from goidata.documents.pictures.engine import Engine, Seen
from goidata.documents.pictures.ink import Box, Shape

DIGITS = "0123456789"
POINTS = ".,"
FIGURES = f"{DIGITS}{POINTS}-"
FOR = {"0": "oO〇○", "1": "lI|丨"}  # what of the same form speaks for a digit
ALIKE = frozenset("oO〇○QDCcUuVl|IiLT!丨丿/\\一。·:;'’`~_=")  # what digits alone may be taken for
WHITE = 0.2, 0.1  # of the height of the ink, of the paper around it in either look
LARGER = 2  # times, in the second
FRINGE = 5  # pixels in all, of what is left around ink where dust is wiped off
CERTAIN = 0.5, 0.4  # of the least certain digit in either look


class Part(NamedTuple):
    """A line of ink in a cell: the cell as greys, where it holds ink, and the extent of the
    line."""

    cell: Any
    inked: Any
    box: Box

    @property
    def shape(self) -> Shape:
        """What the line can be."""
        box = self.box
        return ink.shape(self.inked[box.top : box.bottom, box.left : box.right])


def dusted(part: Part) -> Part:
    """The line without dust, where there is any."""
    import cv2
    import numpy

    box = part.box
    kept = part.inked.copy()
    line = ink.without_dust(kept[box.top : box.bottom, box.left : box.right])
    kept[:] = False
    kept[box.top : box.bottom, box.left : box.right] = line
    lines = ink.lines(kept)
    if (kept == part.inked).all() or len(lines) != 1:
        return part
    near = cv2.dilate(kept.astype(numpy.uint8), numpy.ones((FRINGE, FRINGE), numpy.uint8))
    paper = numpy.percentile(part.cell, 80)
    cell = numpy.where(near > 0, part.cell, paper).astype(part.cell.dtype)
    return Part(cell, kept, lines[0])


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
    return _three(cv2.threshold(large, ink.limit(near), 255, cv2.THRESH_BINARY)[1])


def looked_at(parts: Sequence[Part], engine: Engine) -> list[Sighted]:
    """What each line says, those looked at twice that may be figures."""
    first = engine.seen([first_look(part) for part in parts])
    found = [Sighted(seen.text) for seen in first]
    twice = [n for n, seen in enumerate(first) if may_be_figure(seen)]
    clean = {n: dusted(parts[n]) for n in twice}
    dusty = [n for n in twice if clean[n] is not parts[n]]
    for number, seen in zip(dusty, engine.seen([first_look(clean[n]) for n in dusty]), strict=True):
        first[number] = seen
    second = engine.seen([second_look(clean[n]) for n in twice])
    for number, other in zip(twice, second, strict=True):
        found[number] = _compared(first[number], other, clean[number].shape)
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
    return shape.clear and shape.least <= digits <= shape.most and points == shape.points


def _around(part: Part, white: float) -> Any:
    box, edge = part.box, max(1, round(white * part.box.height))
    top, left = max(0, box.top - edge), max(0, box.left - edge)
    return part.cell[top : box.bottom + edge, left : box.right + edge]


def _three(grey: Any) -> Any:
    import cv2

    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
