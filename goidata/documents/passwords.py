"""Whether an office file asks for a password, told without opening it: a library that meets one
says no more than that the file is damaged."""

from __future__ import annotations

import re
import zipfile

from goidata.documents.archive import FAULTS

SECTOR = 512  # of a compound file: streams begin at a multiple of it
WORD = b"\xec\xa5"  # the first bytes of a Word document's own stream
LOCKED = 0x01  # in the byte of its flags at 11
# The first record of a workbook (BIFF 8, BIFF 5), by chance one of write protection, the password.
WORKBOOK = re.compile(
    rb"\x09\x08(?:\x10\x00\x00\x06\x05\x00.{12}|\x08\x00\x00\x05\x05\x00.{4})"
    rb"(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)
MANIFEST = "META-INF/manifest.xml"
LARGEST_MANIFEST = 1024 * 1024


def stream(name: str) -> bytes:
    """The name of a stream as a compound file spells it."""
    return name.encode("utf-16-le")


def locks_compound(data: bytes) -> bool:
    """Of a compound file: .doc, .xls, or a .docx or .xlsx with a password, which is one."""
    if stream("EncryptedPackage") in data or WORKBOOK.search(data):
        return True
    sectors = range(SECTOR, len(data) - 12, SECTOR)
    return any(data.startswith(WORD, at) and data[at + 11] & LOCKED for at in sectors)


def locks_archive(archive: zipfile.ZipFile) -> bool:
    """Of an archive: OpenDocument, which says so in its manifest, or any whose parts are locked."""
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        return True
    if MANIFEST not in archive.namelist():
        return False
    try:
        with archive.open(MANIFEST) as manifest:
            return b"encryption-data" in manifest.read(LARGEST_MANIFEST)
    except FAULTS:
        return False
