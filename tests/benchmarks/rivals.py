"""What else could answer: Datasette over the file of the database, and pandas over CSV files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

SCOPE, LEVEL = "government", "county"
_CHOSEN = ["year", "scope", "level"]
_SETTINGS = {"sql_time_limit_ms": 600_000, "max_returned_rows": 100_000}


class Browsed:
    """Datasette over a database that does not change, asked for its JSON without a network."""

    def __init__(self, path: Path) -> None:
        from datasette.app import Datasette

        self._loop = asyncio.new_event_loop()
        self._asked = Datasette(immutables=[str(path)], settings=_SETTINGS)
        self._name = path.stem

    def __enter__(self) -> Browsed:
        self._loop.run_until_complete(self._asked.invoke_startup())
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.close()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What an SQL statement gives."""
        found = self._loop.run_until_complete(
            self._asked.client.get(f"/{self._name}.json", params={"sql": sql, "_shape": "arrays"})
        )
        told = json.loads(found.text)
        if found.status_code != 200 or told.get("truncated"):
            raise RuntimeError(found.text[:500])
        return [tuple(row) for row in told["rows"]]


class Tables:
    """CSV files as users export them, which each question reads anew: whole, or of them the columns
    that it needs (`narrow`)."""

    def __init__(self, figures: Path, findings: Path, narrow: bool = False) -> None:
        self._figures, self._findings, self._narrow = figures, findings, narrow

    def figures(self, *columns: str) -> pd.DataFrame:
        """Some columns of the figures of the chosen reports."""
        return self._read(self._figures, columns)

    def findings(self) -> pd.DataFrame:
        return self._read(self._findings, ("report", "check", "outcome", "severity"))

    def _read(self, file: Path, columns: Sequence[str]) -> pd.DataFrame:
        frame = pd.read_csv(file, usecols=[*_CHOSEN, *columns] if self._narrow else None)
        return _chosen(frame[[*_CHOSEN, *columns]])


def _chosen(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[(frame["scope"] == SCOPE) & (frame["level"] == LEVEL)].copy()
