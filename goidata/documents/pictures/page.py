"""One page of a scan: its tables cell by cell, and the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from goidata.documents.pictures import cutting, ink, seals
from goidata.documents.pictures.desk import without_desk
from goidata.documents.pictures.engine import LEAST, Engine
from goidata.documents.pictures.ink import Box
from goidata.documents.pictures.looks import Part, Sighted, looked_at
from goidata.documents.pictures.rings import Ring, rings
from goidata.documents.pictures.rulings import Ruled, ruled_tables
from goidata.documents.pictures.straightening import drawn, straightened

STRIP = 400  # pixels of height looked through at once
AROUND = 0.35  # of the height of a line, of the paper around it
TALLER = 1.35  # times as tall as the others of its table, from which a figure is none alone
WHITE = 255

Told = dict[str, Any]
Word = tuple[str, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Straight:
    """A page lying straight: its picture (height, width, 3), where it is coloured, its greys
    without stamps, how many pixels make a point, and the rings of seals without colour."""

    picture: Any
    colour: Any
    grey: Any
    scale: float
    rings: Sequence[Ring]

    @property
    def tables(self) -> list[Ruled]:
        """Its ruled tables from top to bottom."""
        return ruled_tables(self.grey, self.scale, self.rings)


def straight(picture: Any, scale: float) -> Straight:
    """A page without skew, perspective, stamps and what it lies on."""
    picture = without_desk(picture)
    colour = seals.coloured(picture)
    grey = seals.without_stamps(picture, colour)
    matrix = straightened(grey)
    if matrix is not None:
        picture = drawn(picture, matrix)
        colour = seals.coloured(picture)
        grey = seals.without_stamps(picture, colour)
    return Straight(picture, colour, grey, scale, rings(seals.black_ink(picture), scale))


def told(picture: Any, scale: float, engine: Engine) -> Told:
    """The `words` of a page, each with its left, right, top and bottom in points, and its `tables`:
    `top` in points, and `cells` (row, column, text; readings of a figure or None; whether these are
    sure)."""
    page = straight(picture, scale)
    tables = page.tables
    found = [
        {"top": table.rows[0] / scale, "cells": list(_cells(page, table, engine))}
        for table in tables
    ]
    return {"words": list(_words(page, tables, engine)), "tables": found}


def _cells(page: Straight, table: Ruled, engine: Engine) -> Iterator[tuple[Any, ...]]:
    cuts = [cut for cut in cutting.cells(table, page.scale) if _is_wide(cut)]
    parts = [list(_parts(page, cut)) for cut in cuts]
    sighted = iter(looked_at([part for lines in parts for part in lines], engine))
    seen = [[next(sighted) for _ in lines] for lines in parts]
    tallest = _tallest(parts, seen)
    for cut, lines, said in zip(cuts, parts, seen, strict=True):
        yield (cut.row, cut.column, *_said(said, _is_clear(page, cut, lines, tallest)))


def _is_clear(page: Straight, cut: cutting.Cut, lines: Sequence[Part], tallest: float) -> bool:
    """Whether nothing but what is printed in a cell can be its ink."""
    hidden = not cut.whole or seals.hides(page.colour, *cut[2:6])
    beyond = any(ink.reaches_edge(part.inked) or part.box.height > tallest for part in lines)
    return not (hidden or beyond or _is_stamped(cut, lines, page.rings))


def _tallest(parts: Sequence[Sequence[Part]], seen: Sequence[Sequence[Sighted]]) -> float:
    """How tall a figure of a table may be, in pixels: taller than the others it holds other ink."""
    heights = [
        part.box.height
        for lines, said in zip(parts, seen, strict=True)
        for part, each in zip(lines, said, strict=True)
        if each.sure and any(map(str.isdecimal, each.text))
    ]
    return median(heights) * TALLER if heights else 0.0


def _is_stamped(cut: cutting.Cut, lines: Sequence[Part], stamps: Sequence[Ring]) -> bool:
    """Whether what stands in a cell lies within a seal, or of an empty one any of it."""
    boxes = [
        Box(
            cut.left + part.box.left,
            cut.top + part.box.top,
            cut.left + part.box.right,
            cut.top + part.box.bottom,
        )
        for part in lines
    ]
    return any(ring.holds(box) for ring in stamps for box in boxes or [Box(*cut[2:6])])


def _is_wide(cut: cutting.Cut) -> bool:
    return cut.right - cut.left > 2 and cut.bottom - cut.top > 2


def _said(seen: Sequence[Sighted], clear: bool) -> tuple[str, list[str] | None, bool]:
    """The text of a cell, the readings of its figure and whether they are sure."""
    if not seen:
        return "", [], clear
    text = "\n".join(each.text for each in seen)
    if len(seen) > 1 or seen[0].readings is None:
        return text, None, False
    return text, list(seen[0].readings), seen[0].sure and clear


def _parts(page: Straight, cut: cutting.Cut) -> Iterator[Part]:
    """The lines of ink in a cell."""
    rows, columns = slice(cut.top, cut.bottom), slice(cut.left, cut.right)
    cell = seals.black_ink(page.picture[rows, columns])
    inked = ink.inked(cell, page.scale)
    for box in ink.lines(inked):
        yield Part(cell, inked, box)


def _words(page: Straight, tables: Sequence[Ruled], engine: Engine) -> Iterator[Word]:
    """The words outside of tables, strip by strip."""
    picture = page.picture.copy()
    for table in tables:
        top, bottom = round(table.rows[0]) - 2, round(table.rows[-1]) + 3
        left, right = round(table.columns[0]) - 2, round(table.columns[-1]) + 3
        picture[max(0, top) : bottom, max(0, left) : right] = WHITE
    for top, bottom in _strips(picture.min(axis=2), page.scale):
        strip = picture[top:bottom]
        boxes = engine.boxes(strip)
        for box, seen in zip(boxes, engine.seen(engine.cut(strip, boxes)), strict=True):
            if seen.certain >= LEAST and seen.text.strip():
                across, down = box[:, 0] / page.scale, (box[:, 1] + top) / page.scale
                sides = float(across.min()), float(across.max())
                yield seen.text, *sides, float(down.min()), float(down.max())


def _strips(grey: Any, scale: float) -> Iterator[tuple[int, int]]:
    """Parts of a page from top to bottom, cut where no ink stands, without empty ones."""
    filled = ink.inked(grey, scale).any(axis=1)
    top, height = 0, len(filled)
    while top < height:
        bottom = min(height, top + STRIP)
        if bottom < height:
            free = [row for row in range(top + STRIP // 2, bottom) if not filled[row]]
            bottom = free[-1] if free else bottom
        if filled[top:bottom].any():
            yield top, bottom
        top = bottom
