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
        raise Refusal(
            "too_large",
            f"{name}：解压后超过 500 MB，请删去图片后重试",
            f"{name}: over 500 MB unpacked; remove its pictures and try again",
        )
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
    return Refusal(
        "too_large",
        f"{name}：正文过大，不像一份年度报告，请拆分",
        f"{name}: its text is too large for one annual report; split it",
    )


def damaged(name: str) -> Refusal:
    """The refusal of a file whose archive cannot be read."""
    return Refusal(
        "damaged",
        f"{name}：文件已损坏，无法打开，请重新导出",
        f"{name}: the file is damaged and cannot be opened; export it again",
    )
