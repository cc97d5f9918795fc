"""Document and form laid over each other: the best match of rows and runs that keeps their order.

Rows are those of the form, in printed order; runs are what stands in the document. A dynamic
programme (Needleman and Wunsch, J. Mol. Biol. 48, 1970) finds the assignment with the highest sum
of likenesses; run from both ends it gives, for every pair, the best whole that uses the pair, and
so how far a choice is ahead of its rivals.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from operator import add

from rapidfuzz.distance import LCSseq

from goidata.extraction.matches import RECOGNISED, Alignment, Match, PrintedRow
from goidata.extraction.order import by_order
from goidata.extraction.runs import Run
from goidata.extraction.shifts import shifted
from goidata.extraction.stream import Stream

SKIP_ROW = -0.3
SKIP_RUN = -0.4
SKIP_LONG_RUN = -0.8
FAINTEST = 0.35  # of a label before empty cells: below, a row without any run is worth more
FULL = 0.8
SHORT = -0.5
SLACK = 2  # characters beyond a label's length among which it is looked for
SHORTEST = 2  # characters of a label that is looked for right before its figures alone
WHOLE = 0.9  # likeness of what stands behind figures from which it is all of a label
BEGINNING = 3  # characters of a wrapped label, one of which is read before its figures


Matrix = list[list[float]]


def align(rows: Sequence[PrintedRow], stream: Stream) -> Alignment:
    """The best assignment of `rows` to the runs of `stream`, at most one run a row, in order."""
    likenesses = _likenesses(rows, stream)
    kept = [j for j, run in enumerate(stream.runs) if run.figures or _may_match(j, likenesses)]
    runs = [stream.runs[j] for j in kept]
    widths = {len(row.figures) for row in rows}
    worth = {width: [_worth(width, run) for run in runs] for width in widths}
    gain = [
        [2 * alike[j] + more for j, more in zip(kept, worth[len(row.figures)], strict=True)]
        for row, alike in zip(rows, likenesses, strict=True)
    ]
    skip = [_skip(run) for run in runs]
    forward = _totals(gain, skip)
    backward = _totals([line[::-1] for line in gain[::-1]], skip[::-1])
    matches = [
        Match(i, kept[k], likenesses[i][kept[k]], _lead(i, k, gain, forward, backward))
        for i, k in _trace(gain, skip, forward)
    ]
    used = {match.run for match in matches}
    unused = tuple(j for j, run in enumerate(stream.runs) if run.figures and j not in used)
    matches = by_order(matches, unused, rows, stream)
    matches = shifted(matches, unused, rows, stream)
    return Alignment(tuple(matches), unused, forward[-1][-1])


def likeness(labels: Sequence[str], stream: Stream, run: Run) -> float:
    """How well one of `labels` is the label of `run`: 1 where the text before it ends with it.

    A label may also be wrapped around its figures, begun before and ended after them; one that
    stands behind them whole, another before them, is that of the next row. Other text
    between a label and the figures speaks against it, so hardly more than its own length is looked
    at.
    """
    text = stream.labels
    best = 0.0
    for words in labels:
        size = len(words)
        before = text[max(run.floor, run.position - size - SLACK) : run.position]
        if before.endswith(words):
            return 1.0
        if size <= SHORTEST and len(before) > size and not before[:-1].endswith(words):
            continue  # two characters stand among many words by chance
        best = max(best, LCSseq.similarity(words, before) / size)
        if best < RECOGNISED and size > 4 and _is_begun(words, before):
            after = text[run.position : min(run.ceiling, run.position + size)]
            if before and LCSseq.similarity(words, after) > WHOLE * size:
                continue
            if _is_of_group(words, after, labels, stream, run):
                continue
            best = max(best, 0.95 * LCSseq.similarity(words, before + after) / size)
    return best


def _is_of_group(words: str, after: str, labels: Sequence[str], stream: Stream, run: Run) -> bool:
    """Whether figures are those of the row's group: its own label stands whole behind them, and
    cells of its own behind that."""
    return any(
        words.endswith(own)
        and after.startswith(own)
        and any(0 <= other.position - run.position - len(own) <= SLACK for other in stream.runs)
        for own in labels
        if own != words
    )


def _is_begun(words: str, before: str) -> bool:
    return not before or any(map(before.__contains__, words[:BEGINNING]))


def _likenesses(rows: Sequence[PrintedRow], stream: Stream) -> Matrix:
    """Likeness of every row with every run; a run whose label is exactly that of a row is compared
    with no other."""
    matrix = [[0.0] * len(stream.runs) for _ in rows]
    known = tuple(words for row in rows for words in row.labels)
    for j, run in enumerate(stream.runs):
        before = stream.labels[run.floor : run.position]
        if before.endswith(known):
            for i, row in enumerate(rows):
                if before.endswith(row.labels):
                    matrix[i][j] = 1.0
        elif run.figures or before:
            for i, row in enumerate(rows):
                matrix[i][j] = likeness(row.labels, stream, run)
    _keep_blank(matrix, rows, stream)
    return matrix


def _keep_blank(matrix: Matrix, rows: Sequence[PrintedRow], stream: Stream) -> None:
    """A row whose label stands whole before blank cells, as many as it has, is blank: figures that
    follow under words of another row are no rivals of these."""
    blank = [j for j, run in enumerate(stream.runs) if not run.figures]
    for row, line in zip(rows, matrix, strict=True):
        width = len(row.figures)
        if any(line[j] == 1.0 and len(stream.runs[j].pieces) >= width > 1 for j in blank):
            line[:] = [
                each if _ends_with(row, stream, run) else min(each, FAINTEST)
                for each, run in zip(line, stream.runs, strict=True)
            ]


def _ends_with(row: PrintedRow, stream: Stream, run: Run) -> bool:
    """Whether a label of a row stands right before a run, nothing between."""
    return stream.labels[run.floor : run.position].endswith(row.labels)


def _may_match(run: int, likenesses: Matrix) -> bool:
    """Whether assigning a run of empty cells to any row can be worth more than to none."""
    return any(line[run] >= FAINTEST for line in likenesses)


def _worth(width: int, run: Run) -> float:
    """What assigning `run` to a row of `width` figures adds besides twice the likeness of the
    label, which speaks first: the count of its figures."""
    if not run.figures:
        return -1.2 + (0.2 if len(run.pieces) >= width else SHORT)
    fits = run.holds(width) or len(run.pieces) == width
    return -0.7 + (FULL if fits else SHORT)


def _skip(run: Run) -> float:
    """What leaving `run` unassigned costs: the more figures, the more; empty cells nothing."""
    if not run.figures:
        return 0.0
    return SKIP_LONG_RUN if run.most >= 3 else SKIP_RUN


def _totals(gain: Matrix, skip: Sequence[float]) -> Matrix:
    """totals[i][j]: the best score of the first i rows against the first j runs."""
    previous = list(accumulate(skip, initial=0.0))
    totals = [previous]
    for line in gain:
        best = previous[0] + SKIP_ROW
        current = [best]
        # Without max(): a third of the time of an alignment is spent here.
        for before, above, gained, skipped in zip(previous, previous[1:], line, skip, strict=False):
            best += skipped
            if (paired := before + gained) > best:
                best = paired
            if (without := above + SKIP_ROW) > best:
                best = without
            current.append(best)
        totals.append(current)
        previous = current
    return totals


def _trace(gain: Matrix, skip: Sequence[float], totals: Matrix) -> list[tuple[int, int]]:
    """The pairs (row, run) of the best assignment, in order."""
    i, j = len(gain), len(skip)
    pairs: list[tuple[int, int]] = []
    while i and j:
        here = totals[i][j]
        if here == totals[i - 1][j - 1] + gain[i - 1][j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif here == totals[i - 1][j] + SKIP_ROW:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


def _lead(i: int, j: int, gain: Matrix, forward: Matrix, backward: Matrix) -> float:
    """How much the best whole loses if row i stands anywhere else than at run j, or nowhere."""
    after = backward[len(gain) - 1 - i][::-1]
    before = forward[i]
    rival: float = max(map(add, before, after)) + SKIP_ROW
    used = list(map(add, map(add, before, gain[i]), after[1:]))
    used[j] = rival
    rival = max(rival, *used)
    return forward[-1][-1] - rival
