"""Whether what a declaration names is there: figures of formulas, and subjects of checks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from goidata.declared import Fault, no_such
from goidata.form.fields import all_fields, editions
from goidata.form.formulas import Formula

Bound = Mapping[str, tuple[str, ...]]  # what may stand for {column} and the like

DOCUMENTS = ("regulations", "normative_documents")

# What a check is applied to, and the table whose columns or rows these are.
TABLE_OF = {"column": "applications", "row": "applications", "block": "proceedings"}
_OPEN = re.compile(r"\{(\w*)\}")


def subjects(per: str) -> tuple[str, ...]:
    """All columns, rows, blocks or kinds of documents that a check may be applied to."""
    if per == "documents":
        return DOCUMENTS
    tables = [form.tables[TABLE_OF[per]] for form in editions()] if per in TABLE_OF else []
    parts = (
        part
        for table in tables
        for part in (table.rows[0].columns if per == "column" else table.rows)
    )
    return tuple(dict.fromkeys(part.name for part in parts))


def unknown_figures(file: str, entry: str, formula: Formula, bound: Bound) -> Iterator[Fault]:
    """A fault for each term of a formula that means no figure of any edition."""
    for _, pattern in formula.terms:
        strange = next((key for key in _OPEN.findall(pattern) if key not in bound), None)
        if strange is not None:
            yield no_such(file, entry, "subject", strange, bound)
        elif not any(map(_means_something, _filled(pattern, bound))):
            first = next(_filled(pattern, bound))
            yield no_such(file, entry, "figure", first, all_fields())


def _filled(pattern: str, bound: Bound) -> Iterator[str]:
    """A term with everything that may stand in its open places."""
    keys = _OPEN.findall(pattern)
    for values in product(*(bound[key] for key in keys)):
        filled = pattern
        for key, value in zip(keys, values, strict=True):
            filled = filled.replace(f"{{{key}}}", value)
        yield filled


def _means_something(pattern: str) -> bool:
    if "*" not in pattern:
        return pattern in all_fields()
    return bool(Formula(pattern, ((1, pattern),)).names(all_fields()))
