"""Lines and table rows cut into tokens: label text, figures, empty cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from goidata.documents.document import Cell, Extent, Grid, Line, Place
from goidata.extraction.instead import instead_of_figures
from goidata.extraction.normal import UNITS, looks_like_ordinal, looks_like_value, visible
from goidata.extraction.parted import for_figures, rows_in
from goidata.extraction.token import Token
from goidata.extraction.unparted import ABOUT, NOTE, are_unparted, tokens_of_unparted

Row = tuple[list[Token], int]
PAGE_NUMBER = re.compile(r"\s*(?:[-—–―_]+\s*\d{1,4}\s*[-—–―_]+|第\s*\d+\s*页.{0,12})\s*")
UNIT_FIRST = re.compile(r"\s*(?:万元|元|[件条项个份笔宗起次])[，,。；;、（(]")
STOPS = tuple(".．。、")
POINTS = ".．,，"
CELL = "\t"  # between the cells of a line
MARKED_CELLS = 2  # of a line that is one cell, behind its mark
LIKE_DIGITS = frozenset("OoQlI|丨一ZzSsBb")  # which 0, 1, 2, 5 and 8 are misread as
PAGE_MARKS = "-—–―_第"  # with which such a line begins
# A number in words that go on: what is glued to them is a number of a remark (5 见附件2).
COUNTED_BEFORE = re.compile(r"\d(?! ?[\d.．、）)])")
EXPLAINED = re.compile(r"[（(][^（()）]*[)）]")
GLUED_TO_LABEL = re.compile(
    rf"(.*[\u3400-\u9fff）)”\"\]］])([+-]?\d[\d,，.]*)({'|'.join(map(re.escape, UNITS))})?"
)


def lexed(blocks: Iterable[Line | Grid]) -> list[Row]:
    """The tokens of each line or table row, and the number of the line, 0 for a row of a grid; the
    number is negative where nothing parts the figures of the line."""
    rows = list(_rows(blocks))
    for (before, _), (own, _), (behind, _) in zip(rows, rows[1:], rows[2:], strict=False):
        if _is_figure_alone(own) and _holds_figure(before) and _holds_figure(behind):
            own[0] = own[0]._replace(is_label=False)
    return rows


def _is_figure_alone(row: Sequence[Token]) -> bool:
    """Whether a line holds nothing but a number with a stop."""
    text = row[0].text if len(row) == 1 and row[0].is_label else ""
    return text.endswith(STOPS) and looks_like_ordinal(text)


def _holds_figure(row: Sequence[Token]) -> bool:
    return len(row) == 1 and bool(row[0].text) and not row[0].is_label


def _rows(blocks: Iterable[Line | Grid]) -> Iterator[Row]:
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
        elif not block.cells and are_unparted(block):
            yield list(tokens_of_unparted(block)), -number
        elif not block.cells or (len(filled) == 1 and _is_paragraph(filled[0], block)):
            yield _words(block), number
        elif len(block.cells) == 2 and not block.cells[0].text:
            yield [_cell(block.cells[1])], number  # one cell a line, marked by a tab before it
        else:
            for cells in rows_in(block.cells, block.text.split(CELL), run_on=block.run_on):
                yield _row(cells), number


def _is_paragraph(cell: Cell, line: Line) -> bool:
    """Whether the only text of a line of cells is words, or, at its beginning, several numbers that
    spaces part, as where a paragraph stands in a sheet."""
    first = cell is line.cells[0] and len(line.cells) > MARKED_CELLS
    return not looks_like_value(cell.text) or (first and " " in cell.text)


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


def _row(cells: Sequence[Cell]) -> list[Token]:
    """The cells of a row. A few words among its figures stand where a figure should, as text."""
    tokens = [_cell(cell, _column(cell, cells[0])) for cell in cells]
    if not any(token.is_label for token in islice(tokens, 1, None)):
        return tokens  # as most rows, words and then figures
    words = (*for_figures(cells), *instead_of_figures(cells))
    for at in (*words, *_behind_words(tokens), *_misread(tokens)):
        tokens[at] = tokens[at]._replace(is_label=False)
    return tokens


def _behind_words(tokens: Sequence[Token]) -> Iterator[int]:
    """Which tokens of a row are numbers in brackets or with a stop behind all its words: no
    ordinals, as these stand before them."""
    found: list[int] = []
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].is_label and not looks_like_ordinal(tokens[at].text):
            yield from found
            return
        if tokens[at].is_label:
            found.append(at)


def _misread(tokens: Sequence[Token]) -> Iterator[int]:
    """Which tokens behind the figures of a row are single characters that a digit is misread as."""
    for at in range(len(tokens) - 1, 0, -1):
        if tokens[at].text not in LIKE_DIGITS:
            if any(token.text and not token.is_label for token in tokens[: at + 1]):
                yield from range(at + 1, len(tokens))
            return


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
        unit = glued[3] if glued else None
        if glued and glued[1].endswith(ABOUT):  # which is no number, but words in its place
            if label[:-1]:
                figures, extents = [label.pop(), *figures], [None, *extents]
        elif (
            glued
            and (figures or not unit)
            and not _counts_before(" ".join([*label[:-1], glued[1]]))
        ):
            label[-1], extents = glued[1], [None, *extents]
            figures = [glued[2] + (unit or ""), *figures]
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
        if looks_like_value(word) or (index > 1 and _is_ended(words, index - 1)):
            index -= 1
        elif word in UNITS and index > 1 and looks_like_value(words[index - 2]):
            index -= 2
        elif word in POINTS and 1 < index < len(words) and looks_like_value(words[index - 2]):
            index -= 1  # of a number whose characters stand apart
        else:
            break
    return index


def _is_ended(words: Sequence[str], at: int) -> bool:
    """Whether a word is a number with a stop, and another number beside it; in brackets it may
    explain that one."""
    word = words[at]
    if not word.endswith(STOPS) or not looks_like_ordinal(word):
        return False
    return any(map(looks_like_value, (words[at - 1], *words[at + 1 : at + 2])))


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
