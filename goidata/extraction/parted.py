"""Several rows in one line of cells: where one ends and the next begins.

Whole reports come in a single line of tabs, and offices print last year's row, or one of their own,
behind a row of the form. The words that begin a row are those of the form, those that carry an
ordinal or name a year, and any before as many figures as stand behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goidata.documents.document import Cell
from goidata.extraction.explained import unexplained
from goidata.extraction.joined import lines_of, lines_of_equal_width
from goidata.extraction.labelled import begins_label, is_nearly_printed, is_printed, is_word
from goidata.extraction.normal import looks_like_ordinal, looks_like_value, visible
from goidata.extraction.run_on import (
    ends_heads,
    figure_and_label,
    glued,
    headed,
    with_hidden_blanks,
)
from goidata.form.ordinals import ORDINAL

LONGEST_REMARK = 6  # characters that may stand in a cell for a figure
OWN_ROW = re.compile(r"(?:19|20)\d\d年|[本今去上前]一?年|同期|^(?:小计|合计|总数|备注|序号)|^其中")
LAST_DIGITS = re.compile(r"^\d+ ?(?=[（(])")  # those of the row before, glued to an ordinal
MOST_CELLS = 20  # that a row takes
STOPS = (".", "．", "、")  # behind an ordinal, a space perhaps before them
# The number of a page between two rows.
FOLIO = re.compile(r"(?<=\d) ?[-—–] ?\d{1,3} ?[-—–](?: |$|(?=[^\d\s])|(?=\d{1,2} ?[.、．]))")
FEWEST_PARTED = 7  # figures on both sides of words that part two rows


def for_figures(cells: Sequence[Cell]) -> frozenset[int]:
    """Which cells of a row hold a few words that stand where a figure should."""
    return frozenset(i for i in _words_amid(cells) if not _begins_row(cells, i))


def rows_in(
    cells: Sequence[Cell], printed: Sequence[str] = (), *, run_on: bool = False
) -> Iterator[Sequence[Cell]]:
    """The rows that stand in a line of cells, in order; `printed` are the cells with the spaces
    around them, `run_on` says that nothing stands where lines ended."""
    lines = lines_of(cells, printed, _at_a_break, is_word, ends_heads)
    lines = lines or lines_of_equal_width(cells, figure_and_label, is_word)
    for line in lines or (with_hidden_blanks(cells) if run_on else cells,):
        yield from _rows_in(line, run_on)


def _rows_in(cells: Sequence[Cell], run_on: bool) -> Iterator[Sequence[Cell]]:
    long = len(cells) > MOST_CELLS
    if any(_is_spaced(cell, long) for cell in cells):
        parts = (_at_the_end(c) if _is_spaced(c, long) else (c,) for c in cells)
        cells = [part for both in parts for part in both]
    if long or run_on:
        cells = [part for i in range(len(cells)) for part in headed(cells, i)]
    amid = set(_words_amid(cells))
    if not amid and not long and not run_on:
        yield cells  # as most rows, words and then figures
        return
    last = {len(cells) - 1} if (long or run_on) and is_word(cells[-1]) else set()
    if any(glued(cells, i, run_on=run_on) for i in range(len(cells)) if run_on or i in amid | last):
        torn = [glued(cells, i, run_on=run_on) for i in range(len(cells))]
        cells = [each for i, cell in enumerate(cells) for each in torn[i] or (cell,)]
        amid = set(_words_amid(cells))
    start, figure = 0, -1
    for i, cell in enumerate(cells):
        if i in amid and figure >= start and _begins_row(cells, i):
            yield cells[start:i]
            start = i
        elif cell.text and not is_word(cell):
            figure = i
    yield cells[start:]


def _is_spaced(cell: Cell, long: bool) -> bool:
    """Whether a line may have ended within a cell."""
    return " " in cell.text or (long and FOLIO.search(cell.text) is not None)


def _words_amid(cells: Sequence[Cell]) -> list[int]:
    """Which cells hold words between the first figure and the last."""
    words = [is_word(cell) for cell in cells]
    filled = [i for i, cell in enumerate(cells) if cell.text and not words[i]]
    return [i for i in range(filled[0], filled[-1]) if words[i]] if filled else []


def _at_the_end(cell: Cell) -> Iterator[Cell]:
    """A cell, or the two that it holds where rows are joined by a space: the last figure of one and
    the label of the next, or the last of the heads and the first figure."""
    text = FOLIO.sub(" ", cell.text).strip()
    first, _, words = text.partition(" ")
    words = words.lstrip()
    heads, figures = _before_figures(cell.text)
    if looks_like_value(first) and begins_label(words) and not words.startswith(STOPS):
        parts = [first, words]
    elif figures and is_printed(next(unexplained([heads]))):
        parts = [heads, *figures]
    else:
        parts = [text]
    yield from (cell._replace(text=part) for part in parts)


def _before_figures(text: str) -> tuple[str, Sequence[str]]:
    """The words before the figures that a text ends with, and these."""
    words = text.split(" ")
    at = len(words)
    while at > 1 and looks_like_value(words[at - 1]):
        at -= 1
    return " ".join(words[:at]), words[at:]


def _at_a_break(cell: Cell) -> Sequence[Cell]:
    """The same of a cell where a line may have ended, also between the last of the heads and the
    label of the first row."""
    found = tuple(_at_the_end(cell))
    heads, _, words = found[0].text.partition(" ")
    if len(found) > 1 or not is_printed(heads) or not begins_label(words.lstrip()):
        return found
    return (cell._replace(text=heads), cell._replace(text=words.lstrip()))


def _begins_row(cells: Sequence[Cell], at: int) -> bool:
    """Whether the words of a cell amid figures are the label of another row, or one of several
    heads."""
    text = LAST_DIGITS.sub("", visible(cells[at].text))
    if looks_like_ordinal(text):
        return next((is_word(cell) for cell in cells[at + 1 :] if cell.text), True)
    if len(text) > LONGEST_REMARK or ORDINAL.match(text) or OWN_ROW.search(text):
        return True
    if is_printed(text) or is_nearly_printed(text):
        return True
    return _beside(cells, at, -1) >= FEWEST_PARTED <= _beside(cells, at, 1)


def _beside(cells: Sequence[Cell], at: int, step: int) -> int:
    """How many cells up to the next words stand on one side of a cell."""
    count, at = 0, at + step
    while 0 <= at < len(cells) and not is_word(cells[at]):
        count, at = count + 1, at + step
    return count
