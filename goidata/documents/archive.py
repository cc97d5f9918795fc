"""The parts of an office file, which is a zip archive, read under limits."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

from goidata.errors import Refusal

LARGEST_UNPACKED = 500 * 1024 * 1024  # of all parts together, pictures among them
LARGEST_PART = 24 * 1024 * 1024  # of one part that is parsed; a long report takes a tenth

FAULTS = (
    *(KeyError, ValueError, EOFError, OSError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive; raises Refusal `damaged` or `too_large`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except FAULTS as error:
        raise damaged(name) from error
    if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
        raise Refusal.of("too_large.unpacked", name=name)
    return archive


def part(archive: zipfile.ZipFile, path: str, name: str) -> bytes:
    """One part, no more of it unpacked than is allowed, whatever its entry claims."""
    try:
        with archive.open(path) as stream:
            content = stream.read(LARGEST_PART + 1)
    except FAULTS as error:
        raise damaged(name) from error
    if len(content) > LARGEST_PART:
        raise too_large(name)
    return content


def too_large(name: str) -> Refusal:
    """The refusal of a file whose text is beyond that of any report."""
    return Refusal.of("too_large.text", name=name)


def damaged(name: str) -> Refusal:
    """The refusal of a file whose archive cannot be read."""
    return Refusal.of("damaged.archive", name=name)
