"""The title of a report, split or prefixed as it may be: whose it is, and for which year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from goidata.extraction.claims.passage import widths
from goidata.extraction.dates import YEAR, year_number
from goidata.extraction.portal import unlabelled
from goidata.extraction.scopes import places
from goidata.form.wordings import wordings

_LONGEST = 70  # characters of a title
_LONGEST_LINE = 200  # and of a line that holds one among places on the site
_MOST_LINES = 4
_LAST = (
    "报告",
    "年报",
    "告",
    "报",
    ")",
    "）",
    "示",
    "知",
    "布",
)  # the end of a title, or of its last line
_SPACES = re.compile(r"\s+")
_PATH = re.compile(r"[>＞»_|｜]|(?:(?<!\s)\s++)?(?<![-–—])[-–—]++\s*+(?=[\u4e00-\u9fff])")
_MARKS = re.compile(r"[:：>＞»|｜【】《》]")  # none of them is part of a body's name
_OWN = ("我", "本", "各", "该")  # a body that names itself so is not named
_HEADING = re.compile(r"一\s*[、.．]")
_SET_OFF = re.compile(r"(?<!\s)\s++(\d++)\s+")
_OPENING, _CLOSING = re.compile(r"^[#*\s《]++"), re.compile(r"(?<![*\s》])[*\s》]++$")


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
    beginnings = (_before_heading(line) for line in lines)
    short = (line for line in beginnings if len(line) <= _LONGEST_LINE)
    bare = (_CLOSING.sub("", _OPENING.sub("", unlabelled(line))) for line in short)
    printed = [text for text in bare if text]
    found = list(_candidates(printed))
    complete = [title for title in found if title.unit and title.year]
    placed = [title for title in complete if places(title.unit)]
    dated = [title for title in found if title.year]
    return next(iter([*placed, *complete, *dated, *found]), None)


def _before_heading(line: str) -> str:
    """A line, or what stands in a long one before its first heading: a text without breaks."""
    found = _HEADING.search(line, 0, _LONGEST_LINE) if len(line) > _LONGEST_LINE else None
    return line[: found.start()] if found else line


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


def without_path(printed: str) -> Title | None:
    """The title that `printed` holds, without the places on the site that lead to it or follow
    it."""
    if len(printed) > _LONGEST_LINE:
        return None
    parts = (read_title(part) for part in _PATH.split(printed))
    found = next((part for part in parts if part and part.year), None)
    return found or read_title(printed)


def announced_title(text: str) -> Title | None:
    """The title by which a sentence of the introduction calls the report (现公布…年度报告), where
    it names body and year."""
    compact = _SPACES.sub("", widths(text))
    for found in _announced().finditer(compact):
        title = read_title(found["title"] or found["own"] or found["body"] + found["rest"])
        if title and title.unit and title.year and is_named(title.unit):
            return title
    return None


def is_named(unit: str) -> bool:
    """Whether `unit` is the name of a body or a region, not a word by which one calls itself."""
    return bool(places(unit)) or (is_body(unit) and not unit.startswith(_OWN))


@cache
def _announced() -> re.Pattern[str]:
    """What stands between a word that announces a report and the end of its title."""
    words = wordings().identity
    verbs, subjects, endings = (
        "|".join(sorted(words[name], key=len, reverse=True))
        for name in ("announcing", "subjects", "endings")
    )
    name = rf"(?:{subjects})(?:工作)?(?:{YEAR}年?度?)?(?:{endings})"
    lead = r"[^。；，、《》“”:：]{2,40}?"
    calls = "|".join(map(re.escape, words["called"]))
    return re.compile(
        rf"(?:(?:{verbs})[《“]?(?P<title>{lead}{name})"
        rf"|由(?P<body>[^。；，、《》“”:：]{{2,30}}?)编制的?(?P<rest>{YEAR}年?度?{name})"
        rf"|(?:^|[。!！])(?P<own>{lead}{name})(?={calls}))"
    )


def joined(printed: str) -> str:
    """A printed title on one line: only the spaces that set a number off on both sides stay."""
    kept = _SET_OFF.sub("\0\\1\0", printed.strip())
    return _SPACES.sub("", kept).replace("\0", " ")


def _candidates(printed: Sequence[str]) -> Iterator[Title]:
    ends = [
        index + 1
        for index, line in enumerate(printed)
        if line.endswith(_LAST) or ("报" in line and _PATH.search(line))
    ]
    for width in range(1, _MOST_LINES + 1):
        for end in ends:
            lines = printed[max(0, end - width) : end]
            if len(lines) == width and all(len(line) <= _LONGEST_LINE for line in lines):
                title = read_title("".join(lines)) or (
                    without_path(lines[0]) if width == 1 else None
                )
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
    words = _MARKS.split(words.strip("·-—:："))[-1]
    words = words.removeprefix("关于").removesuffix("关于").removesuffix("的").strip("·-—")
    for label in wordings().identity["label_title"]:
        if words.startswith(label) and places(words.removeprefix(label)):
            words = words.removeprefix(label)
    if words in wordings().identity["township"]:
        return ""  # a kind of body (街道办事处), as a portal sorts reports
    return words + "政府" if words.endswith("人民") else words


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Titles with the year before the subject, with the year in brackets at the end, without."""
    words = wordings().identity
    subjects, endings = (
        "|".join(sorted(words[name], key=len, reverse=True)) for name in ("subjects", "endings")
    )
    subject = f"(?:{subjects})(?:{endings})"
    # Bounded: runs of the numerals of years would be tried from each to the end.
    before, after = r"\A(?P<before>[^。；，]{0,120}?)", r"(?P<after>[^\d。；，]{0,120}?)"
    end = rf"(?:\([^()]*\))?(?:{'|'.join(words['announced'])})?"
    return (
        re.compile(rf"{before}(?P<year>{YEAR})年?度?{after}{subject}{end}"),
        re.compile(rf"{before}{subject}\((?P<year>{YEAR})年?度?\){end}"),
        re.compile(rf"{before}(?:{subjects})(?:工作)?(?P<year>{YEAR})年?度?(?:{endings}){end}"),
        re.compile(rf"{before}{subject}{end}"),
    )
