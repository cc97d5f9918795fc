"""The figures of the three tables: which edition is printed, and what stands in each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from goidata.extraction.alignment import RECOGNISED, Alignment, Match, PrintedRow, align
from goidata.extraction.normal import CellReading, label, normal, read_cell
from goidata.extraction.report import Figure, State
from goidata.extraction.stream import Piece, Run, Stream
from goidata.form import Edition, Row, Table, editions

PRESENT = 88.0  # likeness in per cent from which words count as standing in a text
MISSING = Figure(None, State.MISSING)
Shape = tuple[int | None, int, int]


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table as read: its edition (None where it is not there), its figures by name, the number
    of its rows found, the lines it stands on, and how many further rows of figures carry its
    labels (which makes two tables of one)."""

    edition: str | None
    figures: Mapping[str, Figure]
    rows_found: int
    lines: frozenset[int]
    repeated: int


def read_table(name: str, stream: Stream) -> TableReading:
    """The table called `name` as it stands in `stream`, a stretch of the document."""
    edition = _edition_of(name, stream)
    rows, aligned = _aligned(edition.tables[name], stream)
    if not any(match.likeness >= RECOGNISED or match.by_order for match in aligned.matches):
        return TableReading(None, {}, 0, frozenset(), 0)
    windows = _windows(rows, stream, aligned)
    figures = {name: MISSING for row in rows for name in row.figures}
    for match in aligned.matches:
        row, run = rows[match.row], stream.runs[match.run]
        figures.update(_row_figures(row, run, match, windows, edition))
    lines = frozenset(
        piece.place.line or 0 for m in aligned.matches for piece in stream.runs[m.run].pieces
    )
    found = sum(match.likeness >= RECOGNISED or match.by_order for match in aligned.matches)
    return TableReading(edition.name, figures, found, lines, _repeated(rows, stream, aligned))


def _edition_of(name: str, stream: Stream) -> Edition:
    """The edition whose own words, those no other edition prints in this table, stand there.

    Where an edition has none of its own, the one that fits better.
    """
    words = {edition.name: _words(edition.tables[name]) for edition in editions()}
    for edition in editions():
        others = set().union(*(w for key, w in words.items() if key != edition.name))
        own = words[edition.name] - others
        if own and sum(_stands_in(word, stream.labels) for word in own) * 2 >= len(own):
            return edition
    return max(editions(), key=lambda e: _aligned(e.tables[name], stream)[1].score)


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


def _words(table: Table) -> set[str]:
    columns = {column.zh for row in table.rows for column in row.columns}
    return {label(text) for text in columns | {row.zh for row in table.rows}}


def _stands_in(word: str, text: str) -> bool:
    return word in text or fuzz.partial_ratio(word, text) >= PRESENT


def _aligned(table: Table, stream: Stream) -> tuple[tuple[PrintedRow, ...], Alignment]:
    """The table as the document prints it, laid over the document. Rows that stand side by side may
    also be printed below each other."""
    below = tuple(_printed(table, row) for row in table.rows)
    aligned = align(below, stream)
    if not table.across:
        return below, aligned
    results = "".join(label(column.zh) for column in table.rows[-1].columns)
    across = (PrintedRow((results,), tuple(name for row in below for name in row.figures)),)
    aligned_across = align(across, stream)
    fits = any(
        len(stream.runs[m.run].figures) == len(across[0].figures) for m in aligned_across.matches
    )
    if fits or aligned_across.score >= aligned.score:
        return across, aligned_across
    return below, aligned


def _printed(table: Table, row: Row) -> PrintedRow:
    """The row with the labels it is known by, alone or together with the labels of its groups,
    since a document may wrap both around the figures."""
    labels = [label(text) for text in (row.zh, *row.variants)]
    above = [label(group.zh) for group in row.groups if not group.head]
    for depth in range(1, len(above) + 1):
        labels.append("".join(above[-depth:]) + labels[0])
    names = tuple(table.figure(row, column) for column in row.columns)
    return PrintedRow(tuple(dict.fromkeys(labels)), names)


