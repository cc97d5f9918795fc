"""An older database brought to the tables of today; all that stands in it stays.

Tables and columns that the declarations gained are added and indices and views made as they are
now. That is one step, whose name is a digest of the shapes: another edition of the form is a step
by itself. What shapes cannot tell (a column has another name or another meaning) is a step of its
own, entered in STEPS under a name that never changes; it finds the tables as they were, or none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from goidata.store import schema

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database


def _without_sums(database: Database) -> None:
    """Sums of figures are asked of the columnar copy; the book kept them once."""
    database.execute("DROP TABLE IF EXISTS summary")


STEPS: Mapping[str, Callable[[Database], None]] = {"sums-are-not-kept": _without_sums}
_KEPT = "SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"
_TAKEN = "SELECT name FROM _sqlite_migrations WHERE migration_set = ?"


def is_older(connection: sqlite3.Connection) -> bool:
    """Whether a database of ours has steps before it."""
    if connection.execute(_KEPT).fetchone() is None:
        return True
    taken = {name for (name,) in connection.execute(_TAKEN, (schema.APPLICATION,))}
    return not taken >= {*STEPS, schema.shape_name()}


def migrate(database: Database) -> None:
    """Take every step that was not taken, in the transaction that is open. The catalogue counts as
    unknown afterwards, so that every report is checked again."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations(schema.APPLICATION)
    for name, step in {**STEPS, schema.shape_name(): schema.conform}.items():
        steps(name=name)(step)
    steps.apply(database)
    database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {schema.SCHEMA}")
    database.execute("UPDATE meta SET value = '' WHERE key = 'catalogue'")
    database.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [str(schema.SCHEMA)])
