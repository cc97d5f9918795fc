"""The full text of the sections: every Chinese character is a word, and a query is a phrase.

SQLite's own tokenizers take a run of Chinese as one word (unicode61) or find nothing shorter than
three characters (trigram); with a space around every character, words of any length are found.
"""

from __future__ import annotations

import re
import sqlite3

# Ideographs of all planes, and the few signs that are written among them.
_IDEOGRAPH = re.compile(
    "([\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)


def spaced(text: str) -> str:
    """`text` with every Chinese character apart, as it is indexed."""
    return _IDEOGRAPH.sub(r" \1 ", text)


def phrase(words: str) -> str:
    """The full-text query for `words` as they stand, whatever signs they contain."""
    return '"' + spaced(words).replace('"', '""') + '"'


def sections_with(connection: sqlite3.Connection, words: str) -> list[tuple[int, int]]:
    """(report, number) of each section of a current report whose heading or text has `words`."""
    if not re.search(r"\w", words):
        return []
    found = connection.execute(
        "SELECT s.report, s.number FROM section_index i JOIN section s ON s.id = i.rowid"
        " JOIN report r ON r.id = s.report"
        " WHERE section_index MATCH ? AND r.current = 1"
        " AND (instr(s.text, ?) OR instr(s.heading, ?)) ORDER BY s.report, s.number",
        (phrase(words), words, words),
    )
    return [(int(report), int(number)) for report, number in found]
