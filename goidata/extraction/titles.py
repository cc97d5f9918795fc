"""The title of a report, split or prefixed as it may be: whose it is, and for which year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from goidata.extraction.claims.passage import widths
from goidata.extraction.dates import YEAR, year_number
from goidata.extraction.scopes import places
from goidata.form.wordings import wordings

_LONGEST = 70  # characters of a title
_MOST_LINES = 4
_LAST = ("报告", "年报", "告", "报", ")", "）")  # the end of a title, or of its last line
_SPACES = re.compile(r"\s+")
_SET_OFF = re.compile(r"\s+(\d+)\s+")
_MARKUP = re.compile(r"^[#*\s《]+|[*\s》]+$")


@dataclass(frozen=True, slots=True)
class Title:
    """A printed title, the body it names ("" for none) and the year it names."""

    text: str
    unit: str
    year: int | None


def find_title(lines: Sequence[str]) -> Title | None:
    """The title among the first lines of a document, the most complete one before others.

    One line alone goes before lines joined: the body may be printed above the whole title.
    """
    printed = [text for line in lines if (text := _MARKUP.sub("", line))]
    found = list(_candidates(printed))
    complete = [title for title in found if title.unit and title.year]
    placed = [title for title in complete if places(title.unit)]
    dated = [title for title in found if title.year]
    return next(iter([*placed, *complete, *dated, *found]), None)


def read_title(printed: str) -> Title | None:
    """The title that `printed` is, from its first character to its last."""
    compact = _SPACES.sub("", widths(printed))
    if len(compact) > _LONGEST:
        return None
    for pattern in _patterns():
        if found := pattern.fullmatch(compact):
            parts = found.groupdict()
            unit = _body(parts["before"]) or _body(parts.get("after") or "")
            year = parts.get("year")
            return Title(joined(printed), unit, year_number(year) if year else None)
    return None


def joined(printed: str) -> str:
    """A printed title on one line: only the spaces that set a number off on both sides stay."""
    kept = _SET_OFF.sub("\0\\1\0", printed.strip())
    return _SPACES.sub("", kept).replace("\0", " ")


def _candidates(printed: Sequence[str]) -> Iterator[Title]:
    ends = [index + 1 for index, line in enumerate(printed) if line.endswith(_LAST)]
    for width in range(1, _MOST_LINES + 1):
        for end in ends:
            lines = printed[max(0, end - width) : end]
            if len(lines) == width and all(len(line) <= _LONGEST for line in lines):
                title = read_title("".join(lines))
                if title and (width == 1 or not title.unit or is_body(title.unit)):
                    yield title


def is_body(unit: str) -> bool:
    """Whether `unit` ends as the name of a body or a region does."""
    words = wordings().identity
    ends = (*words["government"], *words["zone_government"], *words["department"])
    return unit.endswith(
        (
            *ends,
            *words["township"],
            *words["zone"],
            *words["other"],
            *words["places"],
            *words["office"],
            *words["bare_office"],
        )
    )


def _body(words: str) -> str:
    """The body within the words around the year: without 关于, and with 政府 where the subject
    swallowed it (某县人民政府信息公开)."""
    words = words.removeprefix("关于").removesuffix("关于").removesuffix("的").strip("·-—:：")
    return words + "政府" if words.endswith("人民") else words


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Titles with the year before the subject, with the year in brackets at the end, without."""
    words = wordings().identity
    subjects, endings = (
        "|".join(sorted(words[name], key=len, reverse=True)) for name in ("subjects", "endings")
    )
    subject = f"(?:{subjects})(?:{endings})"
    before, after = r"(?P<before>[^。；，]*?)", r"(?P<after>[^\d。；，]*?)"
    return (
        re.compile(rf"{before}(?P<year>{YEAR})年?度?{after}{subject}(?:\([^()]*\))?"),
        re.compile(rf"{before}{subject}\((?P<year>{YEAR})年?度?\)"),
        re.compile(rf"{before}{subject}(?:\([^()]*\))?"),
    )
