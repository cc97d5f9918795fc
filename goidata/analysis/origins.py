"""What the database says of itself, and which files were tried and not read."""

from __future__ import annotations

import pandas as pd

from goidata.analysis.frames import from_book
from goidata.store.reader import Reader

MOST_REFUSALS = 500


def facts(db: Reader) -> dict[str, str]:
    """The table of facts: application, schema, catalogue, revision, created, synthetic."""
    return dict(db.execute("SELECT key, value FROM meta").fetchall())


def refusals(db: Reader) -> pd.DataFrame:
    """file, code, zh, en, at: the files refused, the latest first, the latest try of each."""
    sql = """SELECT file, code, message_zh AS zh, message_en AS en, MAX(at) AS at FROM refusal
      GROUP BY file, code ORDER BY MAX(id) DESC LIMIT :most"""
    return from_book(db, sql, {"most": MOST_REFUSALS})
