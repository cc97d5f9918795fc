"""Short labels for charts and tables, cut from the printed wording of the declarations.

`short` takes the ordinal and the closing bracket off a printed label; nothing is worded here.
Names are those of the form without their table: outcomes (`granted` … `other`), rows
(`handled.refused.third_party`), columns (`natural_person`), results (`upheld`), blocks (`review`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from goidata.errors import UsageError
from goidata.form import Column, Group, Row, Table, all_fields, checks, edition, editions
from goidata.form.ordinals import bare as short
from goidata.form.ordinals import numeral
from goidata.wording import say


def _table(name: str) -> Table:
    return edition(editions()[0].name).tables[name]


def _outcomes() -> tuple[str, ...]:
    rows = (row.name for row in _table("applications").rows if row.name.startswith("handled."))
    return tuple(dict.fromkeys(name.split(".")[1] for name in rows))


OUTCOMES = _outcomes()
APPLICANTS = tuple(
    column.name for column in _table("applications").rows[0].columns if column.name != "total"
)
BLOCKS = tuple(row.name for row in _table("proceedings").rows)
RESULTS = tuple(
    column.name for column in _table("proceedings").rows[0].columns if column.name != "total"
)
DOCUMENTS = tuple(
    row.name for row in _table("disclosure").rows if any(c.name == "in_force" for c in row.columns)
)
COUNTS = tuple(column.name for column in _table("disclosure").rows[0].columns)


def reasons(group: str) -> tuple[str, ...]:
    """The rows under an outcome such as "handled.refused", in printed order."""
    names = (row.name for row in _table("applications").rows)
    return tuple(name for name in names if name.startswith(f"{group}."))


def _said(found: Column | Group | Row | None, name: str, language: str) -> str:
    if found is None:
        raise UsageError.of("not_found.label", name=name)
    return short(found.named(language))


@cache
def _rows(table: str) -> Mapping[str, Row | Group]:
    known: dict[str, Row | Group] = {}
    for each in editions():
        for row in each.tables[table].rows:
            known.setdefault(row.name, row)
        for group in each.tables[table].groups:
            known.setdefault(group.name, group)
    return known


@cache
def row(name: str, language: str = "zh") -> str:
    """A row or group of the table of applications: "received", "handled.refused.third_party"."""
    return _said(_rows("applications").get(name), name, language)


def printed(name: str, language: str = "zh") -> str:
    """A row or group of the table of applications as it is printed, whole."""
    found = _rows("applications").get(name)
    if found is None:
        raise UsageError.of("not_found.label", name=name)
    return found.named(language)


def outcome(name: str, language: str = "zh") -> str:
    """An outcome of OUTCOMES: "granted" … "other"."""
    return row(f"handled.{name}", language)


@cache
def _column(table: str, name: str, language: str) -> str:
    columns = (column for row in _table(table).rows for column in row.columns)
    return _said(next((c for c in columns if c.name == name), None), name, language)


def column(name: str, language: str = "zh") -> str:
    """An applicant type: "natural_person" … "total"."""
    return _column("applications", name, language)


def result(name: str, language: str = "zh") -> str:
    """A result of a proceeding: "upheld" … "total"."""
    return _column("proceedings", name, language)


def block(name: str, language: str = "zh") -> str:
    """A kind of proceeding: "review", "litigation_direct", "litigation_after_review"."""
    return _said(_rows("proceedings").get(name), name, language)


def documents(name: str, language: str = "zh") -> str:
    """A kind of document, or another row of the table of disclosure: "regulations", "licences"."""
    return _said(_rows("disclosure").get(name), name, language)


def count(name: str, language: str = "zh") -> str:
    """What is counted of documents: "issued", "repealed", "in_force"."""
    return _column("disclosure", name, language)


@cache
def field(name: str, language: str = "zh") -> str:
    """A figure by its full name: row and column, shortened."""
    found = all_fields().get(name)
    if found is None:
        raise UsageError.of("not_found.label", name=name)
    return " · ".join(map(short, found.label(language).split(" · ")))


SECTIONS = tuple(each.number for each in edition(editions()[0].name).sections)


@cache
def section(number: int, language: str = "zh") -> str:
    """A section of the report by its number, as the latest edition heads it."""
    found = next((s for s in edition(editions()[0].name).sections if s.number == number), None)
    if found is None:
        raise UsageError.of("not_found.section", number=number)
    ordinal = numeral(number)
    return say("report.section", language, number=number, ordinal=ordinal, section=found)


@cache
def check(name: str, language: str = "zh") -> str:
    """The name of a check by its id; the id itself where the catalogue no longer has it."""
    found = checks().get(name)
    return name if found is None else found.short(language)


@cache
def rule(name: str, language: str = "zh") -> str:
    """The rule of a check by its id; empty where the catalogue no longer has it."""
    found = checks().get(name)
    return "" if found is None else found.named(language)


@cache
def checks_in_words(language: str = "zh") -> Mapping[str, str]:
    """Every check of the catalogue, by id."""
    return {name: check(name, language) for name in checks()}


@cache
def rows_in_words(language: str = "zh") -> Mapping[str, str]:
    """Every row and group of the table of applications, by name."""
    return {name: row(name, language) for name in _rows("applications")}
