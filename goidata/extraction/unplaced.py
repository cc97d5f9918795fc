"""Tables that are there and were not read: their labels stand in the document, in the order of the
form, and nothing shows which figure is in which of their cells.

Such a table is not missing, which would be an error that is none; none of its figures was checked,
and each says so. Labels are looked for where nothing but the words of the table stand, so that no
narrative that speaks of licences and penalties passes for a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from goidata.documents.document import Cell, Grid, Line, Place
from goidata.extraction.editions import FOUND, LACKING
from goidata.extraction.formalities import text_of
from goidata.extraction.matches import PrintedRow
from goidata.extraction.normal import UNITS, label, normal
from goidata.extraction.printing import below
from goidata.extraction.reasons import reason
from goidata.extraction.report import Figure, State
from goidata.extraction.sections import Stretch
from goidata.extraction.tables import TableReading, is_table_text
from goidata.extraction.together import stretch_of
from goidata.form import edition, editions
from goidata.form.ordinals import ORDINAL

WHY = (reason("figures_unplaced"),)
ENOUGH = 0.5  # of the labels of rows, and of the heads, that make a table
LONGEST = 120  # characters of a printed text that are shown
LONGEST_PART = 5000  # of a cell that may hold a whole column
PARTS = re.compile(r"[\n\t。；;]")  # where one row ends within a line or a cell
# A number that no label follows, whose ordinal it would be, should it have lost its point.
FIGURE = re.compile(
    r"(?<![\d.第（(])\d{1,15}(?![\d年月日号条页])(?!\s?[.、．)）](?!\d))"
    rf"(?!\s?(?!{'|'.join(UNITS)})[\u4e00-\u9fff])"
)
END = "|"  # of what stands by itself


@dataclass(frozen=True, slots=True)
class Words:
    """All that a stretch prints of a table and of nothing else: in normal form, each part ended by
    END; and for each its position, its text as printed, and its place."""

    text: str
    parts: tuple[tuple[int, str, Place], ...]

    def at(self, position: int) -> tuple[str, Place]:
        """What is printed at a position, and where."""
        return next((p[1], p[2]) for p in reversed(self.parts) if p[0] <= position)


Chain = tuple[int, tuple[tuple[int, int], ...]]  # where it ends; rows and their positions


def with_labels_alone(
    tables: Mapping[str, TableReading], stretches: Sequence[Stretch]
) -> dict[str, TableReading]:
    """The tables, each that was not found but whose labels stand in its section, or anywhere, as
    one of which no figure was read."""
    found = dict(tables)
    others = [reading.edition for reading in tables.values() if reading.edition]
    forms = [form.name for form in editions()]
    for name in [name for name, reading in tables.items() if reading.edition is None]:
        for part in ([stretch_of(name, stretches)], stretches):
            if best := table_of_labels(name, forms, part, others):
                found[name] = best
                break
    return found


def _may_stand(name: str, forms: Sequence[str], text: str) -> bool:
    """A quick look: whether enough labels of rows of any edition are among the words at all."""
    return any(
        sum(any(word in text for word in row.labels) for row in rows) >= ENOUGH * len(rows)
        for rows in (below(form, name) for form in forms)
    )


def table_of_labels(
    name: str, forms: Sequence[str], stretches: Sequence[Stretch], others: Sequence[str]
) -> TableReading | None:
    """The table called `name`, in one of the editions `forms`, by its labels; None where too few of
    them stand there. Of editions that have as many there, those of the `others` come first."""
    if not _may_stand(name, forms, "".join(map(text_of, stretches))):
        return None
    words = _words(name, [block for stretch in stretches for block in stretch.blocks])
    tried = [_standing(form, name, words) for form in forms]
    most = max(each.score for each in tried)
    alike = [each for each in tried if each.score == most]
    best = min(alike, key=lambda each: each.form not in others)
    if not best.enough:
        return None
    figures = dict(_figures(below(best.form, name), best.chain, words))
    lines = frozenset(place.line for _, _, place in words.parts if place.line is not None)
    fitting = tuple(each.form for each in (best, *(each for each in alike if each is not best)))
    return TableReading(best.form, figures, len(best.chain), lines, 0, fitting=fitting, apart=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """The labels of a table in one edition that stand somewhere: those of rows in the order of the
    form, by number, and where; how many rows and heads are there, and how many the form has."""

    form: str
    chain: Mapping[int, int]
    rows: int
    heads: int
    all_heads: int

    @property
    def enough(self) -> bool:
        """Whether they make a table."""
        rows = len(self.chain) >= ENOUGH * self.rows
        return rows and self.heads >= ENOUGH * self.all_heads

    @property
    def score(self) -> float:
        """How well the edition fits."""
        there = len(self.chain) + self.heads
        return FOUND * there + LACKING * (self.rows + self.all_heads - there)


def _standing(form: str, name: str, words: Words) -> Standing:
    rows, heads = below(form, name), _heads(form, name)
    there = sum(any(word in words.text for word in head) for head in heads)
    return Standing(form, _chain(rows, words), len(rows), there, len(heads))


def _figures(
    rows: Sequence[PrintedRow], chain: Mapping[int, int], words: Words
) -> Iterator[tuple[str, Figure]]:
    """The figures of all rows, none of them read, with what is printed by the row's label."""
    for number, row in enumerate(rows):
        text, place = words.at(chain[number]) if number in chain else ("", None)
        if FIGURE.search(text):
            unread = Figure(None, State.AMBIGUOUS, text[:LONGEST], place, WHY)
        else:
            unread = Figure(None, State.MISSING, None, place, WHY)
        yield from ((name, unread) for name in row.figures)


def _chain(rows: Sequence[PrintedRow], words: Words) -> dict[int, int]:
    """The most rows whose labels stand there in the order of the form, by number, and where."""
    best: list[Chain] = [(0, ())]  # for each number of rows the chain that ends first
    for number, row in enumerate(rows):
        known = [each for each in row.labels if each in words.text]
        for size in range(len(best) - 1, -1, -1):
            end, before = best[size]
            stands = [(at, len(w)) for w in known if (at := words.text.find(w, end)) >= 0]
            if not stands:
                continue
            at, length = min(stands, key=sum)
            longer = (at + length, (*before, (number, at)))
            if size + 1 == len(best):
                best.append(longer)
            elif longer[0] < best[size + 1][0]:
                best[size + 1] = longer
    return dict(best[-1][1])


def _words(name: str, blocks: Sequence[Line | Grid]) -> Words:
    found, parts, length = [], [], 0
    for cell in (cell for block in blocks for cell in cells_of(block)):
        for text in filter(None, map(str.strip, PARTS.split(cell.text))):
            if len(text) <= LONGEST_PART and _is_of(name, text):
                parts.append((length, text, cell.place))
                found.append(normal(text) + END)
                length += len(found[-1])
    return Words("".join(found), tuple(parts))


def _is_of(name: str, text: str) -> bool:
    return any(is_table_text(name, each) for each in (text, ORDINAL.sub("", text)))


def cells_of(block: Line | Grid) -> Sequence[Cell]:
    if isinstance(block, Grid):
        return [cell for row in block.rows for cell in row]
    return block.cells or [Cell(block.text, block.place)]


@cache
def _heads(form: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The heads over the columns of a table, each in its wordings."""
    columns = dict.fromkeys(c for row in edition(form).tables[name].rows for c in row.columns)
    return tuple(tuple(map(label, (c.zh, *c.variants))) for c in columns)
