"""Picks the one reader for a file, by its content, and refuses what none can read."""

from __future__ import annotations

from goidata.documents import text
from goidata.documents.document import Document
from goidata.errors import Refusal

LARGEST = 50 * 1024 * 1024

# What a file begins with, and what it then is. Only plain text is read so far.
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "PDF 文件", "a PDF file"),
    (b"PK\x03\x04", "Word、Excel 或压缩文件", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 Excel 文件", "an old Word or Excel file"),
    (b"{\\rtf", "RTF 文件", "an RTF file"),
)


def open_document(data: bytes, name: str) -> Document:
    """The file's content as a Document.

    Raises Refusal: `too_large`, `not_a_report` (empty), `unsupported`.
    """
    if len(data) > LARGEST:
        raise Refusal(
            "too_large",
            f"{name}：超过 50 MB，请拆分或压缩图片后重试",
            f"{name}: over 50 MB; split it or shrink its pictures and try again",
        )
    if not data.strip():
        raise Refusal("not_a_report", f"{name}：文件是空的", f"{name}: the file is empty")
    _refuse_known_binaries(data, name)
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unsupported(name, "二进制文件", "a binary file")
    return text.read(data, name)


def _refuse_known_binaries(data: bytes, name: str) -> None:
    for signature, zh, en in SIGNATURES:
        if data.startswith(signature):
            raise _unsupported(name, zh, en)
    start = data[:1024].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise _unsupported(name, "网页文件", "a web page")


def _unsupported(name: str, zh: str, en: str) -> Refusal:
    return Refusal(
        "unsupported",
        f"{name}：是{zh}，目前只读纯文本，请另存为 .txt 后重试",
        f"{name}: this is {en}; only plain text is read so far, save it as .txt and try again",
    )
