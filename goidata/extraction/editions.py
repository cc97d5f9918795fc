"""Which edition of the form a table is: the one that lies over it best.

Editions that print a table alike are one. Of the others the one whose own words stand there most
is laid over the document first; another only where its own rows could make it better. Where none
has any of its own rows there, nothing on the page tells: the other tables of the report decide,
then its year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from goidata.extraction.matches import RECOGNISED, Alignment, PrintedRow
from goidata.extraction.normal import label
from goidata.extraction.printing import aligned, below
from goidata.extraction.stream import Stream
from goidata.form import Edition, Table, edition, editions

PRESENT = 88.0  # likeness in per cent from which words count as standing in a text
SHORTEST = 3  # characters of a label that stands in a text by no chance
FOUND, LACKING = 2.0, -0.3  # about what a row adds to an alignment, and what leaving it out costs
EVEN = 1e-6

Wordings = tuple[str, ...]  # of a row or column, in normal form, the printed one first


@dataclass(frozen=True, slots=True)
class Laid:
    """An edition laid over a table: its rows as printed there, where they lie, and the names of the
    editions that fit as well, itself among them."""

    edition: Edition
    rows: tuple[PrintedRow, ...]
    aligned: Alignment
    fitting: tuple[str, ...]


def best(name: str, stream: Stream, preferred: Sequence[str] = ()) -> Laid:
    """The edition of the table called `name` that fits `stream` best; of those that fit alike the
    first `preferred` one."""
    tried: dict[Wordings, Tried] = {}
    for alike in sorted(_printings(name), key=lambda each: -_expected(each, name, stream)):
        leading = max(tried.values(), key=lambda each: each.score, default=None)
        if leading is None or _may_be_better(alike, leading, name, stream):
            tried[alike] = _laid_over(alike, name, stream)
    leading = max(tried.values(), key=lambda each: each.score)
    even = [each for each in tried.values() if _are_even(each, leading, name)]
    order = _order(preferred)
    chosen = min(even, key=lambda each: min(map(order.index, each.alike)))
    names = sorted((one for each in even for one in each.alike), key=order.index)
    first = min(chosen.alike, key=order.index)
    return Laid(edition(first), chosen.rows, chosen.aligned, tuple(names))


def settled(fitting: Mapping[str, Sequence[str]], year: int) -> dict[str, list[str]]:
    """For each table the editions that fit it, the likeliest first: that of the greatest table
    which only one fits, then the newest in force in `year`. Where no table is, none fits."""
    by_size = sorted(fitting, key=lambda table: -len(editions()[0].fields_of(table)))
    sure = [fitting[table][0] for table in by_size if len(fitting[table]) == 1]
    in_force = [each.name for each in editions() if each.from_year <= year]
    order = _order([*sure, *in_force])
    return {table: sorted(names, key=order.index) for table, names in fitting.items()}


def _order(preferred: Iterable[str]) -> list[str]:
    """All editions, the preferred first, then the newest."""
    return list(dict.fromkeys([*preferred, *(each.name for each in editions())]))


@dataclass(frozen=True, slots=True)
class Tried:
    """Editions that print a table alike, laid over it; `score` with what its heads add."""

    alike: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    aligned: Alignment
    score: float
    heads: float


def _laid_over(alike: tuple[str, ...], name: str, stream: Stream) -> Tried:
    rows, found = aligned(alike[0], name, stream)
    heads = _present(_own_heads(alike[0], name), stream)
    return Tried(alike, rows, found, found.score + heads, heads)


@cache
def _printings(name: str) -> tuple[tuple[str, ...], ...]:
    """The editions by how they print a table, the newest first."""
    found: dict[object, list[str]] = {}
    for each in editions():
        key = below(each.name, name), frozenset(_heads(each.tables[name]))
        found.setdefault(key, []).append(each.name)
    return tuple(map(tuple, found.values()))


def _expected(alike: tuple[str, ...], name: str, stream: Stream) -> float:
    """How much of what only these editions print stands in the text."""
    if len(_printings(name)) == 1:
        return 0.0
    own = _telling(_own_rows(alike[0], name), alike[0], name)
    return _present([*own, *_own_heads(alike[0], name)], stream)


def _may_be_better(alike: tuple[str, ...], leading: Tried, name: str, stream: Stream) -> bool:
    """Whether these editions, were they laid over the document, could fit better than those that
    lead: by as many of their own rows as stand there, less those of the other that were found."""
    mine = set(below(alike[0], name))
    theirs = set(below(leading.alike[0], name))
    lost = sum(FOUND if row in _found(leading) else LACKING for row in theirs - mine)
    gained = _present(_telling(mine - theirs, alike[0], name), stream)
    heads = _present(_own_heads(alike[0], name), stream) - leading.heads
    return gained + heads - lost > -EVEN


def _found(tried: Tried) -> set[PrintedRow]:
    return {
        tried.rows[match.row]
        for match in tried.aligned.matches
        if match.likeness >= RECOGNISED or match.by_order
    }


def _are_even(one: Tried, leading: Tried, name: str) -> bool:
    """Whether nothing on the page tells two printings from each other."""
    if abs(one.score - leading.score) < EVEN:
        return True
    mine, theirs = (set(below(each.alike[0], name)) for each in (one, leading))
    if not (mine - theirs and theirs - mine) or one.heads != leading.heads:
        return False
    return _found(one) <= theirs and _found(leading) <= mine


@cache
def foreign_labels(edition_name: str, name: str) -> frozenset[str]:
    """The labels of rows of a table that other printings have, and this one has not."""
    return frozenset(
        words
        for alike in _printings(name)
        if edition_name not in alike
        for row in _own_rows(alike[0], name)
        for words in row.labels
    )


def _telling(own: Iterable[PrintedRow], edition_name: str, name: str) -> Iterator[Wordings]:
    """The labels of rows that only one printing has, without those that another prints as well, in
    front of a label of its own, as the name of a group."""
    others = foreign_labels(edition_name, name)
    for row in own:
        yield tuple(
            words
            for words in row.labels
            if words in others or not any(other.startswith(words) for other in others)
        )


@cache
def _own_rows(edition_name: str, name: str) -> tuple[PrintedRow, ...]:
    """The rows that not every printing of a table has."""
    others = [set(below(alike[0], name)) for alike in _printings(name)]
    return tuple(row for row in below(edition_name, name) if not all(row in o for o in others))


@cache
def _own_heads(edition_name: str, name: str) -> tuple[Wordings, ...]:
    """The columns that not every printing of a table has, without words that stand in others'."""
    tables = [edition(alike[0]).tables[name] for alike in _printings(name)]
    own = edition(edition_name).tables[name]
    shared = set.intersection(*(set(_heads(table)) for table in tables))
    others = {word for table in tables for words in _heads(table) for word in words}
    others -= {word for words in _heads(own) for word in words}
    return tuple(
        kept
        for words in _heads(own)
        if words not in shared
        and (kept := tuple(w for w in words if not any(w in other for other in others)))
    )


def _heads(table: Table) -> Iterator[Wordings]:
    """The wordings of each column in normal form."""
    columns = dict.fromkeys(column for row in table.rows for column in row.columns)
    for column in columns:
        yield tuple(dict.fromkeys(map(label, (column.zh, *column.variants))))


def _present(own: Iterable[Wordings], stream: Stream) -> float:
    """What rows or columns add by standing in a text, or cost by not doing so."""
    return sum(
        FOUND if any(_stands_in(word, stream.labels) for word in words) else LACKING
        for words in own
    )


def _stands_in(word: str, text: str) -> bool:
    if len(word) < SHORTEST:
        return False
    return word in text or fuzz.partial_ratio(word, text) >= PRESENT
