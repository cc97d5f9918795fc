"""A load that was not finished, gone on with: the same paths, in the same database."""

from __future__ import annotations

import sqlite3

from goidata.intake.attempts import Reason


def begun_before(connection: sqlite3.Connection, source: str) -> int | None:
    """The id of the last load of `source`, where it was not finished."""
    row = connection.execute(
        "SELECT id, finished FROM load WHERE paths = ? ORDER BY id DESC LIMIT 1", (source,)
    ).fetchone()
    return int(row[0]) if row and row[1] is None else None


def refused_before(
    connection: sqlite3.Connection, load: int | None
) -> dict[tuple[str, str | None], Reason]:
    """What a load has refused so far, by file and content: they are not read again."""
    rows = connection.execute(
        "SELECT file, sha256, code, message_zh, message_en FROM refusal WHERE load = ?", (load,)
    )
    return {(file, sha256): (code, zh, en) for file, sha256, code, zh, en in rows if sha256}
