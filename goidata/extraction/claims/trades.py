"""Words of the trade that a body is named after: a bureau of statistics has no other information
than 统计信息, and 统计栏目 is its own place on a site."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.extraction.claims.tokens import Token
from goidata.form.wordings import wordings

OWN = "own_trade"
OWN_SITE = "named_site"  # a site that is named after the body
_OWN_INFORMATION = frozenset(["information", OWN])
_INFORMATION = wordings().identity["information"]
_JOINING = ("和", "与", "及")
_TOLD = frozenset(["filler", OWN])
_PLACE = frozenset(["filler"])
_OWN_COLUMN = frozenset(["column", "website"])
_SHORTEST = 2  # characters of a trade's name
_MOST = 12  # words of one
_PLACES = (*wordings().identity["places"], *wordings().identity["township"])
_BEFORE_A_TRADE = frozenset("".join((*wordings().identity["places"], *_JOINING)))


def with_own_trade(words: Sequence[Token], body: str | None) -> list[Token]:
    """The words of a sentence; those right before 信息 or 栏目 that stand so in the name of `body`,
    who reports, narrow nothing and are told so."""
    told = list(words)
    if not body:
        return told
    for index, word in enumerate(words):
        if "own_site" in word.kinds and _is_named_after(words, index, body):
            told[index] = word._replace(kinds=word.kinds | {OWN_SITE})
        if _is_own_information(word, body):
            told[index] = word._replace(kinds=_OWN_INFORMATION)
        if word.kinds.isdisjoint(("information", "column")):
            continue
        first = _first_of_name(words, index, body)
        column = first < index and "column" in word.kinds
        named = column or "".join(each.text for each in words[first:index]).endswith(_PLACES)
        for at in range(first, index):
            told[at] = told[at]._replace(kinds=_PLACE if named else _TOLD)
        if column:
            told[index] = word._replace(kinds=word.kinds | _OWN_COLUMN)
    return told


def _is_own_information(word: Token, body: str) -> bool:
    """Whether a sort of information that is known by name is that of the body's own trade (财政信息
    of a 财政局)."""
    end = next((end for end in _INFORMATION if word.text.endswith(end)), "")
    trade = word.text.removesuffix(end)
    return bool(end) and "foreign" in word.kinds and len(trade) >= _SHORTEST and trade in body


def _is_named_after(words: Sequence[Token], index: int, body: str) -> bool:
    """Whether the words right before a site are the end of the body's name (市水利局网站)."""
    text = ""
    for word in reversed(words[max(0, index - _MOST) : index]):
        text = word.text + text
        if not body.endswith(text):
            return len(text) > len(word.text)
    return bool(text)


def _first_of_name(words: Sequence[Token], end: int, body: str) -> int:
    """Where the words begin that, up to `end`, stand in the name; `end` for none."""
    text = ""
    found = end
    for first in range(end - 1, max(-1, end - 1 - _MOST), -1):
        text = words[first].text + text
        trade = _bare(text)
        if len(trade) >= _SHORTEST and (trade in body or _abbreviates(trade, body)):
            found = first
        elif len(text) > len(body):
            break
    return found


def _abbreviates(trade: str, body: str) -> bool:
    """Whether the characters of `trade` stand in the name of `body` in their order, the first one
    where a trade may begin: behind the place or at the start of its second half (市场监管 of
    市场监督管理局, 医保 of 医疗保障局)."""
    begins = (at + 1 for at, char in enumerate(body) if char in _BEFORE_A_TRADE)
    return any(_in_order(trade, body, at) for at in begins)


def _in_order(trade: str, body: str, at: int) -> bool:
    if not body.startswith(trade[0], at):
        return False
    for char in trade:
        at = body.find(char, at) + 1
        if not at:
            return False
    return True


def _bare(text: str) -> str:
    """The words without those that may stand behind a trade (司法行政)."""
    ends = wordings().identity["of_trade"]
    end = next((end for end in ends if text.endswith(end) and len(text) > len(end)), "")
    return _bare(text.removesuffix(end)) if end else text
