"""Labels and figures that may stand shifted against each other, and rows printed more than once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from goidata.extraction.matches import Match, PrintedRow
from goidata.extraction.normal import label
from goidata.extraction.printed import heads_of_columns
from goidata.extraction.runs import Run
from goidata.extraction.stream import Stream

YEAR = re.compile("(?:(?:[本今去上前]一?)?年度?|同期)[数量计]*$")
LAST_YEAR = re.compile("(?:[去上前]一?年度?|同期)[数量计]*$")
BEHIND_FIGURES = re.compile(r"(?:\d[\d,.]*\s+){3,15}([^\d\s].*|\d[.、．].*)")
LONG = 4  # characters of a label that do not also end the heads of another table
FEWEST_AGAIN = 3  # rows printed twice that show two tables
MOST_BETWEEN = 8  # full rows of the office's own between two of the form
NEAR = 3  # rows over which a shift of labels against figures is thought possible


def shifted(
    matches: list[Match], unused: Sequence[int], rows: Sequence[PrintedRow], stream: Stream
) -> list[Match]:
    """Matches between a full run without a row and a row without a run, at most NEAR rows apart,
    or further where the run stands without words: that labels and figures between moved against
    each other is one mishap, figures without a label here and a row without figures there two."""
    matched = {match.row for match in matches}
    filled = {match.row for match in matches if stream.runs[match.run].figures}
    doubted: set[int] = set()
    for run in unused:
        at = sum(match.run < run for match in matches)
        row = matches[at - 1].row + 1 if at else 0
        for other in (each for each in range(len(rows)) if each not in filled):
            between = range(min(row, other), max(row, other + 1))
            width = len(rows[other].figures)
            near = other not in matched and len(between) <= NEAR + 1
            if stream.runs[run].holds(width) and (near or _is_bare(run, width, stream)):
                doubted.update(between)
    doubted.update(_repeated(matches, unused, rows, stream))
    doubted.update(_passed_over(matches, unused, rows, stream))
    doubted.update(match.row for match in matches if _is_of_last_year(stream, match.run))
    most = len(doubted) * 4 > len(matches) * 3
    if most or _is_split(matches, unused, rows, stream) or _stand_behind(rows, stream):
        # such a table vouches for no row of it
        doubted.update(matched)
    return [replace(match, shifted=True) if match.row in doubted else match for match in matches]


def _is_bare(number: int, width: int, stream: Stream) -> bool:
    """Whether nothing stands before the several figures of a run on its line, or a single letter,
    the last head, or the label that it shares with another run."""
    run = stream.runs[number]
    if width == 1:
        return False
    beside = (stream.runs[at] for at in (number - 1, number + 1) if 0 <= at < len(stream.runs))
    shared = any(other.figures and other.position == run.position for other in beside)
    words = stream.words_before(run)
    return shared or not run.lead or len(words) < 2 or words.endswith(heads_of_columns())


def _stand_behind(rows: Sequence[PrintedRow], stream: Stream) -> bool:
    """Whether labels stand behind figures on their lines, which are then read as words."""
    found = (BEHIND_FIGURES.fullmatch(head.text) for head in stream.heads)
    behind = [label(each[1]) for each in found if each]
    return sum(any(words in row.labels for row in rows) for words in behind) >= FEWEST_AGAIN


def _is_split(
    matches: Sequence[Match], unused: Sequence[int], rows: Sequence[PrintedRow], stream: Stream
) -> bool:
    """Whether the rows found are of two tables, as of two bodies or years: between two of them
    stand several full runs under labels of rows that were found elsewhere, or very many."""
    for before, after in pairwise(matches):
        width = len(rows[after.row].figures)
        between = [stream.runs[j] for j in unused if before.run < j < after.run]
        full = [run for run in between if width > 1 and run.holds(width)]
        again = sum(_is_again(run, matches, rows, stream) for run in full)
        if again >= FEWEST_AGAIN or len(full) >= MOST_BETWEEN:
            return True
    return False


def _is_again(
    run: Run, matches: Sequence[Match], rows: Sequence[PrintedRow], stream: Stream
) -> bool:
    """Whether the label of a row that has other figures stands right before a run."""
    before = stream.labels[run.floor : run.position]
    return any(before.endswith(_long(rows[match.row])) for match in matches)


def _long(row: PrintedRow) -> tuple[str, ...]:
    return tuple(words for words in row.labels if len(words) >= LONG)


def _is_of_last_year(stream: Stream, number: int) -> bool:
    """Whether the words before a run end with last year's name."""
    run = stream.runs[number]
    return LAST_YEAR.search(stream.labels[run.floor : run.position]) is not None


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
        if named and before and _is_beside(stream.runs[before[0].run], run, before[0]):
            continue
        for match in (*before, *after):
            width = len(rows[match.row].figures)
            if run.holds(width) and (named or (not own and width > 1)):
                found.add(match.row)
    return found


def _is_beside(own: Run, other: Run, match: Match) -> bool:
    """Whether a run stands right behind the figures of a row on one line, these right behind the
    row's label: then it is the other year's, and the row's figures are its own."""
    last, first = own.pieces[-1].place, other.pieces[0].place
    return match.likeness == 1.0 and last.line is not None and last.line == first.line


def _passed_over(
    matches: Sequence[Match], unused: Sequence[int], rows: Sequence[PrintedRow], stream: Stream
) -> set[int]:
    """Rows whose own words stand right before figures that were left over, while they were given
    others; with the rows above that were given figures without words, which then may be shifted as
    well."""
    found: set[int] = set()
    runs = {match.row: stream.runs[match.run] for match in matches}
    for j in unused:
        run = stream.runs[j]
        before = stream.labels[run.floor : run.position]
        for i, row in enumerate(rows):
            own = _long(row)
            if 2 * run.most < len(row.figures) or not own or not before.endswith(own):
                continue
            found.add(i)
            while (above := runs.get(i - 1)) and above.position == above.floor:
                i -= 1
                found.add(i)
    return found
