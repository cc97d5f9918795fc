"""The editions of the official form: every table, row, column and figure, with its printed words.

Declared in edition_*.toml beside this module; the notices that set the form are named there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from goidata.wording import Named


@dataclass(frozen=True, slots=True)
class Column(Named):
    """A printed column; `name` is empty where the row alone names the figure."""

    name: str
    zh: str
    en: str
    variants: tuple[str, ...] = ()
    group: str = ""
    unit: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Group(Named):
    """A printed label over several rows, such as the heading of the refusals."""

    name: str
    zh: str
    en: str
    variants: tuple[str, ...] = ()
    head: bool = False


@dataclass(frozen=True, slots=True)
class Row(Named):
    """A printed row: its label, the groups above it (outermost first) and its columns in order."""

    name: str
    zh: str
    en: str
    unit: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    variants: tuple[str, ...] = ()
    items: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One figure of the form.

    `name` is the name used in code, database, exports and checks; `article` the printed article
    of the regulations where the form gives one; `integer` is false for sums of money; `signed` is
    true where the form asks for a change, which may be negative.
    """

    name: str
    table: str
    row: Row
    column: Column
    unit: str
    integer: bool
    signed: bool

    @property
    def article(self) -> str:
        return next((group.zh for group in self.row.groups if group.head), "")

    @property
    def database_name(self) -> str:
        """The column of the wide table of figures: the name with dots as underscores."""
        return self.name.replace(".", "_")

    def label(self, language: str = "zh") -> str:
        """Row and column as printed, joined; in English for `language` "en"."""
        parts = [part for part in self._parts(language) if part]
        return " · ".join(parts)

    def _parts(self, language: str) -> list[str]:
        if not self.column.name and len(self.row.columns) == 1:
            return [self.row.named(language)]
        return [self.row.named(language), self.column.named(language)]


@dataclass(frozen=True, slots=True)
class Table(Named):
    """One of the three tables: its rows in printed order and the words of its head.

    `across` is true where the rows stand side by side in one printed line.
    """

    name: str
    section: int
    zh: str
    en: str
    prefix: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    across: bool = False

    def figure(self, row: Row, column: Column) -> str:
        """The name of the figure at `row` and `column`."""
        if "{items}" in column.name:
            name = column.name.replace("{items}", row.items)
            return ".".join(part for part in (self.prefix, name) if part)
        return ".".join(part for part in (self.prefix, row.name, column.name) if part)


@dataclass(frozen=True, slots=True)
class Section(Named):
    """A section of the report: its number and printed heading."""

    number: int
    zh: str
    en: str
    variants: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the form, with the number and title of the notice that set it."""

    name: str
    notice: str
    notice_title: str
    from_year: int
    sections: tuple[Section, ...]
    tables: Mapping[str, Table]
    fields: Mapping[str, Field]

    def fields_of(self, table: str) -> tuple[Field, ...]:
        """The figures of one table, in printed order."""
        return tuple(field for field in self.fields.values() if field.table == table)


TABLES = ("disclosure", "applications", "proceedings")
MONEY = "万元"


def _column(entry: Mapping[str, Any]) -> Column:
    return Column(
        name=entry.get("name", ""),
        zh=entry["zh"],
        en=entry["en"],
        variants=tuple(entry.get("variants", ())),
        group=entry.get("group", ""),
        unit=entry.get("unit", ""),
        signed=entry.get("signed", False),
    )


def _rows_over_base(base: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """The declaration of a table given as another edition's table with changes."""
    rows: dict[str, Any] = {}
    added = entry.get("rows", {})
    for name, row in base["rows"].items():
        rows.update({new: text for new, text in added.items() if text.get("before") == name})
        if name not in entry.get("drop", ()):
            rows[name] = row
    dropped = entry.get("drop_groups", ())
    groups = {name: group for name, group in base["groups"].items() if name not in dropped}
    return {**base, "rows": rows, "groups": groups}


def _groups_of(name: str, row: Mapping[str, Any], groups: Mapping[str, Group]) -> tuple[Group, ...]:
    named = row.get("group")
    return tuple(
        group for key, group in groups.items() if key == named or name.startswith(f"{key}.")
    )


def _table(name: str, entry: Mapping[str, Any]) -> Table:
    columns = {key: tuple(map(_column, listed)) for key, listed in entry["columns"].items()}
    groups = {
        key: Group(
            key, text["zh"], text["en"], tuple(text.get("variants", ())), text.get("head", False)
        )
        for key, text in entry["groups"].items()
    }
    defaults = entry.get("defaults", {})
    rows = tuple(
        Row(
            name=key,
            zh=text["zh"],
            en=text["en"],
            unit=text.get("unit", defaults.get("unit", "")),
            columns=columns[text.get("columns", defaults.get("columns", ""))],
            groups=_groups_of(key, text, groups),
            variants=tuple(text.get("variants", ())),
            items=text.get("items", ""),
        )
        for key, text in entry["rows"].items()
    )
    return Table(
        name=name,
        section=entry["section"],
        zh=entry["zh"],
        en=entry["en"],
        prefix=entry["prefix"],
        head=tuple(entry["head"]),
        rows=rows,
        groups=tuple(groups.values()),
        across=entry.get("across", False),
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


@cache
def _declaration(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(f"edition_{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def edition(name: str) -> Edition:
    """The edition called `name` ("2021" or "2019").

    Raises FileNotFoundError where no such edition is declared.
    """
    declared = _declaration(name)
    tables = {}
    for key in TABLES:
        entry = declared["tables"][key]
        if "base" in entry:
            entry = _rows_over_base(_declaration(entry["base"])["tables"][key], entry)
        tables[key] = _table(key, entry)
    return Edition(
        name=declared["edition"],
        notice=declared["notice"],
        notice_title=declared["notice_title"],
        from_year=declared["from_year"],
        sections=tuple(
            Section(
                s["number"],
                s["zh"],
                s["en"],
                tuple(s.get("variants", ())),
                tuple(s.get("parts", ())),
            )
            for s in declared["sections"]
        ),
        tables=tables,
        fields=_fields(tables),
    )


@cache
def editions() -> tuple[Edition, ...]:
    """All declared editions, newest first."""
    files = resources.files(__package__).iterdir()
    names = [f.name[8:-5] for f in files if f.name.startswith("edition_")]
    return tuple(sorted(map(edition, names), key=lambda e: e.from_year, reverse=True))


@cache
def all_fields() -> Mapping[str, Field]:
    """Every figure of every edition by name; of a shared name, as the newest declares it."""
    fields: dict[str, Field] = {}
    for each in editions():
        for name, field in each.fields.items():
            fields.setdefault(name, field)
    return fields
