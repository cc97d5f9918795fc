"""Decisions put into the database: the cells that a person decided have their values, others what
was read of them. What was read is kept beside each decision and comes back without it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goidata.checks import run
from goidata.checks.rendering import Json
from goidata.extraction.reasons import Reason, reason, said
from goidata.extraction.report import State
from goidata.store import by_hand, cells, versions
from goidata.store.decided import FILE, Decided, read
from goidata.store.findings import json_of
from goidata.store.inserting import checked_again, values_again
from goidata.store.records import counts_of, found_rows, unread_rows, value_row
from goidata.store.restoring import restored

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

READ = "read"  # in a decided cell, the cell as it was read
_SEEN = "decided"  # the fact that tells which content of the file was applied last

Changed = set[tuple[int, int]]  # reports, by agency and year


def file_of(database: Database) -> Path:
    """The file beside the database in which decisions stand."""
    return by_hand.beside(database.conn, FILE)


def apply_decided(database: Database) -> Changed:
    """Give every cell what decided.toml says of it, and check the reports concerned by themselves;
    gives which these are. Others are left as they are."""
    file = file_of(database)
    wanted: dict[str, dict[str, Decided]] = {}
    for each in read(file):
        wanted.setdefault(each.sha256, {})[each.figure] = each
    digest = by_hand.digest(file)
    known = database.conn.execute("SELECT 1 FROM meta WHERE key = ? AND value = ?", (_SEEN, digest))
    if not known.fetchone():
        wanted = {**{each: {} for each in _decided_before(database.conn)}, **wanted}
        database.conn.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_SEEN, digest))
    changed: Changed = set()
    for sha256, decisions in wanted.items():
        row = database.conn.execute(
            "SELECT id, agency, year FROM report WHERE sha256 = ?", (sha256,)
        ).fetchone()
        if row and _settle(database, row[0], decisions):
            versions.rank_again(database, *row[1:])
            changed.add((row[1], row[2]))
    return changed


def _decided_before(connection: sqlite3.Connection) -> list[str]:
    """The files of which something was decided."""
    sql = (
        "SELECT DISTINCT r.sha256 FROM unread u JOIN report r ON r.id = u.report WHERE u.state = ?"
    )
    return [sha256 for (sha256,) in connection.execute(sql, (State.DECIDED.value,))]


def _settle(database: Database, report: int, decisions: Mapping[str, Decided]) -> bool:
    """Give the cells of a report what was decided on them, and what was read to those on which
    nothing is; whether any changed."""
    held = cells.kept(database.conn, report)
    before = held["figures"]
    after = {name: decided(cell, decisions.get(name)) for name, cell in before.items()}
    if json_of(after) == json_of(before):
        return False
    cells.keep(database.conn, report, {**held, "figures": after})
    stored = restored(database.conn, report)
    findings = run(stored)
    counts = counts_of(stored, findings)
    values_again(database, report, value_row(stored), list(unread_rows(stored)), counts)
    checked_again(database, report, found_rows(stored, findings), counts)
    return True


def decided(cell: Json, decision: Decided | None) -> Json:
    """A cell as kept, with a decision on it or without; a number that was read stays one."""
    as_read: dict[str, Any] = cell.get(READ, cell)
    if decision is None or as_read["state"] == State.NUMBER:
        return as_read
    why = [Reason(code, tuple(of)) for code, of in as_read.get("reasons", ())]
    why.append(reason("decided", decision.who, decision.when, decision.reason))
    return {
        **as_read,
        "value": decision.value,
        "state": State.DECIDED.value,
        "reason": said(why, "zh"),
        "reason_en": said(why, "en"),
        "reasons": why,
        READ: as_read,
    }
