"""A selection as SQL: which reports it means, with every value bound."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.analysis.frames import Parameters
from goidata.analysis.selection import LEVELS, NO_LEVEL, SCOPES, Selection
from goidata.regions import by_code

Agencies = Sequence[int] | None  # ids of units; None for all


def added(value: str) -> str:
    """The SQL of the sum of `value` over the rows of a group, NULL where none has one. The order of
    the rows makes no difference."""
    return f"fsum(CAST({value} AS DOUBLE))"


def _in_order(column: str, names: tuple[str, ...]) -> str:
    cases = " ".join(f"WHEN '{name}' THEN {i}" for i, name in enumerate(names))
    return f"CASE {column} {cases} ELSE {len(names)} END"


def stratum_order(source: str) -> str:
    """Scopes and levels in declared order, as the terms of an ORDER BY; empty prefix for none."""
    prefix = f"{source}." if source else ""
    return f"{_in_order(prefix + 'scope', SCOPES)}, {_in_order(prefix + 'level', LEVELS)}"


def stratum_terms(selection: Selection) -> list[str]:
    """The same as terms, of the strata of a selection alone: what is the same of all is left out,
    since each term costs more to be understood than to be applied."""
    scopes = [] if selection.scope else [_in_order("scope", SCOPES)]
    return scopes if selection.level else [*scopes, _in_order("level", LEVELS)]


REPORTS = "FROM report r"  # of the columns: current reports alone, their figures among them
BESIDE = "($scope IS NOT NULL AND r.scope <> $scope) AS beside"
KEY_COLUMNS = f"""
  r.id AS report, r.agency, r.unit, r.region, r.region_name, r.province, r.city, r.level,
  r.scope, r.year, r.errors, {BESIDE}
"""


def key_columns(selection: Selection) -> str:
    """The same; that nothing is beside the selection is not asked of each report."""
    if selection.scope and selection.beside:
        return KEY_COLUMNS
    return KEY_COLUMNS.replace(BESIDE, "false AS beside")


def ordered(selection: Selection) -> str:
    """The terms of the order of reports: what is beside the selection last, then scopes and levels
    as they are declared, regions, units, years. What is the same of all is not among its terms."""
    several = selection.scope is None or selection.beside
    terms = ["beside", _in_order("r.scope", SCOPES)] if several else []
    terms += [] if selection.level else [_in_order("r.level", LEVELS)]
    years = [] if len(selection.years) == 1 else ["r.year"]
    return ", ".join([*terms, "r.region", "r.unit", *years, "r.id"])


REGION = "($region IN ({0}.region, {0}.province, {0}.city))"
_COLUMN = {"province": "province", "city": "city", "county": "region"}  # by the level of a region
LARGEST = f"""r.agency NOT IN (
  SELECT agency FROM (
    SELECT r.agency, ROW_NUMBER() OVER (
      PARTITION BY r.scope, r.level
      ORDER BY {added("r.applications_handled_total_total")} DESC, r.agency) AS place,
      COUNT(*) OVER (PARTITION BY r.scope, r.level) AS units
    FROM report r WHERE {{where}} GROUP BY r.agency, r.scope, r.level)
  WHERE place = 1 AND units > 1)"""


def within_region(code: str) -> str:
    """The condition that a report is of the region or of one in it. Of a known region one column
    says so, by which most of the copy is passed over."""
    region = by_code(code)
    return REGION.format("r") if region is None else f"(r.{_COLUMN[region.level]} = $region)"


def parameters(selection: Selection) -> dict[str, object]:
    """What the conditions of the selection bind."""
    years = {f"year{i}": year for i, year in enumerate(selection.years)}
    return {
        "region": selection.region,
        "level": selection.level,
        "scope": selection.scope,
        **years,
    }


def year_condition(selection: Selection, column: str = "r.year") -> str:
    """The years of the selection; "true" where all are meant."""
    named = ", ".join(f"$year{i}" for i in range(len(selection.years)))
    return f"{column} IN ({named})" if named else "true"


def level_condition(selection: Selection, column: str) -> str:
    """The level of the selection; that of regions undecided is none."""
    return f"{column} IS NULL" if selection.level == NO_LEVEL else f"{column} = $level"


def filters(selection: Selection, beside: bool = False) -> dict[str, str]:
    """The conditions on `report r`, by the name of the filter each belongs to, in order.

    With `beside`, units of other scopes pass where the selection lists them beside its own.
    """
    found = {"held": "true"}
    if selection.region:
        found["region"] = within_region(selection.region)
    if selection.level:
        found["level"] = level_condition(selection, "r.level")
    if selection.years:
        found["year"] = year_condition(selection)
    if selection.scope and not (beside and selection.beside):
        found["scope"] = "r.scope = $scope"
    if selection.only_clean:
        found["clean"] = "r.errors = 0"
    if selection.without_largest:
        # The same unit whatever years are asked for; never one that is listed beside.
        kept = {key: sql for key, sql in found.items() if key in ("held", "region", "level")}
        if selection.scope:
            kept["scope"] = "r.scope = $scope"
        inner = " AND ".join(kept.values())
        found["without_largest"] = LARGEST.format(where=inner)
    return found


def where(selection: Selection, beside: bool = False) -> str:
    """The conditions joined, without the word WHERE."""
    return " AND ".join(filters(selection, beside).values())


def among(agencies: Agencies, column: str = "r.agency") -> str:
    """The condition that a row belongs to one of `agencies`; "true" where all are meant."""
    return "true" if agencies is None else f"{column} IN (SELECT unnest($agencies))"


def named(agencies: Agencies) -> dict[str, object]:
    """What `among` binds."""
    return {} if agencies is None else {"agencies": [int(agency) for agency in agencies]}


def bound(selection: Selection, **more: object) -> Parameters:
    """The parameters of the selection, and further ones of a query."""
    return {**parameters(selection), **more}
