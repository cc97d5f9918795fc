"""What is kept of the reading of a report: its cells as printed, and the lines around them."""

from __future__ import annotations

import json
import sqlite3
import zlib
from typing import Any

from goidata.store.findings import json_of


def kept(connection: sqlite3.Connection, report: int) -> dict[str, Any]:
    """figures (each cell by the figure's name), context (printed lines by number), formalities,
    doubts; empty where there is no such report."""
    row = connection.execute("SELECT cells FROM reading WHERE report = ?", (report,)).fetchone()
    found: dict[str, Any] = json.loads(zlib.decompress(row[0])) if row else {}
    return found


def keep(connection: sqlite3.Connection, report: int, cells: dict[str, Any]) -> None:
    """Keep `cells` in place of what is kept of a report."""
    packed = zlib.compress(json_of(cells).encode())
    connection.execute("UPDATE reading SET cells = ? WHERE report = ?", (packed, report))
