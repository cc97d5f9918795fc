"""Where the columns of a table stand: the stretches that their figures take.

They are told by the rows that are full, by the printed heads, or, on a page without rules, by the
gaps that no figure crosses. In a format with cells the number of a column is its stretch, on a page
what lies between the left and right end of words, in points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from goidata.documents.document import Extent
from goidata.extraction.runs import Piece, Run, Word
from goidata.extraction.stream import Stream

Bands = tuple[Extent, ...]
FEWEST_HEADS = 3  # columns whose printed heads tell where they stand
HIGHEST_HEAD = 12  # lines that the heads of a table may take


def extents(pieces: Iterable[Piece]) -> Bands:
    """Where the pieces stand, in order."""
    return tuple(piece.extent for piece in pieces if piece.extent)


def meet(one: Extent, other: Extent) -> bool:
    """Whether two stretches have a point in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def from_rows(rows: Sequence[Bands]) -> Bands | None:
    """The columns that full rows agree on: those of most rows where each has a number, and where
    they are stretches of a page, those that hold the figures of all."""
    if not rows:
        return None
    common, count = Counter(rows).most_common(1)[0]
    if count * 2 > len(rows):
        return common
    bands = tuple(
        (min(x for x, _ in each), max(x for _, x in each)) for each in zip(*rows, strict=True)
    )
    return bands if all(a[1] < b[0] for a, b in pairwise(bands)) else None


def from_heads(
    table: int, words: Sequence[frozenset[str]], stream: Stream, first: Run
) -> Bands | None:
    """The columns of a grid under the printed heads, where these stand in order above the first
    row."""
    known = frozenset().union(*words)
    heads = [
        head
        for head in stream.heads
        if head.table == table and head.position <= first.position and head.words in known
    ]
    heads.sort(key=lambda head: head.column or 0)
    fits = _are([head.words for head in heads], words)
    bands = tuple((float(head.column or 0), float(head.column or 0)) for head in heads)
    return bands if fits and len(set(bands)) == len(bands) else None


def from_cells(rows: Sequence[Bands], width: int) -> Bands | None:
    """The columns of a grid in which every row has as many cells behind its label as the form has
    figures, all in the same columns: a blank one then stands for itself."""
    alike = set(rows)
    return rows[0] if len(alike) == 1 and len(rows[0]) == width else None


def from_heads_on_page(words: Sequence[frozenset[str]], stream: Stream, first: Run) -> Bands | None:
    """The columns under the heads printed on a page without rules: above the first row, as far up
    as it takes, the words that stand under each other are the heads."""
    start = min((piece.place.line or 0 for piece in first.pieces), default=0)
    above = [w for w in stream.words if start - HIGHEST_HEAD <= w.line < start and w.words]
    for line in sorted({word.line for word in above}, reverse=True):
        stacks = _stacks([word for word in above if word.line >= line])
        printed = ["".join(word.words for word in stack) for _, stack in stacks]
        for at in range(len(stacks) - len(words) + 1):  # the heads of the labels stand before
            if _are(printed[at : at + len(words)], words):
                return tuple(extent for extent, _ in stacks[at : at + len(words)])
    return None


def printed_on_page(words: Sequence[frozenset[str]], stream: Stream, first: Run) -> list[str]:
    """The heads printed on a page without rules above the first row, from left to right, as far up
    as most of them are whole."""
    start = min((piece.place.line or 0 for piece in first.pieces), default=0)
    above = [w for w in stream.words if start - HIGHEST_HEAD <= w.line < start and w.words]
    known = frozenset().union(*words)
    best: list[str] = []
    for line in sorted({word.line for word in above}, reverse=True):
        stacks = _stacks([word for word in above if word.line >= line])
        printed = ["".join(word.words for word in stack) for _, stack in stacks]
        found = [text for text in printed if text in known]
        best = max(best, found, key=len)
    return best


def _stacks(words: Iterable[Word]) -> list[tuple[Extent, list[Word]]]:
    """The words that stand under each other, from left to right, each with their common extent."""
    stacks: list[tuple[Extent, list[Word]]] = []
    for word in sorted(words, key=lambda word: word.extent):
        if stacks and meet(word.extent, stacks[-1][0]):
            (left, right), members = stacks[-1]
            stacks[-1] = ((left, max(right, word.extent[1])), [*members, word])
        else:
            stacks.append((word.extent, [word]))
    return [(extent, sorted(each, key=lambda word: word.line)) for extent, each in stacks]


def _are(printed: Sequence[str], words: Sequence[frozenset[str]]) -> bool:
    return len(printed) == len(words) >= FEWEST_HEADS and all(
        text in each for text, each in zip(printed, words, strict=True)
    )


def from_gaps(rows: Sequence[Bands], width: int) -> Bands | None:
    """The stretches between gaps that no figure crosses, where there is one for each column and no
    row has two figures in one."""
    bands: list[Extent] = []
    for extent in sorted(extent for row in rows for extent in row):
        if bands and extent[0] <= bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], extent[1]))
        else:
            bands.append(extent)
    if len(bands) != width:
        return None
    single = all(sum(meet(extent, band) for extent in row) <= 1 for row in rows for band in bands)
    return tuple(bands) if single else None
