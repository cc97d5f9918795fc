"""A sentence cut into known words, numbers, punctuation, and text without a meaning here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from goidata.extraction.claims.numerals import Number, number_at
from goidata.extraction.claims.passage import widths
from goidata.form.frames import frames
from goidata.form.ordinals import NUMERALS
from goidata.form.wordings import wordings

_BOUNDARIES = "，,;:\n"
_QUOTES = {"“": "”", "《": "》", "「": "」", "〈": "〉", "〔": "〕", "<": ">", "‘": "’"}
_LONGEST_QUOTE = 80
_DATE = re.compile(
    r"(?<!\d)(?:(?P<first>(?:19|20)\d\d)[-—–~至到]{1,2}(?:19|20)\d\d年|(?P<year>(?:19|20)\d\d)(?:年度?|(?=以来))(?:\d{1,2}月份?(?:\d{1,2}日)?)?"
    r"|\d{1,2}月份?(?:\d{1,2}日)?)"
)
_ISSUES = re.compile(r"\d{1,6}[期次批](?=\d)")  # in how many issues the items behind came
_ARTICLES = re.compile(  # 第十九条、二十条规定: none of them counts
    rf"第[\d{NUMERALS}百]{{1,6}}条(?:[、和及至或第]{{1,2}}[\d{NUMERALS}百]{{1,6}}条)+"
)
# A year's whole ends with its twelfth month (1 月至 12 月, 截至 12 月底).
_ONE_MONTH = re.compile(r"(?!12)\d{1,2}月份?|(?<![-—–~至到止])12月(?:份|(?![份底末\d]))")
_DAY = frozenset(["date", "filler"])
_MONTH = _DAY | {"month"}
_FIGURE = re.compile(r"\d(?:[\d.,/%-]*[\d%])?")  # a comma behind it parts clauses
_NUMERIC = r"第\d零〇一二三四五六七八九两十百千万近约大将接超逾突("
_QUOTED = frozenset(["quoted"])
_MAY_COUNT = re.compile(f"[{_NUMERIC}]")


class Token(NamedTuple):
    """A word from `start` up to `end` of the plain text; no `kinds` where its meaning is unknown.

    `number` is set for counted numbers, `year` for dates that name one.
    """

    kinds: frozenset[str]
    text: str
    start: int
    end: int
    number: Number | None = None
    year: int | None = None

    def any(self, kinds: frozenset[str]) -> bool:
        """Whether the word is of any of these kinds."""
        return not self.kinds.isdisjoint(kinds)


def tokens(plain: str, start: int, end: int) -> list[Token]:
    """The tokens of the sentence from `start` up to `end`, in order and without gaps."""
    found: list[Token] = []
    unknown = start
    index = start
    while started := _starts().search(plain, index, end):
        index = started.start()
        token = _token(plain, index, end)
        if token is None:
            index += 1
            continue
        if unknown < index:
            found.append(Token(frozenset(), plain[unknown:index], unknown, index))
        if found and "new_media" in token.kinds and "quoted" in found[-1].kinds:
            found[-1] = found[-1]._replace(kinds=_QUOTED)  # the name of an account (“…网”微信)
        found.append(token)
        index = unknown = token.end
    if unknown < end:
        found.append(Token(frozenset(), plain[unknown:end], unknown, end))
    return found


def _token(plain: str, index: int, end: int) -> Token | None:
    character = plain[index]
    if _MAY_COUNT.match(character) and (token := _numeric(plain, index, end)):
        return token
    if character in _BOUNDARIES and not _leads_to_a_number(plain, index):
        return _of("boundary", plain, index, index + 1)
    if character in "()":
        return _of("open" if character == "(" else "close", plain, index, index + 1)
    if character in _QUOTES:
        closing = plain.find(_QUOTES[character], index, min(end, index + _LONGEST_QUOTE))
        return _quoted(plain, index, closing + 1) if closing > 0 else None
    known = _lexicon().get(character)
    return _known(known, plain, index, end) if known else None


def _leads_to_a_number(plain: str, index: int) -> bool:
    """Whether a colon only stands between what is counted and its number (信息数：215 条)."""
    if plain[index] != ":" or _DATE.match(plain, index + 1):
        return False
    return number_at(plain, index + 1) is not None


def _known(known: _Known, plain: str, index: int, end: int) -> Token | None:
    """The longest known word at `index`."""
    for length in known.lengths:
        word = plain[index : index + length]
        if index + length <= end and word in known.words:
            return Token(known.words[word], word, index, index + length)
    return None


def _of(kind: str, plain: str, start: int, end: int) -> Token:
    return Token(frozenset([kind]), plain[start:end], start, end)


def _numeric(plain: str, index: int, end: int) -> Token | None:
    """A date, a counted number, or a figure that counts nothing."""
    if date := _DATE.match(plain, index, end):
        named = date["first"] or date["year"]  # 2019—2024 年 are other years than the last alone
        year = int(named) if named else None
        month = _ONE_MONTH.match(plain, index)
        kinds = _MONTH if month and month.end() == date.end() else _DAY
        return Token(kinds, date.group(), index, date.end(), year=year)
    if articles := _ARTICLES.match(plain, index, end):
        return _of("figure", plain, index, articles.end())
    if issues := _ISSUES.match(plain, index, end):
        return _of("filler", plain, index, issues.end())
    if found := number_at(plain, index):
        number, after = found
        return Token(frozenset(["number"]), plain[index:after], index, after, number=number)
    if figure := _FIGURE.match(plain, index, end):
        return Token(frozenset(["figure"]), figure.group(), index, figure.end())
    return None


def _quoted(plain: str, start: int, end: int) -> Token:
    """A quotation or title is opaque, but for the channel it may name (《…公报》), and where it is
    the name of an outcome (“予以公开”) or of years past (“十四五”)."""
    inside = plain[start + 1 : end - 1]
    if named := _quotable_words().get(inside):
        return Token(named, plain[start:end], start, end)
    kinds = {"quoted"}
    for word, found in _channel_words().items():
        if word in inside:
            kinds |= found
    return Token(frozenset(kinds), plain[start:end], start, end)


@cache
def _starts() -> re.Pattern[str]:
    """The characters that a token with a meaning can begin with."""
    characters = "".join([*_BOUNDARIES, "()", *_QUOTES, *_lexicon()])
    return re.compile(f"[{_NUMERIC}{re.escape(characters)}]")


class _Known(NamedTuple):
    """The known words that begin with a character: their lengths, longest first, and the kinds of
    each. A look-up for each length is quicker than one pattern of hundreds of words."""

    lengths: tuple[int, ...]
    words: Mapping[str, frozenset[str]]


@cache
def _lexicon() -> Mapping[str, _Known]:
    by_first: dict[str, dict[str, frozenset[str]]] = {}
    for word, kinds in _words():
        by_first.setdefault(word[0], {}).setdefault(word, kinds)
    return {
        first: _Known(tuple(sorted({len(word) for word in words}, reverse=True)), words)
        for first, words in by_first.items()
    }


def _words() -> Iterator[tuple[str, frozenset[str]]]:
    for word, kinds in wordings().kinds.items():
        yield widths(word), kinds


@cache
def _channel_words() -> Mapping[str, frozenset[str]]:
    channels = set(wordings().groups["channels"])
    return {
        word: frozenset(kinds & channels)
        for word, kinds in _words()
        if not kinds.isdisjoint(channels)
    }


@cache
def _quotable_words() -> Mapping[str, frozenset[str]]:
    quotable = frames().groups["outcome"] | {"past"}
    return {word: kinds for word, kinds in _words() if not kinds.isdisjoint(quotable)}
