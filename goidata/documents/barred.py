"""Text whose cells bars close, one after the other, wherever the lines break: `0 |` and a line `|`
for a blank cell, or the bar alone below each cell, as pages leave them when their text is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from goidata.documents.document import Cell, Line, Place
from goidata.form.ordinals import OF_SECTIONS

BARS = ("|", "｜", "│", "┃")
ANY_BAR = re.compile(f"[{''.join(BARS)}]")
FEWEST = 12  # lines with a bar that make such a table
FAR = 12  # lines, most of them empty, among which the bar of a cell and the next one stand
HEADING = re.compile(rf"\s*[{OF_SECTIONS}]\s*[、.．]")
OPENED_FIGURE = re.compile(r"\s*\|\s*\d[^|]*$")
CLOSED_FIGURE = re.compile(r"\s*\d[\d,.，．]*\s*(?:\|\s*)?$")
FEWEST_UNOPENED = 5  # rows that no bar opens and one closes
SINGLE = 0.8  # the least share of them that hold one cell or none
OPENED = 0.4  # the greatest share of them that begin with a bar and do not end with one


def unified(text: str) -> str:
    """The text with one kind of bar."""
    for bar in BARS[1:]:
        text = text.replace(bar, BARS[0])
    return text


def parts(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The text cut at lines that may be headings, each part with the number of lines before it, its
    bars unified; a text without bars is one part."""
    if not ANY_BAR.search("\n".join(lines)):
        yield 0, list(lines)
        return
    lines = [unified(line) for line in lines]
    heads = [
        n
        for n, line in enumerate(lines)
        if HEADING.match(line) and BARS[0] not in line and not _is_cell(lines[n + 1 : n + FAR])
    ]
    for start, end in pairwise([0, *heads, len(lines)]):
        if start < end:
            yield start, lines[start:end]


def _is_cell(behind: Sequence[str]) -> bool:
    """Whether the lines behind one show it to be the label of a row: a bar alone, and then no
    words."""
    filled = [line.strip() for line in behind if line.strip()]
    return len(filled) > 1 and filled[0] == BARS[0] and not any(map(str.isalpha, filled[1]))


def is_one_a_line(lines: Sequence[str]) -> bool:
    """Whether hardly a line with bars holds more than one cell, and few bars open one."""
    barred = [line.strip() for line in lines if BARS[0] in line]
    single = sum(sum(bool(part.strip()) for part in line.split(BARS[0])) < 2 for line in barred)
    opened = sum(line.startswith(BARS[0]) and not line.endswith(BARS[0]) for line in barred)
    enough = len(barred) >= FEWEST and single >= SINGLE * len(barred)
    return enough and opened <= OPENED * len(barred) and not _opens_figures(lines)


def _opens_figures(lines: Sequence[str]) -> bool:
    """Whether the bars stand before figures rather than behind them, however many cells are blank:
    `|33`, and hardly a line with `33 |` or `33` alone."""
    opened = sum(OPENED_FIGURE.match(line) is not None for line in lines)
    return opened > sum(CLOSED_FIGURE.match(line) is not None for line in lines)


def closes_rows(lines: Sequence[str]) -> bool:
    """Whether a bar closes the last cell of a row, though none opens the first: `0 | 3 | |`."""
    rows = [line.strip() for line in lines if line.count(BARS[0]) > 1]
    unopened = [row for row in rows if not row.startswith(BARS[0])]
    return sum(row.endswith(BARS[0]) for row in unopened) * 2 > len(unopened)


def begins_blank(lines: Sequence[str]) -> bool:
    """Whether a bar with which a row begins closes a blank cell rather than opens the row: none
    opens the rows that begin with a filled cell, and one closes nearly all of them."""
    rows = [line.strip() for line in map(unified, lines) if len(ANY_BAR.findall(line)) > 1]
    others = [row for row in rows if not row.startswith(BARS[0])]
    closed = sum(row.endswith(BARS[0]) for row in others)
    return closed >= FEWEST_UNOPENED and closed >= SINGLE * len(others) >= OPENED * len(rows) / 2


def cells(lines: Sequence[str], start: int) -> Iterator[Line]:
    """The cells one by one, each as a line of its own behind an empty one, as where tabs mark them;
    between the first bar and the last, lines without any are parts of labels or paragraphs. `start`
    lines stand before them."""
    barred = [number for number, line in enumerate(lines) if BARS[0] in line]
    waiting = ""
    for at, line in enumerate(lines):
        inside, number = barred[0] - 1 <= at <= barred[-1], start + at + 1
        if not inside:
            yield Line(line, Place(line=number))
        elif BARS[0] not in line:
            if _goes_on(lines, at):
                waiting = line.strip()
            elif line.strip():
                yield Line(line, Place(line=number))
        else:
            closed, waiting = _closed(waiting, line)
            yield from (_cell(text, number) for text in closed)
    if waiting:
        yield _cell(waiting, start + len(lines))


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Whether the bar that closes the text of a line begins the next one."""
    following = next((line.strip() for line in lines[number + 1 :] if line.strip()), "")
    return bool(lines[number].strip()) and following.startswith(BARS[0])


def _closed(waiting: str, line: str) -> tuple[list[str], str]:
    """The cells that the bars of a line close, the first of them `waiting` since the line before;
    and the text behind the last bar. Bars alone, several of them, pad a row of merged cells."""
    *parts, rest = [part.strip() for part in line.split(BARS[0])]
    if waiting:
        parts[0] = f"{waiting}{parts[0]}"
    if set(line.strip()) == {BARS[0]} and len(line.strip()) > 1:
        parts = [part for part in parts if part]
    return parts, rest


def _cell(text: str, number: int) -> Line:
    place = Place(line=number, column=1)
    return Line(text, Place(line=number), (Cell("", place), Cell(text, place)))
