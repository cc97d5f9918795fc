"""One report: its form cell by cell with place and raw text, its claims, sections and findings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from goidata.analysis.frames import from_book, numbers
from goidata.analysis.missing import BLANK, UNREADABLE
from goidata.extraction.report import State
from goidata.form import all_fields
from goidata.store.cells import kept
from goidata.store.reader import Reader

PLACE = ("page", "table", "row", "column", "line")
DECIDED, RECOGNISED = State.DECIDED.value, State.RECOGNISED.value
_WHY = {"number": None, "blank": BLANK, "na": BLANK}


def report(db: Reader, identifier: int) -> Mapping[str, Any] | None:
    """What is known of a report, as `queries.reports` gives it, with the file's digest and status;
    None where there is none. Versions that are not current are found too."""
    row = db.execute(
        """SELECT r.*, g.name AS region_name, a.complete FROM report r
           JOIN agency a ON a.id = r.agency LEFT JOIN region g ON g.code = r.region
           WHERE r.id = ?""",
        (identifier,),
    )
    names = [description[0] for description in row.description]
    found = row.fetchone()
    return dict(zip(names, found, strict=True)) if found else None


def form(db: Reader, identifier: int) -> pd.DataFrame:
    """A row a figure, in printed order: name, table (of the form), row, column, value, state, raw,
    reason and reason_en (why it was not read plainly), candidates (tuple), page, grid, cell_row,
    cell_column, line (its place, counted from 1), context (the printed line), fails (tuple of the
    checks that fail on it, remarks left out), why_missing."""
    cells = kept(db, identifier)
    figures, context = cells.get("figures", {}), cells.get("context", {})
    failing = _failing(db, identifier)
    rows = [_cell(name, cell, context, failing) for name, cell in figures.items()]
    columns = list(_cell("", {}, {}, {}))
    return numbers(pd.DataFrame(rows, columns=columns), ["value", *_PLACES])


_PLACES = ("page", "grid", "cell_row", "cell_column", "line")


def _cell(
    name: str, cell: Mapping[str, Any], context: Mapping[str, str], failing: Mapping[str, list[str]]
) -> dict[str, Any]:
    field = all_fields().get(name)
    place = cell.get("place") or {}
    state = cell.get("state", "missing")
    return {
        "name": name,
        "table": field.table if field else None,
        "row": field.row.name if field else None,
        "column": field.column.name if field else None,
        "value": cell.get("value"),
        "state": state,
        "raw": cell.get("raw"),
        "reason": cell.get("reason"),
        "reason_en": cell.get("reason_en"),
        "candidates": tuple(cell.get("candidates") or ()),
        **{label: place.get(key) for label, key in zip(_PLACES, PLACE, strict=True)},
        "context": context.get(str(place.get("line"))),
        "fails": tuple(dict.fromkeys(failing.get(name, ()))),
        "why_missing": _WHY.get(state, UNREADABLE),
    }


def _failing(db: Reader, identifier: int) -> dict[str, list[str]]:
    """The checks that fail, by the figures they concern; what is only remarked is no failure."""
    sql = """SELECT check_id, operands FROM finding
      WHERE report = ? AND outcome = 'fails' AND severity <> 'info'"""
    found: dict[str, list[str]] = {}
    for check, operands in db.execute(sql, (identifier,)):
        for name in json.loads(operands or "{}"):
            found.setdefault(name, []).append(check)
    return found


def claims(db: Reader, identifier: int) -> pd.DataFrame:
    """name, value, channel, qualifier, approximate, section, quote, page, line: what is stated."""
    sql = """SELECT name, value, channel, qualifier, approximate, section, quote,
        place ->> '$.page' AS page, place ->> '$.line' AS line
      FROM claim WHERE report = :report ORDER BY id"""
    found = numbers(from_book(db, sql, {"report": identifier}), ["value", "page", "line"])
    return found.assign(approximate=found["approximate"].astype(bool))


def sections(db: Reader, identifier: int) -> pd.DataFrame:
    """number, heading, text: the narrative as printed, tables left out."""
    sql = "SELECT number, heading, text FROM section WHERE report = :report ORDER BY number, id"
    return from_book(db, sql, {"report": identifier})


def doubts(db: Reader, reports: Sequence[int]) -> pd.DataFrame:
    """report, check, zh, en (as `findings_of`): the open errors of some reports."""
    sql = """SELECT f.report, f.check_id AS "check", f.detail ->> '$.zh' AS zh,
        f.detail ->> '$.en' AS en
      FROM json_each(:reports) p JOIN finding f ON f.report = p.value
      WHERE f.outcome = 'fails' AND f.severity = 'error' AND NOT coalesce(f.accepted, 0)
      ORDER BY p.key, f.id"""
    return from_book(db, sql, {"reports": json.dumps(list(reports))})


KEPT = ("zh", "en", "hint_zh", "hint_en", "figure", "value", "quote", "follows", "said")


def findings_of(db: Reader, identifier: int) -> pd.DataFrame:
    """finding, check, subject, outcome, severity, left, right, difference, accepted, operands
    (figure to value), zh, en, hint_zh, hint_en, figure (pointed at), value, quote, follows, said
    (whether nothing was there to be checked), related (tuple of checks): failing ones first."""
    sql = """SELECT id AS finding, check_id AS "check", subject, outcome, severity, "left", "right",
        difference, accepted, operands, detail
      FROM finding WHERE report = :report ORDER BY outcome, id"""
    found = from_book(db, sql, {"report": identifier})
    details = [json.loads(detail or "{}") for detail in found["detail"]]
    parts: dict[str, list[Any]] = {
        **{key: [each.get(key) for each in details] for key in KEPT},
        "related": [tuple(each.get("related") or ()) for each in details],
        "operands": [json.loads(each or "{}") for each in found["operands"]],
    }
    lists = {
        key: pd.Series(values, index=found.index, dtype=object) for key, values in parts.items()
    }
    found = found.assign(**lists, accepted=found["accepted"].astype(bool))
    return numbers(found.drop(columns="detail"), ["left", "right", "difference"])
