"""Lists that people read and mend by hand: TOML files beside a database, each one table of rows."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from goidata.errors import UsageError

Row = TypeVar("Row")
ACCEPTED, RETURNED = "accepted.toml", "returned.toml"  # explanations, and what was sent back
DECIDED = "decided.toml"  # what people say that cells hold which could not be read


def read(
    file: Path, name: str, entry: Callable[[Mapping[str, Any]], Row], refusal: str
) -> tuple[Row, ...]:
    """The rows of the table `name` as `entry` makes them, none where there is no file. Raises
    UsageError by the name of `refusal` where the file cannot be read."""
    if not file.is_file():
        return ()
    try:
        return tuple(map(entry, tomllib.loads(file.read_text("utf-8")).get(name, [])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError.of(refusal, file=file, error=error) from error


def write(file: Path, name: str, rows: Iterable[Mapping[str, Any]], head: str) -> None:
    """Write the table `name` under the comment `head`: whole, or the file is what it was."""
    import tomli_w  # only writers need it

    content = head + tomli_w.dumps({name: list(rows)})
    made = file.with_name(f".{file.name}.partial")
    made.write_text(content, encoding="utf-8")
    os.replace(made, file)


def beside(connection: sqlite3.Connection, name: str) -> Path:
    """Where the list called `name` stands beside the database that is open."""
    (path,) = (row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main")
    return Path(path).parent / name


def digest(file: Path) -> str:
    """What changes when the content of a list does; that of nothing where there is none."""
    return hashlib.sha256(file.read_bytes() if file.is_file() else b"").hexdigest()
