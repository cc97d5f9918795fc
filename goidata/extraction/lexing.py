"""Lines and table rows cut into tokens: label text, figures, empty cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

from goidata.documents.document import Cell, Extent, Grid, Line, Place
from goidata.extraction.normal import MARK, UNITS, label, looks_like_value, normal, visible
from goidata.extraction.parted import for_figures, rows_in
from goidata.form import editions

PAGE_NUMBER = re.compile(r"\s*(?:[-—–―_]+\s*\d{1,4}\s*[-—–―_]+|第\s*\d+\s*页.{0,12})\s*")
UNIT_FIRST = re.compile(r"\s*(?:万元|元|[件条项个份笔宗起次])[，,。；;、（(]")
POINTS = ".．,，"
PAGE_MARKS = "-—–―_第"  # with which such a line begins
DIGITS = re.compile(r"\d[\d,.]*")
GLUED = re.compile(r"[\u3400-\u9fff）)”]\d+(?:\.\d+)?(?![\d.,、．件条个份项次年月日号人余多万元%])")
# Figures with nothing between them but their units and remarks, as `45笔8622(其中修订16件)3`. The
# brackets of the form itself hold no digits.
REMARK = r"\([^()\d]{0,20}\d[^()]{0,20}\)"
PARTING = re.compile(rf"(?:{'|'.join(UNITS)})(?:{REMARK})?|{REMARK}")
FULL_STOP = r"[。·•・]\d+"  # in place of the point of a decimal
FIGURE = rf"\d[\d,.]*(?:{FULL_STOP})?(?:{PARTING.pattern})?"
GLUED_FIGURES = re.compile(rf"{FIGURE}(?: ?[+-]?{FIGURE})*")
# Figures behind a word, and words behind them: several rows in one line.
COUNTERS = "[件条个份项次年月日号人余多万亿元宗起笔]"  # which go on with a number
RUN_ON = re.compile(
    r"[\u3400-\u9fff）)”\"] ?(\d[\d, ]*)"
    rf"(?![\d, ])(?!{COUNTERS})(?:[.、．] ?)?[\u3400-\u9fff（(]"
)
BEGINNING, LONGEST_BEGINNING = 5, 16  # characters that tell a label, and to find them in
SHORTEST_LABEL = 4
FEWEST_PARTED, FEWEST_DIGITS = 2, 7  # spaces among them, or digits, that no sentence has
WORD_AND_FIGURES = re.compile(rf"[\u3400-\u9fff]({GLUED_FIGURES.pattern})")
LONG_GLUED = 15  # digits behind a word that are the figures of a whole table in one
MANY_DIGITS = re.compile(rf"(?:\D*\d){{{LONG_GLUED}}}")
GLUED_PAGE_NUMBER = re.compile(r"[-—–―]\d{1,3}[-—–―]")
NAMED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年")
NOTE = re.compile(rf"(?<=\d){MARK}+")
BEYOND_NUMBERS = re.compile(r"\d{16}")  # more digits than a number has
ORDINAL_ENDS = re.compile(r" ?[.、]")  # behind the digit of an ordinal
FEWEST_GLUED = 3  # labels with their figures attached that make a line a glued one
# A number in words that go on: what is glued to them is a number of a remark (5 见附件2).
COUNTED_BEFORE = re.compile(r"\d(?! ?[\d.．、）)])")
EXPLAINED = re.compile(r"[（(][^（()）]*[)）]")
IN_BRACKETS = re.compile(r"(?<=[\u3400-\u9fff])\([^()]*\d[^()]*\)")
GLUED_TO_LABEL = re.compile(r"(.*[\u3400-\u9fff）)”\"])([+-]?\d[\d,，.]*)")


class Token(NamedTuple):
    """A stretch of text: label text, or a figure or empty cell."""

    text: str
    place: Place
    is_label: bool
    extent: Extent | None = None


def lexed(
    blocks: Iterable[Line | Grid],
) -> Iterator[tuple[list[Token], int]]:
    """The tokens of each line or table row, and the number of the line, 0 for a row of a grid; the
    number is negative where nothing parts the figures of the line."""
    blocks = list(blocks)
    broken = _broken(blocks)
    for at, block in enumerate(blocks):
        if isinstance(block, Grid):
            for row in block.rows:
                yield _row(row), 0
            continue
        number = block.place.line or 0
        filled = [cell for cell in block.cells if cell.text]
        if at in broken:
            yield [Token(visible(block.text), block.place, True)], number
        elif not block.cells and _are_unparted(block):
            yield list(_glued(block)), -number
        elif not block.cells or (len(filled) == 1 and not looks_like_value(filled[0].text)):
            yield _words(block), number
        elif len(block.cells) == 2 and not block.cells[0].text:
            yield [_cell(block.cells[1])], number  # one cell a line, marked by a tab before it
        else:
            for cells in rows_in(block.cells):
                yield _row(cells), number


def _broken(blocks: Sequence[Line | Grid]) -> set[int]:
    """The lines of a sentence that end with a number whose unit begins the next line."""
    filled = [at for at, block in enumerate(blocks) if isinstance(block, Grid) or block.text]
    return {
        at
        for at, following in pairwise(filled)
        if isinstance(line := blocks[following], Line)
        and UNIT_FIRST.match(line.text)
        and isinstance(before := blocks[at], Line)
        and not before.cells
    }


def _are_unparted(line: Line) -> bool:
    """Whether words and figures of several cells stand in a line without anything to tell them."""
    if not DIGITS.search(line.text):
        return False
    text = _flat(line.text)
    return _is_glued(text) or (not line.extents and _runs_on(text))


def _flat(text: str) -> str:
    """A line with single spaces, and without the digits of the years that are named in it."""
    return " ".join(NAMED_YEAR.sub("该年", text).split())


def _is_glued(text: str) -> bool:
    if len(GLUED.findall(text)) >= FEWEST_GLUED or BEYOND_NUMBERS.search(text):
        return True
    if not MANY_DIGITS.match(text):
        return False
    plain = unicodedata.normalize("NFKC", text)
    return any(
        sum(map(str.isdigit, PARTING.sub("", found[1]))) >= LONG_GLUED
        for found in WORD_AND_FIGURES.finditer(plain)
    )


def _runs_on(text: str) -> bool:
    """Whether words go on behind the figures of a line; where the places of words on a page are
    known, they may be beside them."""
    return any(_are_figures(found) for found in RUN_ON.finditer(text))


def _are_figures(found: re.Match[str]) -> bool:
    """Whether digits amid a line are figures: more of them than a sentence has, or the label of a
    row right behind."""
    figures = found[1].strip()
    if figures.count(" ") >= FEWEST_PARTED or sum(map(str.isdigit, figures)) >= FEWEST_DIGITS:
        return True
    behind = normal(found.string[found.end() - 1 : found.end() + LONGEST_BEGINNING])
    return behind.startswith(_beginnings())


@cache
def _beginnings() -> tuple[str, ...]:
    """How the labels of rows begin, where that tells them from other words."""
    rows = [row for form in editions() for table in form.tables.values() for row in table.rows]
    labels = {label(text) for row in rows for text in (row.zh, *row.variants)}
    return tuple({words[:BEGINNING] for words in labels if len(words) >= SHORTEST_LABEL})


def _glued(line: Line) -> Iterator[Token]:
    """A line in which labels and figures stand without anything between them. The digit before a
    point is the ordinal of the label that follows (`00000002.重复`)."""
    # The mark of a note would become a digit of the figure before it.
    plain = NOTE.sub("", _flat(line.text))
    text = GLUED_PAGE_NUMBER.sub("", unicodedata.normalize("NFKC", plain))
    end = count = 0
    remarks = [found.span() for found in IN_BRACKETS.finditer(text)]
    for found in GLUED_FIGURES.finditer(text):
        if any(start < found.start() < stop for start, stop in remarks):
            continue
        figures = found[0]
        stripped = figures.rstrip(".,")
        if stripped != figures or (ORDINAL_ENDS.match(text, found.end()) and stripped):
            stripped = stripped[:-1].rstrip()
        if text[end : found.start()].strip():
            yield Token(text[end : found.start()], line.place, True)
        end = found.end()
        if stripped:
            end = found.start() + len(stripped.rstrip())  # the ordinal goes with its label
            count += 1
            yield Token(stripped, Place(line=line.place.line, column=count), False)
    if text[end:].strip():
        yield Token(text[end:], line.place, True)


def _row(cells: Sequence[Cell]) -> list[Token]:
    """The cells of a row. A few words among its figures stand where a figure should, as text."""
    tokens = [_cell(cell, _column(cell, cells[0])) for cell in cells]
    if not any(token.is_label for token in islice(tokens, 1, None)):
        return tokens  # as most rows, words and then figures
    for at in for_figures(cells):
        tokens[at] = tokens[at]._replace(is_label=False)
    return tokens


def _cell(cell: Cell, extent: Extent | None = None) -> Token:
    text = visible(cell.text)
    return Token(text, cell.place, bool(text) and not looks_like_value(text), extent)


def _column(cell: Cell, first: Cell) -> Extent | None:
    """The column of a cell as a stretch; in a line of several rows it counts from the row's
    first."""
    column, before = cell.place.column, first.place.column
    if column is None or before is None:
        return None
    column -= before if first.place.table is None else 0
    return (float(column), float(column))


def _words(line: Line) -> list[Token]:
    """A line without separators: the figures it ends with, the words before them as one label.

    Numbers within a sentence are no figures: only what nothing but figures follows is.
    """
    text = visible(line.text)
    words = text.split()
    if not words or _is_page_number(text, words[0]):
        return []
    first = _first_figure(words)
    label, figures = words[:first], words[first:]
    extents: list[Extent | None] = [*line.extents[first:]] or [None] * len(figures)
    if label:
        last = unicodedata.normalize("NFKC", NOTE.sub("", label[-1]))
        glued = GLUED_TO_LABEL.fullmatch(last)
        if glued and not _counts_before(" ".join([*label[:-1], glued[1]])):
            label[-1], figures, extents = glued[1], [glued[2], *figures], [None, *extents]
    pieces = [Token(" ".join(label), line.place, True)] if label else []
    offset = len(words) - len(figures)
    for index, (word, extent) in enumerate(_with_units(figures, extents), 1):
        place = Place(page=line.place.page, line=line.place.line, column=offset + index)
        pieces.append(Token(word, place, False, extent))
    blanks = [cell for cell in line.cells if not cell.text]
    if line.cells and not figures and blanks:
        after = [c for c in blanks if c.place.column and c.place.column > _label_column(line)]
        pieces.extend(Token(cell.text, cell.place, False) for cell in after)
    return pieces


def _counts_before(words: str) -> bool:
    """Whether words hold a number of their own, outside brackets that explain them."""
    return COUNTED_BEFORE.search(EXPLAINED.sub("", words)) is not None


def _is_page_number(text: str, first: str) -> bool:
    """Whether a line is the number of a page; `first` is its first word, which tells most lines."""
    begins = unicodedata.normalize("NFKC", first[0])[0] in PAGE_MARKS
    return begins and PAGE_NUMBER.fullmatch(unicodedata.normalize("NFKC", text)) is not None


def _label_column(line: Line) -> int:
    return next((cell.place.column or 0 for cell in line.cells if cell.text), 0)


def _first_figure(words: Sequence[str]) -> int:
    """The index of the first of the figures that end a line of words."""
    index = len(words)
    while index:
        word = words[index - 1]
        if looks_like_value(word):
            index -= 1
        elif word in UNITS and index > 1 and looks_like_value(words[index - 2]):
            index -= 2
        elif word in POINTS and 1 < index < len(words) and looks_like_value(words[index - 2]):
            index -= 1  # of a number whose characters stand apart
        else:
            break
    return index


def _with_units(
    figures: Sequence[str], extents: Sequence[Extent | None]
) -> list[tuple[str, Extent | None]]:
    """Figures with a unit standing apart joined to their number."""
    joined: list[tuple[str, Extent | None]] = []
    for word, extent in zip(figures, extents, strict=True):
        if word in UNITS and joined:
            number, before = joined[-1]
            joined[-1] = number + word, (before[0], extent[1]) if before and extent else None
        else:
            joined.append((word, extent))
    return joined
