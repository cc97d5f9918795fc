"""Pages and pictures as arrays of pixels, for those who recognise what stands on them.

In a process of its own (pictures/recogniser.py, surroundings.py), which ends where one is too
large."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from goidata.documents.limits import PRIVATE, memory

LARGE = 4  # the exit code where a page is beyond its limits
MOST_PAGES = 40
MOST_PIXELS = 40_000_000  # of one picture
RESOLUTION = 2.5  # pixels a point, 180 to the inch; finer finds no more and takes longer
SMALLEST = (200, 60)  # width and height in pixels that may hold a row of a table
SECONDS = 5  # of processor time in which a page is drawn; one takes less than a half
MEMORY = 300 * 1024**2  # bytes more in which a page is drawn


def page_count(data: bytes) -> int:
    """How many pages a scan has, also those beyond MOST_PAGES."""
    import pypdfium2

    if data.startswith(b"%PDF-"):
        return len(pypdfium2.PdfDocument(data))
    with _opened(data) as image:
        return int(image.n_frames) if image.format == "TIFF" else 1


def pictures(data: bytes) -> Iterator[tuple[Any, float | None]]:
    """Each page as an array of pixels, and how many of these make a point; None of a picture, which
    does not tell."""
    import pypdfium2

    if not data.startswith(b"%PDF-"):
        yield from ((each, None) for each in _frames(data))
        return
    document = pypdfium2.PdfDocument(data)
    for number in range(min(len(document), MOST_PAGES)):
        with _bounded():
            drawn = _rendered(document[number])
        yield drawn


def _frames(data: bytes) -> Iterator[Any]:
    """The pages of a TIFF, as fax machines and scanners make them; of others the picture itself,
    whose further frames are a film."""
    import numpy
    from PIL import ImageSequence

    with _opened(data) as image:
        most = MOST_PAGES if image.format == "TIFF" else 1
        for frame in islice(ImageSequence.Iterator(image), most):
            if frame.width * frame.height > 2 * MOST_PIXELS:
                sys.exit(LARGE)
            if frame.width >= SMALLEST[0] and frame.height >= SMALLEST[1]:
                yield numpy.asarray(frame.convert("RGB"))


def _opened(data: bytes) -> Any:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # twice as many are an error, not decoded
    try:
        return Image.open(io.BytesIO(data))
    except Image.DecompressionBombError:
        sys.exit(LARGE)


def page_part(data: bytes, number: str, *box: str) -> Iterator[tuple[Any, float | None]]:
    """A part of a PDF's page, likewise."""
    import pypdfium2

    with _bounded():
        picture, scale = _rendered(pypdfium2.PdfDocument(data)[int(number) - 1])
    left, top, right, bottom = (round(float(edge) * scale) for edge in box)
    yield picture[top:bottom, left:right], scale


@contextmanager
def _bounded() -> Iterator[None]:
    """Ends this process where drawing a page takes more than SECONDS or MEMORY, where
    the system can: a page may draw itself within itself, and nothing interrupts that."""
    if sys.platform == "win32":
        yield
        return
    import resource

    own = resource.getrusage(resource.RUSAGE_SELF)
    spent, used = int(own.ru_utime + own.ru_stime), memory(kind=PRIVATE)
    bounds = [(resource.RLIMIT_CPU, spent + SECONDS)]
    bounds += [(resource.RLIMIT_DATA, used + MEMORY)] if used else []
    before = [(kind, resource.getrlimit(kind)) for kind, _ in bounds]
    for (kind, most), (_, (_, hard)) in zip(bounds, before, strict=True):
        resource.setrlimit(kind, (most, hard))
    try:
        yield
    finally:
        for kind, limits in before:
            resource.setrlimit(kind, limits)


def _rendered(page: Any) -> tuple[Any, float]:
    if any(width * height > 2 * MOST_PIXELS for width, height in _pictures_on(page)):
        sys.exit(LARGE)
    width, height = page.get_size()
    scale = min(RESOLUTION, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    return page.render(scale=scale).to_numpy(), scale


def _pictures_on(page: Any) -> Iterator[tuple[int, int]]:
    """The width and height in pixels of each picture of a page."""
    import pypdfium2

    for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        yield each.get_px_size()
