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


def told(error: BaseException, path: Path) -> DatabaseError | None:
    """The error for people, where SQLite tells of the medium or the file at `path`; None where it
    tells of anything else."""
    code = getattr(error, "sqlite_errorcode", None)
    name = _NAMES.get(code & _PRIMARY) if code is not None else None
    return DatabaseError.of(f"database.{name}", path=path) if name else None
