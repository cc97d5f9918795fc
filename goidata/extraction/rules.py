"""All rules of doubt by name. Each is a function of the table as it is laid over the document, so
that any of them can be left out, and what it prevents and costs be measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from goidata.extraction import (
    blanks,
    blanks_unparted,
    faulted,
    gaps,
    merged,
    reordered,
    rivals,
    totals,
    wrapped,
)
from goidata.extraction.hypotheses import Hypothesis, RowReading
from goidata.extraction.laid import Laid

Rule = Callable[[Laid, Sequence[RowReading]], Iterator[tuple[int, Hypothesis]]]

RULES: dict[str, Rule] = {
    "labels": rivals.labels,
    "shifts": rivals.shifts,
    "heads": rivals.heads,
    "singles": rivals.singles,
    "row numbers": rivals.row_numbers,
    "glued totals": rivals.glued_totals,
    "faulty": rivals.faulty,
    "blank totals": blanks.blank_totals,
    "totals amid blank": totals.totals_amid_blank,
    "blank ends": blanks.blank_ends,
    "unparted": blanks_unparted.unparted,
    "one fault": faulted.one_fault,
    "reordered": reordered.reordered,
    "zeros merged": merged.zeros_merged,
    "figures apart": gaps.figures_apart,
    "wrapped": wrapped.wrapped,
}


def with_rivals(laid: Laid, rows: Sequence[RowReading]) -> tuple[RowReading, ...]:
    """The rows with the rivals that all rules name."""
    found: dict[int, list[Hypothesis]] = {}
    for rule in RULES.values():
        for number, rival in rule(laid, rows):
            found.setdefault(number, []).append(rival)
    return tuple(_with(row, found.get(number)) for number, row in enumerate(rows))


def _with(row: RowReading, rivals: Sequence[Hypothesis] | None) -> RowReading:
    if not rivals:
        return row
    shown = any(each.amiss for each in rivals)
    return replace(row, hypotheses=(*(() if shown else row.hypotheses), *rivals))
