"""An older database brought up to the declarations of today: their tables, and checks anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goidata import __version__
from goidata.checks import run
from goidata.form import catalogue_version
from goidata.store import reference
from goidata.store.records import checked_again
from goidata.store.restoring import restored

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database


def bring_up_to_date(database: Database) -> int:
    """Check every stored report again where the catalogue of checks has changed since; gives how
    many were."""
    meta = dict(database.conn.execute("SELECT key, value FROM meta").fetchall())
    now = {"version": __version__, "catalogue": str(catalogue_version())}
    if all(meta.get(key) == value for key, value in now.items()):
        return 0
    reference.refill(database)
    database.conn.executemany(
        "UPDATE meta SET value = ? WHERE key = ?", [(value, key) for key, value in now.items()]
    )
    return _check_again(database)


def _check_again(database: Database) -> int:
    reports = database.conn.execute("SELECT id FROM report").fetchall()
    for (identifier,) in reports:
        report = restored(database, identifier)
        checked_again(database, identifier, report, run(report))
    return len(reports)
