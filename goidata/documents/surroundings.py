"""What stands around a place of a document: for those who compare a figure with the paper.

`python -m goidata.documents.surroundings` tells it of the file that comes by standard input, as
JSON, in a process of its own whose time and memory are bounded.
"""

from __future__ import annotations

import io
import json
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from goidata.documents.document import Cell, Document, Grid, Line, Place
from goidata.documents.opening import open_document
from goidata.documents.pdf_places import Box, box_of
from goidata.documents.pictures.showing import framed
from goidata.documents.recognition import PICTURES

SECONDS, MEMORY = 15, 700 * 1024**2  # of a processor, bytes
AROUND = 3  # rows or lines above and beneath
LONGEST, WIDEST = 160, 24  # characters of a text, cells of a row
SCALE = 2.0  # pixels a point
LARGEST_PAGE = 2000  # points; a real page has less than half
MARGIN = (150.0, 70.0)  # points beside the cell, above and beneath it
INK = (0xC2, 0x41, 0x0C, 0xFF)
LINE = 3  # pixels

Row = list[tuple[str, bool]]
Told = dict[str, Any]


def around(data: bytes, name: str, place: Place, raw: str) -> Told:
    """`part` and `page` (PNG in base64) of a PDF or a scan, else `rows` of (text, is the figure's),
    with `is_table`; `marked` says whether the place was found. Raises Refusal."""
    if b"%PDF-" in data[:1024] and place.page:
        return _told(_pictures(data, place, raw))
    if data.startswith(PICTURES) and (found := _of_scan(data, place)):
        return _told(found)
    document = open_document(data, name)
    rows, is_table = _rows(document, place, raw)
    return _told({"rows": rows, "is_table": is_table, "marked": _is_marked(rows)})


def _told(found: Told) -> Told:
    return {"part": "", "page": "", "rows": [], "is_table": False, "marked": False, **found}


def _is_marked(rows: list[Row]) -> bool:
    return any(on for row in rows for _, on in row)


def _rows(document: Document, place: Place, raw: str) -> tuple[list[Row], bool]:
    if place.table:
        grids = (block for block in document.blocks if isinstance(block, Grid))
        rows = [row for grid in grids if grid.place.table == place.table for row in grid.rows]
        if near := _in_table(rows, place):
            return near, True
    lines = document.lines
    at = next((i for i, line in enumerate(lines) if line.place.line == place.line), None)
    if place.line is None or at is None:
        return [], False
    lines = lines[max(0, at - AROUND) : at + AROUND + 1]
    return [_in_line(line, place, raw) for line in lines], any(
        len(line.cells) > 1 for line in lines
    )


def _in_table(rows: Sequence[tuple[Cell, ...]], place: Place) -> list[Row]:
    """The row and those around it; none where the table has no such row."""
    at = next((i for i, row in enumerate(rows) if any(c.place.row == place.row for c in row)), None)
    if at is None:
        return []
    near = rows[max(0, at - AROUND) : at + AROUND + 1]
    here = (place.row, place.column)
    return [
        [(_short(cell.text), (cell.place.row, cell.place.column) == here) for cell in row[:WIDEST]]
        for row in near
    ]


def _in_line(line: Line, place: Place, raw: str) -> Row:
    here = line.place.line == place.line
    if len(line.cells) > 1:
        return [
            (_short(cell.text), here and cell.place.column == place.column)
            for cell in line.cells[:WIDEST]
        ]
    return list(_parted(line.text, place.column, raw)) if here else [(_short(line.text), False)]


def _parted(text: str, column: int | None, raw: str) -> Iterator[tuple[str, bool]]:
    """The line with what was printed apart from the words around; whole where it cannot be told
    which of them it is."""
    words = text.split()
    at = (column or 0) - 1
    if not (0 <= at < len(words) and words[at] == raw):
        at = words.index(raw) if words.count(raw) == 1 else -1
    if at < 0:
        yield _short(text), True
        return
    before = " ".join(words[:at])
    yield (f"…{before[-LONGEST:]}" if len(before) > LONGEST else before) + " ", False
    yield raw, True
    yield " " + _short(" ".join(words[at + 1 :])), False


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _of_scan(data: bytes, place: Place) -> Told | None:
    """The same of a page that is a picture, lying straight; None where no cell is found."""
    found = framed(data, place, INK[:3], LINE)
    if found is None:
        return None
    image, box = found
    part = image.crop(_near(box, 1, image.size))
    return {"part": _png(part), "page": _png(image), "marked": True}


def _pictures(data: bytes, place: Place, raw: str) -> Told:
    """The page with the place framed, and the part of it around that."""
    import pypdfium2

    box = box_of(data, place, raw)
    if box is None and (found := _of_scan(data, place)):
        return found
    page = pypdfium2.PdfDocument(data)[int(place.page or 1) - 1]
    width, height = page.get_size()
    scale = SCALE * min(1.0, LARGEST_PAGE / max(width, height, 1.0))
    bitmap = page.render(scale=scale)
    if box:
        _frame(bitmap, [edge * scale for edge in box])
    image = bitmap.to_pil()
    part = image.crop(_near(box, scale, image.size)) if box else None
    return {"part": _png(part), "page": _png(image), "marked": box is not None}


def _frame(bitmap: Any, edges: Sequence[float]) -> None:
    left, top = (max(0, round(edge) - LINE) for edge in edges[:2])
    right = min(bitmap.width - 1, round(edges[2]) + LINE)
    bottom = min(bitmap.height - 1, round(edges[3]) + LINE)
    if right <= left or bottom <= top:
        return
    for x, y, across, down in (
        (left, top, right - left, LINE),
        (left, bottom - LINE, right - left, LINE),
        (left, top, LINE, bottom - top),
        (right - LINE, top, LINE, bottom - top),
    ):
        bitmap.fill_rect(INK, x, y, across, down)


def _near(box: Box, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    beside, above = MARGIN
    left, top, right, bottom = box
    edges = (left - beside, top - above, right + beside, bottom + above)
    x0, y0, x1, y1 = (round(edge * scale) for edge in edges)
    return max(0, x0), max(0, y0), min(size[0], x1), min(size[1], y1)


def _png(image: Any) -> str:
    if image is None:
        return ""
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return b64encode(stream.getvalue()).decode()


def _bound() -> None:
    """Let the system end this process where it takes more than it may, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_DATA, MEMORY)):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most, hard))


def main() -> int:
    """Tells what stands around the place asked for; 1 where the file cannot be shown."""
    name, place, raw = json.loads(sys.argv[1])
    _bound()
    try:
        told = around(sys.stdin.buffer.read(), name, _place(place), raw)
    except Exception:  # whatever a file provokes: it is not shown
        return 1
    json.dump(told, sys.stdout)
    return 0


def _place(asked: Mapping[str, Any]) -> Place:
    return Place(**{part: asked.get(part) for part in Place._fields})


if __name__ == "__main__":
    sys.exit(main())
