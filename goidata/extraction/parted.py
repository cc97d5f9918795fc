"""Several rows in one line of cells: where one ends and the next begins.

Whole reports come in a single line of tabs, and offices print last year's row, or one of their own,
behind a row of the form. The words that begin a row are those of the form, those that carry an
ordinal or name a year, and any before as many figures as stand behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import LCSseq

from goidata.documents.document import Cell
from goidata.extraction.explained import unexplained
from goidata.extraction.joined import lines_of, lines_of_equal_width
from goidata.extraction.normal import (
    CHANGE,
    UNITS,
    label,
    looks_like_ordinal,
    looks_like_value,
    visible,
)
from goidata.extraction.printed import printed_in_tables
from goidata.form import editions
from goidata.form.ordinals import ORDINAL

LONGEST_REMARK = 6  # characters that may stand in a cell for a figure
OWN_ROW = re.compile(r"(?:19|20)\d\d年|[本今去上前]一?年|同期|^(?:小计|合计|总数|备注|序号)|^其中")
DIGITS = re.compile(r"\d(?! ?[.、．])")
WORDS = re.compile(r"[^\W\d_]")
LAST_DIGITS = re.compile(r"^\d+ ?(?=[（(])")  # those of the row before, glued to an ordinal
LAST_FIGURE = re.compile(r"^\d(?:[\d,.，]*\d)?(?=[\u4e00-\u9fff（(])")
FIRST_FIGURE = re.compile(
    r"(?P<words>[^\d\s（()）]{1,20}(?:[（(][^（()）]{1,60}[）)])?)(?P<figure>\d[\d,.，]{0,20})$"
)
SHORTEST, NEARLY = 3, 0.75  # characters of words that are nearly a label's, and of these alike
LONGEST_PAIR = 40  # characters of two cells' words without anything between
MOST_CELLS = 20  # that a row takes
# The number of a page between two rows.
FOLIO = re.compile(r"(?<=\d) ?[-—–] ?\d{1,3} ?[-—–](?: |$|(?=[^\d\s])|(?=\d{1,2} ?[.、．]))")
PROSE = re.compile(rf"(?![年月日号%％人余多万亿]|{'|'.join(UNITS)})[\u4e00-\u9fff][^\d\s]{{7}}")
FEWEST_PARTED = 7  # figures on both sides of words that part two rows


def is_word(cell: Cell) -> bool:
    """Whether a cell holds words, and no figure or what stands for one."""
    text = visible(cell.text)
    return bool(text) and not looks_like_value(text)


def for_figures(cells: Sequence[Cell]) -> frozenset[int]:
    """Which cells of a row hold a few words that stand where a figure should."""
    return frozenset(i for i in _words_amid(cells) if not _begins_row(cells, i))


def rows_in(cells: Sequence[Cell], printed: Sequence[str] = ()) -> Iterator[Sequence[Cell]]:
    """The rows that stand in a line of cells, in order; `printed` are the cells with the spaces
    around them."""
    lines = lines_of(cells, printed, _at_a_break, is_word)
    lines = lines or lines_of_equal_width(cells, _figure_and_label, is_word)
    for line in lines or (cells,):
        yield from _rows_in(line)


def _rows_in(cells: Sequence[Cell]) -> Iterator[Sequence[Cell]]:
    long = len(cells) > MOST_CELLS
    if any(" " in cell.text or (long and FOLIO.search(cell.text)) for cell in cells):
        cells = [part for cell in cells for part in _at_the_end(cell)]
    if long:
        cells = [part for i in range(len(cells)) for part in _headed(cells, i)]
    amid = set(_words_amid(cells))
    last = {len(cells) - 1} if long and is_word(cells[-1]) else set()
    if any(_glued(cells, i) for i in amid | last):
        cells = [part for i, cell in enumerate(cells) for part in _glued(cells, i) or (cell,)]
        amid = set(_words_amid(cells))
    start, figure = 0, -1
    for i, cell in enumerate(cells):
        if i in amid and figure >= start and _begins_row(cells, i):
            yield cells[start:i]
            start = i
        elif cell.text and not is_word(cell):
            figure = i
    yield cells[start:]


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
    heads, _, last = cell.text.rpartition(" ")
    if looks_like_value(first) and _begins_label(words):
        parts = [first, words]
    elif looks_like_value(last) and _is_printed(next(unexplained([heads]))):
        parts = [heads, last]
    else:
        parts = [text]
    yield from (cell._replace(text=part) for part in parts)


def _at_a_break(cell: Cell) -> Sequence[Cell]:
    """The same of a cell where a line may have ended, also between the last of the heads and the
    label of the first row."""
    found = tuple(_at_the_end(cell))
    heads, _, words = found[0].text.partition(" ")
    if len(found) > 1 or not _is_printed(heads) or not _begins_label(words.lstrip()):
        return found
    return (cell._replace(text=heads), cell._replace(text=words.lstrip()))


def _figure_and_label(cell: Cell) -> Sequence[Cell]:
    """A cell, or the two that it holds where nothing joins rows: a figure and the next label, if
    that has no number of its own which may have lost its point."""
    found = LAST_FIGURE.match(cell.text)
    words = cell.text[found.end() :] if found else ""
    bare = next(unexplained([words])) if found else ""
    if not found or not _begins_label(bare) or label(bare) in _counted():
        return (cell,)
    return (cell._replace(text=found[0]), cell._replace(text=words))


def _glued(cells: Sequence[Cell], at: int) -> tuple[Cell, Cell] | None:
    """The two cells that one amid figures holds where nothing joins rows: the last figure of one
    and the label of the next, which has no digits of its own there."""
    cell, before = cells[at], cells[at - 1]
    found = LAST_FIGURE.match(cell.text) or CHANGE.match(cell.text)
    if not at or not before.text or not found:
        return None
    words = cell.text[found.end() :]
    bare = next(unexplained([words]))
    if not _begins_label(bare) or (is_word(before) and label(bare) in _counted()):
        return None
    return (cell._replace(text=found[0]), cell._replace(text=words))


@cache
def _counted() -> frozenset[str]:
    """The labels that the form itself gives a number, which may have lost its point."""
    rows = [row for form in editions() for table in form.tables.values() for row in table.rows]
    return frozenset(label(row.zh) for row in rows if row.zh[:1].isdecimal())


def _headed(cells: Sequence[Cell], at: int) -> tuple[Cell, ...]:
    """A cell, or the two that it holds where nothing joins the last head and the first figure of
    the only row."""
    cell, behind = cells[at], cells[at + 1] if at + 1 < len(cells) else None
    found = FIRST_FIGURE.match(cell.text)
    if not found or not behind or not behind.text or is_word(behind):
        return (cell,)
    if not _is_printed(next(unexplained([found["words"]]))):
        return (cell,)
    return (cell._replace(text=found["words"]), cell._replace(text=found["figure"]))


def _begins_label(text: str) -> bool:
    """Whether words begin a label, or are running text; digits before an ordinal are those of a
    number with a space."""
    if DIGITS.match(text) or not WORDS.search(text):
        return False
    if (ORDINAL.match(text) or PROSE.match(text)) is not None or _is_printed(text):
        return True
    return any(map(_is_nearly_printed, text.split()))


@lru_cache(maxsize=4096)
def _is_printed(text: str) -> bool:
    """Whether words are some of the form, in one piece, or several cells' behind each other."""
    if not (words := label(text)):
        return False
    printed = printed_in_tables()
    if words in printed or all(label(part) in printed for part in text.split()):
        return True
    return len(words) <= LONGEST_PAIR and any(
        words[:at] in printed and words[at:] in printed for at in range(2, len(words) - 1)
    )


@lru_cache(maxsize=4096)
def _is_nearly_printed(text: str) -> bool:
    """Whether words are those of a cell of the form, a character or two of them misread or lost."""
    words = label(text)
    return len(words) >= SHORTEST and any(
        LCSseq.similarity(words, each) >= NEARLY * max(len(each), len(words))
        for each in printed_in_tables()
    )


def _begins_row(cells: Sequence[Cell], at: int) -> bool:
    """Whether the words of a cell amid figures are the label of another row, or one of several
    heads."""
    text = LAST_DIGITS.sub("", visible(cells[at].text))
    if looks_like_ordinal(text):
        return next((is_word(cell) for cell in cells[at + 1 :] if cell.text), True)
    if len(text) > LONGEST_REMARK or ORDINAL.match(text) or OWN_ROW.search(text):
        return True
    if _is_printed(text) or _is_nearly_printed(text):
        return True
    return _beside(cells, at, -1) >= FEWEST_PARTED <= _beside(cells, at, 1)


def _beside(cells: Sequence[Cell], at: int, step: int) -> int:
    """How many cells up to the next words stand on one side of a cell."""
    count, at = 0, at + step
    while 0 <= at < len(cells) and not is_word(cells[at]):
        count, at = count + 1, at + step
    return count
