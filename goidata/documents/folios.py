"""Printed page numbers: bare numbers that stand first or last on the pages and count them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

from goidata.documents.document import Grid, Line

FEWEST = 2  # pages that must agree
BARE = re.compile(r"\d{1,3}")


def without_folios(blocks: Sequence[Line | Grid]) -> tuple[Line | Grid, ...]:
    """The blocks without the page numbers.

    A number alone may also be a figure that fell out of its table. It is a page number where, on
    every page but perhaps the first, the same end of the page has one, each greater by one.
    """
    pages = [list(each) for _, each in groupby(blocks, key=lambda block: block.place.page)]
    for end in (-1, 0):
        numbers = {at: _number(page[end]) for at, page in enumerate(pages)}
        found = {at: number for at, number in numbers.items() if number is not None}
        if (
            len(found) >= max(FEWEST, len(pages) - 1)
            and len({number - at for at, number in found.items()}) == 1
            and set(range(1, len(pages))) <= set(found)
        ):
            for at in found:
                del pages[at][end]
            return tuple(block for page in pages for block in page)
    return tuple(blocks)


def _number(block: Line | Grid) -> int | None:
    if not isinstance(block, Line):
        return None
    text = unicodedata.normalize("NFKC", block.text).strip()
    return int(text) if BARE.fullmatch(text) and text.isascii() else None
