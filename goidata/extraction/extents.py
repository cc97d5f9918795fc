"""Where the tables stand among the blocks of a document, told by the words that only they print."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from functools import cache

from goidata.documents.document import Grid, Line
from goidata.extraction.normal import label, normal
from goidata.form import TABLES, editions

SHORTEST = 4  # characters of a label that is known within other words
FEWEST = 3  # labels that make a table
FURTHEST = 3  # lines of other words between two of one table
COVERED = 0.6  # of the words of a line that are labels where it belongs to a table

Extents = Mapping[str, tuple[int, int]]


def extents(blocks: Sequence[Line | Grid]) -> Extents:
    """The first and the last block of each table that is there as text; none at all where the
    tables stand in another order, or twice, so that they tell nothing."""
    found: dict[str, tuple[int, int]] = {}
    hits = {table: _hits(blocks, table) for table in TABLES}
    for table, labels in hits.items():
        clusters = [c for c in _clusters(blocks, labels) if c]
        if not clusters:
            continue
        names = [set().union(*(labels[index] for index in cluster)) for cluster in clusters]
        best = max(range(len(clusters)), key=lambda n: len(names[n]))
        if len(names[best]) < FEWEST:
            continue
        first, last = clusters[best][0], clusters[best][-1]
        for cluster, own in zip(clusters, names, strict=True):
            if cluster is clusters[best]:
                continue
            if len(own & names[best] & _row_labels(table)) >= FEWEST:
                return {}
            if len(own) >= FEWEST:  # a paragraph stands within the table
                first, last = min(first, cluster[0]), max(last, cluster[-1])
        found[table] = (first, last)
    ordered = [found[table] for table in TABLES if table in found]
    crossed = any(a[1] > b[0] for a, b in itertools.pairwise(ordered))
    return {} if crossed else found


def _hits(blocks: Sequence[Line | Grid], table: str) -> dict[int, frozenset[str]]:
    """The labels of a table in each block that has any."""
    exact, within = _vocabulary()[table]
    found: dict[int, frozenset[str]] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            cells = [normal(cell.text) for row in block.rows for cell in row if cell.text]
            labels = frozenset(w for text in cells for w in _labels(text, exact, within))
        else:
            words = normal(block.text)
            labels = frozenset(_labels(words, exact, within))
            if words and not labels and len(words) < SHORTEST:
                labels = exact & {words + _next(blocks, index)}  # one word on two lines
        if labels:
            found[index] = labels
    return found


def _next(blocks: Sequence[Line | Grid], index: int) -> str:
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    return normal(below.text) if isinstance(below, Line) else ""


def _labels(words: str, exact: frozenset[str], within: re.Pattern[str]) -> list[str]:
    if not words:
        return []
    if words in exact:
        return [words]
    found = within.findall(words) if len(words) >= SHORTEST else []
    return found if sum(map(len, found)) >= COVERED * len(words) else []


def _clusters(
    blocks: Sequence[Line | Grid], labels: Mapping[int, frozenset[str]]
) -> list[list[int]]:
    """Blocks with labels, together where hardly any other words stand between."""
    found: list[list[int]] = []
    for index in labels:
        if found and _words_between(blocks, found[-1][-1], index) <= FURTHEST:
            found[-1].append(index)
        else:
            found.append([index])
    return found


def _words_between(blocks: Sequence[Line | Grid], first: int, last: int) -> int:
    return sum(
        isinstance(block, Grid) or len(normal(block.text)) > 1 for block in blocks[first + 1 : last]
    )


@cache
def _vocabulary() -> Mapping[str, tuple[frozenset[str], re.Pattern[str]]]:
    """Of each table the labels that no other prints, and a pattern of those that are known within
    other words."""
    words = {table: _words(table) for table in TABLES}
    found = {}
    for table in TABLES:
        others = set().union(*(words[other] for other in TABLES if other != table))
        own = words[table] - others
        long = sorted((w for w in own if len(w) >= SHORTEST), key=len, reverse=True)
        found[table] = (frozenset(own), re.compile("|".join(long)))
    return found


@cache
def printed_labels() -> frozenset[str]:
    """All labels of all tables, in normal form, with and without their ordinal."""
    return frozenset(word for table in TABLES for word in _words(table))


@cache
def _row_labels(table: str) -> frozenset[str]:
    """The labels of rows, which a table prints once; its heads may stand on every page again."""
    rows = [row for each in editions() for row in each.tables[table].rows]
    return frozenset(form(text) for row in rows for text in (row.zh,) for form in (normal, label))


def _words(table: str) -> set[str]:
    texts: list[str] = []
    for each in editions():
        declared = each.tables[table]
        texts += [*declared.head, *(group.zh for group in declared.groups)]
        for row in declared.rows:
            texts += [row.zh, *row.variants]
            texts += [text for c in row.columns for text in (c.zh, *c.variants)]
    found = {form(text) for text in texts for form in (normal, label)}
    # Proceedings are spoken of everywhere; only what the table prints of their results is its own.
    return {word for word in found if len(word) > 1} - {normal(editions()[0].tables[table].zh)}
