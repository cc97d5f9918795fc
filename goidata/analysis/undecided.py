"""The cells of current reports that could not be read and that nobody has decided yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from goidata.analysis.chosen import chosen, ids_of, with_keys
from goidata.analysis.frames import from_book
from goidata.analysis.selection import Selection
from goidata.checks.places import counted_off
from goidata.checks.unread import STATES, cell_label, explained, table_label
from goidata.form import TABLES, all_fields
from goidata.store.cells import kept
from goidata.store.reader import Reader
from goidata.wording import shown

OPEN = frozenset(STATES)
_REASON = {"zh": "reason", "en": "reason_en"}
ABOUT = ("unit", "region_name", "year", "label", "raw", "whereabouts", "why", "candidates")
FILLED = ("decided_value", "why_decided", "who")
KNOWN = ("picture", "name", "sha256", "file")
COLUMNS = (*ABOUT, *FILLED, *KNOWN, "place")
_FILES = f"""SELECT r.id AS report, r.sha256, r.file
  FROM json_each(:reports) p JOIN report r ON r.id = p.value
  WHERE EXISTS (SELECT 1 FROM unread u WHERE u.report = r.id
    AND u.state IN ({", ".join(f"'{state}'" for state in STATES)})) ORDER BY p.key"""


def undecided(db: Reader, selection: Selection, language: str) -> pd.DataFrame:
    """COLUMNS, a row a cell, report by report in printed order: whose it is, where in the form and
    where in the document, what is printed, why it was not read and what it may be; three columns
    for a person to fill in; the figure's name and the file it is tied to."""
    about = chosen(db, selection)
    reports = with_keys(about, from_book(db, _FILES, {"reports": ids_of(about)}))
    rows = [
        {**each, **cell}
        for each in reports.to_dict("records")
        for cell in open_cells(db, int(each["report"]), language)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def open_cells(db: Reader, report: int, language: str) -> list[dict[str, Any]]:
    """The open cells of a report, of the tables that it has, in printed order: name, state, label,
    raw, place, whereabouts (the place in words), why, candidates."""
    held = kept(db, report).get("figures", {})
    names = ", ".join(f"edition_{table}" for table in TABLES)
    editions = db.execute(f"SELECT {names} FROM report WHERE id = ?", (report,)).fetchone()
    printed = {table for table, name in zip(TABLES, editions or (), strict=False) if name}
    return [
        _cell(name, cell, language)
        for name, cell in held.items()
        if name in all_fields() and all_fields()[name].table in printed
        if cell["state"] in OPEN
    ]


def _cell(name: str, cell: Mapping[str, Any], language: str) -> dict[str, Any]:
    reason = cell.get(_REASON[language])
    return {
        "name": name,
        "state": cell["state"],
        "label": f"{table_label(name, language)} · {cell_label(name, language)}",
        "raw": cell["raw"] or "",
        "place": cell["place"],
        "whereabouts": counted_off(cell["place"], language) if cell["place"] else "",
        "why": explained(cell["state"], reason, (), language),
        "candidates": " / ".join(map(shown, cell["candidates"])),
    }
