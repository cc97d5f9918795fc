"""A database copied while it is in use, and put back; a copy counts once it was looked through."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from goidata.errors import DatabaseError
from goidata.store import faults
from goidata.store.database import is_older, journal, must_exist, settle
from goidata.store.health import damages

_PATIENCE = 60  # seconds to wait for a writer


def backup(path: Path, to: Path) -> int:
    """Copy the database at `path` to the file `to`, as it is at one moment, also while a load goes
    on; gives how many reports it holds. What `to` held before is replaced at the end alone.
    Raises DatabaseError."""
    must_exist(path)
    settle(path)
    is_older(path)  # it is ours, whatever its version
    return _copied(path, to)


def restore(source: Path, path: Path) -> tuple[int, Path | None]:
    """Make the database at `path` what the backup `source` holds, in one step for those who read
    it; gives how many reports that are, and the name under which a file that was no database any
    more is kept. Raises DatabaseError; then the database is as it was."""
    must_exist(source)
    is_older(source)
    if damages(source):
        raise DatabaseError.of("database.damaged", path=source)
    if not path.exists():
        return _copied(source, path), None
    try:
        with _opened(source, "ro") as held, _opened(path, "rw") as target:
            held.backup(target)
            return _reports(target), None
    except sqlite3.Error as error:
        if not faults.is_damage(error):
            raise faults.failing(error, path) from error
    aside = path.with_name(f"{path.name}.damaged")
    os.replace(path, aside)
    try:
        journal(path).unlink(missing_ok=True)
        return _copied(source, path), aside
    except BaseException:
        os.replace(aside, path)
        raise


def _copied(source: Path, to: Path) -> int:
    try:
        number, name = tempfile.mkstemp(prefix=f".{to.name}.", dir=to.resolve().parent)
    except OSError as error:
        raise DatabaseError.of("database.readonly", path=to) from error
    os.close(number)
    made = Path(name)
    try:
        with _opened(source, "ro") as held, _opened(made, "rw") as target:
            held.backup(target)  # all pages at once: else each batch of a load would begin it anew
            reports = _reports(target)
        if damages(made):
            raise DatabaseError.of("database.damaged", path=source)
        os.replace(made, to)
    except sqlite3.Error as error:
        raise faults.failing(error, source) from error
    finally:
        made.unlink(missing_ok=True)
    return reports


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    address = f"{path.resolve().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as connection:
        yield connection


def _reports(connection: sqlite3.Connection) -> int:
    (reports,) = connection.execute("SELECT count(*) FROM report").fetchone()
    return int(reports)
