"""The words of a file that is too large to be read, without their order or place: enough to tell
what it is. `python -m goidata.documents.skim` does it for a PDF, in a process of its own.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys

from goidata.documents.apart import run_apart
from goidata.documents.archive import open_archive, part
from goidata.errors import Refusal

SECONDS = 3  # beside those that reading took
MOST_PAGES = 400
LARGEST = 24 * 1024 * 1024  # bytes of a page or a text that are looked at
LARGEST_TEXT = 4_000_000  # characters of a PDF
TAG = re.compile(r"<[^<>]{0,2000}>")
BODIES = ("word/document.xml", "content.xml")


def words_of(data: bytes, name: str) -> str:
    """The words of a file called `name`; "" where they cannot be had quickly."""
    try:
        if b"%PDF-" in data[:1024]:
            return _apart(data)
        if data.startswith(b"PK\x03\x04"):
            return TAG.sub("", _body(data, name).decode("utf-8", errors="replace"))
        return TAG.sub("", _decoded(data[:LARGEST]))
    except Refusal:
        return ""


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="ignore")


def _body(data: bytes, name: str) -> bytes:
    with open_archive(data, name) as archive:
        held = [path for path in BODIES if path in archive.namelist()]
        return part(archive, held[0], name) if held else b""


def _apart(data: bytes) -> str:
    try:
        done = run_apart("goidata.documents.skim", data, SECONDS)
    except (subprocess.TimeoutExpired, OSError):
        return ""
    return done.stdout.decode("utf-8", errors="replace")


def main() -> int:
    """Writes the text of the PDF that comes by standard input, as far as it can be had."""
    import pypdfium2

    length = 0
    with contextlib.suppress(pypdfium2.PdfiumError, MemoryError):
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        for number in range(min(len(document), MOST_PAGES)):
            text = document[number].get_textpage().get_text_bounded()
            sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
            length += len(text)
            if length > LARGEST_TEXT:
                break
    return 0


if __name__ == "__main__":
    sys.exit(main())
