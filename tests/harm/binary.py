"""Old workbooks (.xls) made to harm: records and sectors that say what is not so.

[MS-CFB] 2.2–2.6 (header, table of sectors, directory), [MS-XLS] 2.1.4 (records).
"""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Sequence

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR, SMALLEST = 512, 4096  # bytes; shorter streams lie elsewhere
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BEGIN = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0x2000, 1997, 0, 6)
SHEET = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 16, 0x2000, 1997, 0, 6)
DONE = struct.pack("<HH", 0x0A, 0)


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _name(text: str, kind: int, first: int, size: int, child: int = FREE) -> bytes:
    name = text.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(name), kind, 1, FREE, FREE, child)
    return name.ljust(64, b"\0") + links + bytes(36) + struct.pack("<III", first, size, 0)


def compound(content: bytes, after: Sequence[int] = (), child: int = 1) -> bytes:
    """A file of one stream, `Workbook`; `after` says, in place of what is so, which sector follows
    each, `child` which entry of the directory the root leads to."""
    content = content.ljust(SMALLEST, b"\0")
    count = -(-len(content) // SECTOR)
    tables = -(-(count + 2 + count // 100) // (SECTOR // 4))
    start = tables + 1
    follow = [TABLE] * tables + [END, *range(start + 1, start + count), END]
    follow[: len(after)] = after
    table = struct.pack(f"<{len(follow)}I", *follow).ljust(tables * SECTOR, b"\xff")
    head = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, tables, tables, 0, SMALLEST, END, 0, END, 0)
    head += struct.pack(f"<{tables}I", *range(tables)).ljust(436, b"\xff")
    directory = _name("Root Entry", 5, END, 0, child) + _name("Workbook", 2, start, len(content))
    return head + table + directory.ljust(SECTOR, b"\0") + content.ljust(count * SECTOR, b"\0")


def workbook(cells: bytes = b"", strings: bytes = b"", at: int | None = None) -> bytes:
    """A workbook of one sheet, `at` where it says that the sheet begins."""

    def whole(place: int) -> bytes:
        sheet = record(0x85, struct.pack("<IBBBB", place, 0, 0, 1, 0) + b"s")
        begun = BEGIN + sheet + strings + DONE
        return begun + SHEET + (cells or CELLS) + DONE

    true = whole(0).index(SHEET)
    return compound(whole(true if at is None else at))


def number(row: int, column: int, value: float) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


CELLS = (
    record(0x7D, struct.pack("<5HH", 0, 1, 2000, 0, 1, 0))
    + number(0, 0, 2023.0)
    + record(0x204, struct.pack("<HHHHB", 0, 1, 0, 2, 0) + b"ab")
    + record(0xE5, struct.pack("<5H", 1, 0, 1, 0, 1))
)
Made = Callable[[], bytes]
BINARY: dict[str, Made] = {
    "an old workbook of noise": lambda: (
        OLE + "Workbook".encode("utf-16-le") + random.Random(1).randbytes(100_000)
    ),
    "an old workbook of noise in its records": lambda: compound(
        BEGIN + random.Random(2).randbytes(200_000)
    ),
    "an old workbook of records cut short": lambda: workbook(record(0x203, b"\1") * 20_000),
    "an old workbook of records longer than it": lambda: workbook(b"\x03\x02\xff\xff" * 50),
    "an old workbook of empty records": lambda: workbook(b"\x08\x02\0\0" * 2_000_000),
    "an old workbook with a cell far away": lambda: workbook(number(65535, 255, 1.0)),
    "an old workbook with a cell of no column": lambda: workbook(number(65535, 65535, 1.0)),
    "an old workbook of a million cells": lambda: workbook(
        b"".join(number(n // 200, n % 200, n) for n in range(1_000_000))
    ),
    "an old workbook of no numbers": lambda: workbook(
        number(0, 0, float("nan")) + number(0, 1, float("inf")) + number(0, 2, 1e308)
    ),
    "an old workbook with words that are not there": lambda: workbook(
        record(0xFD, struct.pack("<HHHI", 0, 0, 0, 2**31))
    ),
    "an old workbook that counts too many words": lambda: workbook(
        strings=record(0xFC, struct.pack("<II", 2**31 - 1, 2**31 - 1) + b"\1\0\0a")
    ),
    "an old workbook of a word without end": lambda: workbook(
        strings=record(0xFC, struct.pack("<IIHB", 1, 1, 65535, 1))
        + record(0x3C, b"\1" * 8000) * 900
    ),
    "an old workbook whose sheet begins at its head": lambda: workbook(at=0),
    "an old workbook whose sheet begins nowhere": lambda: workbook(at=2**31),
    "an old workbook of many sheets": lambda: compound(
        BEGIN + record(0x85, struct.pack("<IBBBB", 0, 0, 0, 1, 0) + b"s") * 60_000 + DONE
    ),
    "an old workbook that merges all": lambda: workbook(
        record(0xE5, struct.pack("<5H", 1, 0, 65535, 0, 255)) * 2000
    ),
    "an old workbook that formats endlessly": lambda: workbook(
        strings=record(0x41E, struct.pack("<HHB", 164, 8000, 0) + b"0" * 8000) * 1000
    ),
    "an old workbook in a circle of sectors": lambda: compound(BEGIN, [TABLE, END, 3, 2, 3, 2]),
    "an old workbook whose directory is a circle": lambda: compound(BEGIN, [TABLE, 1]),
    "an old workbook whose table is itself": lambda: compound(BEGIN, [0, 0, 0, 0]),
    "an old workbook whose root is its own child": lambda: compound(BEGIN, child=0),
}
