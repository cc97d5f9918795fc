"""What SQLite says of a medium or a file, in words for people: no fault of ours nor of a report."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from goidata.errors import DatabaseError

# By the primary code of SQLite's errors.
_NAMES = {
    sqlite3.SQLITE_NOTADB: "none",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "readonly",
    sqlite3.SQLITE_PERM: "readonly",
    sqlite3.SQLITE_CANTOPEN: "readonly",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_IOERR: "medium",
    sqlite3.SQLITE_FULL: "full",
}
_PRIMARY = 0xFF
_DAMAGE = ("none", "damaged")


def told(error: BaseException, path: Path) -> DatabaseError | None:
    """The error for people, where SQLite tells of the medium or the file at `path`; None where it
    tells of anything else."""
    name = _name(error)
    return DatabaseError.of(f"database.{name}", path=path) if name else None


def failing(error: sqlite3.Error, path: Path) -> DatabaseError:
    """The error for people, whatever SQLite tells."""
    return told(error, path) or DatabaseError.of("database.fails", path=path, why=error)


def is_damage(error: BaseException) -> bool:
    """Whether SQLite tells that the content of a file is none of its own, or no longer."""
    return _name(error) in _DAMAGE


def _name(error: BaseException) -> str | None:
    code = getattr(error, "sqlite_errorcode", None)
    return _NAMES.get(code & _PRIMARY) if code is not None else None
