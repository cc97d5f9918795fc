"""Scans and pictures of reports, recognised by eye: the optional extra `goidata[ocr]`.

The recogniser (`documents/pictures/recogniser.py`) runs in a process of its own, since its models
take more memory and time than reading may.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from goidata.documents import headway
from goidata.documents.apart import lines_apart
from goidata.documents.document import Document, Grid, Line, Unseen
from goidata.documents.drawn import LARGE, MOST_PAGES
from goidata.documents.pictures.laying import Laying
from goidata.errors import Refusal

NEEDED = ("rapidocr_onnxruntime", "cv2", "pypdfium2", "PIL")
SECONDS = 300  # by the clock, of a page: three to five on a processor of its own; more is a halt
FEWEST_WORDS = 20  # of a whole report
MOST_PICTURES = 16  # of a document; one beyond is decoration
PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
WITHIN = (*PICTURES, b"BM", b"GIF8", b"RIFF", b"%PDF-")  # what a document holds pictures as

RECOGNISER = "goidata.documents.pictures.recogniser"

Told = Mapping[str, Any]  # of a part of a page, by documents/pictures/page.py


def read(data: bytes, name: str) -> Document:
    """The tables and words of a scanned PDF or a picture; raises Refusal `scanned` where the extra
    is not installed or nothing is recognised, and `damaged`."""
    if not is_installed():
        raise _scanned(name)
    try:
        return _document(_looked_through(data, name), name)
    except subprocess.TimeoutExpired as error:
        raise Refusal.of("too_large.complex", name=name) from error
    except subprocess.CalledProcessError as error:
        if error.returncode < 0 or error.returncode == LARGE:
            raise Refusal.of("too_large.complex", name=name) from error
        raise _damaged(name) from error
    except OSError as error:
        raise _damaged(name) from error


def _looked_through(data: bytes, name: str, *part: str) -> Iterator[Any]:
    """How many pages a file has, and then what was told of each; whoever waits is told how far it
    is. Raises what `lines_apart` raises."""
    lines = map(json.loads, lines_apart(RECOGNISER, data, SECONDS, *part))
    count = next(lines)
    yield count
    for done, page in enumerate(lines, 1):
        headway.tell(name, done, min(count, MOST_PAGES))
        yield page


def _document(told: Iterator[Any], name: str) -> Document:
    """What was recognised on pages; raises Refusal `scanned` where that is next to nothing."""
    laying = Laying()
    count = next(told)
    blocks = [block for number, page in enumerate(told, 1) for block in laying.blocks(page, number)]
    return _made(name, blocks, laying, unseen("pages", count, MOST_PAGES))


def unseen(kind: str, count: int, most: int) -> Unseen | None:
    """What is beyond the `most` pages or pictures that are looked at, of `count`."""
    return Unseen(kind, most + 1, count) if count > most else None


def _made(
    name: str, blocks: Sequence[Line | Grid], laying: Laying, beyond: Unseen | None
) -> Document:
    if _words(blocks) < FEWEST_WORDS:
        raise _scanned(name)
    whole = tuple(blocks)
    return Document(name, "scan", whole, recognised=True, sights=laying.sights, unseen=beyond)


def _words(blocks: Iterable[Line | Grid]) -> int:
    texts = [block.text.split() if isinstance(block, Line) else _filled(block) for block in blocks]
    return sum(map(len, texts))


def _filled(grid: Grid) -> list[str]:
    return [cell.text for row in grid.rows for cell in row if cell.text]


def is_installed() -> bool:
    """Whether the optional extra is there."""
    return all(map(importlib.util.find_spec, NEEDED))


def read_pictures(document: Document) -> Document:
    """A document of pictures alone, such as scanned pages in a Word file, as its words; raises
    Refusal `scanned`."""
    if not is_installed():
        raise _scanned(document.name)
    laying = Laying()
    found = seen_in(document, laying, MOST_PAGES)
    blocks = [block for blocks in found for block in blocks]
    beyond = unseen("pictures", len(document.pictures), MOST_PAGES)
    return _made(document.name, blocks, laying, beyond)


def seen_in(
    document: Document, laying: Laying, most: int = MOST_PICTURES
) -> Iterator[list[Line | Grid]]:
    """What is recognised in each of so many pictures; of one that cannot be, nothing."""
    pictures = document.pictures[:most]
    for number, picture in enumerate(pictures, 1):
        content = picture.content()
        pages: list[list[Told]] = []
        if content.startswith(WITHIN):
            part = [str(picture.place.page), *map(str, picture.box)] if picture.box else []
            failures = (subprocess.SubprocessError, OSError, ValueError, StopIteration)
            with suppress(*failures):
                _, *pages = _looked_through(content, document.name, *part)
        headway.tell(document.name, number, len(pictures))
        yield [block for page in pages for block in laying.blocks(page, picture.place.page)]


def _scanned(name: str) -> Refusal:
    return Refusal.of("scanned.scan", name=name)


def _damaged(name: str) -> Refusal:
    return Refusal.of("damaged.scan", name=name)
