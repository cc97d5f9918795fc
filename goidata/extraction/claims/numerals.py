"""Numbers in running text: digits, 万, Chinese numerals, and what makes them approximate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from goidata.form.ordinals import NUMERALS
from goidata.form.wordings import wordings

_DIGITS = {c: i for i, c in enumerate(f"零{NUMERALS[:-1]}")} | {"〇": 0, "○": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
# 万余条, 近千件: a round number without digits, where a word beside it says that it is one.
_ROUND = (
    r"(?<![数几零〇一二三四五六七八九十百千两\d])(?<!千上)"
    r"(?P<round>(?<=[近约超逾过破上])[百千万]|[百千万](?=[余多]))"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDING = ("", "(", "。", "\n")
_STATING = ("为", "是", ":")  # a number without a unit counts only right behind one of these


@dataclass(frozen=True, slots=True)
class Number:
    """A counted number: its value, the unit behind it ("" where none is printed)."""

    value: int | float
    unit: str
    approximate: bool
    below: bool = False  # whether the true number may be smaller (近 30 件)


def number_at(text: str, start: int) -> tuple[Number, int] | None:
    """The counted number that begins at `start`, approximating words included, and its end.

    None where no number stands there, or one that counts nothing (a year, a decree, a date).
    """
    found = _pattern().match(text, start)
    if not found or not (found["unit"] or found["times"] or _may_be_bare(text, start, found)):
        return None
    if found["round"] and found["unit"] not in wordings().numbers["units_of_items"]:
        return None  # 近百件 may be of few applications or of many
    digits = found["digits"] or found["bracketed"]
    chinese = found["chinese"] or f"一{found['round']}"
    value = Decimal(digits.replace(",", "")) if digits else Decimal(chinese_number(chinese))
    for scale in found["scale"] or "":
        value *= _SCALES[scale]
    near = any(found[name] for name in ("before", "within", "after", "behind", "round"))
    below = not {found["before"], found["behind"]}.isdisjoint(wordings().numbers["perhaps_below"])
    exact = int(value) if value == value.to_integral_value() else float(value)
    return Number(exact, found["unit"] or found["times"] or "", near, below), found.end()


def _may_be_bare(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a number without a unit counts: behind 为, or behind what is counted (公开政府信息
    189（其中…），), where it is no year."""
    if text[start - 1 : start] in _STATING:
        return True
    if _YEAR.fullmatch(found["digits"] or ""):
        return False
    ends = text[found.end() : found.end() + 1] in _ENDING
    behind = ("bare_behind", "bare_at_end") if ends else ("bare_behind",)
    return any(text.endswith(wordings().numbers[name], 0, start) for name in behind)


def chinese_number(text: str) -> int:
    """The value of a Chinese numeral such as 三十二, 一百零五, 二〇二三 or 两."""
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif _SCALES[character] < 10_000:
            section += (digit or (0 if section or total else 1)) * _SCALES[character]
            digit = 0
        else:
            total += (section + digit) * _SCALES[character]
            section = digit = 0
    return total + section + digit


@cache
def _pattern() -> re.Pattern[str]:
    words = wordings().numbers
    unit = f"(?!{_any(words['not_units'])})(?P<unit>{_any(words['units'])})"
    times = f"(?<=\\d)(?!{_any(words['not_times'])})(?P<times>{_any(words['times'])})"
    return re.compile(
        rf"(?P<before>{_any(words['approximate_before'])})?(?:"
        rf"\((?P<bracketed>\d+)\)(?={_any(words['units'])})"
        r"|(?<![\d.〔\[第\-—~/])(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)"
        r"|(?<![第数几上〇零一二三四五六七八九十百千两])(?P<chinese>零(?=[，,。;、)\n]|$)|[一二三四五六七八九两十](?:[〇零一二三四五六七八九十百千两]|万(?=[一二三四五六七八九]千))*)"
        rf"|{_ROUND})"
        rf"(?P<within>{_any(words['approximate_after'])})?(?P<scale>[百千]?[万亿]|[百千])?"
        rf"(?P<after>{_any(words['approximate_after'])})?"
        rf"(?:{unit}(?P<behind>{_any(words['approximate_behind'])})?|{times}|(?=[，,。;、()\n]|$))"
    )


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
