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

from goidata.documents.apart import run_apart
from goidata.documents.document import Document, Grid, Line, Picture
from goidata.documents.drawn import LARGE, MOST_PAGES
from goidata.documents.pictures.laying import Laying
from goidata.errors import Refusal

NEEDED = ("rapidocr_onnxruntime", "cv2", "pypdfium2", "PIL")
SECONDS = 150  # by the clock, of a dozen pages; two to five a page on a processor of its own
SECONDS_MORE = 12  # for each further page
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
        done = run_apart(RECOGNISER, data, _seconds(data))
    except subprocess.TimeoutExpired as error:
        raise Refusal.of("too_large.complex", name=name) from error
    except OSError as error:
        raise _damaged(name) from error
    if done.returncode < 0 or done.returncode == LARGE:
        raise Refusal.of("too_large.complex", name=name)
    if done.returncode:
        raise _damaged(name)
    return _document(map(json.loads, done.stdout.splitlines()), name)


def _document(pages: Iterable[Sequence[Told]], name: str) -> Document:
    """What was recognised on pages; raises Refusal `scanned` where that is next to nothing."""
    laying = Laying()
    blocks = [
        block for number, page in enumerate(pages, 1) for block in laying.blocks(page, number)
    ]
    return _made(name, blocks, laying)


def _made(name: str, blocks: Sequence[Line | Grid], laying: Laying) -> Document:
    if _words(blocks) < FEWEST_WORDS:
        raise _scanned(name)
    return Document(name, "scan", tuple(blocks), recognised=True, sights=laying.sights)


def _words(blocks: Iterable[Line | Grid]) -> int:
    texts = [block.text.split() if isinstance(block, Line) else _filled(block) for block in blocks]
    return sum(map(len, texts))


def _filled(grid: Grid) -> list[str]:
    return [cell.text for row in grid.rows for cell in row if cell.text]


def _seconds(data: bytes) -> int:
    """How long a file may take: a scan of many pages more than what claims to be one."""
    pages = min(data.count(b"/Page") - data.count(b"/Pages"), MOST_PAGES)
    return SECONDS + SECONDS_MORE * max(0, pages - SECONDS // SECONDS_MORE)


def is_installed() -> bool:
    """Whether the optional extra is there."""
    return all(map(importlib.util.find_spec, NEEDED))


def read_pictures(document: Document) -> Document:
    """A document of pictures alone, such as scanned pages in a Word file, as its words; raises
    Refusal `scanned`."""
    if not is_installed():
        raise _scanned(document.name)
    laying = Laying()
    found = seen_in(document.pictures, laying)
    return _made(document.name, [block for blocks in found for block in blocks], laying)


def seen_in(pictures: Sequence[Picture], laying: Laying) -> Iterator[list[Line | Grid]]:
    """What is recognised in each picture; of one that cannot be, nothing."""
    for picture in pictures[:MOST_PICTURES]:
        content = picture.content()
        pages: list[list[Told]] = []
        if content.startswith(WITHIN):
            part = [str(picture.place.page), *map(str, picture.box)] if picture.box else []
            with suppress(subprocess.TimeoutExpired, OSError, ValueError):
                done = run_apart(RECOGNISER, content, SECONDS, *part)
                lines = done.stdout.splitlines() if not done.returncode else []
                pages = [json.loads(line) for line in lines]
        yield [block for page in pages for block in laying.blocks(page, picture.place.page)]


def _scanned(name: str) -> Refusal:
    return Refusal.of("scanned.scan", name=name)


def _damaged(name: str) -> Refusal:
    return Refusal.of("damaged.scan", name=name)