def _row_figures(
    row: PrintedRow, run: Run, match: Match, windows: Mapping[Shape, int], edition: Edition
) -> Iterator[tuple[str, Figure]]:
    """The figures of one row. Whatever makes their order doubtful makes all of them ambiguous."""
    pieces, doubt = _assigned(run, len(row.figures), windows)
    if not match.certain:
        doubt = doubt or "the row's label could not be read with certainty"
    by_order = "label not read; the rows around it leave no other place"
    if pieces is None:
        yield from _undecided(row, run, doubt or "", edition)
        return
    for name, piece in zip(row.figures, pieces, strict=True):
        cell = read_cell(piece.text, edition.fields[name])
        if doubt and cell.state is State.NUMBER:
            assert cell.value is not None
            cell = CellReading(State.AMBIGUOUS, None, doubt, (cell.value,))
        elif match.by_order and cell.reason is None:
            cell = replace(cell, reason=by_order)
        yield name, _figure(cell, piece)


def _figure(cell: CellReading, piece: Piece) -> Figure:
    raw = piece.text or None
    return Figure(cell.value, cell.state, raw, piece.place, cell.reason, cell.candidates)


def _assigned(
    run: Run, width: int, windows: Mapping[Shape, int]
) -> tuple[Sequence[Piece] | None, str | None]:
    """The pieces of a run that are the row's cells in order, or None and the reason for doubt."""
    if len(run.figures) == width:
        return run.figures, None
    if len(run.figures) > width:
        return None, f"{len(run.figures)} figures where the form has {width}"
    filled = [index for index, piece in enumerate(run.pieces) if piece.text]
    if len(run.pieces) == width:
        return run.pieces, None
    if not filled:
        if len(run.pieces) > width:
            return run.pieces[:width], None
        return None, f"{len(run.pieces)} empty cells where the form has {width}"
    first, last = filled[0], filled[-1]
    if last - first + 1 == width:
        return run.pieces[first : last + 1], None
    start = windows.get(_shape(run, width))
    if start is not None and start <= first and last < start + width <= len(run.pieces):
        return run.pieces[start : start + width], None
    return None, f"{len(run.figures)} figures where the form has {width}"


def _shape(run: Run, width: int) -> Shape:
    """Rows of one shape have as many cells before their run, in it, and as many figures."""
    return run.lead, len(run.pieces), width


def _windows(rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment) -> dict[Shape, int]:
    """For each shape of row, at which cell of the run the figures begin, where every full row of
    that shape agrees: what blank cells at either end of another row are then decided by."""
    starts: dict[Shape, set[int]] = {}
    for match in aligned.matches:
        run, width = stream.runs[match.run], len(rows[match.row].figures)
        filled = [index for index, piece in enumerate(run.pieces) if piece.text]
        if run.lead is None or width < 2 or not filled or filled[-1] - filled[0] + 1 != width:
            continue
        starts.setdefault(_shape(run, width), set()).add(filled[0])
    return {shape: found.pop() for shape, found in starts.items() if len(found) == 1}


def _undecided(
    row: PrintedRow, run: Run, doubt: str, edition: Edition
) -> Iterator[tuple[str, Figure]]:
    """Every figure of a row whose cells cannot be told apart, with the readings that fit it."""
    width, figures = len(row.figures), run.figures
    raw = " ".join(piece.text for piece in figures) or None
    if not figures:
        for name in row.figures:
            yield name, Figure(None, State.MISSING, None, run.pieces[0].place, doubt)
        return
    slack = abs(len(figures) - width)
    for index, name in enumerate(row.figures):
        near = figures[max(0, index - slack) : index + slack + 1]
        read = [read_cell(piece.text, edition.fields[name]).value for piece in near]
        candidates = tuple(dict.fromkeys(value for value in read if value is not None))
        place = (near or figures)[0].place
        yield name, Figure(None, State.AMBIGUOUS, raw, place, doubt, candidates)


def _repeated(rows: Sequence[PrintedRow], stream: Stream, aligned: Alignment) -> int:
    """How many unused runs are full rows under a label of this table."""
    return sum(
        any(
            len(stream.runs[j].figures) == len(row.figures)
            and stream.labels[stream.runs[j].floor : stream.runs[j].position].endswith(row.labels)
            for row in rows
        )
        for j in aligned.unused
    )
