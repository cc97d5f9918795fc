"""Who reports: one row for each region, scope and unit name; and the directory of units."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from goidata.errors import UsageError
from goidata.extraction.report import Identity, Scope
from goidata.regions import by_code
from goidata.store.inserting import insert, insert_one
from goidata.store.records import place_row

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

DIRECTORY = "agencies.csv"
Listed = Mapping[str, object]  # a line of it, as a row of agencies
_BODY = re.compile("人民政府|管理委员会|管委会")
_SAME = "unit_key = ? AND scope = ? AND region IS ?"


def unit_key(unit: str) -> str:
    """The name by which a unit is one: a county and its government are the same."""
    return _BODY.sub("", unit) or unit


def agency_of(database: Database, identity: Identity) -> int:
    """The id of the unit that reports; a new row where it was not known."""
    key = (unit_key(identity.unit), identity.scope.value, identity.region)
    for (agency,) in database.conn.execute(f"SELECT id FROM agency WHERE {_SAME} ORDER BY id", key):
        if identity.region is not None or _may_be_same(database, int(agency), identity):
            return int(agency)
    place = place_row(identity)
    return insert_one(
        database,
        "agency",
        {**place, "unit": identity.unit, "unit_key": key[0], "listed": 0, "complete": 0},
    )


def _may_be_same(database: Database, agency: int, identity: Identity) -> bool:
    """Two units of one name in undecided regions are kept apart where both report on one year."""
    held = database.conn.execute(
        "SELECT 1 FROM report WHERE agency = ? AND year = ?", (agency, identity.year)
    )
    return held.fetchone() is None


def forget_if_empty(database: Database, agency: int) -> None:
    """Remove a unit that no directory lists and that has no report left."""
    database.conn.execute(
        "DELETE FROM agency WHERE id = ? AND listed = 0"
        " AND NOT EXISTS (SELECT 1 FROM report WHERE report.agency = agency.id)",
        (agency,),
    )


def settled(database: Database, identity: Identity) -> Identity:
    """`identity` with its region from the directory, where no other evidence decided it and the
    directory lists one unit of that name and scope."""
    if identity.region is not None:
        return identity
    found = database.conn.execute(
        "SELECT DISTINCT region FROM agency"
        " WHERE listed = 1 AND unit_key = ? AND scope = ? AND region IS NOT NULL",
        (unit_key(identity.unit), identity.scope.value),
    ).fetchall()
    if len(found) != 1:
        return identity
    return replace(identity, region=found[0][0], region_reason=DIRECTORY)


def read_directory(file: Path) -> list[Listed]:
    """The units that `file` lists: unit, scope, region, parent, from_year, to_year, complete.

    Raises UsageError where a line names an unknown scope or region, or no unit.
    """
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return [_entry(file, number, row) for number, row in enumerate(csv.DictReader(stream), 2)]


def enter_directory(database: Database, file: Path) -> None:
    """Enter the units that `file` lists. Raises UsageError as `read_directory` does."""
    enter(database, read_directory(file))


def enter(database: Database, rows: Iterable[Listed]) -> None:
    """Enter the units that a directory lists."""
    new = []
    for row in rows:
        key = (row["unit_key"], row["scope"], row["region"])
        changed = database.conn.execute(
            "UPDATE agency SET listed = 1, unit = ?, parent = ?, from_year = ?, to_year = ?,"
            f" complete = ? WHERE {_SAME}",
            (*(row[k] for k in ("unit", "parent", "from_year", "to_year", "complete")), *key),
        )
        if changed.rowcount == 0:
            new.append(row)
    insert(database, "agency", new)


def _entry(file: Path, number: int, row: Mapping[str, str | None]) -> Listed:
    text = {key: (value or "").strip() for key, value in row.items() if isinstance(value, str)}
    unit, scope, code = (text.get(key, "") for key in ("unit", "scope", "region"))
    region = by_code(code)
    if not unit or scope not in set(Scope) or (code and region is None):
        raise UsageError.of(
            "directory.line", file=file, number=number, scopes=list(map(str, Scope))
        )
    return {
        "unit": unit,
        "unit_key": unit_key(unit),
        "scope": scope,
        "region": code or None,
        "level": region.level if region else None,
        "parent": text.get("parent") or None,
        "listed": 1,
        "from_year": _year(text.get("from_year")),
        "to_year": _year(text.get("to_year")),
        "complete": int(text.get("complete", "") in ("1", "true", "yes", "是")),
    }


def _year(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
