"""The shape of every plain table: its columns, key, references and indices.

The wide table of figures has one column for every declared figure; `field`, `check` and `measure`
are filled from the declarations and say what the columns mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from goidata.form import all_fields


@dataclass(frozen=True, slots=True)
class TableShape:
    """Columns with their types, the primary key, references to other tables, and indices."""

    columns: Mapping[str, type]
    pk: str | tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()
    indices: tuple[tuple[str, ...], ...] = ()
    unique: tuple[str, ...] = ()


def figure_columns() -> dict[str, type]:
    """One column a figure of any edition: whole numbers, but for sums of money."""
    return {field.database_name: int if field.integer else float for field in all_fields().values()}


_PLACE_OF_REPORT: dict[str, type] = {
    "year": int,
    "region": str,
    "province": str,
    "city": str,
    "level": str,
    "scope": str,
}


@cache
def tables() -> Mapping[str, TableShape]:
    """All plain tables by name, in an order in which references find what they refer to."""
    return {**_reference_tables(), **_report_tables(), **_part_tables(), **_load_tables()}


def _reference_tables() -> dict[str, TableShape]:
    words = {"zh": str, "en": str}
    return {
        "meta": TableShape({"key": str, "value": str}, "key"),
        "region": TableShape(
            {
                "code": str,
                "name": str,
                "level": str,
                "parent": str,
                "province": str,
                "city": str,
                "longitude": float,
                "latitude": float,
                "valid_from": int,
                "valid_to": int,
            },
            "code",
            indices=(("parent",), ("province",), ("city",)),
        ),
        "field": TableShape(
            {
                "name": str,
                "table_name": str,
                "row": str,
                "column_name": str,
                **words,
                "unit": str,
                "article": str,
                "edition": str,
                "editions": str,
            },
            "name",
        ),
        "check": TableShape(
            {
                "id": str,
                "kind": str,
                "severity": str,
                "per": str,
                **words,
                "formula": str,
                "basis": str,
                "basis_en": str,
            },
            "id",
        ),
        "measure": TableShape(
            {
                "name": str,
                **words,
                "unit": str,
                "numerator": str,
                "denominator": str,
                "note_zh": str,
                "note_en": str,
            },
            "name",
        ),
    }


def _report_tables() -> dict[str, TableShape]:
    return {
        "agency": TableShape(
            {
                "id": int,
                "unit": str,
                "unit_key": str,
                "scope": str,
                "region": str,
                "level": str,
                "parent": str,
                "listed": int,
                "from_year": int,
                "to_year": int,
                "complete": int,
            },
            "id",
            references=(("region", "region"),),
            indices=(("unit_key", "scope"), ("region",)),
        ),
        "load": TableShape(
            {
                "id": int,
                "started": str,
                "finished": str,
                "paths": str,
                "read": int,
                "refused": int,
                "skipped": int,
            },
            "id",
        ),
        "report": TableShape(
            {
                "id": int,
                "agency": int,
                "version": int,
                "current": int,
                "chosen": int,
                "status": str,
                "file": str,
                "sha256": str,
                "title": str,
                "unit": str,
                **_PLACE_OF_REPORT,
                "region_reason": str,
                "published": str,
                "url": str,
                "abridged": int,
                "synthetic": int,
                "edition_disclosure": str,
                "edition_applications": str,
                "edition_proceedings": str,
                "n_number": int,
                "n_blank": int,
                "n_na": int,
                "n_text": int,
                "n_missing": int,
                "n_ambiguous": int,
                "errors": int,
                "warnings": int,
                "load": int,
                "loaded_at": str,
            },
            "id",
            references=(("agency", "agency"), ("load", "load")),
            indices=(("agency", "year"), ("current", "year"), ("region",)),
            unique=("sha256",),
        ),
        "figures": TableShape(
            {"report": int, **_PLACE_OF_REPORT, **figure_columns()},
            "report",
            references=(("report", "report"),),
        ),
        "summary": TableShape(
            {
                "id": int,
                "year": int,
                "region": str,
                "scope": str,
                "level": str,
                "reports": int,
                **figure_columns(),
            },
            "id",
            indices=(("year", "region", "scope"),),
        ),
    }


def _part_tables() -> dict[str, TableShape]:
    report = (("report", "report"),)
    return {
        "claim": TableShape(
            {
                "id": int,
                "report": int,
                "name": str,
                "value": float,
                "channel": str,
                "qualifier": str,
                "approximate": int,
                "section": int,
                "quote": str,
                "place": str,
            },
            "id",
            references=report,
            indices=(("report",), ("name",)),
        ),
        "section": TableShape(
            {"id": int, "report": int, "number": int, "heading": str, "text": str},
            "id",
            references=report,
            indices=(("report", "number"),),
        ),
        "finding": TableShape(
            {
                "id": int,
                "report": int,
                "check_id": str,
                "subject": str,
                "outcome": str,
                "severity": str,
                "left": float,
                "right": float,
                "difference": float,
                "operands": str,
                "accepted": int,
                "detail": str,
            },
            "id",
            references=report,
            indices=(("report",), ("check_id", "outcome")),
        ),
        "check_outcome": TableShape(
            {"report": int, "check_id": str, "holds": int, "fails": int, "undetermined": int},
            ("report", "check_id"),
            references=report,
        ),
        "reading": TableShape({"report": int, "cells": bytes}, "report", references=report),
        "unread": TableShape(
            {"report": int, "name": str, "state": str, "raw": str, "reason": str},
            ("report", "name"),
            references=report,
            indices=(("name",),),
        ),
    }


def _load_tables() -> dict[str, TableShape]:
    return {
        "refusal": TableShape(
            {
                "id": int,
                "load": int,
                "file": str,
                "sha256": str,
                "code": str,
                "message_zh": str,
                "message_en": str,
                "at": str,
            },
            "id",
            references=(("load", "load"),),
            indices=(("load",),),
        ),
    }
