"""One reader on one page: the database, the language and the selection; what a page works with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from goidata.analysis import labels, queries
from goidata.analysis.selection import Available, Selection, Stratum
from goidata.dashboard.answers import shared
from goidata.dashboard.pages import Page
from goidata.dashboard.words import DEFAULT, Words
from goidata.errors import DatabaseError
from goidata.regions import by_code, full_name, romanised
from goidata.store import decisions, population
from goidata.store.database import connect
from goidata.store.home import default_path
from goidata.store.reader import Reader

# Answers have few rows, of which Arrow takes longer to be made and read than Python's own texts.
pd.options.mode.string_storage = "python"

Stamp = tuple[str, int, int]
P = ParamSpec("P")
T = TypeVar("T")


class Place(NamedTuple):
    """A region: its name with its superiors in front, its level, the code of the one above it."""

    full_name: str
    level: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page needs: `ask` puts a question of `goidata.analysis.queries` to the database;
    `regions` are by their code, each under its superior."""

    page: Page
    say: Words
    db: Reader
    stamp: Stamp
    available: Available
    selection: Selection
    regions: Mapping[str, Place]

    @property
    def language(self) -> str:
        return self.say.language

    def ask(self, question: Callable[Concatenate[Reader, P], T], *a: P.args, **k: P.kwargs) -> T:
        """The answer to `question(db, …)`, kept as long as the database file stays as it is."""
        return ask(self.stamp, self.db, question, *a, **k)

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, kept for this selection as long as the database file stays as it is;
        never to be changed by who asks for it. `name` tells it from all else of the page."""
        words = str(self.selection.words())
        kept: T = _kept(self.stamp, self.page.name, self.language, words, name, make)
        return kept

    def region_name(self, code: str | None) -> str | None:
        """The name of a region with its superiors in front, or None."""
        found = self.place(code)
        return found.full_name if found else None

    def called(self, code: str | None) -> str | None:
        """The name of a region as a page says it: in English with its name in Latin letters in
        front, where that is certain."""
        name, latin = self.region_name(code), self.latin(code)
        return self.say("region.both", own=name, latin=latin) if name and latin else name

    def latin(self, code: str | None) -> str | None:
        """The name of a region in Latin letters where the page is English and it is certain."""
        return None if self.language == DEFAULT else romanised(code)

    def searchable(self, name: str, code: str | None) -> str:
        """A name in a list to choose from, with that of its region in Latin letters, so that these
        find it in either language."""
        latin = romanised(code)
        return self.say("region.both", own=name, latin=latin) if latin else name

    def place(self, code: str | None) -> Place | None:
        """A region by its code, also one in which no report is held; None where there is none."""
        if not code:
            return None
        if (held := self.regions.get(code)) is not None:
            return held
        known = by_code(code)
        return Place(full_name(known), known.level, known.parent) if known else None

    @property
    def applicant(self) -> str | None:
        """The kind of applicants chosen, where this page tells them apart."""
        column = self.selection.column
        return column if column != "total" and "applicant" in self.page.filters else None

    def of_whom(self, title: str) -> str:
        """A title with the kind of applicants that its numbers are of, where one is chosen."""
        if self.applicant is None:
            return title
        return self.say(
            "filters.of_whom", what=title, who=labels.column(self.applicant, self.language)
        )

    def title_of(self, stratum: Stratum) -> str:
        """A stratum in words: 县级 · 政府."""
        return stratum_title(self.say, stratum.scope, stratum.level)


def stratum_title(say: Words, scope: str, level: str | None) -> str:
    """One scope at one level in words."""
    where = say(f"level.{level}") if isinstance(level, str) else say("level.none")
    return say("filters.stratum", level=where, scope=say(f"scope.{scope}"))


def opened() -> tuple[Stamp, Reader]:
    """The database of this server, opened anew when its file changes.

    Raises DatabaseError where it is absent, unreadable or not ours.
    """
    path = default_path()
    stamp = _stamp(path)
    return stamp, _connection(stamp)


def ask(
    stamp: Stamp,
    db: Reader,
    question: Callable[Concatenate[Reader, P], T],
    *a: P.args,
    **k: P.kwargs,
) -> T:
    """The answer to `question(db, …)`, kept under the stamp of the database file."""
    name = f"{question.__module__}.{question.__qualname__}"
    answer: T = _answer(stamp, name, a, k, lambda: question(db, *a, **k))
    # Shallow, for pandas copies on write: what is kept stays as it is.
    return answer.copy(deep=False) if isinstance(answer, pd.DataFrame) else answer


@shared
def regions(stamp: Stamp, _db: Reader) -> Mapping[str, Place]:
    """The regions by their code, each under its superior."""
    found = queries.regions(_db)
    columns = (found[name].tolist() for name in ("code", *Place._fields))
    return {
        code: Place(name, level, parent if isinstance(parent, str) else None)
        for code, name, level, parent in zip(*columns, strict=True)
    }


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, 0
    # What is kept goes with the database, the table of inhabitants and what was sent back.
    return str(path), found.st_mtime_ns + population.stamp() + decisions.stamp(path), found.st_size


@st.cache_resource(show_spinner=False, max_entries=4)
def _connection(stamp: Stamp) -> Reader:
    db = connect(stamp[0], readonly=True)
    db.of_one_state = True  # of this stamp
    try:
        db.execute("SELECT count(*) FROM report").fetchone()
    except sqlite3.DatabaseError as error:
        raise DatabaseError.of("database.incomplete", path=stamp[0], error=error) from error
    return db


# Kept as they are rather than pickled: with many thousand reports, reading a pickle back costs more
# than the question.
@shared
def _answer(stamp: Stamp, name: str, a: Any, k: Any, _question: Callable[[], Any]) -> Any:
    return _question()


@shared
def _kept(
    stamp: Stamp, page: str, language: str, words: str, name: str, _make: Callable[[], Any]
) -> Any:
    return _make()
