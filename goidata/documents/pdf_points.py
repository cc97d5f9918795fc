"""Points between digits that the reader of a PDF leaves out, as its tables of characters lack them:
without its point, 75·39 would be 7539. Another reader knows them: `python -m
goidata.documents.pdf_points`, in a process of its own, as it cannot be interrupted.
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from pdfplumber.page import Page

from goidata.documents.apart import run_apart

Found = tuple[int, str, float, float]  # page, sign, and the middle of the digit before it

SECONDS = 5
MOST_PAGES = 120
POINTS = "·•.。．・‧∙"
THIN = 0.01  # points on the page
ENCODED = re.compile(rb"/(?:Uni[A-Z]+-(?:UCS2|UTF\d+)|GBK?\w*-EUC|GBKp?)-[HV]\b")  # by such tables


class Points:
    """The points between digits of a document's pages, as its other reader finds them."""

    def __init__(self, data: bytes) -> None:
        self._found = _all_in(data) if ENCODED.search(data) else []

    def lost(self, page: Page) -> list[dict[str, Any]]:
        """Those on a page that are none of its characters, each as one behind its digit."""
        found = [each for each in self._found if each[0] == page.page_number]
        placed = (_placed(sign, across, up, page) for _, sign, across, up in found)
        return [point for point in placed if point]


def _placed(sign: str, across: float, upward: float, page: Page) -> dict[str, Any] | None:
    """A sign behind the digit that stands at a place, None where it does not or has its point."""
    for char in page.chars:
        if char["x0"] <= across <= char["x1"] and char["y0"] <= upward <= char["y1"]:
            if not char["text"].isdecimal() or _has_point(char, page):
                return None
            return {**char, "text": sign, "x0": char["x1"] - THIN, "width": THIN}
    return None


def _has_point(digit: dict[str, Any], page: Page) -> bool:
    return any(
        char["text"] in POINTS and abs(char["x0"] - digit["x1"]) < digit["size"] / 2
        for char in page.chars
        if abs(char["y0"] - digit["y0"]) < digit["size"]
    )


def _all_in(data: bytes) -> list[Found]:
    try:
        done = run_apart("goidata.documents.pdf_points", data, SECONDS)
        return [tuple(each) for each in json.loads(done.stdout or b"[]")]
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return []


def _between(number: int, text: Any, raw: Any) -> Iterator[Found]:
    """The points of a page with a digit on either side."""
    count = text.count_chars()
    codes = [chr(raw.FPDFText_GetUnicode(text, index)) for index in range(count)]
    for index in range(1, count - 1):
        around = codes[index - 1], codes[index + 1]
        if codes[index] in POINTS and all(map(str.isdecimal, around)):
            left, bottom, right, top = text.get_charbox(index - 1)
            yield number, codes[index], (left + right) / 2, (bottom + top) / 2


def main() -> int:
    """Writes the points of the PDF that comes by standard input, as JSON."""
    import pypdfium2

    found: list[Found] = []
    with contextlib.suppress(pypdfium2.PdfiumError, MemoryError):
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        for number in range(min(len(document), MOST_PAGES)):
            found += _between(number + 1, document[number].get_textpage(), pypdfium2.raw)
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
