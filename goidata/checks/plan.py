"""The declared checks laid out over the figures that a report has: which sums to compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from goidata.form import Field, Table, all_fields, checks, editions
from goidata.form.checks import Check
from goidata.form.references import DOCUMENTS, TABLE_OF

Terms = tuple[tuple[int, str], ...]
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Two sums of figures that must be equal, or stand in the check's relation, for one column,
    row, block, figure or kind of document."""

    check: Check
    subject: str | None
    left: Terms
    right: Terms


@dataclass(frozen=True, slots=True)
class Domain:
    """A figure that must be a whole number, and not negative unless `signed`."""

    check: Check
    field: Field


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of the figures and claims of a report which has the figures `names`."""

    names: Names
    identities: tuple[Identity, ...]
    comparisons: tuple[Identity, ...]
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
            each
            for check in declared
            if check.kind == "comparison"
            for each in _compared(check, names)
        ),
        tuple(
            each for check in declared if check.kind == "domain" for each in _domains(check, names)
        ),
        tuple(check for check in declared if check.kind == "claim"),
    )


def _spread(check: Check, names: Names) -> Iterator[Identity]:
    assert check.left is not None and check.right is not None
    for subject in _subjects(check.per, names):
        bound = {check.per: subject}
        yield Identity(
            check, subject, check.left.names(names, **bound), check.right.names(names, **bound)
        )


def _compared(check: Check, names: Names) -> Iterator[Identity]:
    """The sums that a comparison is about, for each of its subjects that this edition prints."""
    assert check.left is not None
    known = set(names)
    for subject in subjects(check):
        bound = {check.per: subject} if subject else {}
        left = check.left.names(names, **bound)
        right = check.right.names(names, **bound) if check.right else ()
        if left and all(name in known for _, name in (*left, *right)):
            yield Identity(check, subject, left, right)


def subjects(check: Check) -> tuple[str | None, ...]:
    """What a comparison is applied to one by one: listed figures, kinds of documents, or the
    report."""
    return {"figures": check.figures, "documents": DOCUMENTS}.get(check.per, (None,))


def _subjects(per: str, names: Names) -> tuple[str, ...]:
    table = _printed(TABLE_OF[per], names)
    if per == "column":
        return tuple(column.name for column in table.rows[0].columns)
    return tuple(row.name for row in table.rows)


def _printed(table: str, names: Names) -> Table:
    """The table as the edition declares it whose figures these are; the newest where none fits."""
    known = {name for name in names if name in all_fields() and all_fields()[name].table == table}
    fitting = (each for each in editions() if {f.name for f in each.fields_of(table)} == known)
    return next(fitting, editions()[0]).tables[table]


def _domains(check: Check, names: Names) -> Iterator[Domain]:
    assert check.left is not None
    for _, name in check.left.names(names):
        field = all_fields().get(name)
        if field is not None and field.integer:
            yield Domain(check, field)
