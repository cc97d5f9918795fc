"""Any bytes at all end as a report or a refusal with a promised code, within time and memory."""

from __future__ import annotations

import io
import os
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hostile import Cost, Reader
from hypothesis import given, settings
from hypothesis import strategies as st
from trial import Trial

from goidata.documents import html, tags
from goidata.errors import Refusal

SHARED = Path(__file__).parents[2] / "shared" / "reports"
CODES = {
    *("report", "not_a_report", "blank_form", "several_reports", "old_edition", "scanned"),
    *("encrypted", "damaged", "unsupported", "too_large", "undecided_year", "undecided_unit"),
}
SECONDS = 10
MEGABYTES = 500
# Of every property, in make test and in make test-long.
FEW, MANY = 18, int(os.environ.get("GOIDATA_HOSTILE", "60"))
LAYOUTS = ("tab rows", "glued", "html", "docx", "converter markdown", "xlsx", "pdf")
HEADS = (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>",
         b"{\\rtf1", b"\xff\xfe", b"\xef\xbb\xbf", b"<?xml version='1.0'?>", b"| a |\n|---|\n",
         b"MIME-Version: 1.0\r\n")  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as started:
        yield started


def accept(cost: Cost) -> None:
    """What a user may meet, and no more."""
    assert cost.end in CODES, cost
    assert cost.seconds < SECONDS, cost
    assert cost.peak < MEGABYTES, cost


@cache
def file(layout: str) -> bytes:
    """An undamaged report in a layout."""
    return Trial(layout, "none", 1).document()[1][0]


@cache
def real_files() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(SHARED.glob("*.*")) if path.suffix != ".md")


many = pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.long)])


@many
def test_any_bytes(reader: Reader, examples: int) -> None:
    @settings(max_examples=examples)
    @given(head=st.sampled_from(HEADS), rest=st.binary(max_size=3000))
    def bear(head: bytes, rest: bytes) -> None:
        accept(reader.read(head + rest, "file"))

    bear()


@many
def test_any_text_among_that_of_a_report(reader: Reader, examples: int) -> None:
    report = file("tab rows").decode()
    middle = len(report) // 2

    @settings(max_examples=examples)
    @given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=2000))
    def bear(text: str) -> None:
        accept(reader.read((report[:middle] + text + report[middle:]).encode(), "file.txt"))

    bear()


