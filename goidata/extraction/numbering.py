"""Numbers that only count the rows of a table: a column 序号, which the form does not have.

Where cells are on lines of their own, or lost, such a number stands behind the last figure of the
row before, and passes for a figure where another cell is blank. That numbers count shows in their
order: each that stands before a label is one more than the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from goidata.extraction.normal import label, normal
from goidata.extraction.token import Token
from goidata.form import editions
from goidata.form.ordinals import OF_SECTIONS

LEADING = re.compile(r"\d+(?! ?[.、．])")
HEAD = re.compile("序 ?号|编 ?号")
FEWEST, FEWEST_NAMED, FEWEST_BELOW = 8, 4, 2  # rows that show it; where a head names it; below
MOST_LOST = 2  # numbers in a row
MOST_DIGITS = 3  # of a number
FEWEST_FIGURES = 4  # on a line without a label
SHARE = 0.8  # of all numbers before labels that count

BEGINNING = 4  # characters that tell a label

Row = tuple[list[Token], int]
Place = tuple[int, int]  # a row and a token of it
Chain = list[tuple[Place | None, str]]


class Before(NamedTuple):
    """What may count a row: its place (None for the first digits of words) and text, whether it may
    be glued to a figure or to words, and whether it stands where such a number has to."""

    place: Place | None
    text: str
    glued: bool
    sure: bool = True


def unnumbered(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a stretch, their numbers taken for the beginnings of labels; `rows` themselves
    where none counts."""
    counting = _counting(rows)
    if not counting:
        return rows
    return [
        ([_cut(token, counting.get((at, k))) for k, token in enumerate(tokens)], number)
        for at, (tokens, number) in enumerate(rows)
    ]


def _counting(rows: Sequence[Row]) -> dict[Place, str]:
    """The numbers that count, by row and token; none where they are too few. A stretch may hold
    several tables, each counted for itself."""
    named = next(_heads(rows), None)
    before = list(_before_labels(rows, named is not None))
    chains = list(_chains(before))
    longest = max(map(len, chains), default=0)
    if longest < (FEWEST if named is None else FEWEST_NAMED):
        return {}
    fewest = longest if named is None else FEWEST_NAMED
    counting = [
        chain
        for chain in chains
        if len(chain) >= fewest or (len(chain) >= FEWEST_BELOW and _is_below(chain, named))
    ]
    found = {place: number for chain in counting for place, number in chain if place}
    return found if named or len(found) >= SHARE * len(before) else {}


def _heads(rows: Sequence[Row]) -> Iterator[Place]:
    """The heads that name a column of numbers."""
    for at, (own, _) in enumerate(rows):
        for k, token in enumerate(own):
            if token.is_label and HEAD.search(token.text):
                yield at, k


def _is_below(chain: Chain, head: Place | None) -> bool:
    """Whether numbers stand below such a head."""
    return head is not None and all(place is None or place > head for place, _ in chain)


def _chains(before: Sequence[Before]) -> Iterator[Chain]:
    """The numbers that count, from wherever they begin up to what does not."""
    at = 0
    while at < len(before):
        starts = (_chain(before, at, first) for first in _starts(before[at].text))
        chain, end = max(starts, key=lambda each: len(each[0]))
        yield chain
        at = max(end, at + 1)


def _starts(text: str) -> tuple[int, ...]:
    """The numbers with which rows may begin to be counted."""
    number = int(text) if text.isdecimal() and len(text) < MOST_DIGITS else 0
    return (number, 1) if number else (1, 2)


def _chain(before: Sequence[Before], at: int, expected: int) -> tuple[Chain, int]:
    """The numbers from `at` that count from `expected` on, and where they end."""
    found: Chain = []
    for each in islice(before, at, None):
        following = range(expected, expected + MOST_LOST + 1)
        number = next((n for n in following if _is(each, str(n), glued=n == expected)), None)
        if number is not None:
            found.append((each.place, str(number)))
            expected = number + 1
        elif each.sure:
            break
        at += 1
    return found, at


def _is(each: Before, number: str, *, glued: bool) -> bool:
    """Whether a number is what stands before a label, or, where it may be glued to a figure, ends
    it, or begins the label's words."""
    if each.place is None:
        return each.text.startswith(number)
    return each.text == number or (glued and each.glued and each.text.endswith(number))


def _before_labels(rows: Sequence[Row], named: bool) -> Iterator[Before]:
    """What stands before the label of a row or a group, blank cells between; where a head names
    such a column, also the digits with which a line begins, words or figures."""
    last: tuple[Place, str, int] | None = None
    for at, (own, line) in enumerate(rows):
        if named and len(own) >= FEWEST_FIGURES and not any(token.is_label for token in own):
            yield Before((at, 0), own[0].text, glued=False, sure=False)
        for k, token in enumerate(own):
            if not token.is_label:
                last = ((at, k), token.text, line) if token.text else last
                continue
            words = normal(token.text).lstrip(OF_SECTIONS)
            begins = (last or named) and words.startswith(_labels())
            if begins:
                begun = LEADING.match(token.text) if named and k == 0 and len(own) > 1 else None
                if begun and (last is None or last[2] != line):
                    yield Before(None, begun[0], glued=True)
                elif last:
                    yield from _standing(last, line, at)
            last = None


def _standing(last: tuple[Place, str, int], line: int, at: int) -> Iterator[Before]:
    """The figure before a label, where it may be none of the row before: it stands alone, begins
    its line, or is glued to what goes before."""
    place, text, before = last
    glued = before < 0 or (before == line != 0 and place[0] != at)  # rows in one line of cells
    if glued or place[1] == 0:
        yield Before(place, text, glued)


@cache
def _labels() -> tuple[str, ...]:
    """How the labels of rows and of their groups begin."""
    rows = [row for form in editions() for table in form.tables.values() for row in table.rows]
    words = {label(text) for row in rows for text in (row.zh, *row.variants)}
    words |= {label(group.zh) for row in rows for group in row.groups if not group.head}
    return tuple(each[:BEGINNING] for each in words if each)


def _cut(token: Token, number: str | None) -> Token:
    """A token without the number of the next row at its end."""
    if number is None:
        return token
    text = token.text.removesuffix(number).rstrip()
    return token._replace(text=text) if text else token._replace(is_label=True)
