"""Units side by side: their measures by year, why some are missing, and the peers beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from goidata.analysis import breaks, rates
from goidata.analysis.conditions import among, named, parameters, year_condition
from goidata.analysis.coverage import coverage
from goidata.analysis.expressions import operand_names
from goidata.analysis.figured import figures
from goidata.analysis.frames import ask, numbers
from goidata.analysis.measured import approximated, by_unit
from goidata.analysis.missing import LEFT_OUT, NOT_COLLECTED
from goidata.analysis.others import with_others
from goidata.analysis.peers import LEAST, PEERS, Peers, joined, superiors, typical
from goidata.analysis.ranking import ranking
from goidata.analysis.selection import Selection, Stratum
from goidata.form import measures
from goidata.store.reader import Reader

COMPARED = tuple(
    name for name, measure in measures().items() if measure.source in ("figures", "claims")
)
GROUP = (
    *("group_units", "group_n", "group_N", "group_value", "group_base"),
    *("median_units", "q1", "median", "q3"),
)
ABOUT = ("agency", "unit", "region", "region_name", "province", "city", "level", "scope")


def units_of(db: Reader, agencies: Sequence[int]) -> pd.DataFrame:
    """agency, unit (its latest name), region, region_name, province, city, level, scope: the units
    with these ids of which a report is held, in the order asked."""
    sql = f"""SELECT a.id AS agency, arg_max(r.unit, r.year) AS unit, a.region,
        g.name AS region_name, g.province, g.city, a.level, a.scope
      FROM agency a JOIN report r ON r.agency = a.id LEFT JOIN region g ON g.code = a.region
      WHERE {among(agencies, "a.id")} GROUP BY ALL"""
    key = "units", *agencies
    found = db.remembered(key, lambda: ask(db, sql, named(agencies)))[list(ABOUT)]
    order = {agency: at for at, agency in enumerate(agencies)}
    return found.sort_values("agency", key=lambda ids: ids.map(order)).reset_index(drop=True)


def compared(
    db: Reader,
    selection: Selection,
    agencies: Sequence[int],
    names: Sequence[str],
    width: str,
) -> pd.DataFrame:
    """The units `agencies` side by side: a row a unit, year and measure, years without a report
    included.

    KEYS + measure, n, N, pending, value, low, high, base, why_missing, break, note, approximate;
    group (the region of the peers, None for all that is held), group_units, group_n, group_N,
    group_value, group_base, median_units, q1, median, q3 (see `peers.typical`); difference from
    the peers' value (of a ratio, in the unit of the measure) or from their median (of a count, as
    a fraction of it); side: "above" or "below" where the 95 % interval misses the peers' value,
    else "alike".

    Region, level and scope of the selection do not count: units are named, and compared with their
    own peers. Its years, applicant type and `only_clean` do.
    """
    own = replace(
        selection, region=None, level=None, scope=None, beside=False, without_largest=False
    )
    held = _marked(db, own, by_unit(db, own, names, agencies), names, agencies)
    rows = approximated(db, _whole(db, own, held, names, agencies))
    rows = rows.assign(group=superiors(rows, width))
    kinds = rows[[*PEERS, "agency"]].astype(object).drop_duplicates()
    peers = [
        Peers(Stratum(scope, level if isinstance(level, str) else None), group, int(agency))
        for scope, level, group, agency in kinds.itertuples(index=False, name=None)
    ]
    together = typical(db, selection, peers, names)
    return _set_off(joined(rows, together, ["year", *PEERS, "agency", "measure"]))


def compared_everywhere(
    db: Reader, selection: Selection, names: Sequence[str], width: str
) -> pd.DataFrame:
    """As `compared`, for every report of the selection against its peers within it."""
    rows = _marked(db, selection, by_unit(db, selection, names), names, None)
    rows = approximated(db, rows)
    rows = rows.assign(group=superiors(rows, width))
    return _set_off(with_others(rows))


def ranked_everywhere(
    db: Reader, selection: Selection, measure: str, width: str, year: int
) -> pd.DataFrame:
    """KEYS + …, rank, tied, group: a ranking for each set of peers in the year, one below the
    other."""
    frame = by_unit(db, replace(selection, years=(year,)), (measure,))
    frame = frame.assign(group=superiors(frame, width))
    parts = [ranking(part, measure) for _, part in frame.groupby(list(PEERS), dropna=False)]
    return pd.concat(parts, ignore_index=True) if parts else ranking(frame, measure)


def _marked(
    db: Reader,
    selection: Selection,
    rows: pd.DataFrame,
    names: Sequence[str],
    agencies: Sequence[int] | None,
) -> pd.DataFrame:
    """The rows with `break` and `note`, as the figure behind each measure has them."""
    behind = {name: figure_of(name) for name in names}
    asked = list(dict.fromkeys(figure for figure in behind.values() if figure))
    known: dict[tuple[int, str], tuple[bool, str | None]] = {}
    if asked:
        marks = figures(db, selection, asked, agencies)
        keys, said = (marks[["report", "name"]], marks[["break", "note"]])
        pairs = zip(
            *(each.itertuples(index=False, name=None) for each in (keys, said)), strict=True
        )
        known = dict(pairs)
    places = zip(rows["report"], rows["measure"].map(behind), strict=True)
    found = [known.get(place, (False, None)) for place in places]
    broken = pd.Series([broken for broken, _ in found], index=rows.index, dtype=bool)
    notes = pd.Series([note for _, note in found], index=rows.index, dtype=object)
    return rows.assign(**{"break": broken, "note": notes})


def figure_of(measure: str) -> str | None:
    """The figure that decides where the series of a measure breaks; None where it is of claims."""
    declared = measures()[measure]
    known = operand_names(declared.numerator) + operand_names(declared.denominator)
    moved = (n for n in known if n in breaks.narrower() or n.startswith(breaks.PROCEEDINGS))
    return next(moved, known[0] if known else None)


def _whole(
    db: Reader,
    selection: Selection,
    held: pd.DataFrame,
    names: Sequence[str],
    agencies: Sequence[int],
) -> pd.DataFrame:
    """The rows held, and one for each unit, year and measure without a report, with the reason."""
    sql = f"SELECT DISTINCT r.year FROM report r WHERE {year_condition(selection)}"
    years = sorted(map(int, ask(db, sql, parameters(selection))["year"]))
    known = set(zip(held["agency"], held["year"], strict=True))
    reasons = _reasons(db, selection, agencies)
    about = units_of(db, agencies).to_dict("records")
    lacking = [
        {**unit, "year": year, "measure": name, "why_missing": reasons.get(at, NOT_COLLECTED)}
        for unit in about
        for year in years
        if (at := (unit["agency"], year)) not in known
        for name in names
    ]
    rows = pd.concat([held, pd.DataFrame(lacking, columns=held.columns)]) if lacking else held
    order = {unit["agency"]: at for at, unit in enumerate(about)}
    place = {name: at for at, name in enumerate(names)}
    keys = {"agency": order, "year": {year: year for year in years}, "measure": place}
    rows = rows.sort_values(
        list(keys), key=lambda column: column.map(keys[str(column.name)]), kind="stable"
    ).reset_index(drop=True)
    rows = numbers(rows, ["report", "year", "errors", "n", "N", "pending", "value", "low", "high"])
    return rows.assign(
        **{name: rows[name].fillna(False).astype(bool) for name in ("break", "beside")}
    )[list(held.columns)]


def _reasons(
    db: Reader, selection: Selection, agencies: Sequence[int]
) -> dict[tuple[int, int], str]:
    """Why a unit has no report in a year; a report that is held was left out for its errors."""
    found = coverage(db, selection, agencies)
    why = found["why_missing"].where(found["report"].isna(), LEFT_OUT)
    keys = zip(found["agency"], found["year"], strict=True)
    return dict(zip(keys, why, strict=True))


def _set_off(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `difference` and `side`; none where either base is under 10, or where the peers
    are too few."""
    rows = numbers(rows, GROUP_NUMBERS)
    rated = rows["measure"].map(rates.is_ratio).to_numpy(bool)
    usable = (rows["group_units"] >= LEAST).fillna(False).to_numpy(bool)
    for column in ("base", "group_base"):
        usable &= ~rows[column].isin(["none", "tiny"]).to_numpy(bool)
    value, group, median, low, high = (
        rows[name].to_numpy(float, na_value=np.nan)
        for name in ("value", "group_value", "median", "low", "high")
    )
    with np.errstate(all="ignore"):
        share = np.where(median > 0, value / median - 1, np.nan)
    difference = np.where(usable, np.where(rated, value - group, share), np.nan)
    sides = np.select([low > group, high < group, low <= high], ["above", "below", "alike"], "")
    said = pd.Series(sides, index=rows.index).astype(object)
    return rows.assign(
        difference=pd.arrays.FloatingArray(np.nan_to_num(difference), np.isnan(difference)),
        side=said.where(usable & rated & (sides != ""), None),
    )


GROUP_NUMBERS = [name for name in GROUP if name != "group_base"]
