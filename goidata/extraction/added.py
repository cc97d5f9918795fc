"""Heads that the form does not have: of columns that an office put in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from goidata.extraction.printed import printed_in_tables
from goidata.form.ordinals import OF_SECTIONS

OTHER_YEAR = "上年|去年|前年|上一年"
EXTRA = re.compile(
    f"小计|合计|总数|{OTHER_YEAR}|同比|环比|增减|增长|增幅|变化|占比|比重|比例|备注|说明"
    "|序号|编号|栏次|^[本今]?年度?$"
)
YEARS = re.compile("(?:[本今]年度?|上一?年度?|去年)+")  # over two columns beside each other
ORDINAL = re.compile(f"^[{OF_SECTIONS}]+")
LONGEST = 8  # characters of the head of a column that the form does not have


def added(above: Iterable[str]) -> str | None:
    """The first head that the form does not have."""
    return next(
        (
            rest
            for text in above
            for rest in (text, _printed_words().sub("", text), *_qualified(text))
            if len(rest) <= LONGEST and EXTRA.search(rest) and not _is_printed(rest)
        ),
        None,
    )


def _qualified(text: str) -> list[str]:
    """The heads of the form that an office put in again for another year, amid others."""
    return _another().findall(text) if EXTRA.search(text) else []


@cache
def _another() -> re.Pattern[str]:
    own = sorted(printed_in_tables() - {""}, key=len, reverse=True)
    return re.compile(f"(?:{OTHER_YEAR})(?:{'|'.join(own)})")


@cache
def _printed_words() -> re.Pattern[str]:
    """The words of the form that stand together on a line of heads."""
    return re.compile("|".join(sorted(printed_in_tables() - {""}, key=len, reverse=True)))


@cache
def _is_printed(text: str) -> bool:
    """Whether words are those of the form, or a part of them, as where a label is wrapped; a
    character of such a head may be lost."""
    bare = ORDINAL.sub("", text)
    return bool(bare) and any(
        bare in word or (EXTRA.search(word) is not None and _loses_one(word, bare))
        for word in printed_in_tables()
    )


def _loses_one(word: str, text: str) -> bool:
    return len(text) + 1 == len(word) and any(
        word[:at] + word[at + 1 :] == text for at in range(len(word))
    )
