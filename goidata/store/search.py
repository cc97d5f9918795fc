"""The full text of the sections: every Chinese character is a word, and a query is a phrase.

SQLite's own tokenizers take a run of Chinese as one word (unicode61) or find nothing shorter than
three characters (trigram); with a space around every character, words of any length are found.
The index narrows the sections down; what counts as an occurrence is decided on their text alone,
so a query that holds no Chinese (50, %) is found as well, only slower.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from goidata.extraction.normal import normal
from goidata.form.wordings import wordings

# Ideographs of all planes, and the few signs that are written among them.
_IDEOGRAPHS = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
# Those that every version of SQLite takes for letters.
_INDEXED = re.compile("[\u4e00-\u9fa5]+")
SHORT = 24  # characters; whatever is longer is more than a note that words were left out
_MOST_PHRASES = 8  # SQLite bounds the depth of a query
# What may stand between two characters of a word: spaces, signs without width, the end of a line.
_BLANK = r"(?:[^\S\n]|[\xad\u200b-\u200d\u2060\ufeff])*"
_GAP = rf"{_BLANK}(?:\n{_BLANK})?"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where the words stand: from `start` to `end` in the text of a section of a report."""

    report: int
    unit: str
    year: int
    number: int
    heading: str
    text: str
    start: int
    end: int


def spaced(text: str) -> str:
    """`text` with every Chinese character apart, as it is indexed."""
    return _IDEOGRAPHS.sub(lambda run: f" {'  '.join(run[0])} ", text)


def phrase(words: str) -> str:
    """The full-text query for `words` as they stand, whatever signs they contain."""
    return '"' + spaced(words).replace('"', '""') + '"'


def occurrences(
    connection: sqlite3.Connection,
    words: str,
    region: str | None = None,
    years: Sequence[int] = (),
) -> Iterator[Occurrence]:
    """Every occurrence of `words` in the sections of current reports, by region, unit, year, place.

    `region` is a code and means all below it; no years are all years.
    """
    pattern = sought(words)
    if pattern is None:
        return
    for report, unit, year, number, heading, text in _sections(connection, words, region, years):
        for found in pattern.finditer(text):
            yield Occurrence(report, unit, year, number, heading, text, *found.span())


def is_wordless(text: str) -> bool:
    """Whether a section has no words, or only says that they were left out."""
    if len(text) > SHORT:
        return False
    return not text.strip() or normal(text) in wordings().identity["left_out"]


def signs_of(words: str) -> str:
    """The characters of `words` that count: all but blanks."""
    return re.sub(rf"\n|{_BLANK}", "", words)


@lru_cache(64)
def sought(words: str) -> re.Pattern[str] | None:
    """What an occurrence of `words` looks like; None where they hold nothing but blanks.

    The words are taken literally, as one phrase. Spaces do not count, nor does the end of a line:
    what is printed apart or torn over two lines is found.
    """
    signs = signs_of(words)
    return re.compile(_GAP.join(map(re.escape, signs))) if signs else None


def _sections(
    connection: sqlite3.Connection, words: str, region: str | None, years: Sequence[int]
) -> sqlite3.Cursor:
    """The sections in which the words may stand."""
    query = indexed(words)
    source = "section s JOIN report r ON r.id = s.report"
    if query:
        source = (
            f"section_index i JOIN section s ON s.id = i.rowid {source.removeprefix('section s')}"
        )
    return connection.execute(
        f"SELECT s.report, r.unit, r.year, s.number, s.heading, s.text FROM {source}"
        f" WHERE {'section_index MATCH :query AND ' if query else ''}r.current = 1"
        " AND (:region IS NULL OR :region IN (r.region, r.province, r.city))"
        " AND (:years IS NULL OR r.year IN (SELECT value FROM json_each(:years)))"
        " ORDER BY r.region, r.unit, r.year, s.report, s.number",
        {"query": query, "region": region, "years": json.dumps(list(years)) if years else None},
    )


def indexed(words: str) -> str | None:
    """What the index can tell: the text has every run of Chinese in the words; None for nothing."""
    runs = sorted(set(_INDEXED.findall(words)), key=len, reverse=True)[:_MOST_PHRASES]
    return f"text : ({' AND '.join(map(phrase, runs))})" if runs else None
