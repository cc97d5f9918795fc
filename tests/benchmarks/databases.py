"""The databases that are measured: the reports held by default, synthetic ones, and the largest of
these so many times over."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from multiplied import multiply
from timing import ROOT, command

DEFAULT = 16  # the reports held by default
MADE = 15_000  # reports; of more, a database is one of so many, several times over
SEED = 14
YEARS = range(2021, 2026)


def database(size: int, folder: Path, named: Path | None = None) -> Path:
    """A database of about `size` reports: the one named, else one in `folder`, made where it is not
    yet there."""
    if named is not None:
        return named
    path = folder / f"{size}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        if size == DEFAULT:
            command("load", ROOT / "data" / "reports", "--db", path)
        elif size > MADE:
            multiply(database(MADE, folder), path, size // MADE)
        else:
            command("sample", *sample(size), "--db", path)
    return path


def sample(size: int, seed: int = SEED) -> Sequence[object]:
    """What `goidata sample` is told for about `size` reports."""
    units = max(size // len(YEARS), 1)
    years = f"{YEARS[0]}-{YEARS[-1]}" if size >= len(YEARS) else str(YEARS[0])
    return "--units", units, "--years", years, "--seed", seed


def copied(path: Path, folder: Path) -> Path:
    """A copy to be written to, in place of any of before."""
    copy = folder / f"copy-{path.name}"
    shutil.copyfile(path, copy)
    return copy


def provinces(path: Path, most: int) -> list[str]:
    """The codes of the provinces with most reports, these first."""
    sql = "SELECT province FROM report WHERE province IS NOT NULL GROUP BY 1 ORDER BY COUNT(*) DESC"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return [code for (code,) in db.execute(f"{sql}, 1 LIMIT {most}")]


def years(path: Path) -> list[int]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return [year for (year,) in db.execute("SELECT DISTINCT year FROM report ORDER BY 1")]
