"""What people decided goes along with a backup, and comes back with it.

Decisions stand in files beside the database. Beside a backup each bears the name of the backup, so
that several backups, and the database itself, may lie in one folder.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from goidata.store.by_hand import ACCEPTED, DECIDED, RETURNED

FILES = (ACCEPTED, RETURNED, DECIDED)
BEFORE = ".before"  # ends the name under which a file that is replaced is kept


def take_along(database: Path, backup: Path) -> list[Path]:
    """Copy the decisions beside `database` to files beside `backup`; gives these. Those of an
    older backup of the name, which this one has not, are taken away."""
    made = []
    for name in FILES:
        held, kept = database.parent / name, beside(backup, name)
        if held.is_file():
            _copy(held, kept)
            made.append(kept)
        else:
            kept.unlink(missing_ok=True)
    return made


def bring_back(backup: Path, database: Path) -> list[Path]:
    """Put the decisions that went along with `backup` beside `database`; gives the names under
    which others that stood there are kept. Without such a file what stands there stays."""
    kept = []
    for name in FILES:
        held, source = database.parent / name, beside(backup, name)
        if not source.is_file():
            continue
        if held.is_file() and held.read_bytes() != source.read_bytes():
            kept.append(held.with_name(held.name + BEFORE))
            _copy(held, kept[-1])
        _copy(source, held)
    return kept


def beside(backup: Path, name: str) -> Path:
    """Where a file of decisions lies that goes along with a backup."""
    return backup.with_name(f"{backup.name}.{name}")


def _copy(source: Path, to: Path) -> None:
    """Whole, or `to` is what it was."""
    made = to.with_name(f".{to.name}.partial")
    shutil.copyfile(source, made)
    os.replace(made, to)
