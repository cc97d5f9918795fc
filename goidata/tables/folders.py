"""A folder of files: complete, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goidata.errors import UsageError


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A place to write what becomes `folder`, which must be empty or not exist, as the block ends.

    Raises UsageError where the folder cannot be written; then it is as it was.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError.of("output.not_empty", path=folder)
    if not folder.parent.is_dir():
        raise UsageError.of("output.no_folder", path=folder)
    try:
        with tempfile.TemporaryDirectory(prefix=".goidata-", dir=folder.parent) as made:
            parts = Path(made, "parts")
            parts.mkdir()
            yield parts
            if folder.exists():
                folder.rmdir()
            os.replace(parts, folder)
    except OSError as error:
        raise UsageError.of("output.fails", path=folder, why=error.strerror or error) from error
