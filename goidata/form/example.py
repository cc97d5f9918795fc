"""An invented report in which everything holds, declared in example.toml: figures and measures by
way of example."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from goidata.form.fields import Table, all_fields, editions
from goidata.form.formulas import Formula

Number = int | float


@cache
def example() -> Mapping[str, Number]:
    """Every figure of every edition by its name, and the counts that measures need besides."""
    declared = tomllib.loads(
        resources.files(__package__).joinpath("example.toml").read_text("utf-8")
    )
    found: dict[str, Number] = dict.fromkeys(all_fields(), 0)
    for form in reversed(editions()):
        for name, rows in declared["edition"].get(form.name, {}).items():
            found.update(_figures(form.tables[name], rows))
    return {**found, **declared["counts"]}


def _figures(table: Table, rows: Mapping[str, list[Any]]) -> Iterator[tuple[str, Number]]:
    by_name = {row.name: row for row in table.rows}
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
