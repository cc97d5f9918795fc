"""The book of record open for reading, with its columnar copy: what every question is put to.

A reader is an SQLite connection. Questions over many reports go to the columns (`rows`), those of
words, quotations and single papers to the book (`execute`); both mean the same state of it.
"""

from __future__ import annotations

import re
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from goidata.errors import DatabaseError
from goidata.store import beside, columnar, population

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, Statement

T = TypeVar("T")

_REMEMBERED = 64  # answers that several questions share
_NAMED = re.compile(r"\$(\w+)")


class Reader(sqlite3.Connection):
    """`path` is where the book lies; the copy is opened with the first question that needs it, and
    anew when the book has changed since, unless the reader is `of_one_state`: who has opened it
    opens another one then."""

    path: Path
    of_one_state: bool = False

    def __init__(self, *a: Any, **k: Any) -> None:
        super().__init__(*a, **k)
        self._columns: DuckDBPyConnection | None = None
        self._idle: list[DuckDBPyConnection] = []  # further connections to the same
        self._of: tuple[beside.Stamp, int] | None = None
        self._opening = Lock()
        self._known: OrderedDict[Hashable, Any] = OrderedDict()

    def rows(
        self, sql: str, parameters: Mapping[str, object]
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of the columns, and the rows, that a question of our own gives; `$name` stands
        for a value of `parameters`. Raises DatabaseError."""
        import duckdb

        named = {name: parameters[name] for name in _NAMED.findall(sql)}
        try:
            with self._connected() as cursor:
                cursor.execute(_parsed(sql), named)
                return [each[0] for each in cursor.description or ()], cursor.fetchall()
        except (duckdb.Error, OSError) as error:
            raise DatabaseError.of("database.fails", path=self.path, why=str(error)) from error

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` asked of the copy, a small answer that several questions share, kept under
        `key` until the copy changes; never to be changed by who asks for it."""
        with self._opening:
            self._opened()
            known = self._known
            if key in known:
                known.move_to_end(key)
                found: T = known[key]
                return found
        found = make()
        with self._opening:
            known[key] = found
            while len(known) > _REMEMBERED:
                known.popitem(last=False)
        return found

    def close(self) -> None:
        """Close the book and the copy."""
        super().close()
        with self._opening:
            if self._columns is not None:
                self._columns.close()
                self._columns, self._idle = None, []

    @contextmanager
    def _connected(self) -> Iterator[DuckDBPyConnection]:
        """A connection for one question at a time, since visitors ask at the same time; kept for
        the next question."""
        with self._opening:
            columns, idle = self._opened(), self._idle
            cursor = idle.pop() if idle else None
        if cursor is None:
            cursor = columns.cursor()
            # Names are looked up there, rather than in views: of 300 columns, each statement would
            # take longer to be understood than to be answered.
            cursor.execute(f"SET search_path = '{columnar.KEPT},memory'")
        yield cursor
        idle.append(cursor)

    def _opened(self) -> DuckDBPyConnection:
        if self._columns is not None and self.of_one_state:
            return self._columns
        now = beside.stamp_of(self.path), population.stamp()
        if self._columns is None or self._of != now:
            self._columns, self._of = _with_inhabitants(columnar.opened(self.path)), now
            self._idle, self._known = [], OrderedDict()
        return self._columns


@lru_cache(1024)
def _parsed(sql: str) -> Statement:
    """A question of our own, taken apart once: that is a fifth of the time of a small answer."""
    import duckdb

    (statement,) = duckdb.extract_statements(sql)
    return statement


def _with_inhabitants(columns: DuckDBPyConnection) -> DuckDBPyConnection:
    """The columns with the table of inhabitants that the user gives, empty where there is none."""
    columns.execute("CREATE TABLE population (region VARCHAR, year BIGINT, inhabitants DOUBLE)")
    rows: list[Sequence[object]] = [
        (*place, float(number)) for place, number in population.population().items()
    ]
    if rows:
        columns.executemany("INSERT INTO population VALUES (?, ?, ?)", rows)
    return columns
