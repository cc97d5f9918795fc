"""A row of digits whose sum the office got wrong, where its columns show which figure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from goidata.extraction.blanks_unparted import digits_in, leaves_blank
from goidata.extraction.glued import cuts_near
from goidata.extraction.hypotheses import UNTOLD, Hypothesis, RowReading, of_values, untold
from goidata.extraction.judging import readings_of
from goidata.extraction.laid import Laid
from goidata.extraction.readings import (
    Choice,
    Constraint,
    Reading,
    identities,
    implied,
    left_to,
)
from goidata.extraction.reasons import reason
from goidata.extraction.sums import has_columns, has_total
from goidata.extraction.torn import without_stray

Rivals = Iterator[tuple[int, Hypothesis]]
MOST_TRIED = 200  # readings of a row against the others; where there are more, nothing is decided


@dataclass(slots=True)
class _Others:
    """All rows of a table but one, the readings that they leave each other, and what ties them
    together; `number` is that one."""

    choices: list[Choice]
    number: int
    tied: Sequence[Constraint]
    tried: int = 0

    def columns(self) -> list[set[Decimal]]:
        """The values that they leave each figure of the row; empty where one is not told."""
        found = implied(self.choices, self.number, self.tied)
        known = [each for each in found if each is not None]
        return known if len(known) == len(found) else []

    def bear(self, reading: Reading | None, amiss: int | None = None) -> bool:
        """Whether all identities can be met with a reading of the row, but for those with the
        figure that it has amiss."""
        self.tried += 1
        if self.tried > MOST_TRIED or reading is None:
            return False
        own = self.choices[self.number]
        choices = [*self.choices]
        choices[self.number] = replace(own, readings=(reading,))
        wrong = None if amiss is None else own.names[amiss]
        held = [each for each in self.tied if all(name != wrong for _, name in each)]
        return left_to(choices, held) is not None


def one_fault(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """A row of digits that no sum holds, in a table all of whose other rows are cut: where its
    columns leave it those very digits but for one figure, that figure is the office's fault. One of
    its digits may as well be none of its own, as the number of a page."""
    failing = [number for number, each in enumerate(rows) if _fails(each)]
    if len(failing) != 1 or laid.habits.unparted or leaves_blank(rows, laid.wide, laid.edition):
        return
    number, row = failing[0], rows[failing[0]]
    others = _others(number, rows, laid) if has_columns(row.row, laid.edition) else None
    columns = others.columns() if others else []
    if others is None or not columns or any(others.bear(each) for each in _by_its_sum(row)):
        return
    found: dict[tuple[int, ...], list[int]] = {}
    for cut in cuts_near(row.digits or "", columns):
        for amiss in _amiss(cut.numbers, columns):
            if others.bear(cut.numbers, amiss):
                found.setdefault(cut.numbers, []).append(amiss)
    if len(found) == 1:
        fault = _fault(row, *next(iter(found.items())))
        rivals = list(_rivals(row, fault, columns, others))
        if others.tried <= MOST_TRIED:
            yield from ((number, each) for each in (fault, *rivals))


def _others(number: int, rows: Sequence[RowReading], laid: Laid) -> _Others | None:
    """The rows beside one; None where they do not agree among themselves."""
    tied = identities(laid.edition.name, laid.edition.fields[rows[number].row.figures[0]].table)
    choices = [Choice(each.row.figures, readings_of(each)) for each in rows]
    choices[number] = replace(choices[number], readings=())
    left = left_to(choices, tied)
    if left is None:
        return None
    pairs = zip(choices, left, strict=True)
    return _Others([replace(each, readings=own) for each, own in pairs], number, tied)


def _rivals(
    row: RowReading, fault: Hypothesis, columns: Sequence[set[Decimal]], others: _Others
) -> Iterator[Hypothesis]:
    """That digits of the row are none of its own, or one of its figures is not printed."""
    yield from without_stray(fault, row.row)
    for index, values in _without_a_digit(fault):
        if others.bear(values):
            told = (*values[:index], UNTOLD, *values[index + 1 :])
            yield of_values(told, reason("stray_figure"))
    lost = () if row.pieces else _with_one_lost(row.digits or "", columns)
    if any(others.bear(values) for values in lost):
        yield untold(row.row, reason("cell_lost"))


def _fails(each: RowReading) -> bool:
    """Whether no sum holds the digits of a row, as spaces part them or cut."""
    if each.digits is None or not has_total(each.row) or each.whole:
        return False
    return each.pieces is not None or not each.cut


def _by_its_sum(row: RowReading) -> Iterator[Reading | None]:
    """The readings of a row that its own sum allows."""
    return (each.reading for each in row.hypotheses if each.reading and not each.faults)


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
