"""Document and form laid over each other: the best match of rows and runs that keeps their order.

Rows are those of the form, in printed order; runs are what stands in the document. A dynamic
programme (Needleman and Wunsch, J. Mol. Biol. 48, 1970) finds the assignment with the highest sum
of likenesses; run from both ends it gives, for every pair, the best whole that uses the pair, and
so how far a choice is ahead of its rivals.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import add

from rapidfuzz.distance import LCSseq

from goidata.extraction.printed import in_headings, in_tables
from goidata.extraction.stream import Run, Stream

SKIP_ROW = -0.3
SKIP_RUN = -0.4
SKIP_LONG_RUN = -0.8
FAINTEST = 0.35  # of a label before empty cells: below, a row without any run is worth more
FULL = 0.8
SHORT = -0.5
RECOGNISED = 0.75  # likeness from which a label counts as read
SLACK = 2  # characters beyond a label's length among which it is looked for
LONG = 4  # characters of a label that is not found within others by chance
BEGINNING = 3  # characters of a wrapped label, one of which is read before its figures
YEAR = re.compile("(?:(?:[本今去上前]一?)?年度?|同期)[数量计]*$")
NUMERALS = "一二三四五六七"  # which normal form leaves of an ordinal
STRANGE = 1  # characters before a run of a damaged label that no label has
LONGEST = 30  # characters before a run that may be a label
NEAR = 3  # rows over which a shift of labels against figures is thought possible
CLEAR = 0.25  # lead over any rival that a choice must have


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row as a document may print it: the normal forms of its label, and its figures by name in
    printed order."""

    labels: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The run assigned to a row (both by index): the likeness of the label (0 to 1), how far the
    choice is ahead of any other for this row, whether its neighbours leave no other place, and
    whether figures without a row on one side and a row without figures close by on the other side
    let suspect that labels and figures stand shifted against each other."""

    row: int
    run: int
    likeness: float
    lead: float
    by_order: bool = False
    shifted: bool = False

    @property
    def certain(self) -> bool:
        """Whether the row's place in the document is beyond doubt."""
        recognised = self.likeness >= RECOGNISED or self.by_order
        return recognised and self.lead >= CLEAR and not self.shifted


@dataclass(frozen=True, slots=True)
class Alignment:
    """Matches in the order of the rows, the runs of figures left over, and the total score."""

    matches: tuple[Match, ...]
    unused: tuple[int, ...]
    score: float


Matrix = list[list[float]]


