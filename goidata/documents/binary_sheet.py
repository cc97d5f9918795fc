"""What a binary workbook (.xls) hides: rows and columns of no size.

[MS-XLS] 2.4.28 (BoundSheet8), 2.4.53 (ColInfo), 2.4.221 (Row), 2.4.168 (MergeCells). Records are
walked where they lie one behind the other in the file, as they do where it was written at once; of
any other file nothing is known.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from goidata.documents.hidden import Hidden

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOK = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00")  # the first record, BIFF 8
BEGIN, END, SHEET, COLUMNS, ROW, MERGED = 0x809, 0x0A, 0x85, 0x7D, 0x208, 0xE5
LARGEST_RECORD = 8224
COLUMN_HIDDEN, ROW_HIDDEN, TWO_BYTES = 0x01, 0x20, 0x01
Record = tuple[int, int, bytes]  # where it begins, its kind, its content


def hidden(data: bytes) -> dict[str, Hidden]:
    """What each sheet hides, by its name; nothing where the file is no such, or its records do not
    lie together."""
    begun = WORKBOOK.search(data) if data.startswith(COMPOUND) else None
    if begun is None:
        return {}
    names: dict[int, str] = {}
    found: dict[str, Hidden] = {}
    sheet, name = Hidden(), None
    for start, kind, content in _records(data, begun.start()):
        if kind == SHEET and len(content) > 8:
            names[int.from_bytes(content[:4], "little")] = _name(content)
        elif kind == BEGIN:
            sheet, name = Hidden(), names.get(start)
        elif kind == END and name is not None:
            found[name] = sheet
        else:
            _note(sheet, kind, content)
    return found if len(found) == len(names) else {}


def _records(data: bytes, start: int) -> Iterator[Record]:
    """The records from `start` on, with their places from there."""
    at = start
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        if size > LARGEST_RECORD or not kind:
            return
        yield at - start, kind, data[at + 4 : at + 4 + size]
        at += 4 + size


def _name(content: bytes) -> str:
    wide = content[7] & TWO_BYTES
    return content[8 : 8 + content[6] * (1 + wide)].decode(
        "utf-16-le" if wide else "latin-1", "replace"
    )


def _note(sheet: Hidden, kind: int, content: bytes) -> None:
    """What a record says of its sheet."""
    if kind == COLUMNS and len(content) >= 10:
        first, last, _, _, flags = struct.unpack_from("<5H", content)
        if flags & COLUMN_HIDDEN:
            sheet.columns.update(range(first, min(last, 255) + 1))
    elif kind == ROW and len(content) >= 16:
        if content[12] & ROW_HIDDEN:
            sheet.rows.add(int.from_bytes(content[:2], "little"))
    elif kind == MERGED:
        for at in range(2, len(content) - 7, 8):
            first, last, left, right = struct.unpack_from("<4H", content, at)
            sheet.merged[first, left] = (first, last, left, right)
