"""The figures of a report that hold something which could not be read. No check was made on them,
so they are said before anything that was found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from goidata.checks.places import told
from goidata.checks.subjects import column_label, of_year, row_labels
from goidata.extraction.reasons import said
from goidata.extraction.report import Figure, Report, State
from goidata.form import all_fields, editions
from goidata.wording import listed, say, shown

# A blank cell and a dash are read: nothing is printed there. A table that is not there at all is a
# fault of its own (STR-TABLES). What was recognised in a picture is counted apart, but open too.
NOT_READ = (State.AMBIGUOUS, State.TEXT, State.MISSING)
STATES = (*NOT_READ, State.RECOGNISED)
MOST = 4  # readings named


@dataclass(frozen=True, slots=True)
class Unread:
    """Cells beside each other in one row that are unread for the same reason: the names of their
    figures, whether they are the whole row, and the first of them as read."""

    names: tuple[str, ...]
    whole: bool
    figure: Figure


def unread(report: Report) -> dict[str, Figure]:
    """The unread figures of the tables that are there, by name, in printed order."""
    fields = all_fields()
    return {
        name: figure
        for name, figure in report.figures.items()
        if figure.state in STATES and report.edition[fields[name].table] is not None
    }


def counted(figures: Collection[Figure], language: str) -> str:
    """How many of the unread figures could not be read, and how many were recognised in a picture,
    in a sentence; nothing where there are none."""
    seen = sum(figure.state is State.RECOGNISED for figure in figures)
    numbers = {"counted": len(figures) - seen, "seen": seen}
    said = (say(f"report.unread.{name}", language, n=n) for name, n in numbers.items() if n)
    return say("report.reasons", language).join(said)


def lines(report: Report, language: str) -> Iterator[str]:
    """One line for each unread cell, or for cells of a row that share all but their column: where
    in the form, where in the document, what is printed, and why it was not read."""
    for each in together(unread(report), report.figures):
        line = _label(each, language)
        if where := told(each.figure.place, language):
            line = say("report.unread.where", language, label=line, where=where)
        if raw := each.figure.raw:
            line = say("report.unread.printed", language, label=line, raw=raw)
        yield say("report.unread.because", language, label=line, why=why(each.figure, language))


def why(figure: Figure, language: str) -> str:
    """Why a figure was not read, and the readings it may have."""
    return explained(figure.state, said(figure.reasons, language), figure.candidates, language)


def explained(
    state: str, reason: str | None, candidates: Sequence[int | float], language: str
) -> str:
    """Why a cell in `state` was not read, by its `reason` (in `language`) if one is known, and the
    readings it may have."""
    reason = reason or say(f"report.unread.{State(state).value}", language)
    readings = [shown(value) for value in candidates[:MOST]]
    if readings and state == State.RECOGNISED:
        return say("report.unread.shows", language, why=reason, reading=readings[0])
    if len(readings) < 2:
        return reason
    either = say("report.unread.or", language).join(readings)
    return say("report.unread.readings", language, why=reason, readings=either)


def together(figures: Mapping[str, Figure], printed: Mapping[str, Figure]) -> Iterator[Unread]:
    """The unread `figures` by rows; `printed` are all figures of the report."""
    widths = {key: len(list(row)) for key, row in groupby(printed, _row)}
    for (key, _), group in groupby(figures.items(), lambda item: (_row(item[0]), _shared(item[1]))):
        cells = list(group)
        names = tuple(name for name, _ in cells)
        yield Unread(names, len(names) == widths[key] > 1, cells[0][1])


def table_label(name: str, language: str) -> str:
    """The title of the table that a figure stands in."""
    return editions()[0].tables[all_fields()[name].table].named(language)


def cell_label(name: str, language: str) -> str:
    """Row and column of a figure, and the group of its row, as a person finds them in the form; of
    last year's with its year (`name@2022`)."""
    name, _, year = name.partition("@")
    words = " · ".join([*row_labels(name, language), column_label(name, language)])
    return of_year(words, year, language)


def _label(each: Unread, language: str) -> str:
    row = [table_label(each.names[0], language), *row_labels(each.names[0], language)]
    columns = [column_label(name, language) for name in each.names]
    if each.whole:
        columns = [say("report.unread.all_cells", language, n=len(columns))]
    return " · ".join([*row, listed(columns, language)])


def _row(name: str) -> tuple[str, str]:
    field = all_fields()[name]
    return field.table, field.row.name


def _shared(figure: Figure) -> tuple[object, ...]:
    several = len(figure.candidates) > 1 or figure.state is State.RECOGNISED
    alone = figure.candidates if several else ()
    return figure.state, figure.raw, figure.reasons, alone
