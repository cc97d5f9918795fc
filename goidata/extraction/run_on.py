"""Lines that were joined with nothing between: the last cell of one and the first of the next are
one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goidata.documents.document import Cell
from goidata.extraction.explained import unexplained
from goidata.extraction.labelled import (
    begins_label,
    begins_line,
    counted,
    is_head_of_figures,
    is_nearly_printed,
    is_printed,
    is_word,
)
from goidata.extraction.normal import CHANGE, UNITS, label

REMARK = r"[（(][^（()）\d]{0,20}\d[^（()）]{0,20}[)）]"  # no ordinal, as （三） is one
FIGURE = rf"\d(?:[\d,.，]{{0,20}}\d)?(?:{'|'.join(UNITS)})?(?:{REMARK})?"
LAST_FIGURE = re.compile(rf"{FIGURE}(?=[\u4e00-\u9fff（(])")
WORDS = r"[^\d\s（()）]{1,20}(?:[（(][^（()）]{1,60}[）)])?"
FIRST_FIGURE = re.compile(rf"(?P<words>(?:{WORDS}){{1,2}})(?P<figure>{FIGURE})$")
SHORTEST_HEAD = 4  # characters, in a cell with a label


def figure_and_label(cell: Cell) -> Sequence[Cell]:
    """A cell, or the two that it holds where nothing joins rows: a figure and the next label, if
    that has no number of its own which may have lost its point."""
    found = LAST_FIGURE.match(cell.text)
    words = cell.text[found.end() :] if found else ""
    bare = next(unexplained([words])) if found else ""
    if not found or not begins_label(bare) or label(bare) in counted():
        return (cell,)
    return (cell._replace(text=found[0]), cell._replace(text=words))


def glued(cells: Sequence[Cell], at: int, *, run_on: bool = False) -> tuple[Cell, Cell] | None:
    """The two cells that one amid figures holds where nothing joins rows: the last figure of one
    and the label of the next, which has no digits of its own there; behind a blank cell they may be
    its number, unless nothing parts any lines (`run_on`)."""
    cell, before = cells[at], cells[at - 1]
    found = LAST_FIGURE.match(cell.text) or CHANGE.match(cell.text)
    if not at or not found or not (before.text or run_on):
        return None
    words = cell.text[found.end() :]
    bare = next(unexplained([words]))
    figure_before = before.text and not is_word(before)
    if not begins_label(bare) or (not figure_before and label(bare) in counted()):
        return None
    return (cell._replace(text=found[0]), cell._replace(text=words))


def headed(cells: Sequence[Cell], at: int) -> tuple[Cell, ...]:
    """A cell, or the two that it holds where nothing joins the last head and the first figure of
    the only row, or the label and the only figure of the last."""
    cell, behind = cells[at], cells[at + 1] if at + 1 < len(cells) else None
    found = FIRST_FIGURE.match(cell.text)
    if not found or (behind and (not behind.text or is_word(behind))):
        return _head_and_label(cell, behind)
    if not (is_printed(found["words"]) or is_printed(next(unexplained([found["words"]])))):
        return (cell,)
    return (cell._replace(text=found["words"]), cell._replace(text=found["figure"]))


def _head_and_label(cell: Cell, behind: Cell | None) -> tuple[Cell, ...]:
    """A cell, or the two that it holds where nothing joins the last head, a character of it lost or
    misread, and the first label."""
    if not behind or is_word(behind) or not is_word(cell) or is_printed(cell.text):
        return (cell,)
    for end in range(len(cell.text) - 2, SHORTEST_HEAD - 1, -1):
        head, words = cell.text[:end], cell.text[end:]
        if label(words) and begins_line(words) and is_printed(words) and is_nearly_printed(head):
            return (cell._replace(text=head), cell._replace(text=words))
    return (cell,)


def with_hidden_blanks(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of lines that nothing parts, with the blank ones that do not show: before a label
    that begins its line, where a figure should be one with it, and behind the last head of rows
    without labels, where their first figure should."""
    found: list[Cell] = []
    figures = False
    for at, cell in enumerate(cells):
        word = is_word(cell)
        if word and figures and not LAST_FIGURE.match(cell.text) and begins_line(cell.text):
            found.append(_hidden(cell))
        found.append(cell)
        if ends_heads(cells, at):
            found.append(_hidden(cell))
        figures = figures or bool(cell.text and not word)
    return found


def ends_heads(cells: Sequence[Cell], at: int) -> bool:
    """Whether a cell is the last of the heads of figures in a table without labels."""
    return (
        at + 1 < len(cells)
        and not is_word(cells[at + 1])
        and all(is_head_of_figures(each.text) for each in cells[max(0, at - 1) : at + 1])
    )


def _hidden(cell: Cell) -> Cell:
    """A blank cell that is one with another, so that it stands in no column of its own."""
    return Cell("", cell.place._replace(column=None))
