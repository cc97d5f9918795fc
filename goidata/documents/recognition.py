"""Scans and pictures of reports, recognised by eye: the optional extra `goidata[ocr]`.

Runs in a process of its own (`python -m goidata.documents.recognition`), since its models take more
memory and time than reading may: the file comes by standard input, the words go to standard output
as JSON, a list for each page of text, left, right, top and bottom in points. With arguments, only
the part of one page is looked at: its number, left, top, right and bottom in points.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from goidata.documents.apart import run_apart
from goidata.documents.document import Document, Extent, Line, Picture, Place
from goidata.documents.drawn import LARGE, MOST_PAGES, page_part, pictures
from goidata.errors import Refusal

NEEDED = ("rapidocr_onnxruntime", "pypdfium2", "PIL")
SECONDS = 60  # of four pages; ten to twenty a page on one processor
SECONDS_MORE = 15  # for each further page
FEWEST_WORDS = 20  # of a whole report
MOST_PICTURES = 16  # of a document; one beyond is decoration
SAME_LINE = 0.5  # of its height, by which a word may stand higher or lower than its line
PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
WITHIN = (*PICTURES, b"BM", b"GIF8", b"RIFF", b"%PDF-")  # what a document holds pictures as

# The same words in half the time of a processor; one beside another does not slow it.
FRUGAL = {"rec_batch_num": 1, "intra_op_num_threads": 1, "inter_op_num_threads": 1}

Word = tuple[str, float, float, float, float]


def read(data: bytes, name: str) -> Document:
    """The words of a scanned PDF or a picture in lines; raises Refusal `scanned` where the extra is
    not installed or nothing is recognised, and `damaged`."""
    if not is_installed():
        raise _scanned(name)
    try:
        done = run_apart("goidata.documents.recognition", data, _seconds(data))
    except subprocess.TimeoutExpired as error:
        raise Refusal.of("too_large.complex", name=name) from error
    except OSError as error:
        raise _damaged(name) from error
    if done.returncode < 0 or done.returncode == LARGE:
        raise Refusal.of("too_large.complex", name=name)
    if done.returncode:
        raise _damaged(name)
    pages: list[list[Word]] = json.loads(done.stdout)
    if sum(map(len, pages)) < FEWEST_WORDS:
        raise _scanned(name)
    return Document(name, "scan", tuple(_lines(pages)), recognised=True)


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
    lines = tuple(line for lines in words_in(document.pictures, 0) for line in lines)
    if sum(len(line.text.split()) for line in lines) < FEWEST_WORDS:
        raise _scanned(document.name)
    return Document(document.name, "scan", lines, recognised=True)


def words_in(pictures: Sequence[Picture], last: int) -> Iterator[tuple[Line, ...]]:
    """The words in each picture in lines, numbered on from `last`; of one that cannot be
    recognised, nothing."""
    for picture in pictures[:MOST_PICTURES]:
        content = picture.content()
        if not content.startswith(WITHIN):
            yield ()
            continue
        part = [str(picture.place.page), *map(str, picture.box)] if picture.box else []
        try:
            done = run_apart("goidata.documents.recognition", content, SECONDS, *part)
            pages: list[list[Word]] = json.loads(done.stdout) if not done.returncode else []
        except (subprocess.TimeoutExpired, OSError, ValueError):
            pages = []
        lines = tuple(
            line._replace(place=Place(page=picture.place.page, line=line.place.line + last))
            for line in _lines(pages)
            if line.place.line
        )
        last += len(lines)
        yield lines


def _scanned(name: str) -> Refusal:
    return Refusal.of("scanned.scan", name=name)


def _damaged(name: str) -> Refusal:
    return Refusal.of("damaged.scan", name=name)


def _lines(pages: Sequence[Sequence[Word]]) -> Iterator[Line]:
    """The words of each page from top to bottom, those at one height as one line."""
    number = 0
    for page, words in enumerate(pages, 1):
        lines: list[list[Word]] = []
        for word in sorted(words, key=_height):
            if lines and abs(_height(word) - _height(lines[-1][0])) < SAME_LINE * (
                lines[-1][0][4] - lines[-1][0][3]
            ):
                lines[-1].append(word)
            else:
                lines.append([word])
        for line in lines:
            number += 1
            line.sort(key=lambda word: word[1])
            yield _line(line, Place(page=page, line=number))


def _height(word: Word) -> float:
    return (word[3] + word[4]) / 2


def _line(words: Sequence[Word], place: Place) -> Line:
    """A line; where several words were recognised as one, its width is shared out by letters."""
    texts: list[str] = []
    extents: list[Extent] = []
    for text, left, right, _, _ in words:
        width = (right - left) / max(1, len(text))
        at = 0
        for part in text.split():
            at = text.index(part, at)
            texts.append(part)
            extents.append((left + at * width, left + (at + len(part)) * width))
            at += len(part)
    return Line(" ".join(texts), place, extents=tuple(extents))


def main() -> int:
    """Recognises standard input; any fault of the file ends the process with a traceback."""
    from rapidocr_onnxruntime import RapidOCR

    recognise: Any = RapidOCR(**FRUGAL)
    pages = []
    data = sys.stdin.buffer.read()
    for picture, scale in page_part(data, *sys.argv[1:]) if len(sys.argv) > 1 else pictures(data):
        found, _ = recognise(picture)
        pages.append([_word(box, text, scale) for box, text, _ in found or ()])
    json.dump(pages, sys.stdout)
    return 0


def _word(box: Sequence[Sequence[float]], text: str, scale: float) -> Word:
    across, down = [x / scale for x, _ in box], [y / scale for _, y in box]
    return text, min(across), max(across), min(down), max(down)


if __name__ == "__main__":
    sys.exit(main())
