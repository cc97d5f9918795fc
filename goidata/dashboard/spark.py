"""A line as small as a word: how a value went over the years."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from urllib.parse import quote

from goidata.dashboard.palette import INK, MUTED

WIDTH, HEIGHT, EDGE = 120, 26, 4

Point = tuple[int, float | None]  # year, value


DASHES = ' stroke-dasharray="2 3"'


def sparkline(points: Sequence[Point], alike: Collection[int]) -> str:
    """A picture, in HTML, of the values by year, the last one marked; the line from the year before
    is dashed but to the years `alike`, which can be compared with it. Years without a value, and
    years that do not follow each other, are not joined. Empty for fewer than two values."""
    known = [(year, value) for year, value in points if value is not None]
    if len(known) < 2:
        return ""
    years, values = [year for year, _ in known], [value for _, value in known]
    low, high = min(values), max(values)
    span, first = (high - low) or 1.0, min(years)
    step = (WIDTH - 2 * EDGE) / (max(years) - first)

    def place(year: int, value: float) -> tuple[float, float]:
        flat = high == low
        share = 0.5 if flat else (value - low) / span
        return EDGE + (year - first) * step, HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)

    spots = [place(year, value) for year, value in known]
    lines = "".join(
        f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}"'
        f"{'' if other in alike else DASHES}/>"
        for (a, b), (one, other) in zip(pairwise(spots), pairwise(years), strict=True)
        if other - one == 1
    )
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.5"/>' for x, y in spots[:-1])
    x, y = spots[-1]
    last = f'<circle fill="{INK}" stroke="none" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'stroke="{MUTED}" stroke-width="1.5" fill="{MUTED}">{lines}{dots}{last}</svg>'
    )
    return (
        f'<img class="g-spark" alt="" width="{WIDTH}" height="{HEIGHT}" '
        f'src="data:image/svg+xml,{quote(drawing)}">'
    )
