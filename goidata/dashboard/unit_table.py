"""What a table of units has: its views, and what the address asks of it.

A view is a set of columns. Its measures and figures order the table, each way; what is drawn of
several figures, or quoted, stands behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from goidata.analysis import labels, queries
from goidata.analysis.selection import NO_LEVEL, Selection, Stratum
from goidata.dashboard.arrival import own
from goidata.dashboard.headline import Headline
from goidata.dashboard.values import titled
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.form import measures

ROWS = 25
BESIDE = "beside"
UP, DOWN = "up", "down"

# Of some units in one year: a cell for each report.
Cells = Callable[[Visit, Selection, Sequence[int]], Mapping[int, Markup]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A column that orders nothing: its title, its cells by report, its legend, its notes."""

    title: Callable[[Words], str]
    cells: Cells
    legend: Callable[[Words], Sequence[tuple[str, str]]] = lambda _: ()


@dataclass(frozen=True, slots=True)
class View:
    """A set of columns under a `title`; `name` stands in the address."""

    name: str
    title: Callable[[Words], str]
    columns: tuple[str, ...]
    drawn: tuple[Drawn, ...] = ()
    note: Callable[[Words], str] = lambda _: ""


@dataclass(frozen=True, slots=True)
class Table:
    """What is shown: the view; the stratum, None for the units listed beside; of how many units
    the strata there are; the selection that holds these units; and what is asked of them. Where
    a region's own government is spoken of, the units are those `among` which it stands."""

    view: View
    stratum: Stratum | None
    strata: Mapping[str, int]
    selection: Selection
    asked: queries.Listing
    among: Headline | None = None

    @property
    def ranked(self) -> bool:
        return self.asked.column != queries.BY_REGION

    @property
    def trend(self) -> str:
        """The column whose way over the years is drawn."""
        return self.asked.column if self.ranked else self.view.columns[0]


def table_of(visit: Visit, views: Sequence[View], head: Headline | None) -> Table | None:
    """What the address asks for; the stratum of the headline, the first view and the greatest
    values of its first column at first. None where there are no units."""
    year = head.year if head else _latest(visit)
    strata = _strata(visit, year)
    if not strata:
        return None
    first = word(head.stratum) if head else next(iter(strata))
    name = _one("stratum", strata) or (first if first in strata else next(iter(strata)))
    view = next((view for view in views if view.name == own("view")), views[0])
    stratum = None if name == BESIDE else _stratum(name)
    among = head if head and head.among and stratum == head.stratum else None
    selection = visit.selection if stratum is None else visit.selection.within(stratum)
    if among:
        selection = among.peers.selection
        strata = {**strata, name: _counted(visit, selection, year)}
    column = _one("sort", (*view.columns, queries.BY_REGION)) or view.columns[0]
    listing = queries.Listing(
        year=year,
        column=column,
        rising={UP: True, DOWN: False}.get(own("order") or "", rises(column)),
        words=own("find") or "",
        first=first_row(),
        rows=ROWS,
        beside=stratum is None,
    )
    return Table(view, stratum, strata, selection, listing, among)


def rises(column: str) -> bool:
    """Whether a column rises at first: names do, of values the greatest stands first."""
    return column == queries.BY_REGION


def order_word(column: str, rising: bool) -> str:
    """An order in the address; empty for that at first."""
    return "" if rising == rises(column) else UP if rising else DOWN


def word(stratum: Stratum) -> str:
    """A stratum in the address."""
    return f"{stratum.scope}-{stratum.level or NO_LEVEL}"


def _stratum(name: str) -> Stratum:
    scope, _, level = name.partition("-")
    return Stratum(scope, None if level == NO_LEVEL else level)


def _strata(visit: Visit, year: int) -> dict[str, int]:
    """The strata of the selection by their word, those listed beside as one, each with its units in
    the year; those without any are kept, for other years have some."""
    everyone = replace(visit.selection, scope=None) if visit.selection.beside else visit.selection
    counted: dict[str, int] = {}
    for selection in (everyone, replace(everyone, years=(year,))):
        found = visit.ask(queries.strata, selection)
        counted = dict.fromkeys(counted, 0)
        columns = (found[name].tolist() for name in ("scope", "level", "units"))
        for scope, level, units in zip(*columns, strict=True):
            name = _word_of(visit, scope, level)
            counted[name] = counted.get(name, 0) + int(units)
    return dict(sorted(counted.items(), key=lambda each: each[0] == BESIDE))


def _counted(visit: Visit, selection: Selection, year: int) -> int:
    """How many units of a selection report on a year."""
    return int(visit.ask(queries.held, replace(selection, years=(year,))))


def _word_of(visit: Visit, scope: str, level: object) -> str:
    if visit.selection.beside and scope != visit.selection.scope:
        return BESIDE
    return word(Stratum(scope, level if isinstance(level, str) else None))


def _latest(visit: Visit) -> int:
    years = visit.selection.years or visit.available.years
    return next((year for year in years if str(year) == own("at")), years[-1])


def _one(key: str, allowed: Mapping[str, int] | Sequence[str]) -> str | None:
    asked = own(key)
    return asked if asked in allowed else None


def first_row() -> int:
    """The first row of the page asked for: `from` in the address counts from 1, and any number
    within a page means that page."""
    asked = own("from") or ""
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 1
    return max(number - 1, 0) // ROWS * ROWS


def head_of(name: str, say: Words) -> str:
    """The title of a column: a measure, or the last words of a figure's name."""
    if name in measures():
        return titled(measures()[name], say)
    return labels.field(name, say.language).rpartition(" · ")[2]
