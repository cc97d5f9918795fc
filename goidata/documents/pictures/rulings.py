"""The rulings of the tables on a page: which pixels they are, and the tables that they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from goidata.documents.pictures.rings import Ring, without_rings

BLOCK = 31  # pixels around one, against which it is dark
DARKER = 12  # greys
LEVEL, UPRIGHT = 24.0, 16.0  # points, of the shortest piece of a ruling
GAP = 3  # pixels of a break in one
NEAR = 3.0  # points between pieces of one ruling
BEYOND = 8.0  # points that a crease in the paper goes beyond the table
SURE = 70.0  # points of pieces along one ruling, that no stamp has
AT = 3.5  # points between the end of a piece and the ruling that it ends at
WIDE, HIGH = 0.2, 20.0  # of the page's width; points: of a table


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rulings of one table: masks of level and upright ones (height, width) over the page, and
    the places in pixels of its rows' and its columns' edges."""

    level: Any
    upright: Any
    rows: tuple[float, ...]
    columns: tuple[float, ...]


def ruled_tables(grey: Any, scale: float, stamps: Sequence[Ring] = ()) -> list[Ruled]:
    """The tables of a straight page, `scale` pixels a point, from top to bottom; strokes of the
    rings of `stamps` are no rulings."""
    import cv2
    import numpy

    dark = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, BLOCK, DARKER
    )
    level = without_rings(_runs(dark, round(LEVEL * scale), False), stamps, scale)
    upright = without_rings(_runs(dark, round(UPRIGHT * scale), True), stamps, scale)
    joined = cv2.dilate(level | upright, numpy.ones((7, 7), numpy.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(joined)
    tables = []
    for number in range(1, count):
        width, height = boxes[number][2:4]
        if width >= WIDE * grey.shape[1] and height >= HIGH * scale:
            own = (labels == number).astype(numpy.uint8)
            found = _table(level * own, upright * own, scale)
            if found:
                tables.append(found)
    return sorted(tables, key=lambda table: table.rows[0])


def _runs(dark: Any, length: int, down: bool) -> Any:
    """Where dark pixels stand in runs of at least that length, small gaps closed."""
    import cv2
    import numpy

    def bar(size: int, along: bool) -> Any:
        return numpy.ones((size, 1) if along else (1, size), numpy.uint8)

    thick = cv2.dilate(dark, bar(3, not down))  # a line that leans steps aside
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, bar(GAP, down))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, bar(length, down))


def _table(level: Any, upright: Any, scale: float) -> Ruled | None:
    """A table, where at least two rulings of each kind make one."""
    across, down = list(_pieces(level, False)), list(_pieces(upright, True))
    if len(across) < 2 or len(down) < 2:
        return None
    beyond = BEYOND * scale
    level, across = _within(level, across, down, beyond, False)
    upright, down = _within(upright, down, across, beyond, True)
    rows, columns = _edges(across, NEAR * scale), _edges(down, NEAR * scale)
    rows = _edges(list(_ending(across, columns, scale)), NEAR * scale)
    columns = _edges(list(_ending(down, rows, scale)), NEAR * scale)
    if len(rows) < 2 or len(columns) < 2 or len(rows) * len(columns) < 6:
        return None
    return Ruled(level, upright, rows, columns)


Piece = tuple[float, int, int, int]  # its place; where it begins and ends; its number in the mask


def _pieces(mask: Any, down: bool) -> Iterator[Piece]:
    import cv2

    count, _, boxes, centres = cv2.connectedComponentsWithStats(mask)
    for number in range(1, count):
        at = float(centres[number][0 if down else 1])
        first = int(boxes[number][1 if down else 0])
        yield at, first, first + int(boxes[number][3 if down else 2]), number


def _within(
    mask: Any, pieces: list[Piece], others: list[Piece], beyond: float, down: bool
) -> tuple[Any, list[Piece]]:
    """The pieces that do not go beyond those across them: a crease in the paper does, or the edge
    of a page."""
    import cv2
    import numpy

    if not others:
        return mask, pieces
    first, last = min(o[0] for o in others), max(o[0] for o in others)
    out = [p for p in pieces if p[1] < first - beyond or p[2] > last + beyond]
    if not out or len(out) == len(pieces):
        return mask, pieces
    _, labels = cv2.connectedComponents(mask)
    return mask * ~numpy.isin(labels, [p[3] for p in out]), [p for p in pieces if p not in out]


def _ending(pieces: list[Piece], edges: tuple[float, ...], scale: float) -> Iterator[Piece]:
    """The pieces along rulings that are long, or of which one begins and ends at the edges across
    them, as those of cells do: the strokes of a stamp begin and end anywhere."""
    for group in _groups(pieces, NEAR * scale):
        long = sum(end - begin for _, begin, end, _ in group) >= SURE * scale
        ends = ((begin, end) for _, begin, end, _ in group)
        if long or any(all(_is_at(end, edges, scale) for end in both) for both in ends):
            yield from group


def _is_at(place: int, edges: tuple[float, ...], scale: float) -> bool:
    return any(abs(place - edge) <= AT * scale for edge in edges)


def _groups(pieces: list[Piece], near: float) -> list[list[Piece]]:
    """The pieces of each ruling: those near each other."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces):
        if groups and piece[0] - groups[-1][-1][0] <= near:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _edges(pieces: list[Piece], near: float) -> tuple[float, ...]:
    """The places of rulings, pieces near each other as one, by their length."""
    return tuple(
        sum(at * (end - begin) for at, begin, end, _ in group)
        / sum(end - begin for _, begin, end, _ in group)
        for group in _groups(pieces, near)
    )
