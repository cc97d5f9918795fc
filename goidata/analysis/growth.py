"""A year against the year before, over the units held in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from goidata.analysis import rates
from goidata.analysis.conditions import REPORTS, added, bound, where
from goidata.analysis.expressions import NOTHING, operand
from goidata.analysis.frames import STRATUM, numbers
from goidata.analysis.selection import Selection
from goidata.form import measures
from goidata.store.reader import Reader

_COLUMNS = ["year", *STRATUM, "measure", "n", "N", "units", "unit", "region"]


def change(db: Reader, selection: Selection, names: Sequence[str], year: int) -> pd.DataFrame:
    """The year against the year before, over the units held in both.

    Columns scope, level, measure, units (held in both, with a value), unit and region (the one,
    where it is alone), value, previous, base and previous_base (the class of a rate's denominator),
    difference
    (value − previous: of a ratio, in points as a fraction) and growth (value / previous − 1, of
    counts alone). A change of who reports is thus no change of the measure, nor is one of the
    channel whose volume a narrative states.
    """
    sums = numbers(pd.DataFrame(_sums(db, selection, names, year), columns=_COLUMNS), ["n", "N"])
    found = rates.evaluate(sums).sort_values([*STRATUM, "measure"], kind="stable")
    keys = [*STRATUM, "measure"]
    columns = [*keys, "units", "unit", "region", "value", "base"]
    now, before = (found[found["year"] == y][columns] for y in (year, year - 1))
    before = before.rename(columns={"value": "previous", "base": "previous_base"})
    found = now.merge(before.drop(columns=["units", "unit", "region"]), on=keys)
    grown = (found["value"] / found["previous"].where(found["previous"] != 0) - 1).where(
        ~found["measure"].map(rates.is_ratio).astype(bool)
    )
    return found.assign(difference=found["value"] - found["previous"], growth=grown)


def _sums(
    db: Reader, selection: Selection, names: Sequence[str], year: int
) -> Iterator[tuple[Any, ...]]:
    """A row a year, stratum and measure: n and N added up over the units with a value in both."""
    both = replace(selection, years=(year - 1, year))
    operands = ", ".join(_operands(name, at, both.column) for at, name in enumerate(names))
    pairs = ", ".join(_pair(name, at) for at, name in enumerate(names))
    sums = ", ".join(_both(name, at) for at, name in enumerate(names))
    sql = f"""WITH y AS (SELECT r.agency, r.unit, r.region, r.year, r.scope, r.level,
          r.stated_channel, r.stated_about, {operands} {REPORTS} WHERE {where(both)})
      SELECT scope, level, {sums} FROM (SELECT b.scope, b.level, b.unit, b.region, {pairs}
        FROM y b JOIN y a ON a.agency = b.agency
          AND a.scope = b.scope AND a.level IS NOT DISTINCT FROM b.level
        WHERE b.year = $now AND a.year = $now - 1) GROUP BY scope, level"""
    for scope, level, *values in db.rows(sql, bound(both, now=year))[1]:
        for at, name in enumerate(names):
            units, n, of, n_before, of_before, *who = values[7 * at : 7 * at + 7]
            alone = who if units == 1 else (None, None)
            if units:
                yield year, scope, level, name, n, of, units, *alone
                yield year - 1, scope, level, name, n_before, of_before, units, *alone


def _operands(name: str, at: int, column: str) -> str:
    declared = measures()[name]
    numerator, denominator = (
        operand(o, column) for o in (declared.numerator, declared.denominator)
    )
    return f"{numerator} AS n{at}, {denominator} AS of{at}"


def _pair(name: str, at: int) -> str:
    """Of one measure: its operands in both years, and whether a unit has a value in each, said once
    for all sums."""
    has = [_has_value(name, at, side) for side in "ba"]
    if measures()[name].source == "claims":
        has.append(_ALIKE)
    operands = [f"{side}.{each} AS {side}_{each}" for side in "ba" for each in _sides(name, at)]
    return ", ".join([f"({' AND '.join(has)}) AS both{at}", *operands])


def _both(name: str, at: int) -> str:
    """Of one measure: how many units have a value in both years, and their sums in each."""
    sums: list[str] = []
    for side in "ba":
        named = [f"{side}_{each}" for each in _sides(name, at)]
        sums += [added(f"CASE WHEN both{at} THEN {value} END") for value in named]
        sums += [NOTHING] * (2 - len(named))
    who = [f"any_value(CASE WHEN both{at} THEN {each} END)" for each in ("unit", "region")]
    return ", ".join([f"COUNT(CASE WHEN both{at} THEN 1 END)", *sums, *who])


def _sides(name: str, at: int) -> list[str]:
    return [f"n{at}", f"of{at}"] if rates.is_ratio(name) else [f"n{at}"]


def _has_value(name: str, at: int, side: str) -> str:
    rated = f" AND {side}.of{at} > 0" if rates.is_ratio(name) else ""
    return f"{side}.n{at} IS NOT NULL{rated}"


# Volumes that a unit states of another channel in one year than in another, or only approximately,
# are left out: their difference is none of what was disclosed.
_ALIKE = """a.stated_channel IS NOT DISTINCT FROM b.stated_channel
  AND coalesce(a.stated_about, 0) = 0 AND coalesce(b.stated_about, 0) = 0"""
