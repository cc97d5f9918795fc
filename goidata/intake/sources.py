"""The files to be read: those named, those in folders, those in zip archives."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from goidata.documents.opening import LARGEST
from goidata.errors import Refusal, UsageError
from goidata.store.originals import ENDING

FOREIGN = ("readme.md", "thumbs.db")  # what others leave beside reports


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: `file` as shown to people, `hints` the names of the folders around it.

    `data` gives the content, or raises Refusal: `not_found`, `too_large`, `encrypted`, `damaged`,
    `unsupported` (an archive in an archive).
    """

    file: str
    hints: tuple[str, ...]
    data: Callable[[], bytes]

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.file.replace("\\", "/")).name


def of_file(path: Path) -> Source:
    """The file at `path`, which need not be there."""
    hints = tuple(part for part in path.parent.parts if part.strip("./\\"))
    return Source(label(path), hints, lambda: _content(path))


def files(paths: Iterable[Path], leave: Path) -> Iterator[Path]:
    """Every file named or in a folder named, folders in the order of names.

    In folders, hidden files, locks and companions are passed over, and so is `leave`.
    Raises UsageError, before the first file, where a path does not exist.
    """
    listed = list(paths)
    for path in listed:
        if not path.exists():
            refusal = not_found(path)
            raise UsageError(refusal.code, refusal.zh, refusal.en)
    for path in listed:
        yield from _within(path, leave.resolve()) if path.is_dir() else [path]


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is no report to be loaded: hidden, a lock, a companion,
    the originals of a database."""
    ours = name.lower() in companions() or name.endswith(ENDING)
    return ours or name.startswith((".", "~$", "__MACOSX"))


@cache
def companions() -> frozenset[str]:
    """The names of files that may lie beside reports and are none; asked for folders alone, since
    those who declare them load more than a single file needs."""
    from goidata.intake import acceptance
    from goidata.store import agencies, decided, decisions, population

    ours = (
        acceptance.FILE, agencies.DIRECTORY, decided.FILE, decisions.FILE, population.FILE,
    )  # fmt: skip
    return frozenset((*ours, *FOREIGN))


def label(path: Path) -> str:
    """A path as text that can be printed and stored, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")


def not_found(path: Path) -> Refusal:
    """A path at which there is no file."""
    name = label(path)
    if path.is_dir():
        return Refusal.of("not_found.folder", name=name)
    return Refusal.of("not_found.no_file" if path.exists() else "not_found.nothing", name=name)


def leads_outside(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a file within one of some folders is a link to one that lies in none of them."""
    if not path.is_symlink():
        return False
    return not any(path.resolve().is_relative_to(folder.resolve()) for folder in folders)


def outside(path: Path) -> Refusal:
    """A link that leads out of the folder that was given."""
    return Refusal.of("not_found.outside", name=label(path))


def too_large(file: str) -> Refusal:
    """A file over the limit."""
    return Refusal.of("too_large.file", name=file)


def damaged(file: str, why: object) -> Refusal:
    """A file that cannot be opened."""
    return Refusal.of("damaged.source", file=file, why=why)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise not_found(path)
    try:
        if path.stat().st_size > LARGEST:
            raise too_large(label(path))
        return path.read_bytes()
    except OSError as error:
        raise damaged(label(path), error.strerror or error) from error


def _within(folder: Path, leave: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not passed_over(name))
        for name in sorted(names):
            path = Path(parent, name)
            if not passed_over(name) and path.is_file() and path.resolve() != leave:
                yield path
