"""The tables that say what the others mean: regions, figures, checks, measures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from goidata import __version__
from goidata.form import (
    all_fields,
    catalogue_version,
    checks,
    editions,
    measures,
    words_version,
)
from goidata.form.checks import Check
from goidata.form.dictionary import formula
from goidata.regions import Region, all_regions, ancestors, by_code
from goidata.store.schema import APPLICATION, SCHEMA

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

Row = dict[str, str | int | float | None]


def fill(database: Database) -> None:
    """Write the reference tables of a new database."""
    facts = ({"key": key, "value": value} for key, value in _facts().items())
    database.table("meta").insert_all(facts, ignore=True)
    database.table("region").upsert_all(map(_region, all_regions()), pk="code")
    database.table("field").insert_all(_fields())
    database.table("check").insert_all(map(_check, checks().values()))
    database.table("measure").insert_all(_measures())


def refill(database: Database) -> None:
    """Write the reference tables of a database that an older version made, of meta what it lacks.

    Regions stay while agencies refer to them, and are written over.
    """
    for name in ("field", "check", "measure"):
        database.execute(f'DELETE FROM "{name}"')
    fill(database)


def province_and_city(code: str | None) -> tuple[str | None, str | None]:
    """The codes of the province and of the city that a region is or lies in; None where none."""
    region = by_code(code) if code else None
    if region is None:
        return None, None
    levels = {each.level: each.code for each in (region, *ancestors(region))}
    return levels.get("province"), levels.get("city")


def _facts() -> dict[str, str]:
    return {
        "application": APPLICATION,
        "version": __version__,
        "schema": str(SCHEMA),
        "catalogue": catalogue_version(),
        "words": words_version(),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "revision": "0",
        "synthetic": "0",
    }


def _region(region: Region) -> Row:
    province, city = province_and_city(region.code)
    return {
        "code": region.code,
        "name": region.name,
        "level": region.level,
        "parent": region.parent,
        "province": province,
        "city": city,
        "longitude": region.longitude,
        "latitude": region.latitude,
        "valid_from": region.valid_from,
        "valid_to": region.valid_to,
    }


def _fields() -> Iterator[Row]:
    for name, field in all_fields().items():
        having = [edition.name for edition in editions() if name in edition.fields]
        yield {
            "name": name,
            "table_name": field.table,
            "row": field.row.name,
            "column_name": field.column.name,
            "zh": field.label("zh"),
            "en": field.label("en"),
            "unit": field.unit,
            "article": field.article or None,
            "edition": having[0],
            "editions": ",".join(sorted(having)),
        }


def _check(check: Check) -> Row:
    return {
        "id": check.id,
        "kind": check.kind,
        "severity": check.severity,
        "per": check.per,
        "zh": check.zh,
        "en": check.en,
        "formula": formula(check) or None,
        "basis": check.basis,
        "basis_en": check.basis_en,
    }


def _measures() -> Iterator[Row]:
    for measure in measures().values():
        yield {
            "name": measure.name,
            "zh": measure.zh,
            "en": measure.en,
            "unit": measure.unit,
            "numerator": measure.numerator.text,
            "denominator": measure.denominator.text if measure.denominator else None,
            "note_zh": measure.note_zh or None,
            "note_en": measure.note_en or None,
        }
