"""What an OpenDocument sheet (.ods) hides: rows and columns that are collapsed or filtered out.

OpenDocument 1.3, part 3, 19.749 (table:visibility) and 19.675 ff. (repeated and spanned cells).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from goidata.documents.archive import FAULTS
from goidata.documents.hidden import Hidden

CONTENT = "content.xml"
LARGEST = 8 * 1024 * 1024  # bytes of the content that is looked at
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
UNSEEN = ("collapse", "filter")
MOST = 20_000  # rows or columns; an empty rest is repeated without end


def is_sound(data: bytes) -> bool:
    """Whether the content of an OpenDocument sheet of moderate size is markup from its beginning to
    its end; so is any other file."""
    content = _content(data)
    return content is None or _root(content) is not None


def hidden(data: bytes) -> dict[str, Hidden]:
    """What each sheet hides, by its name; nothing where the file is no such, or cannot be read."""
    content = _content(data)
    if content is None or b"visibility" not in content:
        return {}
    if TABLE.strip("{}").encode() not in content:
        return {}
    root = _root(content)
    if root is None:
        return {}
    return {each.get(f"{TABLE}name", ""): _of(each) for each in root.iter(f"{TABLE}table")}


def _content(data: bytes) -> bytes | None:
    """The markup of the sheets of an OpenDocument file; None of any other, or of a vast one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if CONTENT not in parts.namelist() or parts.getinfo(CONTENT).file_size > LARGEST:
                return None
            return parts.read(CONTENT)
    except FAULTS:
        return None


def _root(content: bytes) -> Any:
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _of(table: Any) -> Hidden:
    found = Hidden()
    for at, column in _counted(table.iter(f"{TABLE}table-column"), "columns"):
        if column.get(f"{TABLE}visibility") in UNSEEN:
            found.columns.add(at)
    for at, row in _counted(table.iter(f"{TABLE}table-row"), "rows"):
        if row.get(f"{TABLE}visibility") in UNSEEN:
            found.rows.add(at)
        for left, cell in _counted(row, "columns"):
            down, across = (_number(cell, f"number-{each}-spanned") for each in ("rows", "columns"))
            if down > 1 or across > 1:
                found.merged[at, left] = (at, at + down - 1, left, left + across - 1)
    return found


def _counted(elements: Any, kind: str) -> Iterator[tuple[int, Any]]:
    """Each row, column or cell with its number, as often as it is repeated."""
    at = 0
    for each in elements:
        repeated = _number(each, f"number-{kind}-repeated")
        yield from ((at + n, each) for n in range(min(repeated, MOST - at)))
        at += repeated
        if at >= MOST:
            return


def _number(element: Any, name: str) -> int:
    value = element.get(TABLE + name, "1")
    return int(value) if value.isdecimal() and len(value) < 10 else 1
