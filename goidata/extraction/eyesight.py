"""Figures recognised by eye are numbers only where the identities of the form confirm them.

What two looks at a cell agree on and no identity confirms is recognised: shown, and in no sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from goidata.documents.document import Place, Sight
from goidata.extraction.readings import Constraint, identities
from goidata.extraction.reasons import reason
from goidata.extraction.report import Figure, State

CONFIRMED = (reason("by_eye_confirmed"),)
UNCONFIRMED = (reason("by_eye_unconfirmed"),)
AGREED = (reason("by_eye_agreed"),)
DIFFERENT = (reason("by_eye_different"),)
CONTRADICTED = (reason("by_eye_contradicted"),)
UNSEEN = (reason("by_eye_unseen"),)

BLIND = Sight((), sure=False)


def confirmed(
    figures: Mapping[str, Figure],
    editions: Mapping[str, str | None],
    sights: Mapping[Place, Sight],
) -> dict[str, Figure]:
    """The figures of a recognised document. A number stays one where at least one identity holds
    it and all those do that can be computed. Else it is recognised where both looks at its cell
    agreed and nothing but what is less sure speaks against it; or ambiguous, with what was seen as
    its candidates. `editions` gives each table's edition, `sights` what was seen in each cell.

    Two misreadings that cancel each other in every sum would pass; a figure that is read rightly
    but printed wrongly does not.
    """
    seen = {
        name: sights.get(figure.place, BLIND) if figure.place else BLIND
        for name, figure in figures.items()
    }
    sums: dict[str, list[_Sum]] = {}
    for table, edition in editions.items():
        for constraint in identities(edition, table) if edition else ():
            holds = _holds(constraint, figures)
            if holds is not None:
                found = _Sum(holds, all(seen[name].sure for _, name in constraint))
                for _, name in constraint:
                    sums.setdefault(name, []).append(found)
    return {
        name: _judged(figure, seen[name], sums.get(name, [])) for name, figure in figures.items()
    }


@dataclass(frozen=True, slots=True)
class _Sum:
    """Whether an identity holds, and whether both looks agreed on all its figures."""

    holds: bool
    sure: bool


def _holds(constraint: Constraint, figures: Mapping[str, Figure]) -> bool | None:
    """Whether a signed sum is zero; None where a figure of it is no number."""
    total = Decimal(0)
    for sign, name in constraint:
        figure = figures.get(name)
        if figure is None or figure.value is None:
            return None
        total += sign * Decimal(str(figure.value))
    return total == 0


def _judged(figure: Figure, sight: Sight, sums: list[_Sum]) -> Figure:
    if figure.state is State.NUMBER and figure.value is not None:
        if sums and all(each.holds for each in sums):
            return figure._replace(reasons=CONFIRMED)
        return _unconfirmed(figure, sight, sums)
    if figure.state in (State.BLANK, State.NA, State.TEXT) and not sight.sure:
        return figure._replace(state=State.AMBIGUOUS, reasons=UNSEEN)
    return figure


def _unconfirmed(figure: Figure, sight: Sight, sums: list[_Sum]) -> Figure:
    """A number that no sum confirms, as what was seen."""
    state, why = State.AMBIGUOUS, UNCONFIRMED
    if len(sight.readings) > 1:
        why = DIFFERENT
    elif sight.sure and any(each.sure and not each.holds for each in sums):
        why = CONTRADICTED
    elif sight.sure:
        state, why = State.RECOGNISED, AGREED
    candidates = tuple(_candidates(figure, sight))
    return figure._replace(value=None, state=state, reasons=why, candidates=candidates)


def _candidates(figure: Figure, sight: Sight) -> Iterator[int | float]:
    """The value as read, and what the other look would make of it where it was read as printed."""
    assert figure.value is not None
    yield figure.value
    values = [_value(reading) for reading in sight.readings]
    if values and values[0] == figure.value:
        yield from (each for each in values[1:] if each is not None)


def _value(reading: str) -> int | float | None:
    try:
        number = Decimal(reading.replace(",", ""))
    except InvalidOperation:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
