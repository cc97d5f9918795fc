"""The rows of a table as a document may print them, and the way in which it does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from goidata.extraction.alignment import align
from goidata.extraction.matches import RECOGNISED, Alignment, PrintedRow
from goidata.extraction.normal import label
from goidata.extraction.stream import Stream
from goidata.form import Row, Table, edition


def aligned(
    edition_name: str, name: str, stream: Stream
) -> tuple[tuple[PrintedRow, ...], Alignment]:
    """The table as the document prints it, laid over the document. Rows that stand side by side may
    also be printed below each other."""
    rows = below(edition_name, name)
    found = align(rows, stream)
    across = _across(edition_name, name)
    if not across:
        return rows, found
    side_by_side = align(across, stream)
    if any(stream.runs[m.run].holds(len(across[0].figures)) for m in side_by_side.matches):
        return across, side_by_side
    apart = _apart(edition_name, name)
    small = align(apart, stream)
    if _are_apart(apart, small, stream):
        return apart, small
    if side_by_side.score >= found.score or not _several_full(rows, found, stream):
        return across, side_by_side
    return rows, found


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
def below(edition_name: str, name: str) -> tuple[PrintedRow, ...]:
    """The rows of a table, printed below each other."""
    table = edition(edition_name).tables[name]
    return tuple(_printed(table, row) for row in table.rows)


@cache
def _apart(edition_name: str, name: str) -> tuple[PrintedRow, ...]:
    """The rows of such a table where each stands apart, its heads between label and figures."""
    results = _results(edition(edition_name).tables[name])
    return tuple(
        PrintedRow(tuple(f"{words}{results}" for words in row.labels), row.figures)
        for row in below(edition_name, name)
    )


@cache
def _across(edition_name: str, name: str) -> tuple[PrintedRow, ...]:
    """The one row of a table whose rows are printed side by side; none of any other table."""
    table = edition(edition_name).tables[name]
    if not table.across:
        return ()
    results = _results(table)
    names = (name for row in below(edition_name, name) for name in row.figures)
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
