"""Web pages saved as one file (.mht, .mhtml), by a browser or by Word, which may call it .doc."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from email.message import Message
from email.parser import BytesParser

from goidata.documents import html
from goidata.documents.document import Document
from goidata.errors import Refusal

CELL = re.compile(rb"<t[dh]\b", re.IGNORECASE)


def read(data: bytes, name: str) -> Document:
    """The page in the message, of several the one with most cells of tables: a portal may show the
    report in a frame. Raises Refusal `damaged` where there is none."""
    try:
        message = BytesParser().parsebytes(data.removeprefix(BOM_UTF8).lstrip())
        parts = list(message.walk())
        pages = [_page(part) for part in parts if part.get_content_type() == "text/html"]
        files = dict(entry for part in parts for entry in _pictures(part))
    except Exception as error:  # the parser raises whatever damaged headers make it raise
        raise _damaged(name) from error
    if not pages:
        raise _damaged(name)
    address = message.get("Snapshot-Content-Location", "") or _location(parts)
    page = max(pages, key=lambda page: len(CELL.findall(page)))
    return html.read(page, name, files, address.strip())


def _location(parts: Sequence[Message]) -> str:
    """The address of the first page in the message."""
    pages = (part for part in parts if part.get_content_type() == "text/html")
    return next((str(part.get("Content-Location", "")) for part in pages), "")


def _page(part: Message) -> bytes:
    """The page as UTF-8 where the message knows its encoding; else as it is, to be made out."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    charset = part.get_content_charset("")
    if html.CHINESE.fullmatch(charset):
        charset = "gb18030"
    try:
        return BOM_UTF8 + content.decode(charset).removeprefix("\ufeff").encode()
    except (LookupError, UnicodeError):
        return content


def _pictures(part: Message) -> Iterator[tuple[str, bytes]]:
    """A picture of the message, by each address that the page may call it by."""
    content = part.get_payload(decode=True) if part.get_content_maintype() == "image" else None
    if isinstance(content, bytes):
        if address := part.get("Content-Location", "").strip():
            yield address, content
            yield address.rpartition("/")[2], content
        if identifier := part.get("Content-ID", "").strip().strip("<>"):
            yield f"cid:{identifier}", content


def _damaged(name: str) -> Refusal:
    return Refusal.of("damaged.saved_page", name=name)
