"""Words of the trade that a body is named after: a bureau of statistics has no other information
than 统计信息, and 统计栏目 is its own place on a site."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.extraction.claims.tokens import Token
from goidata.form.wordings import wordings

OWN = "own_trade"
_TOLD = frozenset(["filler", OWN])
_PLACE = frozenset(["filler"])
_OWN_COLUMN = frozenset(["column", "website"])
_SHORTEST = 2  # characters of a trade's name


def with_own_trade(words: Sequence[Token], body: str | None) -> list[Token]:
    """The words of a sentence; those right before 信息 or 栏目 that stand so in the name of `body`,
    who reports, narrow nothing and are told so."""
    told = list(words)
    if not body:
        return told
    for index, word in enumerate(words):
        if word.kinds.isdisjoint(("information", "column")):
            continue
        first = _first_of_name(words, index, body)
        column = first < index and "column" in word.kinds
        for at in range(first, index):
            told[at] = told[at]._replace(kinds=_PLACE if column else _TOLD)
        if column:
            told[index] = word._replace(kinds=word.kinds | _OWN_COLUMN)
    return told


def _first_of_name(words: Sequence[Token], end: int, body: str) -> int:
    """Where the words begin that, up to `end`, stand in the name; `end` for none."""
    text = ""
    first = end
    while first and _bare(words[first - 1].text + text) in body:
        first -= 1
        text = words[first].text + text
    return first if len(_bare(text)) >= _SHORTEST else end


def _bare(text: str) -> str:
    """The words without those that may stand behind a trade (司法行政)."""
    ends = wordings().identity["of_trade"]
    return next((text.removesuffix(end) for end in ends if text.endswith(end)), text)
