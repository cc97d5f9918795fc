"""Where copies of a book lie: beside it, or else in a temporary folder; and who may make one."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from goidata.store import column_shapes

Stamp = tuple[int, int]  # when the book was written last, in nanoseconds, and its size

_ABANDONED = 3600  # seconds after which a copy half made is nobody's
_POLL = 0.02  # seconds
_COPY = re.compile(r"(?<!\w)[0-9a-f]+(-[0-9a-f]+){2}\.columns")
_PARTIAL = re.compile(r"(?<!\w)\w+\.partial(\.wal)?")


def stamp_of(book: Path) -> Stamp:
    """What changes when the book does."""
    found = book.stat()
    return found.st_mtime_ns, found.st_size


def found(book: Path) -> Path | None:
    """The copy of the book as it is now."""
    stamp = stamp_of(book)
    folders = [book.parent, *([aside(book)] if _elsewhere.cache_info().currsize else [])]
    return next(filter(os.path.exists, (place(each, book, stamp) for each in folders)), None)


def place(folder: Path, book: Path, stamp: Stamp) -> Path:
    """Where the copy of a state of the book, in the shape of today, lies in a folder."""
    state = f"{stamp[0]:x}-{stamp[1]:x}-{column_shapes.digest()}"
    return folder / f"{_prefix(folder, book)}{state}.columns"


def copies(folder: Path, book: Path) -> list[Path]:
    """The copies of the book in a folder, the latest first."""
    held = [each for each in folder.iterdir() if _is(_COPY, each, book)]
    return sorted(held, key=lambda each: each.stat().st_mtime_ns, reverse=True)


@contextmanager
def partial(folder: Path, book: Path) -> Iterator[Path]:
    """A file in the folder to write a copy to; it is gone in the end, if it was not renamed."""
    handle, name = tempfile.mkstemp(".partial", _prefix(folder, book), folder)
    os.close(handle)
    written = Path(name)
    try:
        yield written
    finally:
        for left in (written, written.with_name(f"{written.name}.wal")):
            left.unlink(missing_ok=True)


def sweep(folder: Path, book: Path, kept: Path) -> None:
    """Take away older copies, and what a process that was killed left half made."""
    for each in folder.iterdir():
        with suppress(OSError):
            age = time.time() - each.stat().st_mtime
            abandoned = _is(_PARTIAL, each, book) and age > _ABANDONED
            if abandoned or (_is(_COPY, each, book) and each != kept):
                each.unlink()


def _prefix(folder: Path, book: Path) -> str:
    """Of the names of copies; aside, each book has a folder of its own."""
    return f".{book.name}." if folder == book.parent else "."


def _is(kind: re.Pattern[str], file: Path, book: Path) -> bool:
    name, prefix = file.name, _prefix(file.parent, book)
    return name.startswith(prefix) and kind.fullmatch(name, len(prefix)) is not None


def aside(book: Path) -> Path:
    """The folder for copies of a book beside which nothing can be written."""
    folder = _elsewhere() / sha256(str(book).encode()).hexdigest()[:16]
    folder.mkdir(exist_ok=True)
    return folder


@cache
def _elsewhere() -> Path:
    """A folder of this process, which goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="goidata-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextmanager
def alone(folder: Path, patience: float = float("inf")) -> Iterator[None]:
    """One process at a time makes a copy in a folder, where the system has such locks; who loses
    patience goes on all the same."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle, until = os.open(folder, os.O_RDONLY), time.monotonic() + patience
    try:
        while time.monotonic() < until:
            with suppress(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(_POLL)
        yield
    finally:
        os.close(handle)
