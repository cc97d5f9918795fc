"""Lines that were joined into one: where each of them ended.

A page's text is copied, or a file converted, with a space where its lines broke, or with nothing.
The cells of a line are still parted by tabs, so that such a space stands at an end of a cell, or
alone, where one row ends and the next begins with a blank. Without spaces the last cell of a row
and the first of the next are one; where all rows have as many cells, these stand equally far apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import gcd

from goidata.documents.document import Cell

FEWEST = 20  # cells; more than a row takes
FEWEST_LINES = 3  # ends that are no slips
NARROWEST, WIDEST = 3, 20  # cells from the beginning of a row to that of the next
Parted = Callable[[Cell], Sequence[Cell]]


def lines_of(
    cells: Sequence[Cell],
    printed: Sequence[str],
    parted: Parted,
    is_word: Callable[[Cell], bool],
    ends_heads: Callable[[Sequence[Cell], int], bool],
) -> list[Sequence[Cell]]:
    """The lines that were joined into one, in order; none where its spaces do not show them all.
    `printed` are the cells with their spaces, `parted` gives the two cells that one holds at the
    end of a line, the last of it and the first of the next; `ends_heads` says whether a cell is the
    last of the heads above a row without a label, whose first cell is blank if a space follows."""
    if len(cells) < FEWEST or len(printed) != len(cells):
        return []
    whole: list[Cell] = []
    begun = [0]
    for at, (cell, text) in enumerate(zip(cells, printed, strict=True)):
        before, *behind = _at_end(cell, text, parted, is_word)
        if not behind and text[-1:].isspace() and ends_heads(cells, at):
            behind = [cell._replace(text="")]
        whole.append(before)
        if behind:
            begun.append(len(whole))
            whole.extend(behind)
    lines: list[Sequence[Cell]] = [
        whole[start:end] for start, end in pairwise([*begun, len(whole)])
    ]
    return lines if len(lines) >= FEWEST_LINES and not any(_slips(lines, is_word)) else []


def _at_end(
    cell: Cell, printed: str, parted: Parted, is_word: Callable[[Cell], bool]
) -> Sequence[Cell]:
    """A cell, or the last of one line and the first of the next."""
    found = parted(cell)
    if len(found) > 1:
        return found
    blank = cell._replace(text="")
    if printed[:1].isspace():
        return (blank, *found)
    if printed[-1:].isspace() and not is_word(found[0]):
        return (*found, blank)
    return found


def _slips(lines: Sequence[Sequence[Cell]], is_word: Callable[[Cell], bool]) -> Iterator[bool]:
    """For each end of a line, whether figures stand on both sides of it: then the space is none of
    an end; and for each line, whether words stand between its figures."""
    sides = [[is_word(cell) for cell in line if cell.text] for line in lines]
    filled = [each for each in sides if each]
    yield from (not before[-1] and not after[0] for before, after in pairwise(filled))


def lines_of_equal_width(
    cells: Sequence[Cell], parted: Parted, is_word: Callable[[Cell], bool]
) -> list[Sequence[Cell]]:
    """The lines that were joined into one with nothing between, all of as many cells, behind the
    heads; none where that does not show. `parted` gives the two cells that one holds."""
    if len(cells) < FEWEST:
        return []
    ends = [at for at, cell in enumerate(cells) if len(parted(cell)) > 1]
    width = gcd(*(end - ends[0] for end in ends))
    start = ends[0] - width if ends else -1
    if not NARROWEST <= width <= WIDEST or start < 0:
        return []
    while start >= width and _is_row(cells[start - width : start + 1], is_word):
        start -= width
    lines: list[Sequence[Cell]] = [[cells[start], *cells[start + 1 : start + width]]]
    for at in range(start + width, len(cells), width):
        before, behind = _shared(cells[at], parted, is_word)
        lines[-1] = [*lines[-1], before]
        if behind.text or at + 1 < len(cells):
            lines.append([behind, *cells[at + 1 : at + width]])
    unsure = any(each[0].text[:1].isdecimal() for each in lines[1:])
    if len(lines) < FEWEST_LINES or unsure or _are_mixed(lines, is_word):
        return []
    return [cells[:start], *lines] if start else lines


def _is_row(cells: Sequence[Cell], is_word: Callable[[Cell], bool]) -> bool:
    """Whether a row with a blank last cell stands there: words, figures, the words of the next."""
    label, *figures, behind = cells
    filled = [cell for cell in figures if cell.text]
    alone = bool(filled) and not any(map(is_word, filled))
    return alone and is_word(label) and is_word(behind)


def _shared(cell: Cell, parted: Parted, is_word: Callable[[Cell], bool]) -> tuple[Cell, Cell]:
    """The last cell of a line and the first of the next, which are one: a figure is of the one,
    words are of the other."""
    found, blank = parted(cell), cell._replace(text="")
    if len(found) > 1:
        return found[0], found[1]
    return (blank, cell) if is_word(cell) else (cell, blank)


def _are_mixed(lines: Sequence[Sequence[Cell]], is_word: Callable[[Cell], bool]) -> bool:
    """Whether words and figures stand in one column: then the lines are cut at wrong places."""
    words: set[int] = set()
    figures: set[int] = set()
    for line in lines:
        for column, cell in enumerate(line):
            if cell.text:
                (words if is_word(cell) else figures).add(column)
    return bool(words & figures)
