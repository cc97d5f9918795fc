"""The database made: tables, indices, the full-text index and the views."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from goidata.form import all_fields
from goidata.store.shapes import TableShape, tables

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database
    from sqlite_utils.db import Table

APPLICATION = "goidata"
APPLICATION_ID = 0x474F4944
SCHEMA = 3  # told to programs older than the steps, which then say that they are too old


@cache
def shape_name() -> str:
    """What changes when a table, an index or a view does."""
    shape = repr((tables(), _INDEX_OF_TEXT, _views()))
    return f"shape {sha256(shape.encode()).hexdigest()[:16]}"


def conform(database: Database) -> None:
    """Give a database, empty or older, the tables, indices and views declared; columns that are no
    longer declared stay."""
    for name in _views():
        database.execute(f"DROP VIEW IF EXISTS {name}")
    for name, shape in tables().items():
        table = database.table(name)
        if table.exists():
            _reshape(table, shape)
        else:
            _create(table, shape)
        _index(database, table, shape)
    database.execute(_INDEX_OF_TEXT)
    for name, query in _views().items():
        database.create_view(name, query)


def _create(table: Table, shape: TableShape) -> None:
    table.create(
        dict(shape.columns),
        pk=shape.pk,
        foreign_keys=[(column, other) for column, other in shape.references],
    )


def _reshape(table: Table, shape: TableShape) -> None:
    """Add the columns that a table lacks; make it anew where a key or a type is another."""
    held = table.columns_dict
    for column, kind in shape.columns.items():
        if column not in held:
            table.add_column(column, kind)
    types = {name: kind for name, kind in shape.columns.items() if held.get(name, kind) != kind}
    keys = [shape.pk] if isinstance(shape.pk, str) else list(shape.pk)
    if types or table.pks != keys:
        table.transform(types=types, pk=shape.pk)


def _index(database: Database, table: Table, shape: TableShape) -> None:
    """Make the indices that a table lacks, and drop those of ours that it no longer needs."""
    wanted = [
        *((list(each), False) for each in shape.indices),
        *(([c], True) for c in shape.unique),
    ]
    held = [index for index in table.indexes if index.origin == "c"]
    for index in held:
        if (index.columns, bool(index.unique)) not in wanted:
            database.execute(f'DROP INDEX "{index.name}"')
    for columns, unique in wanted:
        if (columns, unique) not in [(index.columns, bool(index.unique)) for index in held]:
            table.create_index(columns, unique=unique)


# The words themselves stand in `section`; the index holds only their characters and positions.
_INDEX_OF_TEXT = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS section_index"
    " USING fts5(heading, text, content='', tokenize='unicode61')"
)

_CURRENT = "SELECT f.* FROM figures f JOIN report r ON r.id = f.report WHERE r.current = 1"


def _views() -> dict[str, str]:
    return {"figures_current": _CURRENT, "figures_long": _long_view()}


def _long_view() -> str:
    """One row a figure that the report's edition asks for; `state` says what the cell holds."""
    return "\nUNION ALL ".join(
        _long_part(field.name, field.database_name) for field in all_fields().values()
    )


def _long_part(name: str, column: str) -> str:
    return (
        f"SELECT r.id AS report, r.unit, r.year, r.region, r.scope, '{name}' AS name,"
        f" f.{column} AS value, coalesce(u.state, 'number') AS state"
        f" FROM report r JOIN figures f ON f.report = r.id"
        f" LEFT JOIN unread u ON u.report = r.id AND u.name = '{name}'"
        f" WHERE r.current = 1 AND (f.{column} IS NOT NULL OR u.report IS NOT NULL)"
    )
