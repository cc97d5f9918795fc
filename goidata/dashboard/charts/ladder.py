"""The order of charts by unit: the unit as a heading, its years as rungs below it.

Names of units are long; as headings they take the full width and leave the bars theirs, on a phone
too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goidata.dashboard.charts.canvas import LABEL, Canvas, quiet_axis
from goidata.dashboard.markup import bold
from goidata.dashboard.records import Record

RUNG, HEADING, GAP = 1.0, 1.0, 0.35
PIXELS = 25


@dataclass(frozen=True, slots=True)
class Ladder:
    """`places` gives the height of each report by its id; `headings` the units with theirs."""

    places: dict[int, float]
    ticks: list[tuple[float, str]]
    headings: list[tuple[float, str]]
    length: float

    @property
    def height(self) -> int:
        """The height of the plot in pixels."""
        return round(self.length * PIXELS) + 12


def ladder(rows: Iterable[Record]) -> Ladder:
    """The rungs for the reports of `rows`, units in the order of the rows, years ascending."""
    units: dict[int, set[tuple[int, int, str]]] = {}
    for row in rows:
        units.setdefault(row["agency"], set()).add((row["year"], row["report"], row["unit"]))
    places: dict[int, float] = {}
    ticks: list[tuple[float, str]] = []
    headings: list[tuple[float, str]] = []
    at = 0.0
    for reports in map(sorted, units.values()):
        at += GAP if headings else 0
        headings.append((at, reports[-1][2]))
        at += HEADING
        for year, report, _ in reports:
            places[report] = at
            ticks.append((at, str(year)))
            at += RUNG
    return Ladder(places, ticks, headings, at)


def lay(canvas: Canvas, rungs: Ladder) -> None:
    """Put the rungs on the vertical axis of `canvas`, and the units as headings over them."""
    canvas.axes["yaxis"] = quiet_axis(
        range=[rungs.length - 0.4, -0.6],
        tickmode="array",
        tickvals=[at for at, _ in rungs.ticks],
        ticktext=[text for _, text in rungs.ticks],
        tickfont=LABEL,
    )
    for at, unit in rungs.headings:
        canvas.write(bold(unit), 0, at, xref="paper", xshift=-34)
