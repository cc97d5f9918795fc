"""Lines that were joined into one by spaces: where each of them ended.

A page's text is copied, or a file converted, with a space where its lines broke. The cells of a
line are still parted by tabs, so that such a space stands at an end of a cell, or alone, where one
row ends and the next begins with a blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from goidata.documents.document import Cell

FEWEST = 20  # cells; more than a row takes
FEWEST_LINES = 3  # ends that are no slips
Parted = Callable[[Cell], Sequence[Cell]]


def lines_of(
    cells: Sequence[Cell],
    printed: Sequence[str],
    parted: Parted,
    is_word: Callable[[Cell], bool],
) -> list[Sequence[Cell]]:
    """The lines that were joined into one, in order; none where its spaces do not show them all.
    `printed` are the cells with their spaces, `parted` gives the two cells that one holds at the
    end of a line, the last of it and the first of the next."""
    if len(cells) < FEWEST or len(printed) != len(cells):
        return []
    whole: list[Cell] = []
    begun = [0]
    for cell, text in zip(cells, printed, strict=True):
        before, *behind = _at_end(cell, text, parted, is_word)
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
