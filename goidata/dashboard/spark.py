"""A line as small as a word: how a value went over the years."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from markupsafe import Markup

from goidata.dashboard.markup import fill
from goidata.dashboard.palette import INK, MUTED

WIDTH, HEIGHT, EDGE = 120, 26, 4
SIZE = {"wide": WIDTH, "tall": HEIGHT}

Point = tuple[int, float | None]  # year, value


def sparkline(
    points: Sequence[Point],
    alike: Collection[int],
    at: int | None = None,
    span: tuple[int, int] | None = None,
    said: str = "",
) -> Markup:
    """A picture, in HTML, of the values by year, that of the year `at`, else the last, marked; the
    line from the year before is dashed but to the years `alike`, which can be compared with it.
    Years without a value, and years that do not follow each other, are not joined. The
    picture reaches over the years of `span`, else from the first value to the last; `said` is what
    it says in words. Empty for fewer than two values."""
    known = [(year, value) for year, value in points if value is not None]
    if len(known) < 2:
        return Markup()
    years, values = [year for year, _ in known], [value for _, value in known]
    low, high = min(values), max(values)
    first, last = span or (min(years), max(years))
    step = (WIDTH - 2 * EDGE) / (last - first)
    spots = [(EDGE + (year - first) * step, _height(value, low, high)) for year, value in known]
    lines = [
        (a, b, other not in alike)
        for (a, b), (one, other) in zip(pairwise(spots), pairwise(years), strict=True)
        if other - one == 1
    ]
    marked = years[-1] if at is None else at
    dots = [(*spot, year == marked) for spot, year in zip(spots, years, strict=True)]
    drawing = fill("spark.svg", lines=lines, spots=dots, muted=MUTED, ink=INK, **SIZE)
    return fill("spark.html", drawing=drawing, said=said, **SIZE)


def _height(value: float, low: float, high: float) -> float:
    share = 0.5 if high == low else (value - low) / (high - low)
    return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)
