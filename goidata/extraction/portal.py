"""Lines of a portal around a report (发布日期, 索 引 号): labels, and what stands behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from goidata.extraction.dates import first_date
from goidata.form.wordings import wordings

LONGEST = 300  # characters of a line that may hold labels
_COLON = re.compile(r"(?<!\s)\s*+[:：]\s*+")
_NUMBERED = re.compile(r"(?<!\s)\s*+\d{0,2}\s*+[:：]\s*+")  # 附件1：
_ENDS = " \t\u3000|｜；;，,【】[]"
_BULLETS = " \u3000•·●○▪-—*"
_TIME = re.compile(r"[\s日]*+(?:\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2}秒?)?)?[\s|｜]*")


class Labelled(NamedTuple):
    """What a label of a portal says: the kind of the label, and the text behind it."""

    kind: str
    text: str


def labelled(line: str) -> list[Labelled]:
    """The labels in a line with what stands behind each, in order. A label is followed by a colon,
    or, at the beginning of its line, by a space."""
    return [Labelled(kind, text) for kind, text in _parts(line) if kind]


def unlabelled(line: str) -> str:
    """What a line says by itself: without its labels, but for what is called the title."""
    parts = _parts(line)
    named = [text for kind, text in parts if kind == "title" and text]
    return (named or [text for kind, text in parts if not kind] or [""])[0]


def portal_lines(lines: Sequence[str]) -> Mapping[str, str]:
    """The first text behind each kind of label in some lines; one alone on its line has what it
    says on the next."""
    found: dict[str, str] = {}
    for line, below in zip(lines, [*lines[1:], ""], strict=False):
        for kind, text in labelled(line):
            text = text or (below if len(labelled(line)) == 1 and not labelled(below) else "")
            if text:
                found.setdefault(kind, text)
    return found


def front_date(lines: Sequence[str]) -> str:
    """The first of some lines that is a date, or a date before a label, and nothing else."""
    for line in lines:
        parts = _parts(line)
        if parts and not parts[0][0] and _is_date(text := parts[0][1].strip(_BULLETS)):
            return text
    return ""


def _is_date(text: str) -> bool:
    found = _date().fullmatch(text)
    return found is not None and first_date(text) is not None


@cache
def _date() -> re.Pattern[str]:
    return re.compile(
        r"\A[(（]?\s*20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}" + _TIME.pattern + r"[)）]?"
    )


def _parts(line: str) -> list[tuple[str, str]]:
    """A line cut at its labels: the kind of each ("" before the first) and the text behind it."""
    if len(line) > LONGEST:
        return [("", line)]
    found = list(_labels(line))
    edges = [*(start for start, _, _ in found), len(line)]
    parts = [("", line[: edges[0]].strip(_ENDS))] if edges[0] else []
    for (_, end, kind), until in zip(found, edges[1:], strict=True):
        parts.append((kind, line[end:until].strip(_ENDS)))
    return [(kind, text) for kind, text in parts if kind or text] or [("", line.strip())]


def _labels(line: str) -> Iterator[tuple[int, int, str]]:
    """Where each label begins and ends, its colon with it, and its kind."""
    spaced = False  # whether the line has a label that a space follows
    for found in _pattern().finditer(line):
        kind = _kinds()["".join(found[1].split())]
        colon = (_NUMBERED if kind == "title" else _COLON).match(line, found.end(1))
        if colon:
            yield found.start(1), colon.end(), kind
        elif (spaced or not line[: found.start(1)].strip()) and _may_stand_alone(line, found):
            spaced = True
            yield found.start(1), found.end(1), kind


def _may_stand_alone(line: str, found: re.Match[str]) -> bool:
    """Whether a label without a colon has a space behind it, or ends the line, and is no word that
    is also said otherwise."""
    behind = line[found.end(1) : found.end(1) + 1]
    return len("".join(found[1].split())) > 2 or " " in found[1] if behind.isspace() else False


@cache
def _kinds() -> Mapping[str, str]:
    """The kind of each label, the first that names it."""
    kinds: dict[str, str] = {}
    for key, words in wordings().identity.items():
        if key.startswith("label_"):
            for word in words:
                kinds.setdefault(word, key.removeprefix("label_"))
    return kinds


@cache
def _pattern() -> re.Pattern[str]:
    """Any label where no word runs into it, spaces between its characters."""
    words = sorted(_kinds(), key=len, reverse=True)
    spelt = "|".join(r"\s*".join(map(re.escape, word)) for word in words)
    return re.compile(
        rf"(?:(?<![\u4e00-\u9fff])|(?<=日))({spelt})(?=\d{{0,2}}\s*[:：]|[\s\u3000]|$)"
    )
