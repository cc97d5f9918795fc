"""A stored report as it was read: what was printed is kept, so checks can be applied again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from goidata.documents.document import Place, Unseen
from goidata.extraction.reasons import Reason
from goidata.extraction.report import (
    Claim,
    Figure,
    Formalities,
    Identity,
    Misprint,
    Report,
    ReportSection,
    Scope,
    State,
)
from goidata.form import TABLES, all_fields, edition
from goidata.store.cells import kept

_IDENTITY = "title unit scope year region region_reason published abridged url".split()
_CLAIM = "name value section quote place channel qualifier approximate".split()


def restored(connection: sqlite3.Connection, identifier: int) -> Report:
    """The report with the id `identifier`, its cells as people decided them where they did; the
    places of its sections are not kept."""
    cells = kept(connection, identifier)
    row = _rows(connection, "report", identifier, [*_IDENTITY, *map(_edition, TABLES)], key="id")[0]
    printed = {table: row[_edition(table)] for table in TABLES}
    return Report(
        identity=_identity(row),
        edition=printed,
        figures=_figures(cells["figures"], printed),
        claims=_claims(_rows(connection, "claim", identifier, _CLAIM), cells.get("doubts", ())),
        sections=tuple(
            ReportSection(**section)
            for section in _rows(connection, "section", identifier, ["number", "heading", "text"])
        ),
        context={int(line): text for line, text in cells["context"].items()},
        formalities=_formalities(cells.get("formalities", {})),
    )


def decided_figures(connection: sqlite3.Connection, identifier: int) -> dict[str, Figure]:
    """The figures of a report where people decided any; none of nearly all reports, whose cells are
    not looked at."""
    row = connection.execute("SELECT n_decided FROM report WHERE id = ?", (identifier,)).fetchone()
    return dict(restored(connection, identifier).figures) if row and row[0] else {}


def _rows(
    connection: sqlite3.Connection,
    table: str,
    identifier: int,
    columns: list[str],
    key: str = "report",
) -> list[dict[str, Any]]:
    names = ", ".join(columns)
    found = connection.execute(
        f'SELECT {names} FROM "{table}" WHERE {key} = ? ORDER BY id', (identifier,)
    )
    return [dict(zip(columns, row, strict=True)) for row in found]


def _edition(table: str) -> str:
    return f"edition_{table}"


def _identity(row: Mapping[str, Any]) -> Identity:
    words = {key: row[key] for key in _IDENTITY}
    words["region_reason"] = words["region_reason"] or ""
    return Identity(**{**words, "scope": Scope(row["scope"]), "abridged": bool(row["abridged"])})


def _figures(
    cells: Mapping[str, Mapping[str, Any]], printed: Mapping[str, str | None]
) -> dict[str, Figure]:
    """The figures as they were read; those that an edition gained since then were not."""
    asked = (
        field.name
        for table, name in printed.items()
        if name is not None
        for field in edition(name).fields_of(table)
    )
    gained = {name: Figure(None, State.MISSING) for name in asked if name not in cells}
    known = {name: _figure(cell) for name, cell in cells.items() if name in all_fields()}
    return {**known, **gained}


def _figure(cell: Mapping[str, Any]) -> Figure:
    return Figure(
        value=cell["value"],
        state=State(cell["state"]),
        raw=cell["raw"],
        place=_place(cell["place"]),
        reasons=tuple(Reason(code, tuple(of)) for code, of in cell.get("reasons", ())),
        candidates=tuple(cell["candidates"]),
    )


def _claims(rows: Sequence[Mapping[str, Any]], doubts: Sequence[str | None]) -> tuple[Claim, ...]:
    claims = map(_claim, rows)
    return tuple(
        replace(claim, doubt=doubt) for claim, doubt in zip_longest(claims, doubts[: len(rows)])
    )


def _claim(row: Mapping[str, Any]) -> Claim:
    place = _place(json.loads(row["place"]))
    value = int(row["value"]) if float(row["value"]).is_integer() else row["value"]
    approximate = bool(row["approximate"])
    return Claim(
        **{
            **row,
            "value": value,
            "place": place or Place(),
            "approximate": approximate,
        }
    )


def _formalities(kept: Mapping[str, Any]) -> Formalities:
    labels = (
        Misprint(label["printed"], label["meant"], Place(*label["place"]))
        for label in kept.get("labels", ())
    )
    return Formalities(
        years=kept.get("years", {}),
        cited=tuple(kept.get("cited", ())),
        labels=tuple(labels),
        unprinted={table: tuple(rows) for table, rows in kept.get("unprinted", {}).items()},
        complete=kept.get("complete", False),
        synthetic=kept.get("synthetic", False),
        unseen=Unseen(*kept["unseen"]) if kept.get("unseen") else None,
    )


def _place(place: Mapping[str, int | None] | None) -> Place | None:
    return Place(**place) if place is not None else None
