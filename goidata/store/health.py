"""What is wrong with a database, and what can be done about it, in words for people."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from goidata.store import faults
from goidata.store.database import journal

MOST = 100  # faults of a file that are counted


def damages(path: Path) -> int:
    """How many faults of its own SQLite finds in the file at `path`, which is there. Raises
    DatabaseError where it cannot be looked through now: a locked file is no damaged one."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            told = opened.execute(f"PRAGMA integrity_check({MOST})").fetchall()
            torn = opened.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        medium = faults.told(error, path)
        if medium is None or faults.is_damage(error):
            return 1
        raise medium from error
    found: list[str] = [line for (line,) in told if line != "ok"]
    return len(found) + len(torn)


def is_interrupted(path: Path) -> bool:
    """Whether a change did not end: another process is at it, or it was killed."""
    return journal(path).exists()


def is_writable(path: Path) -> bool:
    """Whether the database at `path`, and the journal beside it, can be written."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def holds(path: Path) -> dict[str, int]:
    """How many reports and refusals the sound database at `path` holds, and how many of its loads
    did not end."""
    asked = {
        "reports": "SELECT count(*) FROM report",
        "refusals": "SELECT count(*) FROM refusal",
        "unfinished": "SELECT count(*) FROM load WHERE finished IS NULL",
    }
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
        return {name: opened.execute(sql).fetchone()[0] for name, sql in asked.items()}
