"""What speaks for another reading of a row than the one its cells show: one function a kind.

Each looks at the table as it is laid over the document and names rows with a rival reading; none
changes anything, so that their order does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from goidata.extraction.editions import foreign_labels
from goidata.extraction.hypotheses import UNTOLD, Hypothesis, RowReading, of_values, untold
from goidata.extraction.laid import Laid
from goidata.extraction.matches import CLEAR, RECOGNISED
from goidata.extraction.numbering import HEAD
from goidata.extraction.reasons import reason
from goidata.extraction.singles import doubt_of
from goidata.extraction.sums import has_total
from goidata.extraction.torn import without_stray

Rivals = Iterator[tuple[int, Hypothesis]]
MOST_FAULTS = 2  # of the office in one row
FEWEST_FAILING = 4  # rows whose sums fail that show a pattern


def labels(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """The figures are another row's."""
    for number, each in enumerate(rows):
        match = each.match
        if match.likeness < RECOGNISED and not match.by_order:
            yield number, untold(each.row, reason("label_unread"))
        if match.lead < CLEAR:
            yield number, untold(each.row, reason("label_contested"))
        if _is_of_another_form(each, laid):
            yield number, untold(each.row, reason("label_of_another_form"))


def _is_of_another_form(each: RowReading, laid: Laid) -> bool:
    """Whether what stands right before the figures of a row is the whole label of a row that
    another edition has in its place."""
    words = laid.stream.words_before(each.run)
    table = laid.edition.fields[each.row.figures[0]].table
    return words not in each.row.labels and words in foreign_labels(laid.edition.name, table)


def shifts(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """Labels and figures stand shifted against each other. They may as well where a row has the
    figures of two, as one whose label is gone stands behind it, and another row has none."""
    filled = {each.match.row for each in rows if each.run.figures}
    empty = [number for number in range(len(laid.rows)) if number not in filled]
    double = [each.match.row for each in rows if _holds_two(each)]
    spans = [sorted(pair) for pair in product(double, empty)]
    for number, each in enumerate(rows):
        if each.match.shifted or any(first <= each.match.row <= last for first, last in spans):
            yield number, untold(each.row, reason("labels_shifted"))


def _holds_two(each: RowReading) -> bool:
    """Whether a row of several figures has at least as many again, and cannot be read."""
    width = len(each.row.figures)
    unread = not any(found.reading for found in each.hypotheses)
    return width > 1 and unread and each.run.most >= 2 * width


def heads(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """The columns are others than the form's, or in another order."""
    for number, each in enumerate(rows):
        heads = laid.known.heads.get(each.match.run)
        if heads and heads.doubt and not heads.columns:
            yield number, untold(each.row, heads.doubt)


def singles(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """The one figure of a row is the number of a page, or another's."""
    for number, each in enumerate(rows):
        if len(each.row.figures) == 1 and each.match.certain:
            found = doubt_of(each.match, laid.rows, laid.stream, laid.aligned)
            if found:
                yield number, untold(each.row, found)


def row_numbers(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """The last figure of a row that shares its line with the next has the number of that row at its
    end: a head names such a column, no number was taken from the figure, and no sum speaks for
    it."""
    if not any(HEAD.search(head.text) for head in laid.stream.heads):
        return
    for number, each in enumerate(rows):
        if each.whole or each.cut or not each.run.figures or not _shares_line(each, laid):
            continue
        if each.run.figures[-1].place not in laid.stream.shortened:
            told = next((h.reading for h in each.hypotheses if h.pieces and h.reading), None)
            why = reason("row_number_glued")
            yield number, of_values((*told[:-1], UNTOLD), why) if told else untold(each.row, why)


def glued_totals(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """The total of a row that shares its line with the next has, at its end, a number that is none
    of its own, as that of a page: the sum holds without it."""
    for number, each in enumerate(rows):
        if _shares_line(each, laid):
            for found in each.hypotheses:
                yield from ((number, rival) for rival in without_stray(found, each.row))


def _shares_line(each: RowReading, laid: Laid) -> bool:
    """Whether figures of another row follow on the line of this one."""
    behind = laid.stream.runs[each.match.run + 1 : each.match.run + 2]
    own = each.run.pieces[-1].place
    return own.line is not None and any(run.pieces[0].place.line == own.line for run in behind)


def faulty(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """Sums that all fail together, in one row of several or in most rows, are our reading's fault
    and not the office's: it makes one mistake at a time, or two."""
    faults = {number: _least_faults(each) for number, each in enumerate(rows)}
    shown = [number for number, each in enumerate(rows) if has_total(each.row) and each.pieces]
    failing = sum(bool(faults[number]) for number in shown)
    throughout = failing >= FEWEST_FAILING and failing * 2 > len(shown)
    for number, each in enumerate(rows):
        if faults[number] > MOST_FAULTS:
            yield number, untold(each.row, reason("sums_fail_together"))
        if throughout and number in shown:
            yield number, untold(each.row, reason("sums_fail_throughout"))


def _least_faults(each: RowReading) -> int:
    return min((found.faults for found in each.hypotheses if found.reading), default=0)
