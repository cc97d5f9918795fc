"""A chart of a brief as inline SVG with text that can be read, searched and printed.

Written here rather than by a library: a library that draws without a browser brings 80 MB or sets
text without the fonts of the reader, and four kinds of plain bars need neither.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from markupsafe import Markup

from goidata.dashboard.briefs.brief import Chart, Place, Series
from goidata.dashboard.markup import fill
from goidata.dashboard.numbers import count, written
from goidata.dashboard.palette import TEXT, contrast, pale

WIDTH, HEIGHT = 360.0, 236.0  # the height at most
SIZE, SMALL = 10.5, 9.0  # of letters
GUTTER, TAIL = 132.0, 118.0  # the most that labels and what stands at the end may take
TALLEST = 33.0  # a bar with its space
LABELLED = 0.075  # a narrower part carries no number
_LINE = "#c9d0d4"


Mark = tuple[str, dict[str, str], str]  # a tag of SVG, its attributes, its text


def drawing(chart: Chart, name: str) -> Markup:
    """The SVG; `name` makes its parts' ids one of a kind in the page."""
    return fill(
        "drawing.svg",
        wide=f"{WIDTH:g}",
        tall=f"{_top(chart) + _step(chart) * len(chart.places):.1f}",
        name=name,
        title=chart.title,
        described=chart.described,
        marks=[*_legend(chart), *_bars(chart)],
    )


def width_of(text: str, size: float) -> float:
    """About how wide a text is set; Chinese characters are square."""
    return size * sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.56 for c in text)


def _legend(chart: Chart) -> Iterator[Mark]:
    if len(chart.series) < 2:
        return
    for each, x, y in _entries(chart):
        yield _box(x, y - 7, 8, 8, each.colour)
        yield _text(x + 11, y, each.name, SMALL)


def _entries(chart: Chart) -> Iterator[tuple[Series, float, float]]:
    """Where the entries of the legend stand, in as many lines as they need."""
    x, y = 0.0, 9.0
    for each in chart.series:
        wide = width_of(each.name, SMALL) + 22
        if x and x + wide > WIDTH:
            x, y = 0.0, y + 13
        yield each, x, y
        x += wide


def _top(chart: Chart) -> float:
    """Where the bars begin, below the legend."""
    return max(y for _, _, y in _entries(chart)) + 8 if len(chart.series) > 1 else 2.0


def _step(chart: Chart) -> float:
    """The height of a bar with its space."""
    return min((HEIGHT - _top(chart)) / max(len(chart.places), 1), TALLEST)


def _bars(chart: Chart) -> Iterator[Mark]:
    if not chart.places:
        return
    top, step = _top(chart), _step(chart)
    left = min(max(width_of(p.label, SIZE) for p in chart.places) + 6, GUTTER)
    tail = min(max(width_of(_tail(chart, at), SIZE) for at in range(len(chart.places))) + 6, TAIL)
    room = WIDTH - left - tail
    yield _path(f"M{left:.1f} {top:.1f}v{step * len(chart.places):.1f}", _LINE)
    for at, place in enumerate(chart.places):
        middle = top + step * (at + 0.5)
        yield from _label(place, left - 5, middle, step)
        yield from _bar(chart, at, left, middle, room, min(step * 0.7, 19.0))


def _bar(
    chart: Chart, at: int, left: float, middle: float, room: float, tall: float
) -> Iterator[Mark]:
    """The parts of a bar, one beside the other, and what stands at its end."""
    x, place = left, chart.places[at]
    for each in chart.series:
        value = each.values[at]
        long = room * chart.length(each, at)
        colour = pale(each.colour) if place.pale else each.colour
        if value is not None and long > 0:
            yield _box(x, middle - tall / 2, long, tall, colour, edged=True)
        least = max(room * LABELLED, width_of(count(value), SMALL) + 3)
        if chart.kind == "parts" and value and long > least:
            yield _text(x + long / 2, middle + 3.2, count(value), SMALL, "middle", contrast(colour))
        x += long
    if place.interval:
        yield _whisker(place.interval, left, room, middle)
        x = max(x, left + room * place.interval[1])
    yield _text(x + 4, middle + 3.6, _tail(chart, at), SIZE)


def _tail(chart: Chart, at: int) -> str:
    value = chart.series[0].values[at]
    if chart.kind == "parts" or value is None:
        return chart.places[at].end
    return f"{written(value, chart.form)} {chart.places[at].end}".strip()


def _whisker(interval: tuple[float, float], left: float, room: float, middle: float) -> Mark:
    low, high = (left + room * min(end, 1.0) for end in interval)
    line = f"M{low:.1f} {middle:.1f}H{high:.1f}"
    return _path(f"{line}M{low:.1f} {middle - 3:.1f}v6M{high:.1f} {middle - 3:.1f}v6", "#1c2733")


def _label(place: Place, right: float, middle: float, step: float) -> Iterator[Mark]:
    """The label of a bar, in several lines where it is long and there is room."""
    size = SIZE if step >= 14 else SMALL
    lines = _lines(place.label, right, size, max(1, int(step // 11)))
    first = middle + 3.6 - (len(lines) - 1) * size * 0.55
    for number, line in enumerate(lines):
        yield _text(right, first + number * size * 1.1, line, size, "end")


def _lines(text: str, room: float, size: float, most: int) -> list[str]:
    found: list[str] = []
    rest = text
    while rest:
        line = _fitting(rest, room, size)
        if len(found) + 1 == most and line != rest:
            return [*found, _fitting(rest, room - size, size).rstrip() + "…"]
        found.append(line.strip())
        rest = rest[len(line) :]
    return found


def _fitting(text: str, room: float, size: float) -> str:
    """The longest beginning of the text that fits, ended between words where there are any."""
    end = len(text)
    while end > 1 and width_of(text[:end], size) > room:
        end -= 1
    blank = text.rfind(" ", 0, end)
    if end == len(text):
        return text
    # A short first word, or a mark, does not take a line for itself.
    return text[: blank + 1] if blank > end / 2 else text[:end]


def _text(
    x: float, y: float, text: str, size: float, anchor: str = "start", colour: str = TEXT
) -> Mark:
    look = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": f"{size:g}"}
    return "text", {**look, "text-anchor": anchor, "fill": colour}, text


def _box(x: float, y: float, wide: float, tall: float, colour: str, edged: bool = False) -> Mark:
    look = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{wide:.1f}", "height": f"{tall:.1f}"}
    edge = {"stroke": "#fff", "stroke-width": "0.5"} if edged else {}
    return "rect", {**look, "fill": colour, **edge}, ""


def _path(line: str, colour: str) -> Mark:
    return "path", {"d": line, "stroke": colour, "fill": "none"}, ""
