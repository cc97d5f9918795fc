"""Whether words are those of a label or a head of the form."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import LCSseq

from goidata.documents.document import Cell
from goidata.extraction.normal import UNITS, label, looks_like_value, visible
from goidata.extraction.printed import printed_in_tables
from goidata.form import Table, editions
from goidata.form.ordinals import ORDINAL

DIGITS = re.compile(r"\d(?! ?[.、．])")
WORDS = re.compile(r"[^\W\d_]")
SHORTEST, NEARLY = 3, 0.75  # characters of words that are nearly a label's, and of these alike
SHORTEST_BEGINNING = 5  # characters of a label that has lost its end
LONGEST_PAIR = 40  # characters of two cells' words without anything between
PROSE = re.compile(rf"(?![年月日号%％人余多万亿]|{'|'.join(UNITS)})[\u4e00-\u9fff][^\d\s]{{7}}")


def is_word(cell: Cell) -> bool:
    """Whether a cell holds words, and no figure or what stands for one."""
    return bool(cell.text) and _is_word(cell.text)


@lru_cache(maxsize=4096)
def _is_word(text: str) -> bool:
    text = visible(text)
    return bool(text) and not looks_like_value(text)


def begins_label(text: str) -> bool:
    """Whether words begin a label, or are running text; digits before an ordinal are those of a
    number with a space."""
    if DIGITS.match(text) or not WORDS.search(text):
        return False
    if (ORDINAL.match(text) or PROSE.match(text)) is not None or is_printed(text):
        return True
    return any(is_nearly_printed(part) or _is_begun(part) for part in text.split())


@lru_cache(maxsize=4096)
def is_printed(text: str) -> bool:
    """Whether words are some of the form, in one piece, or several cells' behind each other."""
    if not (words := label(text)):
        return False
    printed = printed_in_tables()
    if words in printed or all(label(part) in printed for part in text.split()):
        return True
    return len(words) <= LONGEST_PAIR and any(
        words[:at] in printed and words[at:] in printed for at in range(2, len(words) - 1)
    )


@lru_cache(maxsize=4096)
def is_nearly_printed(text: str) -> bool:
    """Whether words are those of a cell of the form, a character or two of them misread or lost."""
    return _is_near(label(text), printed_in_tables())


def _is_near(words: str, printed: frozenset[str]) -> bool:
    return len(words) >= SHORTEST and any(
        LCSseq.similarity(words, each) >= NEARLY * max(len(each), len(words)) for each in printed
    )


@lru_cache(maxsize=4096)
def _is_begun(text: str) -> bool:
    """Whether words are the beginning of a cell of the form, as 第二十条第 is."""
    return _begins(label(text), printed_in_tables())


def _begins(words: str, printed: frozenset[str]) -> bool:
    return len(words) >= SHORTEST_BEGINNING and any(each.startswith(words) for each in printed)


@lru_cache(maxsize=4096)
def begins_line(text: str) -> bool:
    """Whether words are those that stand in the first column of their table, where they may be
    damaged: whatever has one column of words, and rows that are in no group."""
    words = label(text)
    printed = _firsts()
    return words in printed or _is_near(words, printed) or _begins(words, printed)


@cache
def _firsts() -> frozenset[str]:
    tables = [table for form in editions() for table in form.tables.values()]
    return frozenset(label(text) for table in tables for text in _first_column(table))


def _first_column(table: Table) -> list[str]:
    if table.across:
        return []
    nested = any(len(row.groups) > 1 for row in table.rows)
    rows = [row for row in table.rows if not (nested and row.groups)]
    groups = [row.groups[0].zh for row in table.rows if row.groups]
    heads = [] if nested else [*table.head]
    return [*heads, *groups, *(text for row in rows for text in (row.zh, *row.variants))]


def is_head_of_figures(text: str) -> bool:
    """Whether words are the head of a column in a table whose rows have no labels before them."""
    return label(text) in _heads_across() and not any(map(str.isdecimal, text))


@cache
def _heads_across() -> frozenset[str]:
    tables = [table for form in editions() for table in form.tables.values() if table.across]
    columns = [column for table in tables for row in table.rows for column in row.columns]
    return frozenset(label(text) for each in columns for text in (each.zh, *each.variants))


@cache
def counted() -> frozenset[str]:
    """The labels that the form itself gives a number, which may have lost its point."""
    rows = [row for form in editions() for table in form.tables.values() for row in table.rows]
    return frozenset(label(row.zh) for row in rows if row.zh[:1].isdecimal())
