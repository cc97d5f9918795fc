"""Parts of a total: by unit, or over the units of a stratum with parts and total from the same
reports, so that the parts never seem to make more or less than the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from goidata.analysis import rates
from goidata.analysis.conditions import Agencies
from goidata.analysis.expressions import expression, operand_names
from goidata.analysis.frames import KEYS, STRATUM, long
from goidata.analysis.missing import explained
from goidata.analysis.selection import Selection
from goidata.analysis.wide import by_report, over_units
from goidata.form import Formula
from goidata.store.reader import Reader

Formulas = Mapping[str, Formula]


def parts_by_unit(
    db: Reader,
    selection: Selection,
    label: str,
    parts: Formulas,
    total: Formula,
    agencies: Agencies = None,
) -> pd.DataFrame:
    """KEYS + `label`, value, total, share, why_missing: a row a report and part, in given order; of
    `agencies` alone where these are named."""
    columns = _columns(parts, total, selection)
    wide = by_report(db, selection, columns, agencies)
    found = long(wide, KEYS, label, list(parts), _held(parts))
    operands = {name: operand_names(part, selection.column) for name, part in parts.items()}
    found = explained(db, found, "value", label, operands)
    return found.assign(share=rates.shares(found["value"], found["total"]))


def parts_over_units(
    db: Reader,
    selection: Selection,
    label: str,
    parts: Formulas,
    total: Formula,
    by_year: bool = True,
) -> pd.DataFrame:
    """year, scope, level, held, `label`, value, total, reports, share: sums over the reports that
    have every part and the total."""
    return wholes_over_units(db, selection, label, [(parts, total)], by_year)


def wholes_over_units(
    db: Reader,
    selection: Selection,
    label: str,
    wholes: Sequence[tuple[Formulas, Formula]],
    by_year: bool = True,
) -> pd.DataFrame:
    """As `parts_over_units`, of several wholes at once, whose parts have different names."""
    asked: dict[str, str] = {}
    together: list[list[str]] = []
    names: list[str] = []
    held: dict[str, list[str]] = {"value": [], "total": [], "reports": []}
    for at, (parts, total) in enumerate(wholes):
        found = {f"w{at}{alias}": sql for alias, sql in _columns(parts, total, selection).items()}
        asked |= found
        together.append(list(found))
        names += parts
        *values, whole = found
        held["value"] += values
        held["total"] += [whole] * len(parts)
        held["reports"] += [f"{together[-1][0]}_reports"] * len(parts)
    wide = over_units(db, selection, asked, together, by_year)
    keys = [*(["year"] if by_year else []), *STRATUM, "held"]
    return long(wide, keys, label, names, held, _shares)


def _columns(parts: Formulas, total: Formula, selection: Selection) -> dict[str, str]:
    column = selection.column
    listed = {f"v{i}": expression(part, column) for i, part in enumerate(parts.values())}
    return {**listed, "whole": expression(total, column)}


def _held(parts: Formulas) -> dict[str, list[str]]:
    return {"value": [f"v{i}" for i in range(len(parts))], "total": ["whole"] * len(parts)}


def _shares(_: Sequence[str], of_each: Mapping[str, Any]) -> dict[str, Any]:
    """`share` of the total as a fraction; missing where the total is 0."""
    return {"share": rates.shares(of_each["value"], of_each["total"])}
