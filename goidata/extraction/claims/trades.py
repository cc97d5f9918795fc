"""Information on the trade that a body is named after: of a bureau of statistics, 统计信息."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.extraction.claims.tokens import Token
from goidata.form.wordings import wordings

OWN = "own_trade"
_TOLD = frozenset(["filler", OWN])
_SHORTEST = 2  # characters of a trade's name


def with_own_trade(words: Sequence[Token], body: str | None) -> list[Token]:
    """The words of a sentence; those right before 信息 that stand so in the name of `body`, who
    reports, narrow nothing and are told so."""
    told = list(words)
    if not body:
        return told
    for index, word in enumerate(words):
        if "information" not in word.kinds:
            continue
        for at in range(_first_of_name(words, index, body), index):
            told[at] = told[at]._replace(kinds=_TOLD)
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
