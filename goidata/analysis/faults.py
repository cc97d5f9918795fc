"""What is to be sent back to a unit: each fault of its report, and each figure that could not be
read, with where to look on paper."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from goidata.analysis.frames import numbers
from goidata.analysis.paper import PLACE, form
from goidata.checks import Finding
from goidata.checks.failure import expected, stated
from goidata.checks.located import facing, located, printed
from goidata.checks.unread import STATES
from goidata.form import TABLES, checks
from goidata.store.findings import finding_of
from goidata.store.reader import Reader

PLACES = ["page", "grid", "cell_row", "cell_column", "line"]
GRAVE = ("error", "warning")  # what asks for an answer; a remark does not
LANGUAGES = ("zh", "en")
_KEPT = ("zh", "en", "hint_zh", "hint_en")  # sentences as they are stored
# What else is told of a fault, in both languages.
_TOLD: Mapping[str, Callable[[Finding, str], str]] = {
    "where_": located,
    "facing_": facing,
    "stated_": stated,
    "expected_": expected,
}
_COLUMNS = ["check", "severity", "subject", "left", "right", "difference", "name", "quote", *_KEPT]
_COLUMNS += [f"{key}{language}" for key in _TOLD for language in LANGUAGES]


def faults(db: Reader, identifier: int) -> pd.DataFrame:
    """check, severity, subject, left, right, difference, name (of the figure to look at first),
    quote, page, grid, cell_row, cell_column, line, and in both languages: the sentence (zh, en),
    hint_…, where_… (on the form), facing_… (what words are compared with), stated_…, expected_….

    Every error and warning that nobody has explained, errors first, then in the order of the form.
    """
    cells = form(db, identifier)
    order = {name: at for at, name in enumerate(cells["name"])}
    places = dict(zip(cells["name"], cells[PLACES].to_numpy().tolist(), strict=True))
    rows = [_row(finding, detail, order, places) for finding, detail in _open(db, identifier)]
    rows.sort(key=lambda row: (GRAVE.index(row["severity"]), order.get(row["name"] or "", -1)))
    return numbers(pd.DataFrame(rows, columns=[*_COLUMNS, *PLACES]), ["left", "right", *PLACES])


def _open(db: Reader, identifier: int) -> Iterator[tuple[Finding, Mapping[str, Any]]]:
    """The findings that ask for an answer, each with its detail."""
    sql = """SELECT check_id, subject, outcome, severity, "left", "right", operands, detail
      FROM finding WHERE report = ? AND outcome = 'fails' AND accepted = 0
        AND severity IN ('error', 'warning') ORDER BY id"""
    for *row, kept in db.execute(sql, (identifier,)):
        detail = json.loads(kept)
        yield finding_of(row, detail), detail


def _row(
    finding: Finding,
    detail: Mapping[str, Any],
    order: Mapping[str, int],
    places: Mapping[str, list[Any]],
) -> dict[str, Any]:
    name = _first(finding, order)
    place = detail["place"]  # of the words, where the finding is on words
    stands = [place.get(part) for part in PLACE] if place else places.get(name or "")
    told = {
        f"{key}{language}": tell(finding, language) if finding.check in checks() else ""
        for key, tell in _TOLD.items()
        for language in LANGUAGES
    }
    return {
        "check": finding.check,
        "severity": finding.severity,
        "subject": finding.subject,
        "left": finding.left,
        "right": finding.right,
        "difference": finding.difference,
        "name": name,
        "quote": detail["quote"],
        **{key: detail[key] for key in _KEPT},
        **told,
        **dict(zip(PLACES, stands or [None] * len(PLACES), strict=True)),
    }


def _first(finding: Finding, order: Mapping[str, int]) -> str | None:
    """The figure to look at first: the first that is printed of those concerned."""
    concerned = printed(finding) if finding.check in checks() else finding.operands
    return next((name for name in concerned if name in order), None)


def unread(db: Reader, identifier: int) -> pd.DataFrame:
    """name, table, row, state, raw, reason, reason_en, candidates, context, cells (how many its row
    has), page, grid, cell_row, cell_column, line: the figures of the tables that are there which
    could not be read, in the order of the form. They were not checked."""
    sql = "SELECT edition_disclosure, edition_applications, edition_proceedings FROM report"
    editions = db.execute(f"{sql} WHERE id = ?", (identifier,)).fetchone() or ()
    there = [table for table, edition in zip(TABLES, editions, strict=False) if edition]
    cells = form(db, identifier)
    rows = list(zip(cells["table"], cells["row"], strict=True))
    widths = Counter(rows)
    cells = cells.assign(cells=[widths[row] for row in rows])
    found = cells[cells["state"].isin(STATES) & cells["table"].isin(there)]
    kept = ["name", "table", "row", "state", "raw", "reason", "reason_en", "candidates", "context"]
    return found[[*kept, "cells", *PLACES]].reset_index(drop=True)
