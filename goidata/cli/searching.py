"""What `search` says: every occurrence of some words in its context, one a line, then their
number."""

from __future__ import annotations

import re
import unicodedata
from contextlib import closing
from pathlib import Path

from goidata.cli.console import Language, complain, say, say_marked
from goidata.cli.exporting import years_asked
from goidata.errors import UsageError
from goidata.regions import code_of
from goidata.store.database import connect
from goidata.store.search import Occurrence, occurrences
from goidata.wording import say as said

_LONGEST = 1000  # characters of a query
_AROUND = 24  # characters shown on either side
_UNSEEN = ("Cc", "Cf", "Cs")  # what steers a terminal or turns the order of its signs
_TORN = re.compile(r"(?<=[^\x00-\xff])\s*\n\s*(?=[^\x00-\xff])")  # a line that ends within words


def search(
    database: Path, words: str, region: str | None, year: str | None, language: Language
) -> int:
    """Show every occurrence of `words` and give their number. Raises UsageError, DatabaseError."""
    if not _plain(words).strip():
        raise UsageError.of("words.none")
    if len(words) > _LONGEST:
        raise UsageError.of("words.long", most=_LONGEST)
    code, years = code_of(region), years_asked(year)
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
    cut, cut_behind = "…" * (start > 0), "…" * (end < len(each.text))
    before = said("commands.about", language, file=place, text=f"{cut}{before}")
    say_marked(before, words, f"{after}{cut_behind}")


def _conclude(words: str, found: int, reports: int, language: Language) -> None:
    if not found:
        complain(said("commands.search.nothing", language, words=words))
    else:
        say(said("commands.search.found", language, words=words, n=found, reports=reports))


def _plain(text: str) -> str:
    """`text` in one line, of printable signs alone."""
    spaced = re.sub(r"\s+", " ", _TORN.sub("", text))
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in _UNSEEN)
