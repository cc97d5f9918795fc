"""Editions as declared in edition_*.toml, one over another.

An edition may name a `base`, of which it is the changes: tables that it does not name are the
base's; of those that it names, `rows` change rows or put new ones in (`before` another, or at the
end), `drop` and `drop_groups` leave some out. A single table may have a base of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from goidata.declared import DeclarationError, Fault, built, files, no_such, parsed
from goidata.declared.loading import refuse
from goidata.form.fields import (
    MONEY,
    TABLES,
    Column,
    Edition,
    Field,
    Group,
    Row,
    Section,
    Table,
    Unit,
)

Raw = Mapping[str, Any]
_FILE = "form/edition_{}.toml"


@dataclass(frozen=True, slots=True)
class RowEntry:
    """A row as declared: `columns`, `group` and `unit` by name, else those of the table."""

    zh: str
    en: str
    variants: tuple[str, ...] = ()
    columns: str = ""
    group: str = ""
    unit: Unit = field(default="", metadata={"what": "unit"})
    items: str = ""
    narrower: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for the rows that do not say otherwise."""

    columns: str = ""
    unit: Unit = field(default="", metadata={"what": "unit"})


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A table as declared."""

    section: int
    zh: str
    en: str
    prefix: str
    head: tuple[str, ...]
    columns: Mapping[str, tuple[Column, ...]]
    groups: Mapping[str, Group]
    rows: Mapping[str, RowEntry]
    defaults: Defaults = Defaults()
    across: bool = False


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """An edition as declared, with what it takes from its base."""

    edition: str
    notice: str
    notice_title: str
    from_year: int
    sections: tuple[Section, ...]
    tables: Mapping[str, TableEntry]


def declared_editions() -> Iterator[Edition]:
    """Every edition of which there is a file. Raises DeclarationError."""
    for name in _names():
        yield _edition(_FILE.format(name), name)


def _names() -> list[str]:
    """The editions of which there is a file."""
    before, behind = _FILE.split("{}")
    return [
        file.removeprefix(before).removesuffix(behind)
        for file in files("form")
        if file.startswith(before)
    ]


def _edition(file: str, name: str) -> Edition:
    entry = built(file, _whole(name), EditionEntry)
    if entry.edition != name:
        raise DeclarationError([no_such(file, "edition", "edition", entry.edition, [name])])
    lacking = [table for table in TABLES if table not in entry.tables]
    strange = [table for table in entry.tables if table not in TABLES]
    refuse(no_such(file, "tables", "table", table, entry.tables) for table in lacking)
    refuse(no_such(file, f"tables.{table}", "table", table, TABLES) for table in strange)
    refuse(fault for key in TABLES for fault in _unknown(file, key, entry.tables[key]))
    tables = {key: _table(key, entry.tables[key]) for key in TABLES}
    return Edition(
        name=name,
        notice=entry.notice,
        notice_title=entry.notice_title,
        from_year=entry.from_year,
        sections=entry.sections,
        tables=tables,
        fields=_fields(tables),
    )


@cache
def _whole(name: str, above: tuple[str, ...] = ()) -> Raw:
    """What the file of an edition says, laid over its bases; `above` are those that it is the base
    of."""
    file = _FILE.format(name)
    own = dict(parsed(file))
    base = own.pop("base", None)
    tables = {key: dict(entry) for key, entry in own.get("tables", {}).items()}
    taken: dict[str, Raw] = {}
    for key, entry in tables.items():
        under = entry.pop("base", base)
        taken[key] = entry
        if under is not None:
            below = _base(file, f"tables.{key}.base", under, (*above, name))["tables"]
            taken[key] = _over(file, f"tables.{key}", below.get(key, {}), entry)
    if base is None:
        return {**own, "tables": taken}
    below = _base(file, "base", base, (*above, name))
    return {**below, **own, "tables": {**below["tables"], **taken}}


def _base(file: str, entry: str, name: str, above: tuple[str, ...]) -> Raw:
    known = [each for each in _names() if each not in above]
    if name not in known:
        raise DeclarationError([no_such(file, entry, "edition", name, known)])
    return _whole(name, above)


def _over(file: str, at: str, base: Raw, entry: Raw) -> Raw:
    """The declaration of a table given as another edition's with changes."""
    rows, groups = base.get("rows", {}), base.get("groups", {})
    own = entry.get("rows", {})
    drop, drop_groups = entry.get("drop", ()), entry.get("drop_groups", ())
    new = {name: row for name, row in own.items() if name not in rows}
    before = [row["before"] for row in new.values() if "before" in row]
    refuse(
        no_such(file, f"{at}.{key}", what, name, known)
        for key, what, names, known in (
            ("rows", "row", before, rows),
            ("drop", "row", drop, rows),
            ("drop_groups", "group", drop_groups, groups),
        )
        for name in names
        if name not in known
    )
    changed: dict[str, Any] = {}
    for name, row in rows.items():
        changed.update(_before(name, new))
        if name not in drop:
            changed[name] = {**row, **own.get(name, {})}
    changed.update({name: row for name, row in new.items() if "before" not in row})
    kept = {name: group for name, group in groups.items() if name not in drop_groups}
    said = {key: value for key, value in entry.items() if key not in ("drop", "drop_groups")}
    return {
        **base,
        **said,
        "rows": changed,
        "groups": {**kept, **entry.get("groups", {})},
        "columns": {**base.get("columns", {}), **entry.get("columns", {})},
    }


def _before(name: str, new: Raw) -> Iterable[tuple[str, Any]]:
    return ((key, row) for key, row in new.items() if row.get("before") == name)


def _unknown(file: str, key: str, table: TableEntry) -> Iterator[Fault]:
    """A fault for each row whose columns or group the table does not declare."""
    for name, row in table.rows.items():
        at = f"tables.{key}.rows.{name}"
        columns = row.columns or table.defaults.columns
        if columns not in table.columns:
            yield no_such(file, at, "column", columns, table.columns)
        if row.group and row.group not in table.groups:
            yield no_such(file, at, "group", row.group, table.groups)
        if not row.unit and not table.defaults.unit:
            yield Fault(file, at, "缺少 unit", "unit is lacking")


def _table(name: str, entry: TableEntry) -> Table:
    rows = tuple(
        Row(
            name=key,
            zh=row.zh,
            en=row.en,
            unit=row.unit or entry.defaults.unit,
            columns=entry.columns[row.columns or entry.defaults.columns],
            groups=_groups_of(key, row, entry.groups),
            variants=row.variants,
            items=row.items,
            narrower=row.narrower,
        )
        for key, row in entry.rows.items()
    )
    return Table(
        name=name,
        section=entry.section,
        zh=entry.zh,
        en=entry.en,
        prefix=entry.prefix,
        head=entry.head,
        rows=rows,
        groups=tuple(entry.groups.values()),
        across=entry.across,
    )


def _groups_of(name: str, row: RowEntry, groups: Mapping[str, Group]) -> tuple[Group, ...]:
    return tuple(
        group for key, group in groups.items() if key == row.group or name.startswith(f"{key}.")
    )


def _fields(tables: Mapping[str, Table]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for table in tables.values():
        for row in table.rows:
            for column in row.columns:
                name = table.figure(row, column)
                unit = column.unit or row.unit
                fields[name] = Field(
                    name, table.name, row, column, unit, unit != MONEY, column.signed
                )
    return fields
