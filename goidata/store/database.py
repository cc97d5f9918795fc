"""Opening a database: for reading only, as the dashboard does, or for writing, as loading does.

The journal is SQLite's rollback journal, not a write-ahead log: a reader then needs no file of its
own beside the database, so a database on a read-only medium opens.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from goidata.errors import DatabaseError
from goidata.store import (
    columnar,
    faults,
    home,
    migrations,
    population,
    reference,
    revisions,
    schema,
)
from goidata.store.reader import Reader

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

_PATIENCE = 60  # seconds to wait for another writer to store a batch, or readers to end
_CACHE_KIB = 262_144  # pages stay in memory until a load commits: meanwhile readers go on reading


def connect(path: str | Path, readonly: bool = True) -> Reader:
    """Open the database at `path`, which must exist and be ours.

    Raises DatabaseError, in one line, where the file is absent, is no database, is another
    program's, was made by a newer version of goidata, or by an older and is not yet up to date.
    """
    path = Path(path)
    must_exist(path)
    if readonly:
        settle(path)
    connection = _opened(path, "ro" if readonly else "rw")
    connection.path = path
    try:
        _must_be_ours(connection, path)
        if migrations.is_older(connection):
            raise DatabaseError.of("database.older", path=path)
        population.provide(connection)
        if readonly:
            connection.execute("PRAGMA query_only = on")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def writing(path: str | Path) -> Iterator[Database]:
    """The database at `path` open for writing, made first where there is none, and brought to the
    tables of today; in one transaction: all that the block does is stored, or nothing of it.

    Raises DatabaseError as `connect` does, and where another program holds the database.
    """
    from sqlite_utils import Database

    path = Path(path)
    made = not path.exists()
    if path == home.default_path():
        path.parent.mkdir(exist_ok=True)
    with closing(_opened(path, "rwc")) as connection:
        try:
            database = Database(connection)
            if not _is_empty(connection, path):
                _migrate(database, path)
            with _transaction(connection, path):
                if _is_empty(connection, path):
                    migrations.migrate(database)
                    reference.fill(database)
                with revisions.counted(connection, path):
                    yield database
        except BaseException:
            connection.close()
            if made:
                path.unlink(missing_ok=True)
            raise


def may_be_made(path: str | Path) -> None:
    """Raises DatabaseError where there is no database at `path` and none can be made: better before
    thousands of files are read than after."""
    path = Path(path)
    if path.exists():
        return
    if path == home.default_path():
        path.parent.mkdir(exist_ok=True)
    with closing(_opened(path, "rwc")) as connection:
        try:
            with _transaction(connection, path):
                pass
        finally:
            path.unlink(missing_ok=True)


def is_unused(path: Path) -> bool:
    """Whether the file at `path`, which is there, is what a first load that was killed left: a
    database without anything in it. Raises DatabaseError where it is no database."""
    settle(path)
    with closing(_opened(path, "ro")) as connection:
        return _is_empty(connection, path)


def is_older(path: Path) -> bool:
    """Whether an older version of goidata made the database at `path`, which is there. Raises
    DatabaseError where it is none of ours."""
    settle(path)
    with closing(_opened(path, "ro")) as connection:
        _must_be_ours(connection, path)
        return migrations.is_older(connection)


def now() -> str:
    """The time as stored: UTC, to the second, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _opened(path: Path, mode: str) -> Reader:
    address = f"{path.resolve().as_uri()}?mode={mode}"
    try:
        connection = sqlite3.connect(
            address,
            uri=True,
            isolation_level=None,
            check_same_thread=mode != "ro",
            timeout=_PATIENCE,
            factory=Reader,
        )
        connection.execute("PRAGMA foreign_keys = on")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB if mode != 'ro' else 16_384}")
    except sqlite3.Error as error:
        raise faults.failing(error, path) from error
    return connection


@contextmanager
def _transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    try:
        connection.execute("BEGIN IMMEDIATE")
        kept, before = columnar.is_kept(path), connection.total_changes
        known = kept or columnar.is_ours(path)
        yield
        # One that changed nothing does not make what another program wrote before it ours.
        ours = known or connection.total_changes > before
        with columnar.renewing(path, kept, ours):
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise faults.failing(error, path) from error


def _is_empty(connection: sqlite3.Connection, path: Path) -> bool:
    try:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (owner,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error as error:
        raise faults.failing(error, path) from error
    return not tables and not owner


def _migrate(database: Database, path: Path) -> None:
    """A change by itself, before the one that is asked for: other processes may read it then."""
    _must_be_ours(database.conn, path)
    if migrations.is_older(database.conn):
        with _transaction(database.conn, path):
            migrations.migrate(database)


def journal(path: Path) -> Path:
    """The file in which SQLite keeps what a change that goes on has replaced."""
    return path.with_name(f"{path.name}-journal")


def settle(path: Path) -> None:
    """Undo what a crashed load left behind: a reader may not, a writer does by reading."""
    if not journal(path).exists():
        return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)) as writer:
            writer.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error:
        return


def _must_be_ours(connection: sqlite3.Connection, path: Path) -> None:
    try:
        (owner,) = connection.execute("PRAGMA application_id").fetchone()
        (made_by,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error as error:
        raise faults.failing(error, path) from error
    if not owner and _is_empty(connection, path):
        raise DatabaseError.of("database.empty", path=path)
    if owner != schema.APPLICATION_ID:
        raise DatabaseError.of("database.other_program", path=path)
    if made_by > schema.SCHEMA:
        raise DatabaseError.of("database.newer", path=path, made_by=made_by, own=schema.SCHEMA)


def must_exist(path: Path) -> None:
    """Raises DatabaseError where there is no file at `path`."""
    if not path.is_file():
        raise DatabaseError.of("database.folder" if path.is_dir() else "database.absent", path=path)
