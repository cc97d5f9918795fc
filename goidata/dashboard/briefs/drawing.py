"""A chart of a brief as inline SVG with text that can be read, searched and printed.

Written here rather than by a library: a library that draws without a browser brings 80 MB or sets
text without the fonts of the reader, and four kinds of plain bars need neither.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from goidata.dashboard.briefs.brief import Chart, Place, Series
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import count, percent
from goidata.dashboard.palette import TEXT

WIDTH, HEIGHT = 360.0, 236.0  # the height at most
SIZE, SMALL = 10.5, 9.0  # of letters
GUTTER, TAIL = 132.0, 118.0  # the most that labels and what stands at the end may take
TALLEST = 33.0  # a bar with its space
LABELLED = 0.075  # a narrower part carries no number
PALE = 0.4  # how much of its colour a bar keeps that is not to be compared
_LINE = "#c9d0d4"


def drawing(chart: Chart, name: str) -> str:
    """The SVG; `name` makes its parts' ids one of a kind in the page."""
    body = "".join([*_legend(chart), *_bars(chart)])
    tall = _top(chart) + _step(chart) * len(chart.places)
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH:g} {tall:.1f}" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escaped(chart.title)}</title>'
        f'<desc id="{name}-d">{escaped(chart.described)}</desc>{body}</svg>'
    )


def pale(colour: str, kept: float = PALE) -> str:
    """`colour` ("#rrggbb") on white paper, with only a part `kept`."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * kept):02x}" for part in parts)


def ink_on(colour: str) -> str:
    """White or dark, whichever is read on `colour`."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#ffffff" if 0.3 * red + 0.59 * green + 0.11 * blue < 140 else "#1c2733"


def width_of(text: str, size: float) -> float:
    """About how wide a text is set; Chinese characters are square."""
    return size * sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.56 for c in text)


def _legend(chart: Chart) -> Iterator[str]:
    if len(chart.series) < 2:
        return
    for each, x, y in _entries(chart):
        yield f'<rect x="{x:.1f}" y="{y - 7:.1f}" width="8" height="8" fill="{each.colour}"/>'
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


def _bars(chart: Chart) -> Iterator[str]:
    if not chart.places:
        return
    top, step = _top(chart), _step(chart)
    left = min(max(width_of(p.label, SIZE) for p in chart.places) + 6, GUTTER)
    tail = min(max(width_of(_tail(chart, at), SIZE) for at in range(len(chart.places))) + 6, TAIL)
    room = WIDTH - left - tail
    yield (f'<path d="M{left:.1f} {top:.1f}v{step * len(chart.places):.1f}" stroke="{_LINE}"/>')
    for at, place in enumerate(chart.places):
        middle = top + step * (at + 0.5)
        yield from _label(place, left - 5, middle, step)
        yield from _bar(chart, at, left, middle, room, min(step * 0.7, 19.0))


def _bar(
    chart: Chart, at: int, left: float, middle: float, room: float, tall: float
) -> Iterator[str]:
    """The parts of a bar, one beside the other, and what stands at its end."""
    x, place = left, chart.places[at]
    for each in chart.series:
        value = each.values[at]
        long = room * _length(chart, each, at)
        colour = pale(each.colour) if place.pale else each.colour
        if value is not None and long > 0:
            yield (
                f'<rect x="{x:.1f}" y="{middle - tall / 2:.1f}" width="{long:.1f}"'
                f' height="{tall:.1f}" fill="{colour}" stroke="#fff" stroke-width="0.5"/>'
            )
        if (
            chart.kind == "parts"
            and value
            and long > max(room * LABELLED, width_of(count(value), SMALL) + 3)
        ):
            yield _text(x + long / 2, middle + 3.2, count(value), SMALL, "middle", ink_on(colour))
        x += long
    if place.interval:
        yield _whisker(place.interval, left, room, middle)
        x = max(x, left + room * place.interval[1])
    yield _text(x + 4, middle + 3.6, _tail(chart, at), SIZE)


def _length(chart: Chart, series: Series, at: int) -> float:
    """How much of the room a bar takes, as a fraction."""
    if chart.kind == "parts":
        return chart.share(series, at)
    if chart.kind == "rate":
        return series.values[at] or 0.0
    longest = max((value or 0 for value in series.values), default=0)
    return (series.values[at] or 0) / longest if longest else 0.0


def _tail(chart: Chart, at: int) -> str:
    value = chart.series[0].values[at]
    if chart.kind == "parts" or value is None:
        return chart.places[at].end
    shown = percent(value) if chart.kind == "rate" else count(value)
    return f"{shown} {chart.places[at].end}".strip()


def _whisker(interval: tuple[float, float], left: float, room: float, middle: float) -> str:
    low, high = (left + room * min(end, 1.0) for end in interval)
    return (
        f'<path d="M{low:.1f} {middle:.1f}H{high:.1f}M{low:.1f} {middle - 3:.1f}v6'
        f'M{high:.1f} {middle - 3:.1f}v6" stroke="#1c2733" fill="none"/>'
    )


def _label(place: Place, right: float, middle: float, step: float) -> Iterator[str]:
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
) -> str:
    if not text:
        return ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}"'
        f' fill="{colour}">{escaped(text)}</text>'
    )
