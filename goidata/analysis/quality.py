"""Questions on the checks: what fails where and when, and how much is decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from goidata.analysis.chosen import chosen, ids_of, with_keys
from goidata.analysis.conditions import REPORTS, bound, stratum_order, where
from goidata.analysis.frames import ask, flags, from_book, numbers
from goidata.analysis.selection import Selection
from goidata.store.reader import Reader

OUTCOMES = "FROM outcome r"  # of the columns: with what is asked of their reports
FAULTY = "{0}.severity <> 'info'"  # of a finding or an outcome; a hint is no fault


def failures_by_year(db: Reader, selection: Selection) -> pd.DataFrame:
    """year, check, severity, reports (with a failure of it), fails, undetermined: what does not
    hold; a check that holds in every report of a year has no row. Hints are no failures.

    Counts of reports, over all strata of the selection and what is listed beside it: what a
    document says twice is wrong in it whoever wrote it; no figure is added up.
    """
    sql = f"""SELECT r.year, r.check_id AS "check", r.severity,
        SUM(CASE WHEN r.fails > 0 THEN 1 ELSE 0 END) AS reports, SUM(r.fails) AS fails,
        SUM(r.undetermined) AS undetermined
      {OUTCOMES} WHERE {where(selection, beside=True)} AND {FAULTY.format("r")}
      GROUP BY ALL ORDER BY r.year, r.check_id, r.severity"""
    return numbers(ask(db, sql, bound(selection)), ["reports", "fails", "undetermined"])


def undecided(db: Reader, selection: Selection) -> pd.DataFrame:
    """scope, level, undetermined: how many outcomes of checks could not be decided, by stratum;
    those of hints aside, as in all rates of checks."""
    sql = f"""SELECT r.scope, r.level, SUM(r.undetermined) AS undetermined
      {OUTCOMES} WHERE {where(selection)} AND {FAULTY.format("r")}
      GROUP BY r.scope, r.level ORDER BY {stratum_order("r")}"""
    return numbers(ask(db, sql, bound(selection)), ["undetermined"])


def doubtful(
    db: Reader, selection: Selection, by: Literal["province", "region"] | None = None
) -> pd.DataFrame:
    """place (the code of each province or region, where one is asked), year, doubtful (reports with
    an open error), held: over what is selected and listed beside it. Reports whose region is
    undecided are none of a region's."""
    place = f"r.{by}" if by else "NULL"
    known = f"r.{by} IS NOT NULL" if by else "true"
    sql = f"""SELECT {place} AS place, r.year, COUNT(*) AS held,
        SUM(CASE WHEN r.errors > 0 THEN 1 ELSE 0 END) AS doubtful
      {REPORTS} WHERE {where(selection, beside=True)} AND {known}
      GROUP BY ALL ORDER BY place, r.year"""
    return numbers(ask(db, sql, bound(selection)), ["held", "doubtful"])


def findings(db: Reader, selection: Selection, outcome: str | None = None) -> pd.DataFrame:
    """KEYS + finding, check, subject, outcome, severity, left, right, difference, accepted, zh, en,
    hint_zh, hint_en, said (whether nothing was there to be checked), related (checks on the same
    figures that hold, "check:subject", as JSON), follows (the failing check that explains it),
    figure (to look at first): every failing or undetermined outcome, or those of one `outcome`;
    failing ones first."""
    wanted = ":outcome IS NULL OR d.outcome = :outcome"
    return findings_where(db, chosen(db, selection), wanted, {"outcome": outcome})


def findings_where(
    db: Reader, about: pd.DataFrame, condition: str, more: Mapping[str, str | int | None]
) -> pd.DataFrame:
    """As `findings`, of the reports `about` (KEYS, in their order), those that meet a `condition`
    on `finding d` of the book, for which `more` is bound."""
    sql = f"""SELECT d.report, d.id AS finding, d.check_id AS "check", d.subject, d.outcome,
        d.severity, d."left", d."right", d.difference, d.accepted,
        d.detail ->> '$.zh' AS zh, d.detail ->> '$.en' AS en, d.detail ->> '$.hint_zh' AS hint_zh,
        d.detail ->> '$.hint_en' AS hint_en, d.detail ->> '$.said' AS said,
        d.detail -> '$.related' AS related, d.detail ->> '$.follows' AS follows,
        coalesce(d.detail ->> '$.figure', (SELECT key FROM json_each(d.operands) LIMIT 1)) AS figure
      FROM json_each(:reports) p JOIN finding d ON d.report = p.value
      WHERE {condition} ORDER BY d.outcome, p.key, d.id"""
    found = from_book(db, sql, {"reports": ids_of(about), **more})
    found = with_keys(about, found)
    return numbers(flags(found, ["accepted"]), ["left", "right", "difference"])


SIZES = (0.0, 1.0, 2.0, 10.0, 100.0, 1000.0)  # where each class of differences begins


def sizes(db: Reader, selection: Selection) -> pd.DataFrame:
    """low, high, severity, findings: how many failing findings, of what is selected and listed
    beside it, differ by at least `low` and less than `high` (None for the last class); hints and
    those without two sides are left out."""
    classes = " ".join(f"WHEN abs(d.difference) >= {low} THEN {low}" for low in reversed(SIZES))
    sql = f"""SELECT CAST(CASE {classes} END AS DOUBLE) AS low, d.severity, COUNT(*) AS findings
      {REPORTS} JOIN finding d ON d.report = r.id
      WHERE d.outcome = 'fails' AND {FAULTY.format("d")} AND d.difference IS NOT NULL
        AND {where(selection, beside=True)}
      GROUP BY ALL"""
    counted = ask(db, sql, bound(selection))
    known = {(low, severity): n for low, severity, n in counted.itertuples(index=False)}
    rows = [
        (low, high, severity, int(known.get((low, severity), 0)))
        for low, high in zip(SIZES, (*SIZES[1:], None), strict=True)
        for severity in sorted(set(counted["severity"]))
    ]
    return pd.DataFrame(rows, columns=["low", "high", "severity", "findings"])
