"""The figures of the three tables: what stands in each row of the edition that is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from goidata.extraction.blanks_unparted import leaves_blank
from goidata.extraction.cells import cells_of
from goidata.extraction.editions import best
from goidata.extraction.hypotheses import RowReading
from goidata.extraction.judging import judged
from goidata.extraction.laid import PLAIN, Habits, Laid
from goidata.extraction.matches import RECOGNISED
from goidata.extraction.normal import label, normal
from goidata.extraction.plurality import labels_again, rows_of_the_form
from goidata.extraction.report import Figure, State
from goidata.extraction.rows import is_loose, is_spaced, row_readings
from goidata.extraction.rules import with_rivals
from goidata.extraction.stream import Stream
from goidata.form import editions

MISSING = Figure(None, State.MISSING)


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table as read: its edition (None where it is not there), its figures by name, the number
    of its rows found, the lines it stands on, how many further rows of figures carry its labels
    (which makes two tables of one), what befell its cells, its rows with their hypotheses, and all
    editions that fit it alike. `apart` where only its labels are known for certain, so that none of
    its figures was read."""

    edition: str | None
    figures: Mapping[str, Figure]
    rows_found: int
    lines: frozenset[int]
    repeated: int
    habits: Habits = PLAIN
    rows: tuple[RowReading, ...] = ()
    fitting: tuple[str, ...] = ()
    apart: bool = False


def read_table(
    name: str, stream: Stream, habits: Habits = PLAIN, preferred: Sequence[str] = ()
) -> TableReading:
    """The table called `name` as it stands in `stream`, a stretch of the document; `habits` are
    those that its other tables show, `preferred` the likeliest of the editions that fit alike."""
    found = best(name, stream, preferred)
    form, rows, aligned = found.edition, found.rows, found.aligned
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
    read_rows = sum(match.likeness >= RECOGNISED or match.by_order for match in aligned.matches)
    used = {match.run for match in aligned.matches}
    again = rows_of_the_form(stream, (name,), used)
    if not any(heads.taken for heads in known.heads.values()):  # two years are no two tables
        again += rows_of_the_form(stream, (name,), times=2)
    again = max(again, labels_again(stream))
    own = Habits(
        habits.loose or is_loose(laid),
        habits.unparted or leaves_blank(read, laid.wide, form),
        habits.spaced or is_spaced(read),
    )
    if own.spaced and not habits.spaced:  # its rows are to be cut with that in mind
        return read_table(name, stream, own, preferred)
    return TableReading(form.name, figures, read_rows, lines, again, own, weighed, found.fitting)


def is_table_text(name: str, text: str) -> bool:
    """Whether a line holds nothing but words that the table called `name` prints."""
    words = normal(text)
    return bool(words) and _is_printed(name, words)


@lru_cache(maxsize=4096)  # as most lines of tables are labels of the form
def _is_printed(name: str, words: str) -> bool:
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
