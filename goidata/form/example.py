"""An invented report in which everything holds, declared in example.toml: figures and measures by
way of example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from goidata.declared import load, no_such
from goidata.declared.loading import refuse
from goidata.form.fields import Table, all_fields, editions
from goidata.form.formulas import Formula

Number = int | float


EXAMPLE = "form/example.toml"
Rows = Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Declared:
    """The rows of each edition's tables, and counts that are no figures of the form."""

    edition: Mapping[str, Mapping[str, Rows]]
    counts: Mapping[str, float]


@cache
def example() -> Mapping[str, Number]:
    """Every figure of every edition by its name, and the counts that measures need besides. Raises
    DeclarationError."""
    declared = load(EXAMPLE, Declared)
    found: dict[str, Number] = dict.fromkeys(all_fields(), 0)
    for form in reversed(editions()):
        for name, rows in declared.edition.get(form.name, {}).items():
            found.update(_figures(form.tables[name], rows, f"edition.{form.name}.{name}"))
    return {**found, **declared.counts}


def _figures(table: Table, rows: Rows, entry: str) -> Iterator[tuple[str, Number]]:
    by_name = {row.name: row for row in table.rows}
    refuse(no_such(EXAMPLE, entry, "row", name, by_name) for name in rows if name not in by_name)
    for name, values in rows.items():
        row = by_name[name]
        for column, value in zip(row.columns, values, strict=True):
            yield table.figure(row, column), value


def value_of(formula: Formula, **bound: str) -> Number:
    """The sum that a formula means in the example, in the form in force; ValueError where it has
    nothing of it."""
    value = formula.value(example(), editions()[0].fields, **{"column": "total", **bound})
    if value is None:
        raise ValueError(f"the example has no {formula.text}")
    return value


def worked(formula: Formula, **bound: str) -> str:
    """A formula with the figures of the example in their places: "100 + 6"; what is 0 of a pattern
    is left out."""
    terms = []
    for sign, pattern in formula.terms:
        values = _values(pattern, bound)
        terms += [f"{'− ' if sign < 0 else '+ '}{value:,}" for value in values]
    return " ".join(terms).removeprefix("+ ")


def _values(pattern: str, bound: Mapping[str, str]) -> list[Number]:
    names = Formula(pattern, ((1, pattern),)).names(editions()[0].fields, **bound)
    values = [example()[name] for _, name in names]
    return [value for value in values if value] or values[:1]
