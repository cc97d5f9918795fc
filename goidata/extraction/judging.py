"""Which of the hypotheses of a row can be believed: those near the one that needs the least.

A figure is a number where every hypothesis within the margin gives it the same value; else it is
ambiguous, and every mishap that speaks for another reading is named. Identities between rows choose
among readings that are equally near.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goidata.extraction.hypotheses import Hypothesis, RowReading, Untold, cell_of
from goidata.extraction.normal import CellReading, read_cell
from goidata.extraction.readings import Choice, Decision, Reading, decide, identities
from goidata.extraction.reasons import Reason, margin, reason
from goidata.extraction.report import Figure, State
from goidata.form import Edition

BY_ORDER = reason("by_order")
BY_IDENTITY = (reason("by_identity"),)
MOST_CANDIDATES = 12


def near(row: RowReading) -> tuple[Hypothesis, ...]:
    """The hypotheses that need hardly more mishaps than the one that needs the fewest."""
    if len(row.hypotheses) == 1:
        return row.hypotheses
    weights = [each.weight for each in row.hypotheses]
    limit = min(weights) + margin()
    pairs = zip(row.hypotheses, weights, strict=True)
    return tuple(each for each, weight in pairs if weight < limit)


def readings_of(row: RowReading) -> tuple[Reading, ...]:
    """The readings of a row that are near; none where one of them cannot tell."""
    found = [each.reading for each in near(row)]
    if any(each.amiss for each in row.hypotheses):
        return tuple(dict.fromkeys(map(_as_far_as_told, near(row))))
    told = tuple(reading for reading in found if reading is not None)
    return tuple(dict.fromkeys(told)) if len(told) == len(found) else ()


def _as_far_as_told(found: Hypothesis) -> Reading:
    """The values of a hypothesis, none for those that it does not tell."""
    return tuple(None if isinstance(value, Untold) else value for value in found.values)


def judged(
    rows: Sequence[RowReading], edition: Edition, table: str
) -> Iterator[tuple[str, Figure]]:
    """The figures of all rows of a table, by name."""
    decisions: Sequence[Decision] = ()
    if any(len(row.hypotheses) > 1 or row.cut for row in rows):
        choices = [Choice(row.row.figures, readings_of(row)) for row in rows]
        if any(
            len(choice.readings) > 1 or row.cut for choice, row in zip(choices, rows, strict=True)
        ):
            amiss = set(_amiss(rows))
            held = identities(edition.name, table)
            decisions = decide(
                choices, [each for each in held if not any(name in amiss for _, name in each)]
            )
    for number, row in enumerate(rows):
        close = near(row)
        cut = any(each.pieces is None for each in close)
        if cut and len(close) == 1 and close[0].faults and close[0].reading:
            yield from _decided(row, close, Decision((close[0].reading,), True))
        elif cut and decisions and decisions[number].readings:
            yield from _decided(row, close, decisions[number])
        else:
            yield from _read(row, close, edition)


def _amiss(rows: Sequence[RowReading]) -> Iterator[str]:
    """The figures that the office may have got wrong, as the columns show: what they are part of
    tells nothing of others."""
    for row in rows:
        for each in near(row):
            yield from (row.row.figures[index] for index in each.amiss)


def _read(
    row: RowReading, close: Sequence[Hypothesis], edition: Edition
) -> Iterator[tuple[str, Figure]]:
    """The figures of a row whose cells are as printed, or not told apart."""
    as_printed = next((each for each in row.hypotheses if each.pieces), None)
    if as_printed is None or as_printed.pieces is None:
        yield from _undecided(row, close, edition)
        return
    why = _against(as_printed, close)
    for index, (name, piece) in enumerate(zip(row.row.figures, as_printed.pieces, strict=True)):
        cell = cell_of(piece, edition.fields[name], as_printed.whole, row.unit)
        reasons = (cell.reason,) if cell.reason else ()
        if why and not _agree(index, cell, close):
            cell, reasons = _doubted(index, cell, close), (*why, *reasons)
        elif row.match.by_order and not reasons:
            reasons = (BY_ORDER,)
        raw = piece.text or None
        yield name, Figure(cell.value, cell.state, raw, piece.place, reasons, cell.candidates)


def _against(own: Hypothesis, close: Sequence[Hypothesis]) -> tuple[Reason, ...]:
    """What speaks for another reading than a hypothesis."""
    return tuple(dict.fromkeys(m for each in close if each is not own for m in each.mishaps))


def _agree(index: int, cell: CellReading, close: Sequence[Hypothesis]) -> bool:
    """Whether all hypotheses give a figure the value that its cell has."""
    return all(each.values[index] == cell.value for each in close)


def _doubted(index: int, cell: CellReading, close: Sequence[Hypothesis]) -> CellReading:
    """A cell whose value rivals give otherwise, or cannot tell: a blank one may have lost what was
    printed in it."""
    if cell.state not in (State.NUMBER, State.BLANK):
        return cell
    told = [each.values[index] for each in close]
    values = dict.fromkeys([cell.value, *(v for v in told if not isinstance(v, Untold))])
    candidates = tuple(value for value in values if value is not None)[:MOST_CANDIDATES]
    return CellReading(State.AMBIGUOUS, None, None, candidates)


def _decided(
    row: RowReading, close: Sequence[Hypothesis], decision: Decision
) -> Iterator[tuple[str, Figure]]:
    """Figures among several readings of the same characters: numbers where all that are left
    agree."""
    raw = " ".join(piece.text for piece in row.run.figures)
    place = row.run.figures[0].place
    why = tuple(dict.fromkeys(m for each in close for m in each.mishaps))
    for index, name in enumerate(row.row.figures):
        values = dict.fromkeys(reading[index] for reading in decision.readings)
        candidates = tuple(value for value in values if value is not None)[:MOST_CANDIDATES]
        if decision.settled(index) and candidates:
            yield name, Figure(candidates[0], State.NUMBER, raw, place, BY_IDENTITY)
        else:
            yield name, Figure(None, State.AMBIGUOUS, raw, place, why, candidates)


def _undecided(
    row: RowReading, close: Sequence[Hypothesis], edition: Edition
) -> Iterator[tuple[str, Figure]]:
    """Every figure of a row whose cells cannot be told apart, with the readings that fit it."""
    names, figures = row.row.figures, row.run.figures
    why = tuple(dict.fromkeys(m for each in close for m in each.mishaps))
    if not figures:
        place = row.run.pieces[0].place
        for name in names:
            yield name, Figure(None, State.MISSING, None, place, why)
        return
    raw = " ".join(piece.text for piece in figures)
    slack = abs(len(figures) - len(names))
    cut = [each.values for each in row.hypotheses if each.reading]
    for index, name in enumerate(names):
        if cut:
            values = dict.fromkeys(v for each in cut if not isinstance(v := each[index], Untold))
            candidates = tuple(v for v in values if v is not None)[:MOST_CANDIDATES]
            yield name, Figure(None, State.AMBIGUOUS, raw, figures[0].place, why, candidates)
            continue
        beside = [] if row.digits else figures[max(0, index - slack) : index + slack + 1]
        read = [read_cell(piece.text, edition.fields[name]).value for piece in beside]
        candidates = tuple(dict.fromkeys(value for value in read if value is not None))
        place = (beside or figures)[0].place
        yield name, Figure(None, State.AMBIGUOUS, raw, place, why, candidates)
