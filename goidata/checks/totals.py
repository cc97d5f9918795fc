"""A total that a sentence states, and its parts."""

from __future__ import annotations

import re

from goidata.checks.finding import Number
from goidata.form.wordings import wordings

NUMBER = re.compile(  # thousands may be parted by commas
    r"(?<!\d)(?<!\d,)(\d{1,3}(?:,\d{3})+(?!\d)|\d++(?:\.\d++)?)\s*(万)?余?(件|条|次|个|篇|份)"
)
PARTS_OF = re.compile(r"(?:其中|包括|主要|分别为?)[:：]?|[:：]")
MAY_FALL_SHORT = re.compile(r"其中|等|主要|包括")


def parts_of(text: str) -> tuple[Number, list[Number], bool] | None:
    """The total of a sentence, its parts, and whether they need not be all; None where it does not
    plainly have both: a second total, or a part greater than the whole, is none."""
    mark = PARTS_OF.search(text)
    if mark is None or len(PARTS_OF.findall(text)) > 1:
        return None
    before = list(NUMBER.finditer(text, 0, mark.start()))
    after = list(NUMBER.finditer(text, mark.end(), _end_of_list(text, mark.end())))
    if len(before) != 1 or len(after) < 2 or len({found[3] for found in (*before, *after)}) != 1:
        return None
    total, *parts = (_number(found) for found in (*before, *after))
    if any(part > total for part in parts):
        return None
    return total, parts, MAY_FALL_SHORT.search(text) is not None


def _end_of_list(text: str, start: int) -> int:
    """Where a list of parts ends: with its sentence, or where that turns to other things."""
    others = wordings().identity
    places = [
        text.find(word, start)
        for kind in ("review", "litigation", "documents", "other_business")
        for word in others[kind]
    ]
    return min((place for place in places if place >= 0), default=len(text))


def _number(found: re.Match[str]) -> Number:
    value = float(found[1].replace(",", "")) * (10_000 if found[2] else 1)
    return int(value) if value.is_integer() else value
