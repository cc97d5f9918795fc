"""Tables as folders of Parquet files, a folder a year, for programs that read such folders.

Reports are fetched some thousand at a time, so that memory does not grow with the database. Columns
bear the names and types of the database.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goidata.analysis.selection import Selection
from goidata.store.shapes import tables
from goidata.tables.folders import whole

if TYPE_CHECKING:
    import pyarrow as pa

PARTITIONS = ("year",)
AT_ONCE = 5_000  # reports

_PLACE = "region province city level scope unit".split()
_ABOUT = (
    "title published url abridged synthetic version file sha256 loaded_at"
    " edition_disclosure edition_applications edition_proceedings"
    " n_number n_blank n_na n_text n_missing n_ambiguous n_recognised n_decided errors"
    " warnings"
).split()
_LEFT_OUT = {"id", "report", "year", *_PLACE}
_OF = {"reports": "figures", "claims": "claim", "sections": "section", "findings": "finding"}
PARTED = tuple(_OF)
_TYPES = {int: "int64", float: "float64", str: "string", bytes: "binary"}


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of an exported table: their SQL and their types, by name."""

    source: str
    sql: Mapping[str, str]
    types: Mapping[str, type]

    def schema(self) -> pa.Schema:
        import pyarrow as pa

        return pa.schema([(name, _TYPES[kind]) for name, kind in self.types.items()])


def write_parted(
    folder: Path, connection: sqlite3.Connection, table: str, selection: Selection
) -> int:
    """Write one of PARTED, of the current reports of a region, of years and a scope, to `folder`,
    which must be empty or not exist: a folder `year=2023` with a file for each year. Gives the
    number of rows.

    Each year is one state of the database. Raises UsageError where the folder cannot be written;
    then it is as it was.
    """
    with whole(folder) as parts:
        return _write(parts, connection, _columns(table), selection)


# Asked of the book of record: what is exported has texts, which the columns have not.
_SELECTED = (
    "r.current = 1 AND (:region IS NULL OR :region IN (r.region, r.province, r.city))"
    " AND (:scope IS NULL OR r.scope = :scope)"
    " AND (:years = '[]' OR r.year IN (SELECT value FROM json_each(:years)))"
)


def _bound(selection: Selection) -> dict[str, str | None]:
    years = json.dumps(list(selection.years))
    return {"region": selection.region, "scope": selection.scope, "years": years}


def _write(
    folder: Path, connection: sqlite3.Connection, columns: _Columns, selection: Selection
) -> int:
    from pyarrow.parquet import ParquetWriter

    years = connection.execute(
        f"SELECT DISTINCT r.year FROM report r WHERE {_SELECTED} ORDER BY 1", _bound(selection)
    ).fetchall()
    rows = 0
    for (year,) in years:
        part = folder / f"year={year}"
        part.mkdir()
        with ParquetWriter(part / "part-0.parquet", columns.schema(), compression="zstd") as writer:
            for batch in _batches(connection, columns, selection, year):
                writer.write_batch(batch)
                rows += batch.num_rows
    return rows


def _batches(
    connection: sqlite3.Connection, columns: _Columns, selection: Selection, year: int
) -> Iterator[pa.RecordBatch]:
    """The rows of a year, all of one state of the database."""
    import pyarrow as pa

    asked = {**_bound(selection), "of": year}
    some = f"FROM report r WHERE {_SELECTED} AND r.year = :of AND r.id > :after"
    listed = ", ".join(columns.sql.values())
    rows_of = (
        f"SELECT {listed} FROM report r JOIN {columns.source} x ON x.report = r.id"
        " WHERE r.id IN (SELECT value FROM json_each(:some)) ORDER BY r.id, x.rowid"
    )
    after = 0
    connection.execute("BEGIN")
    try:
        while True:
            found = connection.execute(
                f"SELECT r.id {some} ORDER BY r.id LIMIT {AT_ONCE}", {**asked, "after": after}
            ).fetchall()
            if not found:
                return
            after = found[-1][0]
            reports = f"[{','.join(str(report) for (report,) in found)}]"
            rows = connection.execute(rows_of, {"some": reports}).fetchall()
            if rows:
                yield _batch(pa, columns, rows)
    finally:
        connection.execute("ROLLBACK")


def _batch(pa: Any, columns: _Columns, rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    values = zip(*rows, strict=True)
    arrays = [
        pa.array(map(_number, column) if field.type == pa.float64() else column, field.type)
        for column, field in zip(values, columns.schema(), strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=columns.schema())


def _number(value: float | None) -> float | None:
    """A whole number among fractions is one of them."""
    return None if value is None else float(value)


def _columns(table: str) -> _Columns:
    """Who reports, and what the table holds of it; the year is told by the folder."""
    source = _OF[table]
    own = ["id", *_PLACE, *(_ABOUT if source == "figures" else ())]
    shape = tables()[source].columns
    sql = {"report" if name == "id" else name: f"r.{name}" for name in own}
    types = {"report" if name == "id" else name: tables()["report"].columns[name] for name in own}
    for name, kind in shape.items():
        if name not in _LEFT_OUT:
            sql[name], types[name] = f'x."{name}"', kind
    return _Columns(source, sql, types)
