"""Rows written and taken away, in the order of the columns that the shapes declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from goidata.store.records import Record, place_row
from goidata.store.search import spaced
from goidata.store.shapes import Row, tables

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database


def insert(database: Database, table: str, rows: Iterable[Row]) -> None:
    """Write rows of one table; columns that a row does not name are null."""
    listed = [_values(table, row) for row in rows]
    database.conn.executemany(_insertion(table), listed)


def insert_one(database: Database, table: str, row: Row) -> int:
    """Write one row and give its id."""
    identifier = database.conn.execute(_insertion(table), _values(table, row)).lastrowid
    assert identifier is not None
    return identifier


def _values(table: str, row: Row) -> tuple[Any, ...]:
    """The row in the order of the columns. SQLite takes no whole number of more than 64 bits; where
    a column is of fractions, a sum may be one."""
    columns, fractions = _order(table)
    values = tuple(map(row.get, columns))
    if not any(isinstance(values[at], int) for at in fractions):
        return values
    return tuple(
        float(value) if at in fractions and isinstance(value, int) else value
        for at, value in enumerate(values)
    )


@cache
def _order(table: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The columns of a table, and which of them are of fractions."""
    columns = tables()[table].columns
    return tuple(columns), tuple(at for at, kind in enumerate(columns.values()) if kind is float)


@cache
def _insertion(table: str) -> str:
    columns = tuple(tables()[table].columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'


def insert_parts(database: Database, identifier: int, record: Record) -> None:
    """Write all that belongs to the report with the id `identifier`."""
    own = {"report": identifier}
    insert(database, "figures", [{**own, **place_row(record.identity), **record.figures}])
    for table, rows in record.parts.items():
        if table == "section":
            _insert_sections(database, [{**own, **row} for row in rows])
        else:
            insert(database, table, [{**own, **row} for row in rows])


def values_again(
    database: Database, identifier: int, values: Row, unread: Sequence[Row], counts: Row
) -> None:
    """Write the figures of a report, those that are no numbers as read, and how many are in which
    state, in place of what is stored of them."""
    columns = ", ".join(f'"{column}" = ?' for column in values)
    database.conn.execute(
        f"UPDATE figures SET {columns} WHERE report = ?", (*values.values(), identifier)
    )
    database.conn.execute("DELETE FROM unread WHERE report = ?", (identifier,))
    insert(database, "unread", [{"report": identifier, **row} for row in unread])
    states = {name: count for name, count in counts.items() if name.startswith("n_")}
    columns = ", ".join(f"{name} = ?" for name in states)
    database.conn.execute(
        f"UPDATE report SET {columns} WHERE id = ?", (*states.values(), identifier)
    )


def checked_again(
    database: Database, identifier: int, parts: Mapping[str, Sequence[Row]], counts: Row
) -> None:
    """Write what checks give, and its counts, in place of all that is stored of it for a report."""
    for table, rows in parts.items():
        database.conn.execute(f"DELETE FROM {table} WHERE report = ?", (identifier,))
        insert(database, table, [{"report": identifier, **row} for row in rows])
    database.conn.execute(
        "UPDATE report SET errors = ?, warnings = ? WHERE id = ?",
        (counts["errors"], counts["warnings"], identifier),
    )


def delete_parts(database: Database, identifier: int) -> None:
    """Take away all that belongs to a report."""
    sections = database.conn.execute(
        "SELECT id, heading, text FROM section WHERE report = ?", (identifier,)
    )
    # An index that does not hold the words must be told them again to forget them.
    database.conn.executemany(
        "INSERT INTO section_index (section_index, rowid, heading, text)"
        " VALUES ('delete', ?, ?, ?)",
        [(rowid, spaced(heading), spaced(text)) for rowid, heading, text in sections],
    )
    for name, shape in tables().items():
        if ("report", "report") in shape.references:
            database.conn.execute(f'DELETE FROM "{name}" WHERE report = ?', (identifier,))


def _insert_sections(database: Database, rows: Iterable[Row]) -> None:
    """The sections, and their words in the full-text index."""
    for row in rows:
        rowid = insert_one(database, "section", row)
        database.conn.execute(
            "INSERT INTO section_index (rowid, heading, text) VALUES (?, ?, ?)",
            (rowid, spaced(row["heading"]), spaced(row["text"])),
        )
