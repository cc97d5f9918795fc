"""Original files of reports: kept when they are loaded, and what stands in one around a figure.

Files are opened in a process of their own, however often they were read before: whoever looks at a
figure is no reason to trust the file it came from.
"""

from __future__ import annotations

import json
import subprocess
from base64 import b64decode
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goidata.documents.apart import run_apart
from goidata.errors import Refusal
from goidata.intake.attempts import Attempt, digest
from goidata.intake.sources import Source
from goidata.store import originals
from goidata.store.database import connect
from goidata.store.filing import holds

SECONDS = 40  # by the clock; the process has bounds of its own
_PROGRAM = "goidata.documents.surroundings"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a figure: the part of its page as a picture (PNG) and the whole `page`,
    or else rows of cells, each with whether it is the figure's. `marked` where it was found."""

    part: bytes | None
    page: bytes | None
    rows: tuple[tuple[tuple[str, bool], ...], ...]
    is_table: bool
    marked: bool


def keep_originals(
    database: Path, attempts: Iterable[Attempt], sources: Mapping[str, Source]
) -> int:
    """Keep the files of those attempts whose reports are held; gives how many there are. Raises
    DatabaseError."""
    kept = 0
    if not sources:
        return kept
    with closing(connect(database)) as opened:
        is_held = holds(opened)
        for each in attempts:
            source = sources.get(each.file)
            if source is not None and each.sha256 and is_held(each.sha256):
                kept += _keep(database, each.sha256, source)
    return kept


def _keep(database: Path, named: str, source: Source) -> bool:
    """Keep a file, should it still be what was read."""
    if originals.is_kept(database, named):
        return True
    try:
        data = source.data()
    except Refusal:
        return False
    if digest(data) != named:
        return False
    originals.keep(database, named, data)
    return True


def surroundings(data: bytes, name: str, place: Mapping[str, Any], raw: str) -> Surroundings | None:
    """What stands in the file called `name` around the place of a figure printed as `raw`; None
    where that cannot be shown."""
    asked = json.dumps([name, dict(place), raw])
    try:
        done = run_apart(_PROGRAM, data, SECONDS, asked)
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return None
    return _made(found) if isinstance(found, dict) else None


def _made(found: Mapping[str, Any]) -> Surroundings:
    part, page = (b64decode(found[key]) if found.get(key) else None for key in ("part", "page"))
    rows = tuple(tuple((str(text), bool(on)) for text, on in row) for row in found["rows"])
    return Surroundings(part, page, rows, bool(found["is_table"]), bool(found["marked"]))
