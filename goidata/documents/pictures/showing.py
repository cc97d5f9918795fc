"""Where on a scanned page a cell stands, for those who compare a figure with the paper: found by
the rulings again, without recognising anything."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from goidata.documents.document import Place
from goidata.documents.drawn import pictures
from goidata.documents.pictures.cutting import Cut, cells
from goidata.documents.pictures.halves import pages
from goidata.documents.pictures.page import Straight, straight
from goidata.documents.pictures.rulings import Ruled

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]  # left, top, right and bottom in pixels

NEEDED = ("rapidocr_onnxruntime", "cv2", "PIL", "pypdfium2")


def framed(data: bytes, place: Place, colour: Colour, thick: int) -> tuple[Any, Box] | None:
    """The page that has the cell at `place` as an image with the cell in a frame of that colour,
    as many pixels thick, and the extent of the cell in pixels; None where `cell_shown` finds it
    not."""
    from PIL import Image, ImageDraw

    found = cell_shown(data, place)
    if found is None:
        return None
    image = Image.fromarray(found[0].copy())
    box = found[1][2:6]
    ImageDraw.Draw(image).rectangle(box, outline=colour, width=thick)
    return image, box


def cell_shown(data: bytes, place: Place) -> tuple[Any, Cut] | None:
    """The page of a scan that has the cell at `place`, lying straight, as a picture (height, width,
    RGB), and what the cell takes up of it; None where no rulings show it, or the extra that
    recognises pictures is not here."""
    if place.table is None or place.page is None or not all(map(find_spec, NEEDED)):
        return None
    before = 0
    for number, page, tables in _pages(data, place.page):
        at = place.table - before - 1
        if number == place.page and 0 <= at < len(tables):
            found = (c for c in cells(tables[at], page.scale) if (c.row, c.column) == place[2:4])
            cut = next(found, None)
            return (_as_seen(page, data), cut) if cut else None
        before += len(tables)
    return None


def _pages(data: bytes, last: int) -> Iterator[tuple[int, Straight, list[Ruled]]]:
    """The pages up to the one numbered `last`, each with its number and its tables."""
    for number, (picture, scale) in enumerate(pictures(data), 1):
        for each in pages(picture, scale):
            page = straight(*each)
            yield number, page, page.tables
        if number == last:
            return


def _as_seen(page: Straight, data: bytes) -> Any:
    """The picture with red first, which pages of a PDF are drawn with last."""
    return page.picture[..., ::-1] if data.startswith(b"%PDF-") else page.picture
