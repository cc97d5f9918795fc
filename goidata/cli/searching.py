"""What `search` says: every occurrence of some words in its context, one a line, then their
number."""

from __future__ import annotations

import re
import unicodedata
from contextlib import closing
from pathlib import Path

from goidata.cli.console import Language, complain, say, say_marked
from goidata.cli.exporting import region_code, years_asked
from goidata.errors import UsageError
from goidata.store.database import connect
from goidata.store.search import Occurrence, occurrences

_LONGEST = 1000  # characters of a query
_AROUND = 24  # characters shown on either side
_UNSEEN = ("Cc", "Cf", "Cs")  # what steers a terminal or turns the order of its signs
_TORN = re.compile(r"(?<=[^\x00-\xff])\s*\n\s*(?=[^\x00-\xff])")  # a line that ends within words


def search(
    database: Path, words: str, region: str | None, year: str | None, language: Language
) -> int:
    """Show every occurrence of `words` and give their number. Raises UsageError, DatabaseError."""
    if not _plain(words).strip():
        raise UsageError("words", "请写出要查找的词句", "say which words to search for")
    if len(words) > _LONGEST:
        zh, en = f"词句超过 {_LONGEST} 字", f"more than {_LONGEST} characters to search for"
        raise UsageError("words", zh, en)
    code, years = region_code(region), years_asked(year)
    found, reports = 0, set()
    with closing(connect(database)) as connection:
        for each in occurrences(connection, words, code, years):
            _show(each, language)
            found += 1
            reports.add(each.report)
    _conclude(_plain(words), found, len(reports), language)
    return found


def _show(each: Occurrence, language: Language) -> None:
    start, end = max(0, each.start - _AROUND), each.end + _AROUND
    words = _plain(each.text[each.start : each.end])
    before = _plain(each.text[start : each.end]).removesuffix(words).lstrip()
    after = _plain(each.text[each.start : end]).removeprefix(words).rstrip()
    place = _plain(" · ".join((each.unit, str(each.year), each.heading)))
    colon = "：" if language is Language.ZH else ": "
    cut, cut_behind = "…" * (start > 0), "…" * (end < len(each.text))
    say_marked(f"{place}{colon}{cut}{before}", words, f"{after}{cut_behind}")


def _conclude(words: str, found: int, reports: int, language: Language) -> None:
    zh = language is Language.ZH
    if not found:
        complain(f"没有找到“{words}”" if zh else f"nothing found: {words}")
    elif zh:
        say(f"“{words}”：{found} 处，见于 {reports} 份报告")
    else:
        say(f"{words}: {_counted(found, 'occurrence')} in {_counted(reports, 'report')}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _plain(text: str) -> str:
    """`text` in one line, of printable signs alone."""
    spaced = re.sub(r"\s+", " ", _TORN.sub("", text))
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in _UNSEEN)
