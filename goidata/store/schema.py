"""The database made: tables, indices, the full-text index and the views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goidata.form import all_fields
from goidata.store.shapes import tables

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

APPLICATION = "goidata"
APPLICATION_ID = 0x474F4944
SCHEMA = 2


def create(database: Database) -> None:
    """Make every table, index and view in an empty database."""
    for name, shape in tables().items():
        table = database.table(name)
        table.create(
            dict(shape.columns),
            pk=shape.pk,
            foreign_keys=[(column, other) for column, other in shape.references],
        )
        for columns in shape.indices:
            table.create_index(list(columns))
        for column in shape.unique:
            table.create_index([column], unique=True)
    database.execute(_INDEX_OF_TEXT)
    database.create_view("figures_current", _CURRENT)
    database.create_view("figures_long", _long_view())
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {SCHEMA}")


# The words themselves stand in `section`; the index holds only their characters and positions.
_INDEX_OF_TEXT = (
    "CREATE VIRTUAL TABLE section_index USING fts5(heading, text, content='', tokenize='unicode61')"
)

_CURRENT = "SELECT f.* FROM figures f JOIN report r ON r.id = f.report WHERE r.current = 1"


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
