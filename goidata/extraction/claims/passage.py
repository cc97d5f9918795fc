"""The running text of a section: printed lines joined into sentences, every character traceable.

Text taken out of a PDF is broken at the width of its page, with or without empty lines between;
text out of Word has a paragraph a line. Both come out as the same sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goidata.documents.document import Line, Place
from goidata.form.ordinals import NUMERALS
from goidata.form.wordings import wordings

_PAGE_NUMBER = re.compile(r"[-－—–―·\s]*[0-9０-９]{1,3}[-－—–―·\s]*|第\s*\d+\s*页.*")
_ORDINAL = re.compile(rf"[(（][{NUMERALS}]+[)）]|[{NUMERALS}]+[、.．]|\d{{1,2}}[、.．](?!\d)")
_COUNT_AT_END = re.compile(r"\d\s*[条件个份篇项起]$")
_END = "。！？!?…"
_LONGEST_HEADING = 22  # characters of a line that is a heading without a full stop
_FULL = 0.9  # of the longest line, from which a line is as wide as the page
_SENTENCE = re.compile(f"[^{_END}\n]+")
_NOT_PRINTED = re.compile("[ \t\r\v\f\u00a0\u2002\u2003\u2009\u200b\u3000\ufeff]+")
_FORMS = [
    *range(0xFF10, 0xFF1A),
    *range(0xFF21, 0xFF3B),
    *range(0xFF41, 0xFF5B),
    *map(ord, "（）：；％．－／"),
]
_FULL_WIDTH = re.compile(f"[{''.join(map(chr, _FORMS))}]")


@dataclass(frozen=True, slots=True)
class Passage:
    """`printed` is the text with the line breaks joined; `plain` the same without white space and
    with equal widths; `origin` gives for each plain character its index in `printed`."""

    printed: str
    plain: str
    origin: tuple[int, ...]
    starts: tuple[int, ...]
    lines: tuple[Line, ...]

    def place(self, index: int) -> Place:
        """The place of the line on which the plain character at `index` is printed."""
        line = bisect_right(self.starts, self.origin[index]) - 1
        return self.lines[line].place

    def quote(self, start: int, end: int) -> str:
        """The printed words from plain index `start` up to `end`."""
        return self.printed[self.origin[start] : self.origin[end - 1] + 1].strip()

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Begin and end of each sentence in `plain`, full stops and line ends left out."""
        return (sentence.span() for sentence in _SENTENCE.finditer(self.plain))


def passage(lines: Sequence[Line]) -> Passage:
    """The lines joined; rows of a table (several cells) and page numbers are left out."""
    printed_on = [line for line in lines if line.text.strip() and len(line.cells) < 2]
    texts = [line.text.strip() for line in printed_on]
    kept = [
        line
        for line, (text, after) in zip(printed_on, pairwise([*texts, ""]), strict=True)
        if _runs(text, after)
    ]
    width = _FULL * max((len(line.text.strip()) for line in kept), default=0)
    printed: list[str] = []
    starts: list[int] = []
    length = 0
    for index, line in enumerate(kept):
        text = line.text.strip()
        joint = "\n" if index and _breaks(kept[index - 1].text.strip(), text, width) else ""
        printed.append(joint + text)
        starts.append(length + len(joint))
        length += len(joint) + len(text)
    whole = "".join(printed)
    plain, origin = _plain(whole)
    return Passage(whole, plain, origin, tuple(starts), tuple(kept))


def _runs(text: str, after: str) -> bool:
    """Whether the line is running text, not the number of a page; a number whose unit begins the
    next line is text."""
    if text.isdecimal() and after.startswith(wordings().numbers["units"]):
        return True
    return not _PAGE_NUMBER.fullmatch(text)


def _breaks(before: str, after: str, width: float) -> bool:
    """Whether a new sentence begins on a new line; most breaks are only the page's width. A line
    that ends with a count ends its sentence, unless it is as wide as the page."""
    if _ORDINAL.match(after) or before[-1] in _END:
        return True
    heading = len(before) <= _LONGEST_HEADING and _ORDINAL.match(before)
    counted = len(before) < width and _COUNT_AT_END.search(before)
    return bool(heading or counted) and not after.startswith(
        ("，", ",", "、", "；", ";", "。", "）", ")", "（", "(")
    )


def _plain(text: str) -> tuple[str, tuple[int, ...]]:
    origin: list[int] = []
    end = 0
    for found in _NOT_PRINTED.finditer(text):
        origin.extend(range(end, found.start()))
        end = found.end()
    origin.extend(range(end, len(text)))
    return widths(_NOT_PRINTED.sub("", text)), tuple(origin)


def widths(text: str) -> str:
    """`text` with full-width letters, digits, brackets and colons made half-width; the Chinese
    comma stays, so that it is not taken for a thousands separator."""
    # Eight times as fast as str.translate, which looks every character up.
    return _FULL_WIDTH.sub(lambda found: chr(ord(found[0]) - 0xFEE0), text)
