"""Questions on the checks: what fails where and when, and how much is decided."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goidata.analysis.chosen import chosen, ids_of, with_keys
from goidata.analysis.conditions import KEY_COLUMNS, ORDER, REPORTS, bound, where
from goidata.analysis.frames import ask, flags, from_book, numbers
from goidata.analysis.selection import Selection
from goidata.store.column_shapes import outcome as outcome_of
from goidata.store.reader import Reader

COUNTED = ("fails", "undetermined", "holds")


def failures(db: Reader, selection: Selection, undetermined: bool = False) -> pd.DataFrame:
    """KEYS + check, severity, fails, undetermined, holds: a row a report and check that fails
    somewhere; with `undetermined`, also where a check could not be decided."""
    wanted = "o.fails > 0 OR o.undetermined > 0" if undetermined else "o.fails > 0"
    sql = f"""SELECT {KEY_COLUMNS}, o.check_id AS "check", o.severity, o.fails, o.undetermined,
        o.holds
      {REPORTS} JOIN outcome o ON o.report = r.id
      WHERE ({wanted}) AND {where(selection, beside=True)} {ORDER}, o.check_id"""
    return flags(ask(db, sql, bound(selection)), ["beside"])


def failures_by_year(db: Reader, selection: Selection) -> pd.DataFrame:
    """year, check, severity, reports (with a failure of it), fails, undetermined, holds, held.

    Counts of reports, over all strata of the selection: what a document says twice is wrong in it
    whoever wrote it; no figure is added up.
    """
    told = f"""SELECT r.year, o.check_id AS "check", o.severity, SUM(o.fails > 0) AS reports,
        SUM(o.fails) AS fails, SUM(o.undetermined) AS undetermined, SUM(o.holds) AS holds,
        COUNT(*) AS held
      {REPORTS} JOIN outcome o ON o.report = r.id WHERE {where(selection)} GROUP BY ALL"""
    found = pd.concat([ask(db, told, bound(selection)), _holding(db, selection)])
    keys = ["year", "check", "severity"]
    added = found.groupby(keys, dropna=False, sort=False).sum().reset_index()
    added = numbers(added, ["reports", "held", *COUNTED])
    added = added[added["held"] > 0].sort_values(keys, kind="stable", na_position="first")
    return added[[*keys, "reports", *COUNTED, "held"]].reset_index(drop=True)


def _holding(db: Reader, selection: Selection) -> pd.DataFrame:
    """The reports of which a check is neither failed nor undetermined, by year and check: those of
    all reports less those told one by one."""
    checks = [check for (check,) in db.rows("SELECT id FROM declared ORDER BY id", {})[1]]
    counted = ", ".join(
        f"COUNT({column}), CAST(SUM({column}) AS BIGINT)" for column in map(_column, checks)
    )
    sql = f"SELECT r.year, {counted} {REPORTS} WHERE {where(selection)} GROUP BY r.year"
    _, rows = db.rows(sql, bound(selection))
    severity = dict(db.rows("SELECT id, severity FROM declared", {})[1])
    whole = [
        (year, check, severity[check], held, holds or 0)
        for year, *counts in rows
        for check, held, holds in zip(checks, counts[::2], counts[1::2], strict=True)
    ]
    told = f"""SELECT r.year, o.check_id AS "check", COUNT(*) AS held, SUM(o.holds) AS holds
      {REPORTS} JOIN outcome o ON o.report = r.id WHERE {where(selection)} GROUP BY ALL"""
    less = {
        (y, check): (held, holds) for y, check, held, holds in db.rows(told, bound(selection))[1]
    }
    return pd.DataFrame(
        [
            (year, check, grave, 0, 0, 0, holds - known[1], held - known[0])
            for year, check, grave, held, holds in whole
            if held - (known := less.get((year, check), (0, 0)))[0]
        ],
        columns=["year", "check", "severity", "reports", "fails", "undetermined", "holds", "held"],
    )


def _column(check: str) -> str:
    return f'r."{outcome_of(check)}"'


def findings(db: Reader, selection: Selection, outcome: str | None = None) -> pd.DataFrame:
    """KEYS + finding, check, subject, outcome, severity, left, right, difference, accepted, zh, en,
    hint_zh, hint_en, said (whether nothing was there to be checked), related (checks on the same
    figures that hold, "check:subject", as JSON), follows (the failing check that explains it),
    figure (to look at first): every failing or undetermined outcome, or those of one `outcome`;
    failing ones first."""
    about = chosen(db, selection)
    sql = """SELECT d.report, d.id AS finding, d.check_id AS "check", d.subject, d.outcome,
        d.severity, d."left", d."right", d.difference, d.accepted,
        d.detail ->> '$.zh' AS zh, d.detail ->> '$.en' AS en, d.detail ->> '$.hint_zh' AS hint_zh,
        d.detail ->> '$.hint_en' AS hint_en, d.detail ->> '$.said' AS said,
        d.detail -> '$.related' AS related, d.detail ->> '$.follows' AS follows,
        coalesce(d.detail ->> '$.figure', (SELECT key FROM json_each(d.operands) LIMIT 1)) AS figure
      FROM json_each(:reports) p JOIN finding d ON d.report = p.value
      WHERE :outcome IS NULL OR d.outcome = :outcome ORDER BY d.outcome, p.key, d.id"""
    found = from_book(db, sql, {"reports": ids_of(about), "outcome": outcome})
    found = with_keys(about, found)
    return numbers(flags(found, ["accepted"]), ["left", "right", "difference"])


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
