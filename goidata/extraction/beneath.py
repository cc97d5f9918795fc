"""Rows of a text of which no cell is lost, so that a blank one is their own: they end in the cell
in which all others of their table end, or stand cell for cell beneath their heads."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goidata.extraction.headed import heads_of
from goidata.extraction.matches import Alignment, PrintedRow
from goidata.extraction.runs import Head, Run
from goidata.extraction.shapes import ALIKE
from goidata.extraction.stream import Stream
from goidata.form import Edition

FEWEST_ROWS = 5  # that show how many cells the rows of a table have
FARTHEST = 12  # heads and labels before a row among which its own heads stand
FEWEST_ABOVE = 10  # cells of a row without a label whose heads stand above them


class Regular(NamedTuple):
    """The runs, by number, of which no cell is lost, and those among them whose first cells are
    known to be the row's."""

    whole: frozenset[int]
    beneath: frozenset[int]


def regular(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment, edition: Edition
) -> Regular:
    """What the ends of the rows of a text, and its heads, tell of their cells."""
    beneath = frozenset(_beneath_heads(rows, stream, aligned, edition))
    return Regular(beneath | frozenset(_ending_alike(rows, stream, aligned)), beneath)


def _ending_alike(rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment) -> Iterator[int]:
    """The rows on lines of their own that end in the same cell as nearly all of as many figures."""
    ends: dict[int, list[tuple[int, int]]] = {}
    for match in aligned.matches:
        end = _end(stream.runs[match.run], stream)
        if end is not None:
            ends.setdefault(len(rows[match.row].figures), []).append((match.run, end))
    for each in ends.values():
        usual, times = Counter(end for _, end in each).most_common(1)[0]
        if times >= FEWEST_ROWS and times >= ALIKE * len(each):
            yield from (number for number, end in each if end == usual)


def _end(run: Run, stream: Stream) -> int | None:
    """The cell in which a row on a line of cells ends; None elsewhere."""
    lines = {piece.place.line for piece in run.pieces}
    own = len(lines) == 1 and lines <= stream.tables.keys()
    return run.lead + len(run.pieces) if own and run.lead is not None else None


def _beneath_heads(
    rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment, edition: Edition
) -> Iterator[int]:
    """The runs whose cells are as many as their heads and begin as far behind the label as these
    behind theirs, in a table of which all rows of as many figures have as many cells; or stand in
    the same cells as the heads above, without a label. Where further blank cells may close rows,
    one that ends with a blank one may have lost one."""
    even = _is_even(rows, stream, aligned)
    for match in aligned.matches:
        row, run = rows[match.row], stream.runs[match.run]
        width = len(row.figures)
        if not _is_whole(run, width):
            continue
        at = bisect_left(stream.heads, run.position, key=lambda head: head.position)
        before = stream.heads[max(0, at - width - FARTHEST) : at]
        if len(before) <= width:
            continue
        columns = [piece.place.column for piece in run.pieces[:width]]
        words = heads_of(row, edition)
        if run.lead == 0 and len(rows) == 1 and len(run.pieces) == width:
            if run.pieces[-1].text and _stand_above(before[-width:], columns, words):
                yield match.run
            continue
        own, *heads = before[: -FARTHEST - 1 : -1]
        over = _heads_over(heads, words)
        if even and own.column and over and _follow(columns, own.column) and _follow(*over):
            yield match.run


def _is_whole(run: Run, width: int) -> bool:
    """Whether a run has as many cells as figures, or more behind the last of these."""
    own, rest = run.pieces[:width], run.pieces[width:]
    if run.lead is None or len(own) < width or any(piece.text for piece in rest):
        return False
    return own[0].place.table is None and (not rest or bool(own[-1].text))


def _is_even(rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment) -> bool:
    """Whether all rows of as many figures end in the same cell."""
    ends: dict[int, set[int]] = {}
    for match in aligned.matches:
        run = stream.runs[match.run]
        if run.lead is None:
            return False
        ends.setdefault(len(rows[match.row].figures), set()).add(run.lead + len(run.pieces))
    return len(aligned.matches) >= FEWEST_ROWS and all(len(each) == 1 for each in ends.values())


def _stand_above(
    heads: Sequence[Head], columns: Sequence[int | None], words: Sequence[frozenset[str]]
) -> bool:
    """Whether heads in order stand in the cells of a row, one line above the other, over all but
    its first block."""
    over = {head.column: head.words for head in heads}
    named = [over.get(column, "") in own for column, own in zip(columns, words, strict=True)]
    return sum(named) >= FEWEST_ABOVE and all(named[-FEWEST_ABOVE:])


def _heads_over(
    before: Sequence[Head], words: Sequence[frozenset[str]]
) -> tuple[list[int | None], int | None] | None:
    """The columns of the nearest heads that are the row's, in order, and that of the one before
    them; `before` are the words before its label, the nearest first."""
    width = len(words)
    for at in range(len(before) - width):
        found = before[at : at + width][::-1]
        if all(head.words in own for head, own in zip(found, words, strict=True)):
            return [head.column for head in found], before[at + width].column
    return None


def _follow(columns: Sequence[int | None], first: int | None) -> bool:
    """Whether columns follow each other without a gap, and a first one."""
    return first is not None and list(columns) == list(range(first + 1, first + 1 + len(columns)))