@many
@pytest.mark.parametrize("layout", LAYOUTS)
def test_changed_files(reader: Reader, layout: str, examples: int) -> None:
    source = random.Random(layout)
    for _ in range(examples // 3):
        accept(reader.read(changed(file(layout), source), "file"))


@pytest.mark.skipif(not SHARED.exists(), reason="the real reports are not here")
@many
def test_changed_real_files(reader: Reader, examples: int) -> None:
    source = random.Random(1)
    for _ in range(examples):
        data = source.choice(real_files())
        if source.random() < 0.3:  # the beginning of one and the end of another
            other = source.choice(real_files())
            data = data[: source.randrange(len(data))] + other[source.randrange(len(other)) :]
        accept(reader.read(changed(data, source), "file"))


@many
@pytest.mark.parametrize("layout", ["docx", "xlsx"])
def test_changed_parts_of_office_files(reader: Reader, layout: str, examples: int) -> None:
    source = random.Random(layout)
    for _ in range(examples // 3):
        part = source.choice([each for each in names(file(layout)) if each.endswith(".xml")])
        data = with_part(file(layout), part, lambda content: changed(content, source))
        accept(reader.read(data, f"file.{layout}"))


def changed(data: bytes, source: random.Random) -> bytes:
    """The bytes with some of them flipped, lost, doubled or moved."""
    body = bytearray(data)
    for _ in range(source.randint(1, 8)):
        at, size = source.randrange(len(body) or 1), source.randint(1, 200)
        way = source.choice(["flip", "lose", "double", "cut", "swap", "digits"])
        if way == "flip":
            for index in range(at, min(at + size, len(body)), 7):
                body[index] ^= 1 << source.randrange(8)
        elif way == "lose":
            del body[at : at + size]
        elif way == "double":
            body[at:at] = body[at : at + size] * source.randint(1, 50)
        elif way == "cut" and source.random() < 0.2:
            del body[at:]
        elif way == "swap":
            other = source.randrange(len(body) or 1)
            body[at : at + size], body[other : other + size] = (
                body[other : other + size],
                body[at : at + size],
            )
        else:
            body[at:at] = str(source.randrange(10 ** source.randint(1, 40))).encode()
    return bytes(body)


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """An archive with one of its parts changed."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in archive.namelist():
            content = archive.read(name)
            written.writestr(name, change(content) if name == part else content)
    return made.getvalue()


def in_body(addition: bytes) -> bytes:
    """A Word file with something more at its end."""
    end = b"</w:body>"
    return with_part(
        file("docx"), "word/document.xml", lambda content: content.replace(end, addition + end)
    )


def in_sheet(addition: bytes) -> bytes:
    """A workbook with more cells."""
    end = b"</sheetData>"
    return with_part(
        file("xlsx"),
        "xl/worksheets/sheet1.xml",
        lambda content: content.replace(end, addition + end),
    )


def entities() -> bytes:
    """A document type whose entities grow tenfold, nine times over."""
    grown = b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    return b'<!DOCTYPE bomb [<!ENTITY a "ten letters">' + grown + b"]>"


def pdf(content: bytes, filters: bytes = b"/FlateDecode", pages: int = 1) -> bytes:
    """A PDF whose pages all show one stream."""
    kids = b" ".join(b"%d 0 R" % (4 + i) for i in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count " + str(pages).encode() + b">>",
        b"<</Length " + str(len(content)).encode() + b"/Filter" + filters + b">>stream\n" + content
        + b"\nendstream",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R>>"] * pages,
    ]  # fmt: skip
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """A PDF of some objects, the first of which is its root, with their table at its end."""
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(made))
        made += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return made + table + end % (len(objects) + 1, len(made))


def drawn(thing: bytes, within: bytes = b"") -> bytes:
    """A PDF whose one page draws one thing, which is described and followed by its content."""
    return assembled([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>",
        b"<</Length 27>>stream\nq 600 0 0 800 0 0 cm /F Do Q\nendstream",
        b"<</Type/XObject" + thing + b"/Length %d>>stream\n" % len(within) + within
        + b"\nendstream",
    ])  # fmt: skip


def attributes(form: bytes) -> bytes:
    """A tag of very many attributes."""
    return b"<p " + b"".join(form % number for number in range(150_000)) + b">"


ROW = "一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t21\n"
CELL = b"<w:p><w:r><w:t>1</w:t></w:r></w:p>"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a report a thousand times": lambda: file("tab rows") * 800,
    "a glued report often": lambda: file("glued") * 200,
    "a row of the form often": lambda: (ROW * 60_000).encode(),
    "a label often": lambda: "一、本年新收政府信息公开申请数量\n".encode() * 80_000,
    "a title often": lambda: "米易县人民政府2023年政府信息公开工作年度报告\n".encode() * 60_000,
    "headings often": lambda: "一、总体情况\n二、主动公开政府信息情况\n".encode() * 70_000,
    "digits": lambda: b"1" * 45_000_000,
    "a line of digits": lambda: "一、本年新收政府信息公开申请数量".encode() + b"1" * 4_000_000,
    "figures of thousands of digits": lambda: file("tab rows").replace(b"\t0", b"\t" + b"9" * 5000),
    "decimals without end": lambda: file("tab rows").replace(b"\t0", b"\t0." + b"9" * 5000),
    "digits of other scripts": lambda: file("tab rows").decode().replace("0", "٠½²①").encode(),
    "brackets": lambda: "12（".encode() * 500_000,
    "tabs": lambda: b"\t" * 4_000_000,
    "bars": lambda: b"|---|\n" + b"|" * 4_000_000,
    "glued digits": lambda: file("glued").replace(b"0", b"12345678") * 20,
    "half a surrogate": lambda: file("tab rows") + b"\xed\xa0\x80" * 100,
    "nested divisions": lambda: b"<html>" + b"<div>" * 100_000 + file("html"),
    "nested tables": lambda: b"<html>" + b"<table><tr><td>" * 5_000 + "一、总体情况".encode(),
    "spans": lambda: b"<html><table><tr>" + b"<td rowspan=65535 colspan=1000>1</td>" * 2000,
    "a million tags": lambda: b"<html><body>" + b"<p>1</p>" * 1_000_000,
    "many cells": lambda: b"<html><table>" + b"<tr><td>1<td>2" * 38_000,
    "attributes": lambda: b"<html>" + attributes(b"a%d=1 "),
    "attributes that nothing parts": lambda: b"<html>" + attributes(b'a%d="<"'),
    "attributes behind a comment": lambda: b"<html><!-->" + attributes(b"a%d ") + b"-->",
    "attributes behind a script in a title": lambda: b"<html><title><script></title>"
    + attributes(b"a%d "),
    "unclosed comments": lambda: b"<html>" + b"<!--" * 119_000,
    "unclosed quotes": lambda: b"<html>" + b"<a b=\"<a c='" * 59_000,
    "entities in a page": lambda: b"<?xml version='1.0'?>" + entities() + b"<html>&j;</html>",
    "entities in Word": lambda: with_part(
        in_body(b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>"),
        "word/document.xml",
        lambda content: content.replace(b"?>", b"?>" + entities(), 1),
    ),
    "Word with a vast text": lambda: in_body(
        b"<w:p><w:r><w:t>" + b"0" * 200_000_000 + b"</w:t></w:r></w:p>"
    ),
    "Word with many rows": lambda: in_body(
        b"<w:tbl>" + (b"<w:tr><w:tc>" + CELL + b"</w:tc></w:tr>") * 250_000 + b"</w:tbl>"
    ),
    "Word with many paragraphs": lambda: in_body(CELL * 400_000),
    "Word nested deeply": lambda: in_body(b"<w:sdt>" * 20_000 + b"</w:sdt>" * 20_000),
    "Word with endless spans": lambda: in_body(
        b"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999999'/></w:tcPr>" + CELL
        + b"</w:tc></w:tr></w:tbl>"
    ),
    "a cell far away": lambda: in_sheet(
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "many cells in a sheet": lambda: in_sheet(
        b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (i, i) for i in range(200, 300_000))
    ),
    "a vast word in a workbook": lambda: with_part(
        file("xlsx"),
        "xl/sharedStrings.xml",
        lambda content: content.replace(b"<t>", b"<t>" + b"A" * 200_000_000, 1),
    ),
    "PDF that unpacks to much": lambda: pdf(zlib.compress(b"0 " * 100_000_000)),
    "PDF packed twice": lambda: pdf(
        zlib.compress(zlib.compress(b"0 " * 100_000_000)), b"[/FlateDecode /FlateDecode]"
    ),
    "PDF of graphics states": lambda: pdf(zlib.compress(b"q " * 5_000_000)),
    "PDF of open arrays": lambda: pdf(zlib.compress(b"[" * 3_000_000)),
    "PDF of many rectangles": lambda: pdf(zlib.compress(b"1 1 9 9 re S " * 300_000)),
    "PDF of many pages": lambda: pdf(zlib.compress(b""), pages=5000),
    "PDF that holds itself": lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\ntrailer<</Root 1 0 R>>\n",
    "PDF whose form draws itself": lambda: drawn(
        b"/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F 5 0 R>>>>", b"/F Do /F Do"
    ),
    "PDF of a vast picture": lambda: drawn(
        b"/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 1/ColorSpace/DeviceGray"
        b"/Filter/FlateDecode",
        zlib.compress(bytes(112_500_000)),
    ),
    "PDF of nested dictionaries": lambda: b"%PDF-1.4\n1 0 obj" + b"<</A" * 200_000,
    "an old workbook of noise": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + "Workbook".encode("utf-16-le") + random.Random(1).randbytes(100_000),
}  # fmt: skip


# What takes seconds to be made or read to its limit.
LARGE = {
    *("many cells", "a row of the form often", "a report a thousand times", "a label often"),
    *("a title often", "a line of digits", "a vast word in a workbook", "headings often"),
    *("glued digits", "bars", "Word with a vast text", "PDF of graphics states"),
    *("PDF of many rectangles", "PDF of open arrays", "PDF packed twice"),
}


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[pytest.mark.long] * (n in LARGE)) for n in HOSTILE]
)
def test_files_made_to_harm(reader: Reader, name: str) -> None:
    accept(reader.read(HOSTILE[name](), "file"))


@pytest.mark.parametrize("name", [each for each in HOSTILE if each.startswith("attributes")])
def test_a_tag_of_many_attributes_is_refused_before_it_is_parsed(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        html.read(HOSTILE[name](), "page.html")
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f"a{n}" for n in range(tags.MOST_ATTRIBUTES - 1)) + ">",
        "<script>for(i=0;i<n;i++){" + "word " * 5000 + "}</script>",
        "<!-- <p " + "word " * 5000 + " -->",
        "<p title='" + "word " * 5000 + "'>",
        "<p>" + "a < b " * 500 + "word " * 5000,
    ],
)
def test_words_are_not_taken_for_attributes(page: str) -> None:
    assert not tags.are_too_many(f"<html>{page}")


def test_over_fifty_megabytes_is_too_large(reader: Reader) -> None:
    assert reader.read(b"a" * (50 * 1024 * 1024 + 1), "file.txt").end == "too_large"


def test_an_archive_that_unpacks_to_too_much(reader: Reader) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w/>")
        for number in range(6):
            archive.writestr(f"word/media/{number}.bmp", b"\0" * 100_000_000)
    assert reader.read(made.getvalue(), "file.docx").end == "too_large"
