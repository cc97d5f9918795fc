"""Pictures of open cells, cut from the originals that are kept beside the database."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from goidata.errors import UsageError
from goidata.intake.originals import surroundings
from goidata.store import originals

if TYPE_CHECKING:
    import pandas as pd


def with_pictures(frame: pd.DataFrame, database: Path, folder: Path) -> pd.DataFrame:
    """The open cells with the names of their pictures in `folder`, which is made; none of a report
    whose original is not kept or has no pages. Raises UsageError where none can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = [_picture(row, database, folder) for row in frame.to_dict("records")]
    except OSError as error:
        raise UsageError.of("output.fails", path=folder, why=error.strerror or error) from error
    return frame.assign(picture=names)


def _picture(row: Mapping[Hashable, Any], database: Path, folder: Path) -> str:
    digest, place = str(row["sha256"]), row["place"]
    data = originals.content(database, digest)
    if data is None or not isinstance(place, dict):
        return ""
    found = surroundings(data, PurePosixPath(str(row["file"])).name, place, str(row["raw"]))
    if found is None or not found.part:
        return ""
    about = hashlib.sha256(f"{digest} {row['name']}".encode()).hexdigest()[:8]
    name = f"{row['year']}-{row['name']}-{about}.png"
    (folder / name).write_bytes(found.part)
    return name
