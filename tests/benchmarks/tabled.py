"""Tables and paragraphs of the document."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from kept import Row
from timing import growth

FEW = 16  # reports, beside which a page at other sizes is set
MANY = 1000  # from which on growth is looked at
_WIDE = 118


def said(text: str) -> str:
    """A paragraph."""
    return textwrap.fill(" ".join(text.split()), _WIDE) + "\n"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown, or that nothing was measured."""
    if not rows:
        yield "Not measured."
        return
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def by_size(found: Mapping[int, Mapping[str, Row]], key: str, beside_few: bool) -> Iterator[str]:
    """A row a page, a column a size, how much more than at few reports where that is asked, and the
    power of the size with which it grows."""
    sizes = list(found)
    large = [size for size in sizes if size >= MANY]
    more = [f"× at {count(size)}" for size in large] if beside_few else []
    lines = [
        [page, *_line(found, page, key, beside_few)]
        for page in dict.fromkeys(page for rows in found.values() for page in rows)
        if any(key in rows.get(page, {}) for rows in found.values())
    ]
    yield from table(["page", *map(count, sizes), *more, "growth"], lines)


def _line(
    found: Mapping[int, Mapping[str, Row]], page: str, key: str, beside_few: bool
) -> Iterator[str]:
    values = {size: rows.get(page, {}).get(key) for size, rows in found.items()}
    large = {size: value for size, value in values.items() if size >= MANY}
    yield from map(number, values.values())
    if beside_few:
        few = values.get(FEW)
        yield from (number(value / few if value and few else None) for value in large.values())
    known = {size: value for size, value in large.items() if value}
    power = growth(list(known), list(known.values()))
    yield "" if power is None else f"{power:.2f}"


def number(value: float | None) -> str:
    """Three digits."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"
