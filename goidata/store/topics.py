"""Which sections of a report have words, and in which of them the topics stand that are offered.

Kept in the columnar copy, since to look through all texts takes longer than any other question.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from goidata.store.search import is_wordless, sought
from goidata.wording import entries

WORDED = "worded"  # the column of the sections that have words
_ENTRIES = "topics.topic."
_MOST = 62  # the greatest number of a section that has a place of its own


@cache
def topics() -> Mapping[str, str]:
    """The words of each topic, by its name."""
    return {
        name.removeprefix(_ENTRIES): entry.zh
        for name, entry in entries().items()
        if name.startswith(_ENTRIES)
    }


def column_of(topic: str) -> str:
    """The column of the sections in which a topic stands."""
    return f"topic {topic}"


def columns() -> tuple[str, ...]:
    """The columns, each of whole numbers with a digit of two a section (`place`)."""
    return (WORDED, *map(column_of, topics()))


def place(section: int) -> int:
    """The digit of a section, by its number."""
    return 1 << min(max(section, 0), _MOST)


def marked(book: sqlite3.Connection, reports: Sequence[int]) -> Iterator[list[int]]:
    """The values of `columns` for each of the reports."""
    rows = {report: [0] * len(columns()) for report in reports}
    sql = """SELECT report, number, text FROM section
      WHERE report IN (SELECT value FROM json_each(?))"""
    for report, number, text in book.execute(sql, (json.dumps(list(reports)),)):
        if not is_wordless(text):
            row, at = rows[report], place(number)
            row[0] |= at
            for topic, words in enumerate(topics().values(), 1):
                if _stands(words, text):
                    row[topic] |= at
    yield from rows.values()


def _stands(words: str, text: str) -> bool:
    """Whether words stand in a text: as they are, or torn, which takes long to look for."""
    if words in text:
        return True
    pattern = sought(words)
    return (
        pattern is not None and all(sign in text for sign in words) and bool(pattern.search(text))
    )
