"""The parts of section one (主动公开, 依申请公开, …), by the headings that sentences begin with."""

from __future__ import annotations

import re
from typing import NamedTuple

from goidata.form.ordinals import NUMERALS
from goidata.form.wordings import wordings

ELSEWHERE = "elsewhere"

_ORDINAL = re.compile(rf"\([{NUMERALS}]+\)|[{NUMERALS}]+、")
_MINOR_ORDINAL = re.compile(
    rf"\d{{1,2}}[、.．]|\(\d{{1,2}}\)|[{NUMERALS}]+是|第[{NUMERALS}]+[，,]?"
)
_NUMERAL = re.compile(rf"[\d{NUMERALS}]+")
_HEADING = re.compile(r"[^，,:;。\n]{1,20}")
_SHORT = 16  # characters of a heading without an ordinal


class Topic(NamedTuple):
    """A part of section one, and the mark of the ordinal of its heading (是 of 二是…).

    The part is "applications", "disclosure", "elsewhere", or "" where a heading names both of the
    first two, or none is known.
    """

    part: str = ""
    mark: str = ""


def topic_of(plain: str, start: int, end: int, current: Topic) -> Topic:
    """The part that the sentence from `start` to `end` belongs to; `current` where it begins with
    no heading, or one below the part's."""
    ordinal = _ORDINAL.match(plain, start, end)
    minor = ordinal or _MINOR_ORDINAL.match(plain, start, end)
    heading = _HEADING.match(plain, minor.end() if minor else start, end)
    parts = _named(heading.group()) if heading else []
    mark = _NUMERAL.sub("", minor.group()) if minor else ""
    if ordinal:
        return Topic(parts[0] if len(parts) == 1 else "" if parts else ELSEWHERE, mark)
    plainly = heading is not None and len(heading.group()) <= _SHORT and len(parts) == 1
    if plainly and (minor or parts[0] != ELSEWHERE):
        return Topic(parts[0], mark or current.mark)
    return Topic(mark=mark) if mark and mark == current.mark else current


def _named(heading: str) -> list[str]:
    """The parts whose words stand in the heading; its own two go before the others."""
    words = wordings().headings
    parts = [part for part, marks in words.items() if any(mark in heading for mark in marks)]
    return [part for part in parts if part != ELSEWHERE] or parts
