"""Zip archives of reports, read under limits; nothing is unpacked, names are only labels."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from goidata.documents.opening import LARGEST
from goidata.errors import Refusal
from goidata.intake.sources import Source, damaged, label, of_file, passed_over, too_large

UNPACKED = 500 * 1024 * 1024
ENTRIES = 20_000
# Files that mark a zip as the format of one document (Word, Excel, OpenDocument).
_DOCUMENT = {"[Content_Types].xml", "mimetype"}
_SIGNATURE = b"PK\x03\x04"
_IN_UTF_8 = 0x800
_LOCKED = 0x1
_BAD = (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error)


def is_archive(path: Path) -> bool:
    """Whether the file is a zip of files, not a document whose format is a zip."""
    if not path.is_file():
        return False
    if path.suffix.lower() == ".zip":
        return True
    try:
        with path.open("rb") as stream:
            if stream.read(len(_SIGNATURE)) != _SIGNATURE:
                return False
        with zipfile.ZipFile(path) as archive:
            return not _DOCUMENT & set(archive.namelist())
    except _BAD:
        return False


def source_at(path: Path) -> Source:
    """The file at `path`, which may lead into an archive: reports.zip/county/2023.txt."""
    archive = next((each for each in path.parents if is_archive(each)), None)
    if archive is None:
        return of_file(path)
    named = (source for source in entries(archive) if source.file == label(path))
    return next(named, of_file(path))


def entries(path: Path) -> Iterator[Source]:
    """The files in the archive, in the order of their names.

    Raises Refusal where the archive cannot be opened, or unpacks to more than UNPACKED bytes or
    ENTRIES files.
    """
    try:
        archive = zipfile.ZipFile(path)
        listed = [entry for entry in archive.infolist() if not entry.is_dir()]
    except _BAD as error:
        raise damaged(label(path), error) from error
    if len(listed) > ENTRIES or sum(entry.file_size for entry in listed) > UNPACKED:
        raise _too_much(label(path))
    around = (*of_file(path).hints, path.stem)
    for name, entry in sorted(((_name(e), e) for e in listed), key=lambda pair: pair[0]):
        parts = PurePosixPath(name).parts
        if not any(passed_over(part) for part in parts if part != ".."):
            yield _source(archive, entry, f"{label(path)}/{name}", (*around, *parts[:-1]))


def _source(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, hints: tuple[str, ...]
) -> Source:
    return Source(file, hints, lambda: _content(archive, entry, file))


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str) -> bytes:
    path = PurePosixPath(_name(entry))
    if ".." in path.parts or path.is_absolute():
        raise damaged(file, "its name leads out of the archive")
    if entry.flag_bits & _LOCKED:
        raise Refusal.of("encrypted.archive", file=file)
    if entry.file_size > LARGEST:
        raise too_large(file)
    try:
        with archive.open(entry) as stream:
            data = stream.read(LARGEST + 1)
    except _BAD as error:
        raise damaged(file, error) from error
    if len(data) > LARGEST:
        raise too_large(file)
    if path.suffix.lower() == ".zip":
        raise _nested(file)
    return data


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; where the archive does not say that it is UTF-8, it often is, or it is
    GB 18030, and neither is the code page that the format prescribes."""
    name = entry.filename
    if not entry.flag_bits & _IN_UTF_8:
        name = _decoded(name)
    return name.replace("\\", "/")


def _decoded(name: str) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return name


def _too_much(file: str) -> Refusal:
    return Refusal.of("too_large.entries", file=file, most=ENTRIES)


def _nested(file: str) -> Refusal:
    return Refusal.of("unsupported.nested", file=file)