def align(rows: Sequence[PrintedRow], stream: Stream) -> Alignment:
    """The best assignment of `rows` to the runs of `stream`, at most one run a row, in order."""
    likenesses = _likenesses(rows, stream)
    kept = [j for j, run in enumerate(stream.runs) if run.figures or _may_match(j, likenesses)]
    runs = [stream.runs[j] for j in kept]
    gain = [
        [_gain(row, run, likenesses[i][j]) for j, run in zip(kept, runs, strict=True)]
        for i, row in enumerate(rows)
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
    matches = _by_order(matches, unused, rows, stream)
    matches = _shifted(matches, unused, rows, stream)
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
        best = max(best, LCSseq.similarity(words, before) / size)
        begun = not before or any(character in before for character in words[:BEGINNING])
        if best < RECOGNISED and size > 4 and begun:
            after = text[run.position : min(run.ceiling, run.position + size)]
            best = max(best, 0.95 * LCSseq.similarity(words, before + after) / size)
    return best


def _likenesses(rows: Sequence[PrintedRow], stream: Stream) -> Matrix:
    """Likeness of every row with every run; a run whose label is exactly that of a row is compared
    with no other."""
    matrix = [[0.0] * len(stream.runs) for _ in rows]
    for j, run in enumerate(stream.runs):
        before = stream.labels[run.floor : run.position]
        exact = [i for i, row in enumerate(rows) if before.endswith(row.labels)]
        for i in exact:
            matrix[i][j] = 1.0
        if not exact and (run.figures or before):
            for i, row in enumerate(rows):
                matrix[i][j] = likeness(row.labels, stream, run)
    return matrix


def _may_match(run: int, likenesses: Matrix) -> bool:
    """Whether assigning a run of empty cells to any row can be worth more than to none."""
    return any(line[run] >= FAINTEST for line in likenesses)


def _gain(row: PrintedRow, run: Run, likeness: float) -> float:
    """What assigning `run` to `row` adds: its label speaks first, then the count of its figures."""
    width = len(row.figures)
    if not run.figures:
        return 2 * likeness - 1.2 + (0.2 if len(run.pieces) >= width else SHORT)
    fits = run.holds(width) or len(run.pieces) == width
    return 2 * likeness - 0.7 + (FULL if fits else SHORT)


def _skip(run: Run) -> float:
    """What leaving `run` unassigned costs: the more figures, the more; empty cells nothing."""
    if not run.figures:
        return 0.0
    return SKIP_LONG_RUN if run.most >= 3 else SKIP_RUN


def _totals(gain: Matrix, skip: Sequence[float]) -> Matrix:
    """totals[i][j]: the best score of the first i rows against the first j runs."""
    columns = len(skip)
    previous = [0.0] * (columns + 1)
    for j in range(columns):
        previous[j + 1] = previous[j] + skip[j]
    totals = [previous]
    for line in gain:
        current = [previous[0] + SKIP_ROW]
        for j in range(columns):
            current.append(
                max(previous[j] + line[j], previous[j + 1] + SKIP_ROW, current[j] + skip[j])
            )
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


def _by_order(
    matches: list[Match], unused: Sequence[int], rows: Sequence[PrintedRow], stream: Stream
) -> list[Match]:
    """Matches whose label was not read, but whose neighbours leave them the only place: the row
    before and the row after are certain, no run that could be the row's stands in between, also no
    blank cells behind a label, and the row's label does not follow by itself."""
    settled: list[Match] = []
    for index, match in enumerate(matches):
        if match.likeness < RECOGNISED:
            before = settled[index - 1] if index else None
            after = matches[index + 1] if index + 1 < len(matches) else None
            low = before.run if before else -1
            high = after.run if after else float("inf")
            near = (before.row if before else -1) == match.row - 1
            near = near and (after.row if after else len(rows)) == match.row + 1
            sure = (before is None or before.certain) and (after is None or after.certain)
            half = len(rows[match.row].figures) / 2
            rivals = [j for j in unused if stream.runs[j].most >= half]
            alone = not any(low < j < high for j in rivals)
            blank = _labelled_behind(rows[match.row], stream, stream.runs[match.run])
            blank = blank or _empty_between(low, high, match, rows[match.row], stream)
            own = _is_of_another(rows, match.row, stream, stream.runs[match.run])
            match = replace(match, by_order=near and sure and alone and not blank and not own)
        settled.append(match)
    return settled


def _is_of_another(rows: Sequence[PrintedRow], row: int, stream: Stream, run: Run) -> bool:
    """Whether the words before a run are legible and not the row's label: those of another row, or
    of one that the office put in its place. A damaged label has lost characters, and hardly gained
    any."""
    before = stream.labels[run.floor : run.position]
    if not before or len(rows) == 1:  # heads stand before the only row
        return False
    others = {words for i, other in enumerate(rows) if i != row for words in other.labels}
    last = _last_label(stream, run)
    if {before.lstrip(NUMERALS), last} & others or any(
        _ends_with_label(before, words, rows[row].labels) for words in others
    ):
        return True
    known = "|".join((in_tables(), *(words for other in rows for words in other.labels)))
    if not run.floor:
        known = f"{known}|{in_headings()}"
    return _strange(before[-LONGEST:], known) > STRANGE


def _last_label(stream: Stream, run: Run) -> str:
    """The words of the cell, or on the line, right before a run."""
    at = bisect_left(stream.heads, run.position, key=lambda head: head.position) - 1
    head = stream.heads[at] if at >= 0 else None
    return head.words.lstrip(NUMERALS) if head and head.position >= run.floor else ""


def _ends_with_label(text: str, label: str, own: Sequence[str]) -> bool:
    """Whether a text ends with a label, behind its ordinal if it is short, or with the beginning of
    one, wrapped around its figures; and not with words that are as well `own`."""
    if text.endswith(label) and text[: -len(label)].endswith(tuple(NUMERALS)):
        return label not in own
    return any(
        text.endswith(label[:size]) and not any(label[:size] in words for words in own)
        for size in range(LONG, len(label) + 1)
    )


def _strange(text: str, known: str) -> int:
    """How many characters of a text are no part of words among the known ones."""
    at = strange = 0
    while at < len(text):
        size = next((n for n in range(len(text) - at, 1, -1) if text[at : at + n] in known), 0)
        strange += not size
        at += size or 1
    return strange


def _empty_between(low: int, high: float, match: Match, row: PrintedRow, stream: Stream) -> bool:
    """Whether a run of blank cells between two others, enough for the row, has a label."""
    return any(
        low < j < high
        and j != match.run
        and not run.figures
        and len(run.pieces) >= len(row.figures)
        and run.position > run.floor
        for j, run in enumerate(stream.runs)
    )


def _labelled_behind(row: PrintedRow, stream: Stream, run: Run) -> bool:
    """Whether the whole label of the row stands behind the run, before the next figures."""
    behind = stream.labels[run.position : run.ceiling]
    return any(len(words) >= LONG and words in behind for words in row.labels)


def _shifted(
    matches: list[Match], unused: Sequence[int], rows: Sequence[PrintedRow], stream: Stream
) -> list[Match]:
    """Matches between a full run without a row and a row without a run, at most NEAR rows apart."""
    matched = {match.row for match in matches}
    lost = [row for row in range(len(rows)) if row not in matched]
    doubted: set[int] = set()
    for run in unused:
        at = sum(match.run < run for match in matches)
        row = matches[at - 1].row + 1 if at else 0
        for other in lost:
            between = range(min(row, other), max(row, other + 1))
            full = stream.runs[run].holds(len(rows[other].figures))
            if full and len(between) <= NEAR + 1:
                doubted.update(between)
    doubted.update(_repeated(matches, unused, rows, stream))
    return [replace(match, shifted=match.row in doubted) for match in matches]


def _repeated(
    matches: Sequence[Match], unused: Sequence[int], rows: Sequence[PrintedRow], stream: Stream
) -> set[int]:
    """Rows beside a full run that has no label, or only a year's: it may be the same row of another
    year, and which of them is this year's is not certain."""
    found: set[int] = set()
    for j in unused:
        run = stream.runs[j]
        own = stream.labels[run.floor : run.position]
        named = YEAR.search(own) is not None
        before = [match for match in matches if match.run < j][-1:]
        after = [match for match in matches if match.run > j][:1]
        for match in (*before, *after):
            width = len(rows[match.row].figures)
            if run.holds(width) and (named or (not own and width > 1)):
                found.add(match.row)
    return found
