"""Measures asked of the database: by unit, over the units of a stratum, and against last year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from goidata.analysis import rates
from goidata.analysis.conditions import Agencies
from goidata.analysis.coverage import coverage_by_year
from goidata.analysis.expressions import operand, operand_names
from goidata.analysis.frames import KEYS, STRATUM, ask, floats, long
from goidata.analysis.missing import (
    BELOW_NOUGHT,
    NO_APPLICATIONS,
    NO_POPULATION,
    NOT_STATED,
    reasons,
    with_reasons,
)
from goidata.analysis.selection import Selection
from goidata.analysis.wide import by_report, over_units
from goidata.form import measures
from goidata.store.reader import Reader


def by_unit(
    db: Reader,
    selection: Selection,
    names: Sequence[str],
    agencies: Agencies = None,
) -> pd.DataFrame:
    """KEYS + measure, n, N, pending, value, low, high, base, why_missing: a row a report and
    measure, units listed beside the selection included; of `agencies` alone where these are
    named."""
    found = evaluated(operands_by_report(db, selection, names, agencies), names)
    operands = {name: _operands(name, selection.column) for name in names}
    why, at = reasons(db, found, "value", "measure", operands)
    if len(at):
        rows = (found[name].take(at).tolist() for name in ("base", "n", "N", "measure"))
        why[at] = list(map(_why, why[at], *rows))
    return with_reasons(found, why)


def _why(why: str, base: str | None, n: Any, of: Any, measure: str) -> str:
    """Why a value is missing; `why` says it of the figures alone."""
    source = measures()[measure].source
    if source == "claims":
        return NOT_STATED
    if source == "population" and pd.notna(n):
        return NO_POPULATION
    if pd.notna(of) and of < 0:
        return BELOW_NOUGHT
    return NO_APPLICATIONS if base == "none" else why


def operands_by_report(
    db: Reader,
    selection: Selection,
    names: Sequence[str],
    agencies: Agencies = None,
) -> pd.DataFrame:
    """KEYS and the operands of the measures, a row a report: what `evaluated` makes values of."""
    return by_report(db, selection, columns(names, selection.column), agencies)


def evaluated(wide: pd.DataFrame, names: Sequence[str], keys: Sequence[str] = KEYS) -> pd.DataFrame:
    """As `by_unit`, without the reasons why a value is missing; `keys` are the columns kept."""
    return long(wide, keys, "measure", names, _parts(names), rates.values)


def approximated(db: Reader, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of `by_unit` with `approximate`: whether the narrative states the value so."""
    rows = _stated(frame)
    if not rows.any():
        return frame.assign(approximate=False)
    said = _statements(db, frame[rows])
    return frame.assign(
        approximate=rows & frame["report"].isin(said.index[said["approximate"] > 0])
    )


def _stated(frame: pd.DataFrame) -> pd.Series:
    """Which rows are values that a narrative states."""
    stated = [name for name in set(frame["measure"]) if measures()[name].source == "claims"]
    return frame["measure"].isin(stated) & frame["report"].notna()


def _statements(db: Reader, rows: pd.DataFrame) -> pd.DataFrame:
    """approximate, channel ("" where none is named) of the volumes stated, by report."""
    sql = """SELECT report, approximate, COALESCE(channel, '') AS channel FROM claim
      WHERE name = 'disclosed_items' AND report IN (SELECT unnest($reports)) ORDER BY id"""
    asked = sorted({int(report) for report in rows["report"]})
    return ask(db, sql, {"reports": asked}).drop_duplicates("report").set_index("report")


def pooled(db: Reader, selection: Selection, names: Sequence[str]) -> pd.DataFrame:
    """year, scope, level, measure, n, N, pending, value, low, high, base, reports, held: sums over
    the units of each stratum, both operands from the same reports."""
    return _pooled(db, selection, names, by_year=True)


def pooled_over(db: Reader, selection: Selection, names: Sequence[str]) -> pd.DataFrame:
    """As `pooled`, over all years of the selection together (no column year)."""
    return _pooled(db, selection, names, by_year=False)


def columns(names: Sequence[str], column: str) -> dict[str, str]:
    """The operands of measures as SQL, by alias: n0, of0, pending0, n1 …"""
    found: dict[str, str] = {}
    for i, name in enumerate(names):
        declared = measures()[name]
        found[f"n{i}"] = operand(declared.numerator, column)
        found[f"of{i}"] = operand(declared.denominator, column)
        found[f"pending{i}"] = operand(declared.pending, column)
    return found


def _parts(names: Sequence[str]) -> dict[str, list[str]]:
    aliases = {"n": "n", "N": "of", "pending": "pending"}
    return {part: [f"{alias}{i}" for i in range(len(names))] for part, alias in aliases.items()}


def _operands(name: str, column: str) -> tuple[str, ...]:
    declared = measures()[name]
    return operand_names(declared.numerator, column) + operand_names(declared.denominator, column)


def _pooled(db: Reader, selection: Selection, names: Sequence[str], by_year: bool) -> pd.DataFrame:
    together: list[list[str]] = []
    for i, name in enumerate(names):
        together += [[f"n{i}", f"of{i}"]] if rates.is_ratio(name) else [[f"n{i}"], [f"of{i}"]]
        together += [[f"pending{i}"]]
    wide = over_units(db, selection, columns(names, selection.column), together, by_year)
    keys = [*(["year"] if by_year else []), *STRATUM, "held"]
    parts = _parts(names)
    parts["reports"] = [f"n{i}_reports" for i in range(len(names))]
    for i in range(len(names)):
        # A sum of pending cases over fewer reports than the rate's would be shown as equal.
        apart = wide[f"pending{i}_reports"].to_numpy() != wide[f"n{i}_reports"].to_numpy()
        if apart.any():
            wide[f"pending{i}"] = np.where(apart, np.nan, floats(wide[f"pending{i}"]))
    if all(measures()[name].source != "reports" for name in names):
        return long(wide, keys, "measure", names, parts, rates.values)
    return rates.evaluate(_filed(db, selection, long(wide, keys, "measure", names, parts), by_year))


def _filed(db: Reader, selection: Selection, found: pd.DataFrame, by_year: bool) -> pd.DataFrame:
    """n and N of the filing rate, whose units come from the directory and may have no report."""
    wanted = {name for name, measure in measures().items() if measure.source == "reports"}
    keys = [*(["year"] if by_year else []), *STRATUM]
    listed = coverage_by_year(db, selection).groupby(keys, dropna=False)[["filed", "expected"]]
    joined = found.join(listed.sum(), on=keys)
    filing = joined["measure"].isin(wanted)
    joined["n"] = joined["n"].mask(filing, joined["filed"])
    joined["N"] = joined["N"].mask(filing, joined["expected"])
    joined["reports"] = joined["reports"].mask(filing, joined["filed"])
    return joined.drop(columns=["filed", "expected"])
