"""Cells on a page without rules whose remark is torn over several lines: `22（其中 / 修订16件）`.

The column that they stand in holds their words together; their brackets show where they end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from goidata.documents.document import Extent
from goidata.extraction.bands import meet
from goidata.extraction.normal import looks_like_value
from goidata.extraction.stream import Word

BEGINS = re.compile(r"[+-]?\d[\d,.]*[^\d()]?\(")  # a number, its unit, a remark


def whole_cell(
    words: Sequence[Word], band: Extent, own: frozenset[int], above: int, below: int
) -> str | None:
    """What stands in a column beside the lines `own` of a row, put together from the lines between
    `above` and `below`: "" for nothing, None where the words make no figure.

    A remark that begins between two rows belongs to the lower one, and one that ends there to the
    upper one, since a cell goes on in the line below.
    """
    column = [w for w in words if above < w.line < below and meet(w.extent, band)]
    begun = [w for w in column if w.line < min(own) and BEGINS.match(_plain(w.text))]
    beside = [w for w in column if w.line in own]
    if begun:
        start = begun[-1]
    elif beside:
        start = beside[0]
    else:
        before = any(w.digits for w in column if w.line < min(own) and not _ends(w))
        return None if before else ""
    text, rest = "", [w for w in column if w.line >= start.line]
    for word in rest:
        text += word.text
        if not _open(text):
            break
    used = {id(word) for word in rest[: _count(rest, text)]}
    if any(id(word) not in used for word in beside):
        return None
    return text if not _open(text) and looks_like_value(text) else None


def _count(rest: Sequence[Word], text: str) -> int:
    """How many of the words `text` was put together from."""
    length = 0
    for count, word in enumerate(rest):
        if length >= len(text):
            return count
        length += len(word.text)
    return len(rest)


def _open(text: str) -> bool:
    plain = _plain(text)
    return plain.count("(") > plain.count(")")


def _ends(word: Word) -> bool:
    """Whether the word ends a remark that began above."""
    plain = _plain(word.text)
    return plain.count(")") > plain.count("(") or not plain[:1].isdigit()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
