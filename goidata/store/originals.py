"""The files that reports were read from, kept beside the database under their digests.

A file is written whole or not at all, and never again: its name says what it holds. Whoever opens
one asks by a digest that the database holds, and gets nothing but that content.
"""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from goidata.errors import DatabaseError

LARGEST = 50 * 1024 * 1024  # bytes, as of files that are read
ENDING = ".originals"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def folder(database: Path) -> Path:
    """Where the originals of a database lie."""
    return database.with_name(f"{database.name}{ENDING}")


def keep(database: Path, digest: str, content: bytes) -> None:
    """Keep the content of this digest beside the database; what is kept already stays as it is.
    Raises DatabaseError where it cannot be written."""
    target = _place(database, digest)
    if target.exists():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=".", dir=target.parent)
        written = Path(name)
        try:
            with os.fdopen(number, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            written.chmod(0o444)
            os.replace(written, target)  # by another process it could only be the same
        finally:
            written.unlink(missing_ok=True)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise DatabaseError.of("database.originals", path=folder(database), why=why) from error


def is_kept(database: Path, digest: str) -> bool:
    """Whether the original of this digest lies beside the database."""
    return bool(_DIGEST.fullmatch(digest)) and _place(database, digest).is_file()


def content(database: Path, digest: str) -> bytes | None:
    """The original of this digest; None where it is not kept, is too large, or is another file by
    now."""
    if not is_kept(database, digest):
        return None
    try:
        with _place(database, digest).open("rb") as stream:
            found = stream.read(LARGEST + 1)
    except OSError:
        return None
    return found if len(found) <= LARGEST and sha256(found).hexdigest() == digest else None


def carry(source: Path, target: Path) -> int:
    """Keep beside the database `target` what lies beside `source` of its reports; gives how many
    are kept there. Raises DatabaseError."""
    carried = 0
    for digest in _of_reports(source):
        if is_kept(target, digest):
            carried += 1
        elif (found := content(source, digest)) is not None:
            keep(target, digest, found)
            carried += 1
    return carried


def state(database: Path) -> tuple[int, int]:
    """How many reports have their original kept, and how many of these files are not what their
    name says."""
    kept = [digest for digest in _of_reports(database) if is_kept(database, digest)]
    return len(kept), sum(content(database, digest) is None for digest in kept)


def _of_reports(database: Path) -> Iterator[str]:
    if not folder(database).is_dir():
        return
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as opened:
        rows = opened.execute("SELECT sha256 FROM report ORDER BY id").fetchall()
    yield from (digest for (digest,) in rows)


def _place(database: Path, digest: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise ValueError("no digest")
    return folder(database) / digest[:2] / digest
