"""How far the reading of a file of many pages is, told across processes to whoever shows it: a note
of each process in a folder that a variable of the environment names."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

FOLDER = "GOIDATA_HEADWAY"
STALE = 300.0  # seconds after which a note is one of a process that was ended


class Headway(NamedTuple):
    """Pages of a file that are read, and all that are to be."""

    name: str
    done: int
    total: int


def tell(name: str, done: int, total: int) -> None:
    """Note how far a file is; nothing where nobody asks. The last page takes the note away."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return
    note = Path(folder, str(os.getpid()))
    with suppress(OSError):
        if done >= total:
            note.unlink(missing_ok=True)
            return
        new = note.with_suffix(".new")
        new.write_text(json.dumps([name, done, total]), "utf-8")
        new.replace(note)


@contextmanager
def watched() -> Iterator[Callable[[], list[Headway]]]:
    """Gives what tells how far the files are that this process, or one that it starts, reads."""
    before = os.environ.get(FOLDER)
    with tempfile.TemporaryDirectory(prefix="goidata-", ignore_cleanup_errors=True) as folder:
        os.environ[FOLDER] = folder
        try:
            yield lambda: list(_notes(Path(folder)))
        finally:
            if before is None:
                del os.environ[FOLDER]
            else:
                os.environ[FOLDER] = before


def _notes(folder: Path) -> Iterator[Headway]:
    for note in sorted(folder.glob("*[0-9]")):
        with suppress(OSError, ValueError):
            if time.time() - note.stat().st_mtime <= STALE:
                yield Headway(*json.loads(note.read_text("utf-8")))
