"""Figures recognised by eye are numbers only where the identities of the form confirm them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from goidata.extraction.readings import Constraint, identities
from goidata.extraction.reasons import reason
from goidata.extraction.report import Figure, State

CONFIRMED = (reason("by_eye_confirmed"),)
UNCONFIRMED = (reason("by_eye_unconfirmed"),)
UNSEEN = (reason("by_eye_unseen"),)


def confirmed(
    figures: Mapping[str, Figure], editions: Mapping[str, str | None]
) -> dict[str, Figure]:
    """The figures of a recognised document. A number stays one where at least one identity holds
    it and all those do that can be computed; else it is ambiguous, with what was recognised as its
    candidate. `editions` gives each table's edition.

    Two misreadings that cancel each other in every sum would pass; a figure that is read rightly
    but printed wrongly does not.
    """
    sums: dict[str, list[bool]] = {}
    for table, edition in editions.items():
        for constraint in identities(edition, table) if edition else ():
            holds = _holds(constraint, figures)
            if holds is not None:
                for _, name in constraint:
                    sums.setdefault(name, []).append(holds)
    return {name: _judged(figure, sums.get(name, [])) for name, figure in figures.items()}


def _holds(constraint: Constraint, figures: Mapping[str, Figure]) -> bool | None:
    """Whether a signed sum is zero; None where a figure of it is no number."""
    total = Decimal(0)
    for sign, name in constraint:
        figure = figures.get(name)
        if figure is None or figure.value is None:
            return None
        total += sign * Decimal(str(figure.value))
    return total == 0


def _judged(figure: Figure, sums: list[bool]) -> Figure:
    if figure.state is State.NUMBER and figure.value is not None:
        if sums and all(sums):
            return figure._replace(reasons=CONFIRMED)
        return figure._replace(
            value=None,
            state=State.AMBIGUOUS,
            reasons=UNCONFIRMED,
            candidates=(figure.value,),
        )
    if figure.state in (State.BLANK, State.NA, State.TEXT):
        return figure._replace(state=State.AMBIGUOUS, reasons=UNSEEN)
    return figure
