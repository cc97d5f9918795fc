"""Which unit a person means by a name, a superior's name in front or not."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from goidata.errors import UsageError
from goidata.regions import by_code, full_name
from goidata.store.agencies import unit_key


def agency_called(connection: sqlite3.Connection, unit: str) -> int:
    """The one unit called `unit`; a superior's name may stand in front (福州市鼓楼区).

    Raises UsageError where none, or more than one, is called so.
    """
    rows = connection.execute("SELECT id, unit, unit_key, region FROM agency").fetchall()
    found = [row for row in rows if _is_called(row, unit)]
    if len(found) == 1:
        return int(found[0][0])
    if not found:
        raise UsageError.of("unit.unknown", unit=unit)
    names = "、".join(_full(row) for row in found)
    raise UsageError.of("unit.several", unit=unit, names=names)


def _is_called(row: tuple[Any, ...], asked: str) -> bool:
    key, code = str(row[2]), row[3]
    asked_key = unit_key(re.sub(r"\s", "", asked))
    if asked_key == key:
        return True
    region = by_code(code) if code else None
    # What stands in front must be where the unit lies: 福州市 for 鼓楼区 of 福建省福州市.
    before = asked_key.removesuffix(key)
    return region is not None and before != asked_key and before in full_name(region)


def _full(row: tuple[Any, ...]) -> str:
    unit, code = str(row[1]), row[3]
    region = by_code(code) if code else None
    if region is None:
        return f"{unit}（地区未定）"
    above = full_name(region).removesuffix(region.name)
    return unit if unit.startswith(above) else above + unit
