"""Questions on reconsideration and litigation: results by block. Rates: `measured`."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from goidata.analysis.conditions import Agencies
from goidata.analysis.labels import BLOCKS, RESULTS
from goidata.analysis.selection import Selection
from goidata.analysis.shares import Formulas, parts_by_unit, parts_over_units
from goidata.form import Formula, parse
from goidata.store.reader import Reader


def results(db: Reader, selection: Selection, agencies: Agencies = None) -> pd.DataFrame:
    """KEYS + block, result, value, total, share, why_missing: a row a report, block and result; of
    `agencies` alone where these are named."""
    return _blocks(
        lambda parts, whole: parts_by_unit(db, selection, "result", parts, whole, agencies)
    )


def results_by_year(db: Reader, selection: Selection) -> pd.DataFrame:
    """year, scope, level, held, block, result, value, total, reports, share."""
    return _blocks(lambda parts, whole: parts_over_units(db, selection, "result", parts, whole))


def _blocks(ask: Callable[[Formulas, Formula], pd.DataFrame]) -> pd.DataFrame:
    found = []
    for block in BLOCKS:
        parts = {result: parse(f"{block}.{result}") for result in RESULTS}
        frame = ask(parts, parse(f"{block}.total"))
        found.append(frame.assign(block=block))
    return pd.concat(found, ignore_index=True)
