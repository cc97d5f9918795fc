"""What the database says of itself, and which files were tried and not read."""

from __future__ import annotations

import sqlite3

import pandas as pd

from goidata.analysis.frames import ask

MOST_REFUSALS = 500


def facts(db: sqlite3.Connection) -> dict[str, str]:
    """The table of facts: application, schema, catalogue, revision, created, synthetic."""
    return dict(db.execute("SELECT key, value FROM meta").fetchall())


def refusals(db: sqlite3.Connection) -> pd.DataFrame:
    """file, code, zh, en, at: the files refused, the latest first, the latest try of each."""
    sql = """SELECT file, code, message_zh AS zh, message_en AS en, MAX(at) AS at FROM refusal
      GROUP BY file, code ORDER BY MAX(id) DESC LIMIT :most"""
    return ask(db, sql, {"most": MOST_REFUSALS})
