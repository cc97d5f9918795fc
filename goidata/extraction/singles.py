"""Rows of one figure: whether the number that stands behind the label is its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from goidata.extraction.matches import Alignment, Match, PrintedRow
from goidata.extraction.normal import label
from goidata.extraction.reasons import Reason, reason
from goidata.extraction.runs import Run
from goidata.extraction.stream import Stream
from goidata.form import editions

PAGE_NUMBER = re.compile(r"\d{1,3}")
ANOTHER_YEAR = re.compile("上年|去年|前年|上一年|同比|环比|增减")
LONGEST_HEAD = 40  # characters of the heads on one line; more is a sentence
IN_REMARK = reason("figure_in_remark")
OTHER_YEAR = reason("figure_of_another_year")
FEWEST_ALIKE = 2  # other rows that show where figures stand
NEAR = 60  # characters before a figure among which its head stands
BLANK_BEFORE = reason("blank_before_number")
LAST_DIGIT = reason("ordinal_or_digit")
STOPPED_DIGIT = re.compile(r"\d ?[.、．]")
BEGINNING = 2  # characters of a label that has an ordinal
JOINED = reason("figure_of_next_row")
ALONE = reason("number_of_page")


def doubt_of(
    match: Match, rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment
) -> Reason | None:
    """Why the one figure of a row may be another's or a page's number; None where it is not."""
    run = stream.runs[match.run]
    if run.glued and len(run.glued) > 1 and _loses_next(match, rows, aligned):
        return JOINED
    if run.glued and _gave_a_digit(stream.printed_behind(match.run)):
        return LAST_DIGIT
    if _beside_another_year(run, stream):
        return OTHER_YEAR
    if _is_in_remark(match, stream):
        return IN_REMARK
    if len(run.figures) != 1 or not PAGE_NUMBER.fullmatch(run.figures[0].text):
        return None
    before = stream.runs[match.run - 1] if match.run else None
    if before and not before.figures and before.position == run.position:
        return None if _is_parted_from_label(match, rows, stream, aligned) else BLANK_BEFORE
    if not run.pieces[0].text:
        return BLANK_BEFORE if run.figures[0].place.line != run.pieces[0].place.line else None
    others = [
        lines_behind_label(stream.runs[other.run], stream)
        for other in aligned.matches
        if other is not match
        and len(rows[other.row].figures) == 1
        and stream.runs[other.run].figures
    ]
    usual = max(set(others), key=others.count, default=0)
    apart = lines_behind_label(run, stream) > usual
    return ALONE if apart and others.count(usual) >= FEWEST_ALIKE else None


def _is_parted_from_label(
    match: Match, rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment
) -> bool:
    """Whether the row is printed as two, its label before blank cells and its figure behind a blank
    label, as other rows of the table are whose figures cannot be the number of a page: those of
    several figures, and any second one, as a table ends no more than one page among its few rows.
    A page is never numbered 0."""
    if not _is_row_of_two(match, stream):
        return False
    others = [other for other in aligned.matches if other is not match]
    return int(stream.runs[match.run].figures[0].text) == 0 or any(
        _is_row_of_two(other, stream)
        and len(stream.runs[other.run].figures) == len(rows[other.row].figures)
        for other in others
    )


def _is_row_of_two(match: Match, stream: Stream) -> bool:
    """Whether blank cells stand on the line of a row's label, and its figures on one line beneath,
    behind the place of a label that is blank."""
    run = stream.runs[match.run]
    before = stream.runs[match.run - 1] if match.run else None
    if before is None or before.figures or before.position != run.position:
        return False
    beside = {(each.place.line, each.place.row) for each in before.pieces}
    beneath = {(each.place.line, each.place.row) for each in run.pieces}
    first = run.pieces[0]
    behind_label = not first.text or (first.place.column or 0) > 1
    return (
        len(beside) == len(beneath) == 1
        and beside != beneath
        and behind_label
        and before.pieces[0].place.line in (None, _line_of_label(before, stream))
    )


def _is_in_remark(match: Match, stream: Stream) -> bool:
    """Whether a second run of figures follows, nothing but an explanation in brackets between: one
    of the two then belongs to the explanation."""
    run, behind = stream.runs[match.run], stream.runs[match.run + 1 : match.run + 2]
    if not any(each.figures and each.position == run.position for each in behind):
        return False
    at = bisect_left(stream.heads, run.position, key=lambda head: head.position)
    here = takewhile(lambda head: head.position == run.position, stream.heads[at:])
    return any(not head.words and head.text for head in here)


def _beside_another_year(run: Run, stream: Stream) -> bool:
    """Whether a head before a figure names another year, or its change: one of two cells may then
    be blank, and the figure be the other's."""
    at = bisect_left(stream.heads, run.position, key=lambda head: head.position)
    near = (head for head in stream.heads[:at] if run.position - head.position <= NEAR)
    return any(len(head.words) <= LONGEST_HEAD and ANOTHER_YEAR.search(head.words) for head in near)


def _gave_a_digit(words: str) -> bool:
    """Whether words behind digits begin with one of these and a stop, and are no label that has an
    ordinal: the digit may be the last of the figure, and the stop end it."""
    found = STOPPED_DIGIT.match(words)
    return found is not None and not label(words).startswith(_with_ordinals())


@cache
def _with_ordinals() -> tuple[str, ...]:
    """How the labels of rows begin that the form prints behind a digit."""
    rows = (row for form in editions() for table in form.tables.values() for row in table.rows)
    return tuple({label(row.zh)[:BEGINNING] for row in rows if STOPPED_DIGIT.match(row.zh)})


def _loses_next(match: Match, rows: Sequence[PrintedRow], aligned: Alignment) -> bool:
    """Whether the row behind has no figures: in glued text they may stand with this row's."""
    following = match.row + 1
    return following < len(rows) and all(other.row != following for other in aligned.matches)


def lines_behind_label(run: Run, stream: Stream) -> int:
    """How many lines below the end of its label a figure stands; 0 in a grid."""
    place, line = run.figures[0].place, _line_of_label(run, stream)
    return 0 if place.table is not None or place.line is None or line is None else place.line - line


def _line_of_label(run: Run, stream: Stream) -> int | None:
    """The line on which the words before a run end."""
    at = bisect_left(stream.starts, (run.position, 0)) - 1
    return stream.starts[at][1] if at >= 0 else None
