"""A row of digits whose sum the office got wrong, where its columns show which figure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from goidata.extraction.blanks import digits_in, leaves_blank, left_by_others
from goidata.extraction.glued import cuts_near
from goidata.extraction.hypotheses import UNTOLD, Hypothesis, RowReading, of_values, untold
from goidata.extraction.judging import readings_of
from goidata.extraction.laid import Laid
from goidata.extraction.readings import Choice, Constraint, Reading, identities, left_to
from goidata.extraction.reasons import reason
from goidata.extraction.sums import has_columns, has_total
from goidata.extraction.torn import without_stray

Rivals = Iterator[tuple[int, Hypothesis]]
Columns = Sequence[set[Decimal] | None]


def one_fault(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """A row of digits that no sum holds, in a table all of whose other rows are cut: where its
    columns leave it those very digits but for one figure, that figure is the office's fault. One of
    its digits may as well be none of its own, as the number of a page."""
    failing = [number for number, each in enumerate(rows) if _fails(each)]
    if len(failing) != 1 or laid.habits.unparted or leaves_blank(rows, laid.wide, laid.edition):
        return
    number, row = failing[0], rows[failing[0]]
    columns = left_by_others(row, rows, laid.edition)
    known = [part for part in columns if part is not None]
    if not has_columns(row.row, laid.edition) or len(known) != len(columns):
        return
    tied = identities(laid.edition.name, laid.edition.fields[row.row.figures[0]].table)
    if any(_stand(number, each.reading, None, rows, tied) for each in _without_fault(row)):
        return
    found: dict[tuple[int, ...], list[int]] = {}
    for cut in cuts_near(row.digits or "", known):
        for amiss in _amiss(cut.numbers, known):
            if _stand(number, cut.numbers, amiss, rows, tied):
                found.setdefault(cut.numbers, []).append(amiss)
    if len(found) == 1:
        fault = _fault(row, *next(iter(found.items())))
        yield number, fault
        yield from ((number, each) for each in without_stray(fault, row.row))
        for index, values in _without_a_digit(fault):
            if _stand(number, values, None, rows, tied):
                told = (*values[:index], UNTOLD, *values[index + 1 :])
                yield number, of_values(told, reason("stray_figure"))
        lost = () if row.pieces else _with_one_lost(row.digits or "", known)
        if any(_stand(number, values, None, rows, tied) for values in lost):
            yield number, untold(row.row, reason("cell_lost"))


def _fails(each: RowReading) -> bool:
    """Whether no sum holds the digits of a row, as spaces part them or cut."""
    if each.digits is None or not has_total(each.row) or each.whole:
        return False
    return each.pieces is not None or not each.cut


def _without_fault(row: RowReading) -> Iterator[Hypothesis]:
    return (each for each in row.hypotheses if each.reading and not each.faults)


def _amiss(numbers: Sequence[int], columns: Sequence[set[Decimal]]) -> Sequence[int]:
    """Which of the numbers of a row its office may have got wrong: the one that its column does not
    leave, or any."""
    pairs = zip(numbers, columns, strict=True)
    found = [index for index, (each, left) in enumerate(pairs) if Decimal(each) not in left]
    return found or range(len(numbers))


def _fault(row: RowReading, numbers: tuple[int, ...], amiss: Sequence[int]) -> Hypothesis:
    """That the office got one of these numbers wrong."""
    pieces = next((h.pieces for h in row.hypotheses if h.pieces and h.reading == numbers), None)
    together = reason("digits_run_together", digits_in(row), len(numbers))
    return Hypothesis(numbers, () if pieces else (together,), 1, pieces, amiss=tuple(amiss))


def _stand(
    number: int,
    reading: Reading | None,
    amiss: int | None,
    rows: Sequence[RowReading],
    tied: Sequence[Constraint],
) -> bool:
    """Whether all identities can be met with a reading of a row, but for those with the figure that
    it has amiss."""
    choices = [Choice(each.row.figures, readings_of(each)) for each in rows]
    choices[number] = replace(choices[number], readings=(reading,) if reading else ())
    wrong = None if amiss is None else rows[number].row.figures[amiss]
    return left_to(choices, [t for t in tied if all(name != wrong for _, name in t)]) is not None


def _without_a_digit(fault: Hypothesis) -> Iterator[tuple[int, Reading]]:
    """The figures that may be amiss, by index, and the row without one of their digits, which may
    be none of its own."""
    numbers = fault.reading or ()
    for index in fault.amiss:
        digits = str(numbers[index])
        for fewer in {digits[:at] + digits[at + 1 :] for at in range(len(digits))} - {""}:
            yield index, (*numbers[:index], int(fewer), *numbers[index + 1 :])


def _with_one_lost(digits: str, columns: Sequence[set[Decimal]]) -> Iterator[Reading]:
    """The row where one of its figures is not printed, and the others are what the columns
    leave."""
    for lost in range(len(columns)):
        others = [*columns[:lost], *columns[lost + 1 :]]
        for cut in cuts_near(digits, others):
            if all(Decimal(each) in left for each, left in zip(cut.numbers, others, strict=True)):
                yield (*cut.numbers[:lost], None, *cut.numbers[lost:])
