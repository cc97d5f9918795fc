"""Questions on the checks: what fails where and when, and how much is decided."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pandas as pd

from goidata.analysis.conditions import KEY_COLUMNS, ORDER, REPORTS, bound, where
from goidata.analysis.frames import ask, flags, numbers
from goidata.analysis.selection import Selection

# How grave the failures of a check on a report are, which may be less than the check can be.
WORST = """coalesce((SELECT CASE WHEN sum(d.severity = 'error') THEN 'error'
    WHEN sum(d.severity = 'warning') THEN 'warning' ELSE 'info' END FROM finding d
  WHERE d.report = r.id AND +d.check_id = o.check_id AND d.outcome = 'fails'
  HAVING count(*) > 0), k.severity)"""
COUNTED = ("fails", "undetermined", "holds")


def failures(
    db: sqlite3.Connection, selection: Selection, undetermined: bool = False
) -> pd.DataFrame:
    """KEYS + check, severity, fails, undetermined, holds: a row a report and check that fails
    somewhere; with `undetermined`, also where a check could not be decided."""
    wanted = "o.fails > 0 OR o.undetermined > 0" if undetermined else "o.fails > 0"
    sql = f"""SELECT {KEY_COLUMNS}, o.check_id AS "check", {WORST} AS severity, o.fails,
        o.undetermined, o.holds
      {REPORTS} JOIN check_outcome o ON o.report = r.id LEFT JOIN "check" k ON k.id = o.check_id
      WHERE ({wanted}) AND {where(selection, beside=True)} {ORDER}, o.check_id"""
    return flags(ask(db, sql, bound(selection)), ["beside"])


def failures_by_year(db: sqlite3.Connection, selection: Selection) -> pd.DataFrame:
    """year, check, severity, reports (with a failure of it), fails, undetermined, holds, held.

    Counts of reports, over all strata of the selection: what a document says twice is wrong in it
    whoever wrote it; no figure is added up.
    """
    sql = f"""SELECT r.year, o.check_id AS "check", {WORST} AS severity,
        SUM(o.fails > 0) AS reports, SUM(o.fails) AS fails,
        SUM(o.undetermined) AS undetermined, SUM(o.holds) AS holds, COUNT(*) AS held
      {REPORTS} JOIN check_outcome o ON o.report = r.id LEFT JOIN "check" k ON k.id = o.check_id
      WHERE {where(selection)} GROUP BY r.year, o.check_id, severity ORDER BY r.year, o.check_id"""
    return numbers(ask(db, sql, bound(selection)), ["reports", "held", *COUNTED])


def findings(
    db: sqlite3.Connection, selection: Selection, outcome: str | None = None
) -> pd.DataFrame:
    """KEYS + finding, check, subject, outcome, severity, left, right, difference, accepted, zh, en,
    hint_zh, hint_en, said (whether nothing was there to be checked), related (checks on the same
    figures that hold, "check:subject", as JSON), follows (the failing check that explains it),
    figure (to look at first): every failing or undetermined outcome, or those of one `outcome`;
    failing ones first."""
    sql = f"""SELECT {KEY_COLUMNS}, d.id AS finding, d.check_id AS "check", d.subject, d.outcome,
        d.severity, d."left", d."right", d.difference, d.accepted,
        d.detail ->> '$.zh' AS zh, d.detail ->> '$.en' AS en, d.detail ->> '$.hint_zh' AS hint_zh,
        d.detail ->> '$.hint_en' AS hint_en, d.detail ->> '$.said' AS said,
        d.detail -> '$.related' AS related, d.detail ->> '$.follows' AS follows,
        coalesce(d.detail ->> '$.figure', (SELECT key FROM json_each(d.operands) LIMIT 1)) AS figure
      {REPORTS} JOIN finding d ON d.report = r.id
      WHERE (:outcome IS NULL OR d.outcome = :outcome) AND {where(selection, beside=True)}
      ORDER BY d.outcome, {ORDER.removeprefix("ORDER BY ")}, d.id"""
    found = ask(db, sql, bound(selection, outcome=outcome))
    return numbers(flags(found, ["beside", "accepted"]), ["left", "right", "difference"])


SIZES = (0.0, 1.0, 2.0, 10.0, 100.0, 1000.0)  # where each class of differences begins


def sizes(found: pd.DataFrame) -> pd.DataFrame:
    """low, high, severity, findings: how many failing findings (of `findings`) differ by at least
    `low` and less than `high` (None for the last class); those without two sides are left out."""
    fails = found[(found["outcome"] == "fails") & found["difference"].notna()]
    size = fails["difference"].abs().astype(float)
    classes = list(zip(SIZES, (*SIZES[1:], None), strict=True))
    rows = [
        (low, high, severity, int(part.sum()))
        for low, high in classes
        for severity, part in _within(size, fails["severity"], low, high)
    ]
    return pd.DataFrame(rows, columns=["low", "high", "severity", "findings"])


def _within(
    size: pd.Series[float], severity: pd.Series[str], low: float, high: float | None
) -> Iterator[tuple[str, pd.Series[bool]]]:
    inside = (size >= low) & (size < (float("inf") if high is None else high))
    for name in sorted(severity.unique()):
        yield name, inside & (severity == name)
