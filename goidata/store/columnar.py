"""The columnar copy as a file: where it lies, whether it is of today, how it is made and opened.

Beside `X.db` lies `.X.db.<stamp>.columns`, a DuckDB file made from the book of record. Its name
says of which state of the book it is, by time and size of the file, and of which shape, so that
whoever changes the book, or the program, makes it stale. It is written under another name and then
renamed: who has one open reads on, nobody waits for a lock. It may be deleted at any time; where
the folder cannot be written, it is made in a temporary one that goes with the process.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from goidata.errors import DatabaseError
from goidata.store import beside, filling
from goidata.store.beside import Stamp, stamp_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Config = dict[str, str | bool | int | float | list[str]]

_ours: dict[Path, Stamp] = {}  # how this process left the books that it changed

KEPT = "kept"  # the name of the copy among the databases of a connection
_THREADS = 2
_MEMORY = "1GB"
_WAIT = 30  # seconds to wait while a change is being committed
_PATIENCE = 5  # seconds to wait for another process that makes the same copy
_TRIES = 3  # times to look for what changed in the meantime

_WRITING: Config = {"threads": str(_THREADS), "memory_limit": "400MB"}
_GROUP = 30_720  # rows that are passed over together where none can be asked for
# What a plan is looked through for, though an answer of a few rows takes longer to be planned than
# to be found: without, a statement takes an eighth less at 15,000 reports and at 750,000.
_NOT_LOOKED_FOR = (
    "aggregate_reuse",
    "common_subplan",
    "compressed_materialization",
    "distinct_aggregate_rewrite",
    "partial_aggregate_pushdown",
    "projection_placement",
    "self_join_aggregate",
)
_UNTRUSTING = {
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}


def is_kept(book: Path) -> bool:
    """Whether a copy of the book as it is now lies beside it."""
    return beside.found(book.resolve()) is not None


def catch_up(book: str | Path) -> None:
    """Make the copy of the book, or bring it up to the book's revision, where it is not of today.

    Right after a change of this process only the reports of a later revision than the copy's are
    read. What prevents it is left to the next reader: the book is whole without.
    """
    import duckdb

    with suppress(OSError, ValueError, duckdb.Error, sqlite3.Error):
        _current(Path(book))


@contextmanager
def renewing(book: Path, kept: bool, ours: bool = True) -> Iterator[None]:
    """Around the end of a change: the copy, where one was `kept` until then, follows at once, and
    who reads meanwhile waits for it rather than making another. `ours` is whether all that the
    book holds since its last copy was written by this process."""
    import duckdb

    book = book.resolve()
    with beside.alone(book.parent, _PATIENCE) if kept else nullcontext():
        yield
        if ours:
            _ours[book] = stamp_of(book)
        if kept and beside.found(book) is None:
            with suppress(OSError, ValueError, duckdb.Error, sqlite3.Error):
                _renew(book, book.parent)


def is_ours(book: Path) -> bool:
    """Whether this process was the last to change the book."""
    return _ours.get(book.resolve()) == stamp_of(book)


def opened(book: Path) -> DuckDBPyConnection:
    """A connection to the copy of the book as it is now, made first where there is none; it can
    read no other file and load nothing.

    Raises DatabaseError.
    """
    import duckdb

    try:
        connection = duckdb.connect(":memory:", config={"threads": str(_THREADS)})
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        connection.execute("SET default_null_order = 'NULLS_FIRST_ON_ASC_LAST_ON_DESC'")
        connection.execute(f"SET disabled_optimizers = '{_left_out(connection)}'")
        _attach(connection, book)
        for name, value in _UNTRUSTING.items():
            connection.execute(f"SET {name} = {value}")
    except (OSError, duckdb.Error, sqlite3.Error) as error:
        raise DatabaseError.of("database.fails", path=book, why=str(error)) from error
    return connection


def _left_out(connection: DuckDBPyConnection) -> str:
    """Those of _NOT_LOOKED_FOR that this DuckDB knows."""
    known = {name for (name,) in connection.execute("FROM duckdb_optimizers()").fetchall()}
    return ",".join(name for name in _NOT_LOOKED_FOR if name in known)


def _attach(connection: DuckDBPyConnection, book: Path) -> None:
    """The copy as the database KEPT. Another process may renew it between finding and opening; one
    that is damaged is made anew."""
    import duckdb

    for tries in reversed(range(_TRIES)):
        place = _current(book)
        try:
            quoted = str(place).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS {KEPT} (READ_ONLY)")
            break
        except duckdb.Error:
            if not tries:
                raise
            place.unlink(missing_ok=True)


def _current(book: Path) -> Path:
    """The copy of the book as it is now, made where there is none."""
    book = book.resolve()
    if (found := beside.found(book)) is not None:
        return found
    try:
        return _renewed(book, book.parent)
    except OSError:
        return _renewed(book, beside.aside(book))


def _renewed(book: Path, folder: Path) -> Path:
    with beside.alone(folder):
        return beside.found(book) or _renew(book, folder)  # another process may have been first


def _renew(book: Path, folder: Path) -> Path:
    """A copy in `folder`; made from the one that lies there, if only this process changed the book
    since: what others changed bears no mark, and is seen only by reading all of the book."""
    import duckdb

    older = beside.copies(folder, book) if is_ours(book) else []
    with beside.partial(folder, book) as partial:
        try:
            stamp = _written(book, partial, older)
        except duckdb.IOException as error:
            raise OSError(str(error)) from error
        place = beside.place(folder, book, stamp)
        partial.replace(place)
    beside.sweep(folder, book, place)
    return place


def _written(book: Path, partial: Path, older: Sequence[Path]) -> Stamp:
    """Write the copy at `partial` and give the stamp of the book it is of.

    Nothing is locked meanwhile, or a loader could not end its change: what it changes is caught up
    afterwards.
    """
    with closing(_reading(book)) as connection:
        stamp = stamp_of(book)
        _begin(connection, partial, older)
        for _ in range(_TRIES):
            if (now := stamp_of(book)) == stamp:
                break
            stamp = now
            _begin(connection, partial, [partial])
    return stamp


def _reading(book: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{book.as_uri()}?mode=ro", uri=True, timeout=_WAIT)


def _begin(book: sqlite3.Connection, partial: Path, older: Sequence[Path]) -> None:
    """Bring an older copy up to the book where that can be done, else make it anew."""
    import duckdb

    for each in older:
        with suppress(OSError, duckdb.Error):
            if each != partial:
                shutil.copyfile(each, partial)
            with _writing(partial) as copy:
                if filling.caught_up(book, copy):
                    return
    partial.unlink(missing_ok=True)
    with _writing(partial) as copy:
        filling.fill(book, copy)


@contextmanager
def _writing(partial: Path) -> Iterator[DuckDBPyConnection]:
    """A connection that writes a copy."""
    import duckdb

    with closing(duckdb.connect(":memory:", config=_WRITING)) as connection:
        quoted = str(partial).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS {KEPT} (ROW_GROUP_SIZE {_GROUP})")
        connection.execute(f"USE {KEPT}")
        yield connection
        connection.execute(f"CHECKPOINT {KEPT}")
