"""Known figures of a report whose identities all hold, in several characters."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from goidata.form import Column, Edition, Table, edition, editions
from goidata.form.fields import MONEY

Value = int | float | None
Figures = Mapping[str, Value]
Count = Callable[[random.Random], int]


def heavy(source: random.Random) -> int:
    """Half zeros, and figures of one to five digits: what shows a wrong row at once."""
    return 0 if source.random() < 0.5 else source.randint(1, 10 ** source.randint(1, 4))


def light(source: random.Random) -> int:
    """Mostly zeros and small figures, as most offices report."""
    return 0 if source.random() < 0.85 else source.randint(1, 40)


def dense(source: random.Random) -> int:
    """Hardly a zero: a different figure in almost every cell."""
    return source.randint(1, 10 ** source.randint(1, 3))


CHARACTERS: Mapping[str, Count] = {"heavy": heavy, "light": light, "dense": dense}


def consistent_figures(
    source: random.Random, name: str = "2021", count: Count = heavy
) -> dict[str, int | float]:
    """Figures of one report whose identities all hold."""
    form = edition(name)
    figures: dict[str, int | float] = {}
    for field in form.fields_of("disclosure"):
        money = round(source.random() * 10 ** source.randint(1, 5), source.randint(1, 6))
        figures[field.name] = count(source) if field.integer else money
    columns = [column.name for column in form.tables["applications"].rows[0].columns[:-1]]
    for column in columns:
        _fill_column(source, form, column, figures, count)
    for row in form.tables["applications"].rows:
        figures[f"applications.{row.name}.total"] = sum(
            figures[f"applications.{row.name}.{column}"] for column in columns
        )
    for row in form.tables["proceedings"].rows:
        results = {column.name: count(source) for column in row.columns[:-1]}
        figures.update({f"{row.name}.{key}": value for key, value in results.items()})
        figures[f"{row.name}.total"] = sum(results.values())
    return {name: figures[name] for name in form.fields}


def _fill_column(
    source: random.Random,
    form: Edition,
    column: str,
    figures: dict[str, int | float],
    count: Count,
) -> None:
    handled = 0
    for row in form.tables["applications"].rows:
        if row.name.startswith("handled."):
            each = count(source)
            figures[f"applications.{row.name}.{column}"] = each
            handled += each
    carried_out = count(source)
    carried_in = source.randint(0, handled + carried_out)
    figures[f"applications.handled_total.{column}"] = handled
    figures[f"applications.carried_out.{column}"] = carried_out
    figures[f"applications.carried_in.{column}"] = carried_in
    figures[f"applications.received.{column}"] = handled + carried_out - carried_in


def broken(source: random.Random, figures: Figures) -> dict[str, Value]:
    """The figures with one of the two tables of counts changed, as a source that does not add up
    prints it."""
    counts = [name for name in figures if not name.startswith("disclosure.")]
    name = source.choice(counts)
    value = figures[name]
    assert isinstance(value, int)
    other = source.choice([value + 1, max(0, value - 1), value * 10 + 1, value // 10])
    return {**figures, name: other if other != value else value + 2}


def mixed(source: random.Random, count: Count = heavy) -> dict[str, int | float]:
    """Table two of the edition of 2021 with the other tables of 2019, which has been printed."""
    new = consistent_figures(source, "2021", count)
    old = consistent_figures(source, "2019", count)
    two = {name: value for name, value in new.items() if name.startswith("disclosure.")}
    return two | {n: value for n, value in old.items() if not n.startswith("disclosure.")}


def tables_of(figures: Figures, form: str | None = None) -> dict[str, Table]:
    """The three tables that print these figures, each of the edition that has them all; of several
    `form`, else the newest."""
    found: dict[str, Table] = {}
    for each in sorted(editions(), key=lambda each: each.name != form):
        for key, table in each.tables.items():
            if all(field.name in figures for field in each.fields_of(key)):
                found.setdefault(key, table)
    return found


def head_of(column: Column) -> str:
    """The head of a column as printed; an amount's unit, which the form of 2019 leaves to the
    filer, in brackets behind it."""
    if column.unit == MONEY and MONEY not in column.zh:
        return f"{column.zh}（{MONEY}）"
    return column.zh


def show(value: Value) -> str:
    """A figure as printed; nothing for a blank cell."""
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")
