"""The editions of the official form: tables, rows, columns and figures, as printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from goidata.declared import KEY, DeclarationError, no_such
from goidata.wording import Named

TABLES = ("disclosure", "applications", "proceedings")
MONEY = "万元"
Unit = Literal["", "件", "项", "万元"]


@dataclass(frozen=True, slots=True)
class Column(Named):
    """A printed column; `name` is empty where the row alone names the figure."""

    zh: str
    en: str
    name: str = ""
    variants: tuple[str, ...] = ()
    group: str = ""
    unit: Unit = field(default="", metadata={"what": "unit"})
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Group(Named):
    """A printed label over several rows, such as the heading of the refusals."""

    name: str = field(metadata=KEY)
    zh: str
    en: str
    variants: tuple[str, ...] = ()
    head: bool = False


@dataclass(frozen=True, slots=True)
class Row(Named):
    """A printed row: its label, the groups above it (outermost first) and its columns in order;
    `narrower` where it is a narrower class than before under the same name."""

    name: str
    zh: str
    en: str
    unit: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    variants: tuple[str, ...] = ()
    items: str = ""
    narrower: bool = False


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


@cache  # of the few figures of the form, asked for by every reading
def _figure(prefix: str, row: str, items: str, column: str) -> str:
    if "{items}" in column:
        parts: tuple[str, ...] = (prefix, column.replace("{items}", items))
    else:
        parts = (prefix, row, column)
    return ".".join(part for part in parts if part)


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
        return _figure(self.prefix, row.name, row.items, column.name)


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


@cache
def edition(name: str) -> Edition:
    """The edition called `name`. Raises DeclarationError where no such edition is declared."""
    known = {each.name: each for each in editions()}
    if name not in known:
        raise DeclarationError([no_such("form", "", "edition", name, known)])
    return known[name]


@cache
def editions() -> tuple[Edition, ...]:
    """All declared editions, newest first. Raises DeclarationError."""
    from goidata.form.printed import declared_editions  # which makes what is defined here

    return tuple(sorted(declared_editions(), key=lambda e: (e.from_year, e.name), reverse=True))


@cache
def all_fields() -> Mapping[str, Field]:
    """Every figure of every edition by name; of a shared name, as the newest declares it."""
    fields: dict[str, Field] = {}
    for each in editions():
        for name, figure in each.fields.items():
            fields.setdefault(name, figure)
    return fields
