"""Two versions of a report side by side: which figures changed, which faults that mended."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from goidata.analysis.frames import from_book, numbers
from goidata.analysis.paper import form
from goidata.store.reader import Reader


class Revision(NamedTuple):
    """What changed from version `before` to version `after`: figures (name, before, after, each
    <NA> where it is no number), and faults (check, subject, severity, zh, en, became: "mended",
    "open" or "new"). `file` is that of the version before."""

    before: int
    after: int
    file: str
    figures: pd.DataFrame
    faults: pd.DataFrame


def versions(db: Reader, identifier: int) -> pd.DataFrame:
    """report, version, status, file, loaded_at: every version of the unit and year of a report,
    the oldest first."""
    sql = """SELECT o.id AS report, o.version, o.status, o.file, o.loaded_at FROM report r
      JOIN report o ON o.agency = r.agency AND o.year = r.year
      WHERE r.id = :report ORDER BY o.version"""
    return from_book(db, sql, {"report": identifier})


def revision(db: Reader, identifier: int) -> Revision | None:
    """What a version changed of the one before it; None where there is none before."""
    listed = versions(db, identifier)
    own = listed[listed["report"] == identifier]
    before = listed[listed["version"] < own["version"].iloc[0]] if len(own) else own
    if before.empty:
        return None
    last = before.iloc[-1]
    old = int(last["report"])
    return Revision(
        int(last["version"]),
        int(own["version"].iloc[0]),
        str(last["file"]),
        _figures(db, old, identifier),
        _faults(db, old, identifier),
    )


def _figures(db: Reader, old: int, new: int) -> pd.DataFrame:
    before, after = (form(db, each)[["name", "value"]] for each in (old, new))
    both = before.merge(after, on="name", how="outer", suffixes=("_before", "_after"), sort=False)
    both = both.rename(columns={"value_before": "before", "value_after": "after"})
    same = (both["before"] == both["after"]).fillna(False) | (
        both["before"].isna() & both["after"].isna()
    )
    return numbers(both[~same.astype(bool)].reset_index(drop=True), ["before", "after"])


def _faults(db: Reader, old: int, new: int) -> pd.DataFrame:
    """Errors and warnings that fail in either version. One that can no longer be told still is
    open: what is unknown is not mended."""
    sql = """SELECT check_id AS "check", subject, severity, outcome, detail ->> '$.zh' AS zh,
        detail ->> '$.en' AS en FROM finding WHERE report = :report ORDER BY id"""
    before, after = (from_book(db, sql, {"report": each}) for each in (old, new))
    stands = {(row.check, row.subject) for row in after.itertuples()}
    told = {(row.check, row.subject) for row in before.itertuples() if row.outcome == "fails"}
    gone = before[(before["outcome"] == "fails")]
    became = [
        "open" if (row.check, row.subject) in stands else "mended" for row in gone.itertuples()
    ]
    gone = gone.assign(became=became)
    come = after[after["outcome"] == "fails"]
    come = come[[(row.check, row.subject) not in told for row in come.itertuples()]]
    every = pd.concat([gone, come.assign(became="new")], ignore_index=True)
    return every[every["severity"].isin(["error", "warning"])].reset_index(drop=True)
