"""A copy of the database for other people: the same tables, as they were at one moment, without the
folders of the machine on which they were loaded."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path, PureWindowsPath

import goidata

# What a copy keeps of files: their names.
_UNPLACED = (
    "UPDATE load SET paths = NULL",
    "UPDATE report SET file = name_of(file) WHERE file <> name_of(file)",
    "UPDATE refusal SET file = name_of(file) WHERE file <> name_of(file)",
    "VACUUM",  # so that what was there is nowhere in the file
)


def copy(connection: sqlite3.Connection, to: Path) -> None:
    """Write the database that `connection` has open to the file `to`, which is not there yet."""
    with closing(sqlite3.connect(to, isolation_level=None)) as made:
        connection.backup(made)
        made.create_function("name_of", 1, _name, deterministic=True)
        for statement in _UNPLACED:
            made.execute(statement)


def version(connection: sqlite3.Connection) -> str:
    """The state of the data: the number of the last change, and a digest of what counts and of the
    declarations that it was checked with. The same data have the same version, whenever they are
    published."""
    facts = dict(connection.execute("SELECT key, value FROM meta"))
    told = sha256(f"{goidata.__version__} {facts.get('catalogue')}".encode())
    for row in connection.execute("SELECT sha256 FROM report WHERE current = 1 ORDER BY 1"):
        told.update(row[0].encode())
    return f"{facts.get('revision', '0')}-{told.hexdigest()[:8]}"


def _name(file: str | None) -> str | None:
    """The name of a file, whatever system named it; of a file in an archive, what stands behind
    the archive's name stays."""
    return None if file is None else PureWindowsPath(file).name
