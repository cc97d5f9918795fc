"""The figures of the three tables: which edition is printed, and what stands in each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from goidata.extraction.alignment import align
from goidata.extraction.blanks import leaves_blank
from goidata.extraction.cells import cells_of
from goidata.extraction.hypotheses import RowReading
from goidata.extraction.judging import judged
from goidata.extraction.laid import PLAIN, Habits, Laid
from goidata.extraction.matches import RECOGNISED, Alignment, PrintedRow
from goidata.extraction.normal import label, normal
from goidata.extraction.plurality import rows_of_the_form
from goidata.extraction.report import Figure, State
from goidata.extraction.rows import is_loose, row_readings
from goidata.extraction.rules import with_rivals
from goidata.extraction.stream import Stream
from goidata.form import Edition, Row, Table, edition, editions

PRESENT = 88.0  # likeness in per cent from which words count as standing in a text
MISSING = Figure(None, State.MISSING)


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table as read: its edition (None where it is not there), its figures by name, the number
    of its rows found, the lines it stands on, how many further rows of figures carry its labels
    (which makes two tables of one), what befell its cells, its rows with their hypotheses."""

    edition: str | None
    figures: Mapping[str, Figure]
    rows_found: int
    lines: frozenset[int]
    repeated: int
    habits: Habits = PLAIN
    rows: tuple[RowReading, ...] = ()


def read_table(name: str, stream: Stream, habits: Habits = PLAIN) -> TableReading:
    """The table called `name` as it stands in `stream`, a stretch of the document; `habits` are
    those that its other tables show."""
    form = _edition_of(name, stream)
    rows, aligned = _aligned(form.name, name, stream)
    if not any(match.likeness >= RECOGNISED or match.by_order for match in aligned.matches):
        return TableReading(None, {}, 0, frozenset(), 0)
    figures = {name: MISSING for row in rows for name in row.figures}
    known = cells_of(rows, stream, aligned, form)
    laid = Laid(rows, stream, aligned, form, known, habits)
    read = row_readings(laid)
    weighed = with_rivals(laid, read)
    figures.update(judged(weighed, form, name))
    lines = frozenset(
        piece.place.line or 0 for m in aligned.matches for piece in stream.runs[m.run].pieces
    )
    found = sum(match.likeness >= RECOGNISED or match.by_order for match in aligned.matches)
    used = {match.run for match in aligned.matches}
    again = rows_of_the_form(stream, (name,), used) + rows_of_the_form(stream, (name,), times=2)
    own = Habits(
        habits.loose or is_loose(laid), habits.unparted or leaves_blank(read, laid.wide, form)
    )
    return TableReading(form.name, figures, found, lines, again, own, weighed)


def _edition_of(name: str, stream: Stream) -> Edition:
    """The edition whose own words, those no other edition prints in this table, stand there.

    Where an edition has none of its own, the one that fits better.
    """
    for form in editions():
        own = _own_words(form.name, name)
        present = sum(any(_stands_in(word, stream.labels) for word in words) for words in own)
        if own and present * 2 >= len(own):
            return form
    if _printed_alike(name):
        return editions()[0]
    return max(editions(), key=lambda form: _aligned(form.name, name, stream)[1].score)


@cache
def _printed_alike(name: str) -> bool:
    """Whether all editions print the table called `name` with the same words."""
    return len({frozenset(_wordings(each.tables[name])) for each in editions()}) == 1


@cache
def _own_words(edition_name: str, table: str) -> tuple[tuple[str, ...], ...]:
    """Of each row or column that only this edition prints, the wordings that tell it."""
    others = {
        word
        for other in editions()
        if other.name != edition_name
        for words in _wordings(other.tables[table])
        for word in words
    }
    wordings = _wordings(edition(edition_name).tables[table])
    columns = {
        label(column.zh)
        for row in edition(edition_name).tables[table].rows
        for column in row.columns
    }
    return tuple(
        tuple(word for word in words if word not in columns or words[0] in columns)
        for words in wordings
        if not others & set(words) and (len(words[0]) > 2)
    )


def _wordings(table: Table) -> set[tuple[str, ...]]:
    """The wordings of each row and column in normal form, the printed one first."""
    printed = [(row.zh, *row.variants) for row in table.rows]
    printed += [(column.zh, *column.variants) for row in table.rows for column in row.columns]
    return {tuple(dict.fromkeys(map(label, texts))) for texts in printed}


