"""How the form and its offices number things: 一、 for sections, （一） and 1. below them."""

from __future__ import annotations

import re

NUMERALS = "一二三四五六七八九十"
OF_SECTIONS = NUMERALS[:7]  # an office may add one to the six
# The ordinal that a label or heading begins with.
ORDINAL = re.compile(
    rf"^\s*(?:[（(]\s*[{NUMERALS}]+\s*[）)]|[{NUMERALS}]+\s*[、.．]|\d+\s*[、.．])\s*"
)


def numeral(number: int) -> str:
    """The numeral of a number up to ten."""
    return NUMERALS[number - 1]


def number_of(numeral: str) -> int:
    """The number of a single numeral."""
    return NUMERALS.index(numeral) + 1


_BRACKET = re.compile(r"(?<!\s)\s*+[（(][^（）()]*+[）)]\s*+$")


def without_bracket(text: str) -> str:
    """A printed label without the remark in brackets at its end."""
    return _BRACKET.sub("", text) or text


def bare(text: str) -> str:
    """A printed label without its ordinal and without a closing bracket."""
    return without_bracket(ORDINAL.sub("", text))
