"""The shape of every plain table: its columns, key, references and indices.

The wide table of figures has one column for every declared figure; `field`, `check` and `measure`
are filled from the declarations and say what the columns mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from goidata.form import all_fields

Row = Mapping[str, Any]  # of a table, by column

_TYPES: Mapping[str, type] = {"": str, "int": int, "float": float, "bytes": bytes}

# Where and when: the columns by which figures are selected.
_PLACE = "year:int region province city level scope"


@dataclass(frozen=True, slots=True)
class TableShape:
    """Columns with their types, the primary key, references to other tables, and indices."""

    columns: Mapping[str, type]
    pk: str | tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()
    indices: tuple[tuple[str, ...], ...] = ()
    unique: tuple[str, ...] = ()


@cache
def figure_columns() -> Mapping[str, type]:
    """One column a figure of any edition: whole numbers, but for sums of money."""
    return {field.database_name: int if field.integer else float for field in all_fields().values()}


@cache
def tables() -> Mapping[str, TableShape]:
    """All plain tables by name, in an order in which references find what they refer to."""
    return {**_reference_tables(), **_report_tables(), **_part_tables()}


def _of(words: str) -> dict[str, type]:
    """The columns named in `words`, texts but for those with a type behind a colon."""
    parts = (word.partition(":") for word in words.split())
    return {name: _TYPES[kind] for name, _, kind in parts}


def _reference_tables() -> dict[str, TableShape]:
    """What the other tables mean: regions and declarations."""
    region = _of(
        "code name level parent province city longitude:float latitude:float"
        " valid_from:int valid_to:int"
    )
    field = _of("name table_name row column_name zh en unit article edition editions")
    check = _of("id kind severity per zh en formula basis basis_en")
    measure = _of("name zh en unit numerator denominator note_zh note_en")
    return {
        "meta": TableShape(_of("key value"), "key"),
        "region": TableShape(region, "code", indices=(("parent",), ("province",), ("city",))),
        "field": TableShape(field, "name"),
        "check": TableShape(check, "id"),
        "measure": TableShape(measure, "name"),
    }


def _report_tables() -> dict[str, TableShape]:
    """Who reports, what was loaded, the reports and their figures."""
    agency = _of(
        "id:int unit unit_key scope region level parent listed:int from_year:int to_year:int"
        " complete:int revision:int"
    )
    load = _of("id:int started finished paths read:int refused:int skipped:int")
    refusal = _of("id:int load:int file sha256 code message_zh message_en at")
    report = _of(
        "id:int agency:int version:int current:int chosen:int status file sha256 title unit"
        f" {_PLACE} region_reason published url abridged:int synthetic:int"
        " edition_disclosure edition_applications edition_proceedings"
        " n_number:int n_blank:int n_na:int n_text:int n_missing:int n_ambiguous:int"
        " n_recognised:int n_decided:int"
        " errors:int warnings:int load:int loaded_at revision:int"
    )
    figures = {**_of(f"report:int {_PLACE}"), **figure_columns()}
    return {
        "agency": TableShape(
            agency,
            "id",
            references=(("region", "region"),),
            indices=(("unit_key", "scope"), ("region",)),
        ),
        "load": TableShape(load, "id"),
        "refusal": TableShape(refusal, "id", references=(("load", "load"),), indices=(("load",),)),
        "report": TableShape(
            report,
            "id",
            references=(("agency", "agency"), ("load", "load")),
            indices=(("agency", "year"), ("current", "year"), ("region", "year"), ("revision",)),
            unique=("sha256",),
        ),
        "figures": TableShape(figures, "report", references=(("report", "report"),)),
    }


def _part_tables() -> dict[str, TableShape]:
    """What else is kept of a report: its words, what was found in it, how it was read."""
    claim = _of(
        "id:int report:int name value:float channel qualifier approximate:int section:int quote"
        " place"
    )
    section = _of("id:int report:int number:int heading text")
    finding = _of(
        "id:int report:int check_id subject outcome severity left:float right:float"
        " difference:float operands accepted:int detail"
    )
    outcome = _of("report:int check_id holds:int fails:int undetermined:int accepted:int")
    unread = _of("report:int name state raw reason")
    parts: dict[str, tuple[dict[str, type], str | tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
        "claim": (claim, "id", (("report",), ("name",))),
        "section": (section, "id", (("report", "number"),)),
        "finding": (finding, "id", (("report",), ("check_id", "outcome"))),
        "check_outcome": (outcome, ("report", "check_id"), ()),
        "reading": (_of("report:int cells:bytes"), "report", ()),
        "sketch": (_of("report:int sketch:bytes"), "report", ()),
        "band": (
            _of("bucket:int band:int report:int"),
            ("bucket", "band", "report"),
            (("report",),),
        ),
        "unread": (unread, ("report", "name"), (("name",),)),
    }
    return {
        name: TableShape(columns, pk, (("report", "report"),), indices)
        for name, (columns, pk, indices) in parts.items()
    }
