"""Archives and pictures made to harm, and old text files that only their heads say so."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from harm.office import DOCUMENT, file, packed, parts

Made = Callable[[], bytes]
ENTRY, FLAGS, WAY, SIZE = (
    b"PK\x01\x02",
    8,
    10,
    24,
)  # of an entry of the directory, and offsets in it


def changed_entries(data: bytes, offset: int, form: str, value: int) -> bytes:
    """An archive whose directory says something else of every part."""
    body, at = bytearray(data), data.find(ENTRY)
    while at >= 0:
        struct.pack_into(form, body, at + offset, value)
        at = data.find(ENTRY, at + 4)
    return bytes(body)


def overlapping(times: int) -> bytes:
    """An archive whose directory names one part very often."""
    data = packed({DOCUMENT: b"0" * 1_000_000})
    start = data.index(ENTRY)
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times, times, len(entry) * times, start, 0)
    return data[:start] + entry * times + tail


def within(data: bytes, depth: int) -> bytes:
    """Archives in archives."""
    for n in range(depth):
        data = packed({f"{n}.zip": data})
    return data


def named(name: str) -> bytes:
    """A Word file with one more part."""
    return packed({**parts(file("docx")), name: b"1"})


def bomb() -> bytes:
    """Pictures beside a text that unpack to 600 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DOCUMENT, "<w/>")
        for number in range(6):
            archive.writestr(f"word/media/{number}.bmp", b"\0" * 100_000_000)
    return made.getvalue()


def png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


ARCHIVES: dict[str, Made] = {
    "an archive that unpacks to too much": bomb,
    "archives in archives": lambda: within(file("docx"), 50),
    "an archive whose parts overlap": lambda: overlapping(20_000),
    "an archive that says its parts are small": lambda: changed_entries(
        packed({**parts(file("docx")), DOCUMENT: b"0" * 200_000_000}), SIZE, "<I", 10
    ),
    "an archive that says its parts are vast": lambda: changed_entries(
        file("docx"), SIZE, "<I", 2**32 - 2
    ),
    "an archive packed in a way that is none": lambda: changed_entries(
        file("docx"), WAY, "<H", 99
    ),
    "an archive packed by another way": lambda: packed(parts(file("docx")), zipfile.ZIP_LZMA),
    "an archive with a lock": lambda: changed_entries(file("docx"), FLAGS, "<H", 1),
    "an archive of many parts": lambda: packed(
        {**parts(file("docx")), **{f"word/{n}.xml": b"" for n in range(60_000)}}
    ),
    "an archive cut short": lambda: file("docx")[:-30],
    "an archive that begins twice": lambda: file("docx")[:20_000] + file("docx"),
    "an archive with a note without end": lambda: file("docx")[:-2] + b"\xff\xff" + b"1" * 65_535,
    "a part whose name leads elsewhere": lambda: named("../../../../etc/hostname"),
    "a part whose name is a command": lambda: named("word/\x1b[2J\u202e\n.xml"),
    "a part whose name is vast": lambda: named("word/" + "a" * 60_000),
    "a picture of vast size": lambda: png(60_000, 60_000, bytes(450_000_000)),
    "a picture that says it is vast": lambda: png(2**31 - 1, 2**31 - 1, b"1"),
    "a picture of noise": lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 500,
    "an old text of noise": lambda: b"{\\rtf1" + b"{\\a" * 60_000,
    "an old text of a vast picture": lambda: b"{\\rtf1{\\pict\\picw32767\\pich32767 "
    + b"0" * 20_000_000 + b"}}",
}  # fmt: skip
