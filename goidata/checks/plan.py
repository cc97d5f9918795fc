"""The declared checks laid out over the figures that a report has: which sums to compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from goidata.form import Field, Formula, Table, all_fields, checks, editions
from goidata.form.checks import Check

Terms = tuple[tuple[int, str], ...]
Names = tuple[str, ...]

# What a check is applied to, and the table whose columns or rows these are.
_TABLE_OF = {"column": "applications", "row": "applications", "block": "proceedings"}


@dataclass(frozen=True, slots=True)
class Identity:
    """Two sums of figures that must be equal, for one column, row or block."""

    check: Check
    subject: str
    left: Terms
    right: Terms


@dataclass(frozen=True, slots=True)
class Domain:
    """A figure that must be a whole number, and not negative unless `signed`."""

    check: Check
    field: Field


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is asked of a report which has the figures `names`."""

    names: Names
    identities: tuple[Identity, ...]
    domains: tuple[Domain, ...]
    claims: tuple[Check, ...]


@lru_cache(maxsize=64)
def plan(names: Names) -> Plan:
    """The checks for a report with the figures `names`: one plan for each mixture of editions."""
    declared = checks().values()
    return Plan(
        names,
        tuple(
            each for check in declared if check.kind == "identity" for each in _spread(check, names)
        ),
        tuple(
            each for check in declared if check.kind == "domain" for each in _domains(check, names)
        ),
        tuple(check for check in declared if check.kind == "claim"),
    )


@lru_cache(maxsize=1024)
def terms(formula: Formula, names: Names) -> Terms:
    """The signed figures of a formula among `names`."""
    return formula.names(names)


def _spread(check: Check, names: Names) -> Iterator[Identity]:
    assert check.left is not None and check.right is not None
    for subject in _subjects(check.per, names):
        bound = {check.per: subject}
        yield Identity(
            check, subject, check.left.names(names, **bound), check.right.names(names, **bound)
        )


def _subjects(per: str, names: Names) -> tuple[str, ...]:
    table = _printed(_TABLE_OF[per], names)
    if per == "column":
        return tuple(column.name for column in table.rows[0].columns)
    return tuple(row.name for row in table.rows)


def _printed(table: str, names: Names) -> Table:
    """The table as the edition declares it whose figures these are; the newest where none fits."""
    known = set(names)
    fitting = (each for each in editions() if all(f.name in known for f in each.fields_of(table)))
    return next(fitting, editions()[0]).tables[table]


def _domains(check: Check, names: Names) -> Iterator[Domain]:
    assert check.left is not None
    for _, name in check.left.names(names):
        field = all_fields().get(name)
        if field is not None and field.integer:
            yield Domain(check, field)
