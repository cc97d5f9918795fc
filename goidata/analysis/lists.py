"""The tables that are not about what reports say: units, regions, refused files; for export."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from goidata.errors import UsageError
from goidata.store.reader import Reader

_WITHIN = "(:region IS NULL OR :region IN (g.code, g.province, g.city))"
_QUERIES: Mapping[str, str] = {
    "agencies": "SELECT a.unit, a.scope, a.region, g.name AS region_name, a.level, a.parent,"
    " a.listed, a.from_year, a.to_year, a.complete, count(r.id) AS held"
    " FROM agency a LEFT JOIN region g ON g.code = a.region"
    " LEFT JOIN report r ON r.agency = a.id AND r.current = 1"
    f" WHERE (:scope IS NULL OR a.scope = :scope) AND {_WITHIN}"
    " GROUP BY a.id ORDER BY a.region, a.scope, a.unit",
    "regions": "SELECT code, name, level, parent, province, city, longitude, latitude,"
    f" valid_from, valid_to FROM region g WHERE {_WITHIN} ORDER BY code",
    "refusals": "SELECT load, at, file, sha256, code, message_zh, message_en"
    " FROM refusal ORDER BY id",
}
LISTS = tuple(_QUERIES)


def listed(connection: Reader, name: str, region: str | None, scope: str | None) -> pd.DataFrame:
    """One of LISTS, narrowed to the region of a code and what lies in it, and to a scope.

    Raises UsageError for a filter that the table has no column for.
    """
    query = _QUERIES[name]
    for key, value in (("region", region), ("scope", scope)):
        if value is not None and f":{key}" not in query:
            raise unfiltered(name, key)
    parameters = {"region": region, "scope": scope}
    asked = {key: value for key, value in parameters.items() if f":{key}" in query}
    cursor = connection.execute(query, asked)
    names = [column[0] for column in cursor.description]
    return pd.DataFrame.from_records(cursor.fetchall(), columns=names).convert_dtypes()


def unfiltered(table: str, key: str) -> UsageError:
    """A filter that does not apply to a table: better refused than passed over."""
    return UsageError.of("usage.filter", table=table, key=key)
