"""Rows of the form that a table does not print, told from rows that are there and were not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from goidata.documents.document import Place
from goidata.extraction.normal import label
from goidata.extraction.report import Figure, State
from goidata.extraction.runs import Run
from goidata.extraction.sections import Stretch
from goidata.extraction.stream import Stream, stream_of
from goidata.form import Row, Table, edition

SHORT = 2  # characters of a label that is not looked for by likeness
LIKE = 60.0  # likeness in per cent from which words may be a row's label, misprinted
CERTAIN = (State.NUMBER, State.BLANK, State.NA)


def unprinted(
    form: str, table: str, stretch: Stretch, figures: Mapping[str, Figure]
) -> tuple[str, ...]:
    """The names of the rows of `table`, in edition `form`, that are not printed in `stretch`.

    A row is not printed where the rows around it are read without doubt, no figures stand between
    them, the words there are those of the labels of the row below and of its groups, and the row
    stands in no other place. Nothing is said of figures that nothing parts.
    """
    declared = edition(form).tables[table]
    lacking = [row for row in declared.rows if _lacks(declared, row, figures)]
    if not lacking or declared.across or len(lacking) == len(declared.rows):
        return ()
    stream = stream_of(stretch.blocks)
    if any(run.glued and run.most > 1 for run in stream.runs):
        return ()
    return tuple(_absent(declared, lacking, stream, figures))


def _lacks(table: Table, row: Row, figures: Mapping[str, Figure]) -> bool:
    return all(f.state is State.MISSING for f in _figures(table, row, figures))


def _figures(table: Table, row: Row, figures: Mapping[str, Figure]) -> list[Figure]:
    return [figures[table.figure(row, column)] for column in row.columns]


def _absent(
    table: Table, lacking: Sequence[Row], stream: Stream, figures: Mapping[str, Figure]
) -> Iterator[str]:
    """The rows of `lacking` of which nothing stands between the rows around them."""
    names = {row.name for row in lacking}
    for index, row in enumerate(table.rows):
        if row.name not in names:
            continue
        above = next((r for r in reversed(table.rows[:index]) if r.name not in names), None)
        below = next((r for r in table.rows[index + 1 :] if r.name not in names), None)
        start = _run(table, above, stream, figures) if above else -1
        end = _run(table, below, stream, figures) if below else len(stream.runs)
        if start is None or end is None or start >= end:
            continue
        if any(run.figures for run in stream.runs[start + 1 : end]):
            continue
        words = _words_between(stream, start, end)
        if _stands(table, row, below, words) or _is_alone(table, row, stream):
            continue
        if not _is_elsewhere(row, stream, figures):
            yield row.name


def _is_alone(table: Table, row: Row, stream: Stream) -> bool:
    """Whether a label that no other row or head has is somewhere all that a cell or a line holds:
    the row is printed, and its figures are in places that nothing shows."""
    others = [label(text) for other in table.rows if other is not row for text in _known_as(other)]
    own = set(map(label, _known_as(row))) - {*others, *_others(table, None)}
    return any(label(head.text) in own for head in stream.heads)


def _known_as(row: Row) -> tuple[str, ...]:
    return (row.zh, *row.variants)


def _is_elsewhere(row: Row, stream: Stream, figures: Mapping[str, Figure]) -> bool:
    """Whether the label of a row stands right before as many figures as it has, which no other row
    was given: its place is another than the form's."""
    own = set(map(label, _known_as(row)))
    given = {figure.place for figure in figures.values() if figure.place}
    return any(
        len(run.figures) == len(row.columns)
        and not _holds(run, given)
        and label(stream.printed_before(run)) in own
        for run in stream.runs
    )


def _run(table: Table, row: Row, stream: Stream, figures: Mapping[str, Figure]) -> int | None:
    """The run of a row that is read without doubt."""
    cells = _figures(table, row, figures)
    if any(cell.state not in CERTAIN for cell in cells):
        return None
    places = {cell.place for cell in cells if cell.place}
    found = (i for i, run in enumerate(stream.runs) if _holds(run, places))
    return next(found, None)


def _holds(run: Run, places: set[Place]) -> bool:
    return any(piece.place in places for piece in run.pieces)


def _words_between(stream: Stream, start: int, end: int) -> str:
    first = stream.runs[start].position if start >= 0 else 0
    last = stream.runs[end].position if end < len(stream.runs) else len(stream.labels)
    return stream.labels[first:last]


def _stands(table: Table, row: Row, below: Row | None, words: str) -> bool:
    """Whether the label of `row`, whole, shortened or misprinted, is among the words, once those of
    the row below, of the groups and of the heads are taken out."""
    own = [label(text) for text in _known_as(row)]
    for known in _others(table, below):
        if not any(known in each for each in own):
            words = words.replace(known, "|")
    return any(
        each in words or (len(each) > SHORT and fuzz.partial_ratio(each, words) >= LIKE)
        for each in own
    )


def _others(table: Table, below: Row | None) -> list[str]:
    """What the table prints besides the labels of its rows, and the label of the row below; longest
    first."""
    texts = [*table.head, *(group.zh for group in table.groups)]
    texts += [c.zh for row in table.rows for c in row.columns]
    texts += [c.group for row in table.rows for c in row.columns if c.group]
    texts += [below.zh, *below.variants] if below else []
    return sorted({label(text) for text in texts}, key=len, reverse=True)
