"""Reports with findings, a page of them at a time: the gravest first, or in the order asked for.

What is asked comes from an address: orders, severities and states are looked up here, all else is
bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from goidata.analysis.conditions import KEY_COLUMNS, REPORTS, bound, where
from goidata.analysis.frames import KEYS, ask, flags, numbers
from goidata.analysis.progress import EXPLAINED, MENDED, NEW, RETURNED
from goidata.analysis.quality import findings_where
from goidata.analysis.selection import Selection
from goidata.regions import spelt
from goidata.store.reader import Reader

# What cannot be told because nothing was there to be checked is no finding.
STATES = {
    "open": "d.outcome = 'fails' AND d.accepted = 0",
    "accepted": "d.outcome = 'fails' AND d.accepted <> 0",
    "undetermined": "d.outcome = 'undetermined' AND coalesce({said}, 0) <> 1",
}
SETTLED = (RETURNED, MENDED, EXPLAINED)
COUNTED = ("errors", "warnings", "infos", "undetermined")
# By their names in an address; each rises or falls.
ORDERS = ("errors", "warnings", "infos", "undetermined", "year", "unit")
_GRAVEST = ", ".join(f"n_{name} DESC" for name in COUNTED)


@dataclass(frozen=True, slots=True)
class Faults:
    """Which findings are asked for: of one `check` (empty for all), of some `severities` and
    `states` (none for all; an undetermined outcome has no severity that counts); of units whose
    name, or that of a region of theirs, holds `words`. In the order of one of ORDERS, which
    rises or falls; from the row `first` (from 0), at most `rows`. `returnable`: only reports that
    have something to send back, an open error or warning or an unread figure. `progress`: only
    reports that stand so (of progress.PROGRESS), none for all; MENDED ones without findings too."""

    check: str = ""
    severities: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    words: str = ""
    order: str = "errors"
    rising: bool = False
    first: int = 0
    rows: int = 25
    returnable: bool = False
    progress: tuple[str, ...] = ()


def to_return(asked: Faults, most: int) -> Faults:
    """The same list from its beginning, of what can be sent back, at most `most` reports."""
    return replace(asked, first=0, rows=most, returnable=True)


Sent = tuple[tuple[int, str], ...]  # reports that were sent back, and what became of them


def failing_reports(
    db: Reader, selection: Selection, asked: Faults, sent: Sent = ()
) -> pd.DataFrame:
    """KEYS + warnings, unread, progress, n_errors, n_warnings, n_infos, n_undetermined, found: a
    row a report that has any finding asked for, those listed beside the selection included. `sent`
    says what became of reports that were sent back.

    The counts are of the findings asked for; `found` says how many reports there are. Empty where
    there are none, or where `first` lies behind the last.
    """
    direction = "ASC" if asked.rising else "DESC"
    orders = {name: f"n_{name} {direction}" for name in COUNTED}
    orders |= {"year": f"year {direction}", "unit": f"region {direction}, unit {direction}"}
    counted = ", ".join(f"coalesce(n_{name}, 0) AS n_{name}" for name in COUNTED)
    names = ", ".join(f"n_{name}" for name in COUNTED)
    sql = f"""WITH found AS (
        SELECT d.report AS of_report, {_counted("errors", "error")},
          {_counted("warnings", "warning")}, {_counted("infos", "info")},
          sum(CASE WHEN d.outcome = 'fails' THEN 0 ELSE 1 END) AS n_undetermined
        FROM finding d WHERE {_asked(asked, "d.said", "$")} GROUP BY d.report),
      accepted AS (SELECT DISTINCT d.report AS of_accepted FROM finding d
        WHERE d.outcome = 'fails' AND d.accepted <> 0 AND d.severity IN ('error', 'warning')),
      listed AS (
        SELECT {KEY_COLUMNS}, r.warnings, r.unread, {_progress()} AS progress, {counted},
          lower(coalesce(p.name, '') || coalesce(c.name, '') || coalesce(r.region_name, '') || ' '
            || r.unit) AS names
        {REPORTS} LEFT JOIN found ON of_report = r.id LEFT JOIN accepted ON of_accepted = r.id
        LEFT JOIN region p ON p.code = r.province LEFT JOIN region c ON c.code = r.city
        WHERE {where(selection, beside=True)}
          AND (of_report IS NOT NULL OR ($mended_too AND list_contains($mended, r.id))))
      SELECT {", ".join(KEYS)}, warnings, unread, progress, {names}, count(*) OVER () AS found
      FROM listed WHERE (instr(names, $words) > 0 OR list_contains($spelt, region))
        AND (len($progress) = 0 OR list_contains($progress, progress))
        AND (NOT $returnable OR errors > 0 OR warnings > 0 OR unread > 0)
      ORDER BY {orders[asked.order]}, {_GRAVEST}, region, unit, year DESC, report
      LIMIT $rows OFFSET $first"""
    became = {state: [report for report, held in sent if held == state] for state in SETTLED}
    found = ask(db, sql, bound(selection, **_bound(asked), **became))
    counts = ["warnings", "unread", *(f"n_{name}" for name in COUNTED)]
    return numbers(flags(found, ["beside"]), counts)


def findings_asked(
    db: Reader, selection: Selection, asked: Faults, reports: Sequence[int]
) -> pd.DataFrame:
    """As `queries.findings`, of the `reports` alone and of the findings asked for; failures first,
    the gravest first."""
    about = ask(
        db,
        f"SELECT {KEY_COLUMNS} {REPORTS} WHERE r.id IN (SELECT unnest($reports))",
        bound(selection, reports=list(reports)),
    )
    condition = _asked(asked, "d.detail ->> '$.said'", ":")
    named = {**_severities(asked), "check": asked.check}
    found = findings_where(db, flags(about, ["beside"]), condition, named)
    grave = found["severity"].map({"error": 0, "warning": 1, "info": 2})
    undetermined = found["outcome"] != "fails"
    order = found.assign(grave=grave.mask(undetermined, 3)).sort_values("grave", kind="stable")
    return order.drop(columns="grave").reset_index(drop=True)


def _progress() -> str:
    """What became of a report `r`: one that has other faults than those once told is new again."""
    return f"""CASE WHEN list_contains(${RETURNED}, r.id) THEN '{RETURNED}'
        WHEN r.errors > 0 OR r.warnings > 0 THEN '{NEW}'
        WHEN list_contains(${MENDED}, r.id) THEN '{MENDED}'
        WHEN list_contains(${EXPLAINED}, r.id) OR of_accepted IS NOT NULL THEN '{EXPLAINED}'
        ELSE '{NEW}' END"""


def _counted(name: str, severity: str) -> str:
    asked = f"d.outcome = 'fails' AND d.severity = '{severity}'"
    return f"sum(CASE WHEN {asked} THEN 1 ELSE 0 END) AS n_{name}"


def _asked(asked: Faults, said: str, mark: str) -> str:
    """The condition on `finding d`; `said` is its column for that, `mark` begins what is bound."""
    states = [STATES[name].format(said=said) for name in asked.states or STATES]
    grave = ", ".join(mark + name for name in _severities(asked)) or "d.severity"
    return (
        f"({mark}check = '' OR d.check_id = {mark}check)"
        f" AND ({' OR '.join(f'({each})' for each in states)})"
        f" AND (d.outcome <> 'fails' OR d.severity IN ({grave}))"
    )


def _severities(asked: Faults) -> dict[str, str]:
    return {f"severity{at}": name for at, name in enumerate(asked.severities)}


def _bound(asked: Faults) -> dict[str, object]:
    return {
        **_severities(asked),
        "check": asked.check,
        "words": asked.words.strip().lower(),
        "spelt": list(spelt(asked.words)),
        "rows": asked.rows,
        "first": asked.first,
        "returnable": asked.returnable,
        "progress": list(asked.progress),
        "mended_too": MENDED in asked.progress and not asked.check,
    }
