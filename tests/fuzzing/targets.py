"""What is fuzzed: readers of every format, the narrative, the alignment; each from a few files of
our own, and none longer than what is read in a moment."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from harm.binary import workbook
from harm.office import packed, parts, with_part
from harm.portable import assembled
from harm.sheets import opendocument as sheet_of
from trial import Trial

from fuzzing import word
from fuzzing.words import labels, named, phrases, told
from goidata.documents import appearance, binary_sheet, opendocument
from goidata.documents.opening import open_document
from goidata.documents.text import line_of
from goidata.extraction.narrative import claims_in
from goidata.extraction.reading import read

TITLE = "米易县人民政府2023年政府信息公开工作年度报告\n"
DOCUMENT, SHEET, CONTENT = "word/document.xml", "xl/worksheets/sheet1.xml", "content.xml"
STRINGS = "xl/sharedStrings.xml"


@dataclass(frozen=True, slots=True)
class Target:
    """What is done with bytes; the bytes to begin with; how many at most; the packages, beside our
    own, whose ways guide what is tried next."""

    run: Callable[[bytes], object]
    seeds: Callable[[], Iterator[bytes]]
    longest: int = 6000
    guides: tuple[str, ...] = ()


def _read(name: str) -> Callable[[bytes], object]:
    return lambda data: read(data, name)


def _printed(*layouts: str) -> Callable[[], Iterator[bytes]]:
    return lambda: (
        Trial(layout, "none", seed).document()[1][0] for layout in layouts for seed in (1, 2)
    )


@cache
def _file(layout: str) -> bytes:
    return Trial(layout, "none", 1).document()[1][0]


def _within(layout: str, part: str) -> Callable[[bytes], object]:
    """Reads an office file of which bytes are one part."""

    def run(data: bytes) -> object:
        return open_document(with_part(_file(layout), part, lambda _: data), f"file.{layout}")

    return run


def _workbook(data: bytes) -> object:
    """What is ours of reading a workbook here; the whole in a process of its own, which a vast one
    ends."""
    hidden = opendocument.hidden(data) or binary_sheet.hidden(data)
    return hidden, appearance.seen(data), open_document(data, "file")


def _sheet(data: bytes) -> object:
    return _workbook(with_part(_file("xlsx"), SHEET, lambda _: data))


def _open_sheet(data: bytes) -> object:
    return _workbook(sheet_of(data))


def _part(part: str) -> Callable[[], Iterator[bytes]]:
    return lambda: iter([SMALL[part]])


def _archive() -> Iterator[bytes]:
    """Office files of few and small parts."""
    for layout, part in (("docx", DOCUMENT), ("xlsx", SHEET)):
        whole = parts(_file(layout))
        kept = {
            n: c for n, c in whole.items() if len(c) < 900 or n in ("[Content_Types].xml", STRINGS)
        }
        yield packed({**kept, part: SMALL[part]}, zipfile.ZIP_STORED)


def _portable() -> Iterator[bytes]:
    text = b"BT /F 9 Tf 60 700 Td (2023) Tj 40 0 Td (12) Tj T* (7) Tj ET "
    lines = b"".join(b"50 %d m 400 %d l S " % (y, y) for y in range(600, 730, 20))
    lines += b"".join(b"%d 600 m %d 720 l S " % (x, x) for x in range(50, 401, 50))
    yield assembled([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        b"<</Length %d>>stream\n" % len(text + lines) + text + lines + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 6>>stream\n1 1 m \nendstream",
        b"<</Length 52>>stream\n1 beginbfrange <00> <7f> <4e00> endbfrange endcmap     \nendstream",
    ])  # fmt: skip
    yield _file("pdf without rules")


def _message() -> Iterator[bytes]:
    page = SMALL_PAGE.encode()
    yield (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Location: http://a.gov.cn/1.html\r\n\r\n"
        + page + b"\r\n--b--\r\n"
    )  # fmt: skip
    yield b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n" \
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + page  # fmt: skip


def _narrative(data: bytes) -> object:
    text = told(data, phrases())
    lines = [line_of(each, number) for number, each in enumerate(text.split("\n"), 1)]
    return claims_in(1, lines, 2023, "米易县人民政府"), claims_in(6, lines)


def _narratives() -> Iterator[bytes]:
    from goidata.samples import Drawing, samples

    for sample in samples(Drawing(6, (2023,), 2, 0.3)):
        yield named(sample.text[:1500], phrases())


def _aligned(data: bytes) -> object:
    return read((TITLE + told(data, labels())).encode(), "file.txt")


def _tables() -> Iterator[bytes]:
    for layout in ("tab rows", "cells lost", "glued"):
        yield named(_file(layout).decode(), labels())


SMALL_PAGE = (
    "<html><head><title>2023</title><style>.a{display:none}</style></head><body><p>2023年</p><table>"
    '<tr><td rowspan=2>甲</td><td colspan="2">乙</td></tr><tr><td>1<td class=a>2</tr></table>'
    '<p style="color:#fff">3</p><img src="data:image/png;base64,AAAA"><a href="1.docx">4</a></body>'
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SMALL = {
    DOCUMENT: f"<w:document {_W}><w:body><w:p><w:pPr><w:numPr><w:ilvl w:val='0'/></w:numPr></w:pPr>"
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>1</w:t></w:r><w:ins><w:r><w:t>2</w:t></w:r></w:ins></w:p>"
    "<w:tbl><w:tblGrid><w:gridCol w:w='9'/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/>"
    "<w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc></w:tr>"
    "</w:tbl><w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt></w:body></w:document>".encode(),
    SHEET: b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1" hidden="1">'
    b'<c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="B2"><v>12</v></c></row></sheetData>'
    b'<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>',
    CONTENT: b'<table:table-row table:number-rows-repeated="2"><table:table-cell '
    b'table:number-columns-spanned="2" office:value-type="float" office:value="1"><text:p>1'
    b"</text:p></table:table-cell></table:table-row>",
}  # fmt: skip
PDF = ("pdfminer", "pdfplumber")

TARGETS = {
    "text": Target(_read("file.txt"), _printed("tab rows", "glued", "commas", "cell a line, tab")),
    "markdown": Target(_read("file.md"), _printed("bars", "converter markdown")),
    "html": Target(_read("file.html"), lambda: iter([SMALL_PAGE.encode(), _file("html")])),
    "mhtml": Target(_read("file.mht"), _message, guides=("email",)),
    "docx": Target(_within("docx", DOCUMENT), _part(DOCUMENT)),
    "word": Target(word.run, word.seeds, guides=("docx",)),
    "xlsx": Target(_sheet, _part(SHEET)),
    "ods": Target(_open_sheet, lambda: iter([SMALL[CONTENT]])),
    "xls": Target(_workbook, lambda: iter([workbook()])),
    "archive": Target(_read("file.zip"), _archive, guides=("zipfile",)),
    "pdf": Target(_read("file.pdf"), _portable, guides=PDF),
    "narrative": Target(_narrative, _narratives, 3000),
    "alignment": Target(_aligned, _tables, 3000),
}
