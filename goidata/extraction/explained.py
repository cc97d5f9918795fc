"""Labels without what an office explains in brackets behind them.

`规范性文件（行政机关制定的……）` is the row 规范性文件. Brackets of the form itself stay, and so
does what has no end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goidata.extraction.normal import normal
from goidata.extraction.printed import in_tables

OPENING, CLOSING = "（(", "）)"
BRACKETED = re.compile(r"[（(][^（()）]*[）)]")
SHORTEST = 4  # characters in brackets that are an explanation
FARTHEST = 6  # cells or lines that one may be wrapped over


def unexplained(labels: Sequence[str]) -> Iterator[str]:
    """Each of the labels of a stretch, in order, without explanations; one may begin in a label
    and end in a later one."""
    ends = -1
    for at, text in enumerate(labels):
        if at <= ends:
            text = text[_closing(text) + 1 :] if at == ends else ""
        text = _without(text)
        opened = max(map(text.rfind, OPENING))
        if opened > 0 and (end := _end(labels, at, text[opened:])) is not None:
            ends, text = end, text[:opened]
        yield text


def _without(text: str) -> str:
    """A text without the explanations that begin and end in it."""
    if not any(bracket in text for bracket in CLOSING):
        return text
    return BRACKETED.sub(lambda found: "" if _explains(found) else found[0], text)


def _explains(found: re.Match[str]) -> bool:
    words = normal(found[0])
    behind = found.start() and found.string[: found.start()].strip()
    return bool(behind) and len(words) >= SHORTEST and words not in in_tables()


def _end(labels: Sequence[str], at: int, begun: str) -> int | None:
    """Where an explanation that begins a label's last bracket ends; None where it is none, or does
    not."""
    words = normal(begun)
    if words and words in in_tables():
        return None
    for number in range(at + 1, min(at + FARTHEST, len(labels))):
        text = labels[number]
        closing = _closing(text)
        before = text[:closing] if closing >= 0 else text
        words += normal(before)
        if any(bracket in before for bracket in OPENING):
            return None
        if closing >= 0:
            return number if len(words) >= SHORTEST and words not in in_tables() else None
        if normal(text) in in_tables():
            return None  # a label of the form
    return None


def _closing(text: str) -> int:
    found = [at for at in map(text.find, CLOSING) if at >= 0]
    return min(found, default=-1)
