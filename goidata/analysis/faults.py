"""What is to be sent back to a unit: each failure of its report, and each figure that could not be
read, with where to look on paper."""

from __future__ import annotations

import pandas as pd

from goidata.analysis.conditions import REPORTS, bound, where
from goidata.analysis.frames import ask, number, numbers
from goidata.analysis.paper import findings_of, form
from goidata.analysis.selection import Selection
from goidata.checks.unread import STATES
from goidata.form import TABLES
from goidata.store.reader import Reader

PLACE = ["page", "grid", "cell_row", "cell_column", "line"]
GRAVE = ("error", "warning", "info")


def faults(db: Reader, identifier: int) -> pd.DataFrame:
    """check, severity, subject, left, right, difference, zh, en, hint_zh, hint_en, quote, name (of
    the figure to look at first), context (the line it is printed on), page, grid, cell_row,
    cell_column, line: every failure that nobody has explained, the gravest first, then in the order
    of the form."""
    found = findings_of(db, identifier)
    found = found[(found["outcome"] == "fails") & ~found["accepted"]]
    cells = form(db, identifier)
    order = {name: at for at, name in enumerate(cells["name"])}
    pairs = zip(list(found["figure"]), list(found["operands"]), strict=True)
    looked_at = [_first(figure, operands, order) for figure, operands in pairs]
    about = found.assign(
        name=pd.Series(looked_at, index=found.index, dtype=object),
        grave=[GRAVE.index(severity) for severity in found["severity"]],
        at=[order.get(name or "", -1) for name in looked_at],
    )
    placed = about.merge(cells[["name", "context", *PLACE]], on="name", how="left")
    placed = placed.sort_values(["grave", "at"], kind="stable")
    kept = ["check", "severity", "subject", "left", "right", "difference", "zh", "en"]
    kept += ["hint_zh", "hint_en", "quote", "name", "context", *PLACE]
    return placed[kept].reset_index(drop=True)


def _first(pointed: str | None, operands: dict[str, object], order: dict[str, int]) -> str | None:
    """The figure pointed at, else the first of the operands that the report prints."""
    if isinstance(pointed, str) and pointed in order:
        return pointed
    return next((name for name in operands if name in order), None)


def unread(db: Reader, identifier: int) -> pd.DataFrame:
    """name, state, raw, reason, reason_en, candidates, context, page, grid, cell_row, cell_column,
    line: the figures of the tables that are there which could not be read, in the order of the
    form. They were not checked."""
    sql = "SELECT edition_disclosure, edition_applications, edition_proceedings FROM report"
    editions = db.execute(f"{sql} WHERE id = ?", (identifier,)).fetchone() or ()
    there = [table for table, edition in zip(TABLES, editions, strict=False) if edition]
    cells = form(db, identifier)
    found = cells[cells["state"].isin(STATES) & cells["table"].isin(there)]
    kept = ["name", "state", "raw", "reason", "reason_en", "candidates", "context", *PLACE]
    return found[kept].reset_index(drop=True)


def faulty(db: Reader, selection: Selection, most: int | None = None) -> pd.DataFrame:
    """report, unit, year, errors, warnings, unread: the reports of a selection with anything to
    send back, a fault or a figure that could not be read, those with most errors first, at most
    `most`; `attrs["all"]` says how many these are."""
    source = f"""{REPORTS} WHERE {where(selection, beside=True)}
      AND (r.errors > 0 OR r.warnings > 0 OR r.unread > 0)"""
    sql = f"""SELECT r.id AS report, r.unit, r.year, r.errors, r.warnings, r.unread {source}
      ORDER BY r.errors DESC, r.warnings DESC, r.unread DESC, r.unit, r.year, r.id LIMIT $most"""
    found = numbers(ask(db, sql, bound(selection, most=most)), ["errors", "warnings", "unread"])
    found.attrs["all"] = number(db, f"SELECT COUNT(*) {source}", bound(selection))
    return found
