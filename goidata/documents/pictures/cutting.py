"""Cells cut out of a page by its rulings, merged ones as one at their origin."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from goidata.documents.pictures.rulings import NEAR, Ruled

DRAWN = 0.55  # of the side of a cell, from which it is ruled
INSIDE = 2  # pixels between a ruling and what stands in a cell


class Cut(NamedTuple):
    """A cell: its row and column, counted from 1, and what it takes up of the page in pixels;
    `whole` where its rulings leave no doubt of its extent."""

    row: int
    column: int
    left: int
    top: int
    right: int
    bottom: int
    whole: bool = True


def cells(table: Ruled, scale: float) -> list[Cut]:
    """The cells of a table row by row."""
    rows, columns = len(table.rows) - 1, len(table.columns) - 1
    joined = _Joined(rows * columns)
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _is_ruled(table, row, column + 1, True, scale):
                joined.join(here, here + 1)
            if row + 1 < rows and not _is_ruled(table, column, row + 1, False, scale):
                joined.join(here, here + columns)
    found = (_cut(table, group, columns, scale) for group in joined.groups())
    return sorted(cell for group in found for cell in group)


class _Joined:
    """Sets of numbers that are joined step by step."""

    def __init__(self, count: int) -> None:
        self._over = list(range(count))

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self._top(one), self._top(other)))
        self._over[second] = first

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for each in range(len(self._over)):
            found.setdefault(self._top(each), []).append(each)
        return list(found.values())

    def _top(self, each: int) -> int:
        while self._over[each] != each:
            self._over[each] = self._over[self._over[each]]
            each = self._over[each]
        return each


def _is_ruled(table: Ruled, along: int, edge: int, down: bool, scale: float) -> bool:
    """Whether a ruling stands at an edge between two rows or columns, along one of the others."""
    ends = table.rows if down else table.columns
    at = (table.columns if down else table.rows)[edge]
    strip = _strip(table, at, ends[along], ends[along + 1], down, scale)
    return bool(strip.size == 0 or strip.any(axis=1).mean() >= DRAWN)


def _strip(table: Ruled, at: float, begin: float, end: float, down: bool, scale: float) -> Any:
    """The pixels of rulings around an edge (along it, across it)."""
    near = round(NEAR * scale)
    first, last = round(begin) + near, round(end) - near
    low, high = max(0, round(at) - near), round(at) + near + 1
    if down:
        return table.upright[first:last, low:high]
    return table.level[low:high, first:last].T


def _cut(table: Ruled, group: list[int], columns: int, scale: float) -> Iterator[Cut]:
    """A cell of several places of the grid; row by row where they make no rectangle, as where a
    ruling is lost."""
    rows = sorted({each // columns for each in group})
    across = sorted({each % columns for each in group})
    whole = len(rows) * len(across) == len(group)
    if whole:
        yield _box(table, (rows[0], rows[-1]), (across[0], across[-1]), scale, True)
    else:
        # Places that follow each other in a row differ from their rank by the same number.
        for _, run in groupby(enumerate(sorted(group)), key=lambda each: _run(each, columns)):
            places = [place for _, place in run]
            (row, first), last = divmod(places[0], columns), places[-1] % columns
            yield _box(table, (row, row), (first, last), scale, False)


def _run(ranked: tuple[int, int], columns: int) -> tuple[int, int]:
    rank, place = ranked
    return place // columns, place - rank


def _box(
    table: Ruled, rows: tuple[int, int], columns: tuple[int, int], scale: float, whole: bool
) -> Cut:
    """What lies within the rulings, which need not be quite straight."""
    top, bottom = table.rows[rows[0]], table.rows[rows[1] + 1]
    left, right = table.columns[columns[0]], table.columns[columns[1] + 1]
    x0, x1 = (
        _end(table, left, top, bottom, True, scale)[1],
        _end(table, right, top, bottom, True, scale)[0],
    )
    y0, y1 = (
        _end(table, top, left, right, False, scale)[1],
        _end(table, bottom, left, right, False, scale)[0],
    )
    return Cut(
        rows[0] + 1, columns[0] + 1, x0 + INSIDE, y0 + INSIDE, x1 - INSIDE, y1 - INSIDE, whole
    )


def _end(
    table: Ruled, at: float, begin: float, end: float, down: bool, scale: float
) -> tuple[int, int]:
    """The first and the last pixel across a ruling along one cell."""
    import numpy

    near = round(NEAR * scale)
    strip = _strip(table, at, begin, end, down, scale)
    filled: Any = numpy.flatnonzero(strip.any(axis=0)) if strip.size else ()
    low = max(0, round(at) - near)
    return (low + int(filled[0]), low + int(filled[-1])) if len(filled) else (round(at), round(at))
