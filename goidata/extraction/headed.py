"""The heads over each run of a table: those between it and the runs of other heads before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from goidata.extraction.added import YEARS
from goidata.extraction.bands import printed_on_page
from goidata.extraction.heads import heads_over
from goidata.extraction.matches import Alignment, PrintedRow
from goidata.extraction.normal import label
from goidata.extraction.over import AS_THE_FORM, Heads
from goidata.extraction.spare import taken
from goidata.extraction.stream import Stream
from goidata.form import Edition, edition

FEWEST_OF_ROW = 3  # figures that are a row's


def heads_of_runs(
    rows: Sequence[PrintedRow],
    stream: Stream,
    aligned: Alignment,
    edition: Edition,
) -> Iterator[tuple[int, Heads]]:
    """What the heads say over each run, by its number: those between it and the runs of other heads
    before it."""
    start = 0
    said: dict[tuple[frozenset[str], ...], Heads] = {}
    wide = [match for match in aligned.matches if len(rows[match.row].figures) > 1]
    for key, group in groupby(
        wide, lambda m: _sheet_and_heads(m.run, rows[m.row], stream, edition)
    ):
        members = list(group)
        numbers = [match.run for match in members]
        runs = [stream.runs[number] for number in numbers]
        first = max(start, _begun_on_line(stream, numbers[0]))
        above = [head for head in stream.heads if first <= head.position < runs[0].position]
        side_by_side = rows[wide[0].row] if len(rows) == 1 else None
        blocks = _blocks(side_by_side, edition) if side_by_side else ()
        tops = _tops(side_by_side, edition) if side_by_side else ()
        on_page = printed_on_page(key[1], stream, runs[0])
        found = heads_over(
            key[1], blocks, tops, runs, above, on_page, said.get(key[1], AS_THE_FORM)
        )
        in_turns = any(YEARS.fullmatch(head.words) for head in above) and not found.doubt
        if found.extra or in_turns:
            whole = [(rows[match.row], stream.runs[match.run]) for match in members]
            own = taken(whole, above, found.extra or "", edition)
            found = Heads(taken=own) if own else found
        said[key[1]] = found
        yield from ((number, found) for number in numbers)
        start = runs[-1].position


def _begun_on_line(stream: Stream, number: int) -> int:
    """Where the heads of a run may begin on its own line: behind the last row of another table, as
    where a whole report stands in one line."""
    line = stream.runs[number].pieces[0].place.line
    rows = (run for run in reversed(stream.runs[:number]) if len(run.figures) >= FEWEST_OF_ROW)
    before = (run.position for run in rows if line and run.pieces[0].place.line == line)
    return next(before, 0)


def _sheet_and_heads(
    run: int, row: PrintedRow, stream: Stream, edition: Edition
) -> tuple[int | None, tuple[frozenset[str], ...]]:
    return stream.runs[run].pieces[0].place.table, heads_of(row, edition)


def _blocks(row: PrintedRow, edition: Edition) -> tuple[frozenset[str], ...]:
    """The words in normal form over the blocks of a row that holds several rows of the form."""
    parts = dict.fromkeys(edition.fields[name].row for name in row.figures)
    return tuple(frozenset(map(label, (part.zh, *part.variants))) for part in parts)


def _tops(row: PrintedRow, edition: Edition) -> tuple[frozenset[str], ...]:
    """The words in normal form over the groups of such rows, a row without a group for itself."""
    parts = dict.fromkeys(edition.fields[name].row for name in row.figures)
    tops = dict.fromkeys(part.groups[0].zh if part.groups else part.zh for part in parts)
    return tuple(frozenset((label(text),)) for text in tops)


def heads_of(row: PrintedRow, edition: Edition) -> tuple[frozenset[str], ...]:
    """The words in normal form that may stand over each figure of a row."""
    return _heads_of(row.figures, edition.name)


@cache
def _heads_of(names: tuple[str, ...], edition_name: str) -> tuple[frozenset[str], ...]:
    fields = edition(edition_name).fields
    columns = [fields[name].column for name in names]
    return tuple(frozenset(map(label, (column.zh, *column.variants))) for column in columns)
