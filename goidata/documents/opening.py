"""Picks the one reader for a file, by its content and never by its ending, or refuses it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from importlib import import_module

from goidata.documents import markdown, passwords, recognition, text
from goidata.documents.archive import damaged, open_archive
from goidata.documents.document import Document, Grid
from goidata.documents.entities import with_spaces
from goidata.documents.passwords import stream
from goidata.documents.silence import silence
from goidata.errors import Refusal

FEWEST_CHARACTERS = 60  # fewer are a title over scanned pages
LARGEST = 50 * 1024 * 1024
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = re.compile(rb"<(?:!doctype|html|head|body|table|div|meta|p|span)\b", re.IGNORECASE)
WORD_PART = re.compile(r"word/document\d*\.xml")
FLAT = b"<office:document"  # OpenDocument text as one file of XML
MIME = re.compile(rb"^MIME-Version\s*:", re.IGNORECASE | re.MULTILINE)
HEADER = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]*[ \t]*:")
TABLE_TAG = re.compile(rb"<table\b", re.IGNORECASE)

Reader = Callable[[bytes, str], Document]

silence()


def open_document(data: bytes, name: str) -> Document:
    """The content of a file called `name` as a Document.

    Raises Refusal: `too_large`, `not_a_report` (empty), `unsupported`, `encrypted`, `damaged`,
    `scanned`.
    """
    if len(data) > LARGEST:
        raise Refusal.of("too_large.file", name=name)
    if not data.strip():
        raise Refusal.of("not_a_report.empty", name=name)
    document = with_spaces(_reader(data, name)(data, name))
    if document.pictures and not document.recognised and _is_without_text(document):
        return recognition.read_pictures(document)
    return document


def _is_without_text(document: Document) -> bool:
    """Whether all that a document shows stands in its pictures."""
    texts = (line.text.strip() for line in document.lines)
    has_tables = any(isinstance(block, Grid) for block in document.blocks)
    return not has_tables and sum(map(len, texts)) < FEWEST_CHARACTERS


def _reader(data: bytes, name: str) -> Reader:
    """The reader that the file's first bytes ask for."""
    if b"%PDF-" in data[:1024]:
        return _reader_of("pdf")
    if data.startswith(b"PK\x03\x04"):
        return _zip_reader(data, name)
    if data.startswith(OLE):
        return _ole_reader(data, name)
    if data.startswith(b"{\\rtf"):
        return _converted
    if data.startswith(recognition.PICTURES):
        return recognition.read
    if b"\0" in data[:4096] and not data.startswith(UTF_16):
        raise _unsupported(name)
    if _is_message(data):
        return _reader_of("mhtml")
    start = data[:2048].lstrip(codecs.BOM_UTF8 + b" \t\r\n")
    if start.startswith(b"<?xml") and FLAT in start:
        return _converted
    if MARKUP.match(start) or b"<html" in start.lower() or start.startswith(b"<?xml"):
        return _reader_of("html")
    if TABLE_TAG.search(data) or markdown.looks_like(data):
        return markdown.read
    return text.read


def _reader_of(kind: str) -> Reader:
    """The reader of one format, loaded where a file asks for it: the libraries of some take longer
    to load than a text to read."""
    reader: Reader = import_module(f"goidata.documents.{kind}").read
    return reader


def _is_message(data: bytes) -> bool:
    """Whether the file begins with the header of a MIME message."""
    head = data[:4096].removeprefix(codecs.BOM_UTF8)
    return bool(HEADER.match(head) and MIME.search(head))


def _zip_reader(data: bytes, name: str) -> Reader:
    """The reader for an office file, which is a zip archive of parts."""
    with open_archive(data, name) as archive:
        parts = set(archive.namelist())
        if passwords.locks_archive(archive):
            raise _encrypted(name)
    if any(WORD_PART.fullmatch(each) for each in parts):
        return _reader_of("word")
    if any(part.startswith("xl/workbook.") for part in parts):
        return _reader_of("sheet")
    if "content.xml" in parts and b"opendocument.spreadsheet" in data[:200]:
        return _reader_of("sheet")
    if "content.xml" in parts:
        return _converted
    raise _unsupported(name)


def _ole_reader(data: bytes, name: str) -> Reader:
    """The reader for an old office file, told by the names of its streams."""
    if passwords.locks_compound(data):
        raise _encrypted(name)
    if stream("WordDocument") in data:
        return _converted
    if stream("Workbook") in data or stream("Book") in data:
        return _reader_of("sheet")
    if stream("Root Entry") not in data:  # cut off before its directory
        raise damaged(name)
    raise _unsupported(name)


def _converted(data: bytes, name: str) -> Document:
    """The content of a file that is converted first; what comes of it is under the same limits."""
    from goidata.documents import conversion

    return open_document(conversion.to_docx(data, name), name)


def _encrypted(name: str) -> Refusal:
    return Refusal.of("encrypted.file", name=name)


def _unsupported(name: str) -> Refusal:
    return Refusal.of("unsupported.type", name=name)
