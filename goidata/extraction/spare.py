"""Columns of another year among those of the form, in cells: which they are, heads and sums tell
together. Neither alone does: a head may stand over two columns, and sums hold by chance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goidata.extraction.added import YEARS
from goidata.extraction.matches import PrintedRow
from goidata.extraction.runs import Head, Run
from goidata.extraction.sums import blocks, has_total, reading_of
from goidata.form import Edition

THIS, LAST = "[本今]年度?", "上一?年度?|去年"
FEWEST_HELD = 3  # rows of several figures whose sums hold
MOST_FAULTS = 2  # of the office
Taken = tuple[int, ...]  # which of the figures of a row are the form's, by index
Wide = Sequence[tuple[PrintedRow, Run]]


def taken(rows: Wide, above: Sequence[Head], extra: str, edition: Edition) -> Taken | None:
    """Which figures of the rows under the heads `above` are the form's, where one column, under the
    head `extra`, or one beside each is of another year; None where that is not certain."""
    width = len(rows[0][0].figures)
    counts = {len(run.figures) for _, run in rows}
    if not has_total(rows[0][0]) or len(blocks(rows[0][0])) > 1:
        return None
    if counts not in ({width + 1}, {2 * width}) or any(run.loose for _, run in rows):
        return None
    several = 2 * width in counts
    texts = [head.words for head in above]
    found = _alternating(texts, width) if several else _without(texts, extra, rows[0][0], edition)
    if found is None or _faults(found, rows, edition) > MOST_FAULTS:
        return None
    others = _halves(width) if several else _each_left_out(width)
    return found if all(_is_other(each, found, rows, edition) for each in others) else None


def _halves(width: int) -> list[Taken]:
    """One half and the other. What stands in turns with the figures is the other year's, whose sums
    hold as well."""
    both = tuple(range(2 * width))
    return [both[:width], both[width:]]


def _each_left_out(width: int) -> list[Taken]:
    return [tuple(i for i in range(width + 1) if i != out) for out in range(width + 1)]


def _alternating(texts: Sequence[str], width: int) -> Taken | None:
    """Every other figure, as heads of two years in turns have it."""
    joined = "".join(text for text in texts if YEARS.fullmatch(text))
    years = [bool(re.fullmatch(THIS, each)) for each in re.findall(f"{THIS}|{LAST}", joined)]
    if years == [True, False] * width:
        return tuple(range(0, 2 * width, 2))
    return tuple(range(1, 2 * width, 2)) if years == [False, True] * width else None


def _without(texts: Sequence[str], extra: str, row: PrintedRow, edition: Edition) -> Taken | None:
    """All figures but the one under a head that stands before the first of the form, or last of the
    upper line, or before the total there."""
    columns = [edition.fields[name].column.zh for name in row.figures]
    bodies = edition.tables[edition.fields[row.figures[0]].table].head[-1]
    text = "|".join(texts)
    if text.count(extra) != 1:
        return None
    at, text = text.index(extra), text.replace(extra, "|" * len(extra))
    first, group, total = (text.find(words) for words in (columns[0], bodies, columns[-1]))
    if min(first, group, total) < 0 or not first < group < total:
        return None
    before = (0, first), (1, group), (len(columns) - 1, total), (len(columns), len(text))
    out = next(index for index, place in before if at <= place)
    return tuple(index for index in range(len(columns) + 1) if index != out)


def _sums(found: Taken, rows: Wide, edition: Edition) -> Iterator[tuple[bool, tuple[object, ...]]]:
    """Of each row that has a total, whether its sum holds, and its values."""
    for row, run in rows:
        if has_total(row):
            values = reading_of([run.figures[index] for index in found], row, edition)
            *parts, total = values or (0,)
            yield values is not None and sum(p or 0 for p in parts) == total, values or ()


def _faults(found: Taken, rows: Wide, edition: Edition) -> int:
    """How many sums fail; as many as there are rows where too few hold that say anything."""
    sums = list(_sums(found, rows, edition))
    shown = sum(holds and sum(map(bool, values)) > 2 for holds, values in sums)
    return sum(not holds for holds, _ in sums) if shown >= FEWEST_HELD else len(rows)


def _is_other(other: Taken, found: Taken, rows: Wide, edition: Edition) -> bool:
    """Whether other figures are no reading of the rows: their sums fail, or they are the same."""
    one, two = list(_sums(found, rows, edition)), list(_sums(other, rows, edition))
    failing = sum(not holds for holds, _ in two) - sum(not holds for holds, _ in one)
    return failing > MOST_FAULTS or [v for _, v in one] == [v for _, v in two]
