"""Cells of a page without rules whose remark is torn over several lines: `22（其中 / 修订16件）`.

Their words stand under each other, and their brackets show where they begin and end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from goidata.documents.document import Extent, Grid, Line

BEGINS = re.compile(r"[+-]?\d[\d,.]*[^\d()]?\([^()]*")  # a number, its unit, a remark
WHOLE = re.compile(r"[+-]?\d[\d,.]*[^\d()]?\([^()]*\)")
TALLEST = 8  # lines from the first to the last of a cell, those of its neighbours between


Word = tuple[str, Extent]


def with_whole_remarks(blocks: Sequence[Line | Grid]) -> tuple[Line | Grid, ...]:
    """The blocks with each torn cell whole, on the one of its lines with the most other words."""
    lines = [_words(block) for block in blocks]
    for at in range(len(blocks)):
        for word in [word for word in lines[at] if BEGINS.fullmatch(_plain(word[0]))]:
            pieces = _pieces(lines, at, word)
            if pieces:
                _put_together(lines, pieces)
    return tuple(
        _line(block, words) if isinstance(block, Line) and words != _words(block) else block
        for block, words in zip(blocks, lines, strict=True)
        if words or not isinstance(block, Line) or not block.extents
    )


def _words(block: Line | Grid) -> list[Word]:
    if not isinstance(block, Line) or not block.extents:
        return []
    return list(zip(block.text.split(), block.extents, strict=True))


def _pieces(lines: Sequence[list[Word]], at: int, word: Word) -> list[tuple[int, Word]]:
    """The words of a torn cell that begins with `word` on line `at`, each with its line; none where
    it does not end near by."""
    pieces, text, extent = [(at, word)], word[0], word[1]
    for below in range(at + 1, min(at + TALLEST, len(lines))):
        under = [each for each in lines[below] if _meet(each[1], extent)]
        if len(under) > 1:
            return []
        for each in under:
            pieces.append((below, each))
            text += each[0]
            extent = (min(extent[0], each[1][0]), max(extent[1], each[1][1]))
        if WHOLE.fullmatch(_plain(text)):
            return pieces
    return []


def _put_together(lines: list[list[Word]], pieces: Sequence[tuple[int, Word]]) -> None:
    """Moves the words of a cell, as one, to the line of its row."""
    for line, word in pieces:
        lines[line].remove(word)
    first, last = pieces[0][0], pieces[-1][0]
    row = max(
        range(first, last + 1), key=lambda line: (len(lines[line]), -abs(2 * line - first - last))
    )
    whole = "".join(word[0] for _, word in pieces)
    extent = (min(w[1][0] for _, w in pieces), max(w[1][1] for _, w in pieces))
    lines[row] = sorted([*lines[row], (whole, extent)], key=lambda word: word[1])


def _line(line: Line, words: Sequence[Word]) -> Line:
    text = " ".join(text for text, _ in words)
    return line._replace(text=text, extents=tuple(extent for _, extent in words))


def _meet(one: Extent, other: Extent) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