def is_table_text(name: str, text: str) -> bool:
    """Whether a line holds nothing but words that the table called `name` prints."""
    words = normal(text)
    if not words:
        return False
    printed = _printed_words(name)
    if any(words in word for word in printed):
        return True
    left = words
    for word in printed:
        left = left.replace(word, "")
    return len(left) * 4 < len(words)


@cache
def _printed_words(name: str) -> tuple[str, ...]:
    """All that the table called `name` prints in any edition, in normal form, longest first."""
    words: set[str] = set()
    for each in editions():
        table = each.tables[name]
        texts = [*table.head, *(group.zh for group in table.groups)]
        texts += [text for row in table.rows for text in (row.zh, *row.variants)]
        texts += [column.zh for row in table.rows for column in row.columns]
        words.update(map(label, texts))
    return tuple(sorted(words, key=len, reverse=True))


def _stands_in(word: str, text: str) -> bool:
    return word in text or fuzz.partial_ratio(word, text) >= PRESENT


def _aligned(
    edition_name: str, name: str, stream: Stream
) -> tuple[tuple[PrintedRow, ...], Alignment]:
    """The table as the document prints it, laid over the document. Rows that stand side by side may
    also be printed below each other."""
    below = _below(edition_name, name)
    aligned = align(below, stream)
    across = _across(edition_name, name)
    if not across:
        return below, aligned
    aligned_across = align(across, stream)
    if any(stream.runs[m.run].holds(len(across[0].figures)) for m in aligned_across.matches):
        return across, aligned_across
    apart = _apart(edition_name, name)
    aligned_apart = align(apart, stream)
    if _are_apart(apart, aligned_apart, stream):
        return apart, aligned_apart
    if aligned_across.score >= aligned.score or not _several_full(below, aligned, stream):
        return across, aligned_across
    return below, aligned


def _several_full(rows: Sequence[PrintedRow], aligned: Alignment, stream: Stream) -> bool:
    """Whether more than one row has its figures: behind the last of several heads stand those of
    all."""
    full = [
        match
        for match in aligned.matches
        if len(stream.runs[match.run].pieces) >= len(rows[match.row].figures)
    ]
    return len(full) > 1


def _are_apart(rows: Sequence[PrintedRow], aligned: Alignment, stream: Stream) -> bool:
    """Whether the rows of a table are small tables of their own, all of them there."""
    found = [match for match in aligned.matches if match.likeness >= RECOGNISED]
    widths = {len(rows[match.row].figures) for match in found}
    return len(found) == len(rows) and all(
        len(stream.runs[match.run].pieces) in widths for match in found
    )


@cache
def _below(edition_name: str, name: str) -> tuple[PrintedRow, ...]:
    """The rows of a table, printed below each other."""
    table = edition(edition_name).tables[name]
    return tuple(_printed(table, row) for row in table.rows)


@cache
def _apart(edition_name: str, name: str) -> tuple[PrintedRow, ...]:
    """The rows of such a table where each stands apart, its heads between label and figures."""
    results = _results(edition(edition_name).tables[name])
    return tuple(
        PrintedRow(tuple(f"{words}{results}" for words in row.labels), row.figures)
        for row in _below(edition_name, name)
    )


@cache
def _across(edition_name: str, name: str) -> tuple[PrintedRow, ...]:
    """The one row of a table whose rows are printed side by side; none of any other table."""
    table = edition(edition_name).tables[name]
    if not table.across:
        return ()
    results = _results(table)
    names = (name for row in _below(edition_name, name) for name in row.figures)
    return (PrintedRow((results,), tuple(names)),)


def _results(table: Table) -> str:
    """The heads over the figures of each row of a table whose rows stand side by side."""
    return "".join(label(column.zh) for column in table.rows[-1].columns)


def _printed(table: Table, row: Row) -> PrintedRow:
    """The row with the labels it is known by, alone or together with the labels of its groups,
    since a document may wrap both around the figures."""
    labels = [label(text) for text in (row.zh, *row.variants)]
    above = [label(group.zh) for group in row.groups if not group.head]
    for depth in range(1, len(above) + 1):
        labels.append("".join(above[-depth:]) + labels[0])
    names = tuple(table.figure(row, column) for column in row.columns)
    return PrintedRow(tuple(dict.fromkeys(labels)), names)
