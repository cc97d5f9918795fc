"""Rows of the book of record put into the columnar copy, some thousand reports at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from goidata.store import arrays, ready, topics
from goidata.store import column_shapes as shapes
from goidata.store.column_shapes import FRACTION, TEXT, WHOLE, Columns

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

MANY = 200  # reports that change, from which on all may be written anew
AT_ONCE = 2_000  # reports; what is in memory is a few hundred figures of each

_HELD = "SELECT id FROM report WHERE current = 1"
_ARRANGED = "arranged"  # how many reports were written in that order
_AMONG = "IN (SELECT value FROM json_each(?))"


def fill(book: sqlite3.Connection, copy: DuckDBPyConnection) -> None:
    """Make all tables in an empty copy. Each part is committed by itself, or all would be kept in
    memory to the end; nobody sees the copy before it has its name."""
    state, checks = _state(book), _checks(book)
    held = [report for (report,) in book.execute(f"{_HELD} ORDER BY {shapes.ORDER}")]
    _create(copy, "made", {**dict.fromkeys(state, TEXT), _ARRANGED: WHOLE})
    copy.execute(f"INSERT INTO made VALUES (?{', ?' * len(state)})", [*state.values(), len(held)])
    _create(copy, "report", _wide(checks))
    for name, table in {**shapes.parts(), **shapes.whole(), "agency": shapes.agency()}.items():
        _create(copy, name, table.types)
    for name, table in {**shapes.whole(), "agency": shapes.agency()}.items():
        _insert(copy, name, table.types, _rows(book, table))
    _add(book, copy, checks, held)
    ready.make(copy)


def caught_up(book: sqlite3.Connection, copy: DuckDBPyConnection) -> bool:
    """Bring the copy to the revision of the book; false where it has to be made anew: it is of
    other shapes or of another database, the book was changed by others than `writing`, or most of
    it would lie in the order of loading."""
    state, made = _state(book), _made(copy)
    same = all(made.get(key) == value for key, value in state.items() if key != "revision")
    since = int(_fact(book, "marked_since") or state["revision"])
    if not same or not since <= int(made["revision"]) < int(state["revision"]):
        return False
    changed = _changed(book, int(made["revision"]))
    # One more report never waits for all the others.
    if len(changed) > MANY and _count(copy, "report") > 2 * int(made[_ARRANGED]):
        return False
    copy.execute("BEGIN")
    try:
        _renew(book, copy, _columns_of_checks(copy), changed)
    except KeyError:  # a check that the copy has no column for
        return False
    _renew_agencies(book, copy, int(made["revision"]))
    ready.make(copy)
    copy.execute("UPDATE made SET revision = ?", [state["revision"]])
    copy.execute("COMMIT")
    copy.execute("CHECKPOINT")
    return True


def _changed(book: sqlite3.Connection, since: int) -> list[tuple[int, bool]]:
    """The reports of a later revision, and whether each is current."""
    sql = f"SELECT id, current FROM report WHERE revision > ? ORDER BY {shapes.ORDER}"
    return [(report, bool(current)) for report, current in book.execute(sql, (since,))]


def _renew(
    book: sqlite3.Connection,
    copy: DuckDBPyConnection,
    checks: Sequence[str],
    changed: Sequence[tuple[int, bool]],
) -> None:
    _remove(copy, [report for report, _ in changed])
    _add(book, copy, checks, [report for report, current in changed if current])
    if _count(copy, "report") != book.execute(f"SELECT count(*) FROM ({_HELD})").fetchone()[0]:
        held = {report for (report,) in book.execute(_HELD)}
        known = [report for (report,) in copy.execute("SELECT id FROM report").fetchall()]
        _remove(copy, [report for report in known if report not in held])


def _renew_agencies(book: sqlite3.Connection, copy: DuckDBPyConnection, since: int) -> None:
    table = shapes.agency()
    changed = [
        agency for (agency,) in book.execute("SELECT id FROM agency WHERE revision > ?", (since,))
    ]
    copy.execute("DELETE FROM agency WHERE id IN (SELECT unnest($ids))", {"ids": changed})
    _insert(copy, "agency", table.types, _rows(book, table, changed))
    if _count(copy, "agency") != book.execute("SELECT count(*) FROM agency").fetchone()[0]:
        copy.execute("DELETE FROM agency")
        _insert(copy, "agency", table.types, _rows(book, table))


def _add(
    book: sqlite3.Connection,
    copy: DuckDBPyConnection,
    checks: Sequence[str],
    reports: Sequence[int],
) -> None:
    for start in range(0, len(reports), AT_ONCE):
        some = reports[start : start + AT_ONCE]
        _insert_table(copy, "report", _wide_rows(book, checks, some))
        for name, table in shapes.parts().items():
            _insert(copy, name, table.types, _rows(book, table, some))


def _remove(copy: DuckDBPyConnection, reports: Sequence[int]) -> None:
    if reports:
        for table, key in {"report": "id", **dict.fromkeys(shapes.parts(), "report")}.items():
            sql = f"DELETE FROM {table} WHERE {key} IN (SELECT unnest($ids))"
            copy.execute(sql, {"ids": list(reports)})


def _wide(checks: Sequence[str]) -> dict[str, str]:
    outcomes = {shapes.outcome(check): WHOLE for check in checks}
    words = dict.fromkeys(topics.columns(), WHOLE)
    figures = dict.fromkeys(shapes.figures(), FRACTION)
    return {**shapes.report().types, **words, **outcomes, **figures}


def _wide_rows(book: sqlite3.Connection, checks: Sequence[str], reports: Sequence[int]) -> pa.Table:
    """The rows of `report`; numbers go there as arrays, since they are nearly all of it."""
    import pyarrow as pa

    table = shapes.report()
    about, figures = list(table.given.values()), [f'f."{name}"' for name in shapes.figures()]
    order = ", ".join(f"r.{name}" for name in shapes.ORDER.split(", "))
    sql = f"""SELECT {", ".join([*about, *figures])} {table.source}
      WHERE r.id {_AMONG} ORDER BY {order}"""
    rows = book.execute(sql, (json.dumps(list(reports)),)).fetchall()
    heads = zip(*(row[: len(about)] for row in rows), strict=True)
    kinds = table.types.values()
    found = [arrays.array(list(head), kind) for head, kind in zip(heads, kinds, strict=True)]
    ids = [row[0] for row in rows]
    found += [pa.array(each, pa.int64()) for each in zip(*topics.marked(book, ids), strict=True)]
    held = _held(book, checks, ids)
    numbers = arrays.numbers([row[len(about) :] for row in rows])
    found += [pa.array(held[:, at], pa.float64(), from_pandas=True) for at in range(len(checks))]
    found += [
        pa.array(numbers[:, at], pa.float64(), from_pandas=True) for at in range(len(figures))
    ]
    return pa.Table.from_arrays(found, names=list(_wide(checks)))


def _held(book: sqlite3.Connection, checks: Sequence[str], reports: Sequence[int]) -> Any:
    """How often each check holds of each report, nan where it was not applied."""
    import numpy as np

    found = np.full((len(reports), len(checks)), np.nan)
    at = {report: place for place, report in enumerate(reports)}
    columns = {check: place for place, check in enumerate(checks)}
    sql = f"SELECT report, check_id, holds FROM check_outcome WHERE report {_AMONG}"
    for report, check, holds in book.execute(sql, (json.dumps(list(reports)),)):
        found[at[report], columns[check]] = holds
    return found


def _rows(
    book: sqlite3.Connection, table: Columns, ids: Sequence[int] | None = None
) -> Iterator[tuple[Any, ...]]:
    listed = ", ".join(table.given.values())
    joined = "AND" if "WHERE" in table.source else "WHERE"
    among = "" if ids is None else f" {joined} {table.key} {_AMONG}"
    sql = f"SELECT {listed} {table.source}{among} ORDER BY {table.key}"
    yield from book.execute(sql, () if ids is None else (json.dumps(list(ids)),))


def _insert(
    copy: DuckDBPyConnection, name: str, types: Mapping[str, str], rows: Iterator[tuple[Any, ...]]
) -> None:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True))
    if columns:
        pairs = zip(columns, types.values(), strict=True)
        found = [arrays.array(list(column), kind) for column, kind in pairs]
        _insert_table(copy, name, pa.Table.from_arrays(found, names=list(types)))


def _insert_table(copy: DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    copy.register("rows_to_insert", rows)
    copy.execute(f'INSERT INTO "{name}" SELECT * FROM rows_to_insert')
    copy.unregister("rows_to_insert")


def _create(copy: DuckDBPyConnection, name: str, types: Mapping[str, str]) -> None:
    columns = ", ".join(f'"{column}" {kind}' for column, kind in types.items())
    copy.execute(f'CREATE TABLE "{name}" ({columns})')


def _checks(book: sqlite3.Connection) -> list[str]:
    found = book.execute('SELECT id FROM "check" UNION SELECT check_id FROM check_outcome')
    return sorted(check for (check,) in found)


def _columns_of_checks(copy: DuckDBPyConnection) -> list[str]:
    rows, prefix = copy.execute("PRAGMA table_info('report')").fetchall(), shapes.outcome("")
    return [row[1].removeprefix(prefix) for row in rows if row[1].startswith(prefix)]


def _state(book: sqlite3.Connection) -> dict[str, str]:
    """By what a copy is known to be of this book: all but the revision must be the same."""
    made = {key: _fact(book, key) or "" for key in ("revision", "created", "catalogue")}
    return {**made, "shape": shapes.digest()}


def _fact(book: sqlite3.Connection, key: str) -> str | None:
    row = book.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def _made(copy: DuckDBPyConnection) -> dict[str, str]:
    cursor = copy.execute("SELECT * FROM made")
    names = [description[0] for description in cursor.description or ()]
    row = cursor.fetchone()
    return dict(zip(names, row, strict=True)) if row else {}


def _count(copy: DuckDBPyConnection, table: str) -> int:
    row = copy.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
