"""Word files made to harm, and how a part of an office file is changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache

from trial import Trial

Made = Callable[[], bytes]
CELL = b"<w:p><w:r><w:t>1</w:t></w:r></w:p>"
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


@cache
def file(layout: str) -> bytes:
    """An undamaged report in a layout."""
    return Trial(layout, "none", 1).document()[1][0]


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive; what says its kind stands in it as it is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as written:
        for name, each in content.items():
            written.writestr(name, each, zipfile.ZIP_STORED if name == "mimetype" else way)
    return made.getvalue()


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """An archive with one of its parts changed, or added."""
    content = parts(data)
    return packed({**content, part: change(content.get(part, b""))})


def in_body(addition: bytes) -> bytes:
    """A Word file with something more at its end."""
    end = b"</w:body>"
    return with_part(file("docx"), DOCUMENT, lambda whole: whole.replace(end, addition + end))


def before_root(addition: bytes, body: bytes = b"") -> bytes:
    """A Word file with a document type before its text, and something at its end."""
    return with_part(
        in_body(body), DOCUMENT, lambda whole: whole.replace(b"?>", b"?>" + addition, 1)
    )


def paragraph(text: bytes) -> bytes:
    return b"<w:p><w:r><w:t>" + text + b"</w:t></w:r></w:p>"


def entities() -> bytes:
    """A document type whose entities grow tenfold, nine times over."""
    grown = b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    return b'<!DOCTYPE bomb [<!ENTITY a "ten letters">' + grown + b"]>"


def nested(opening: bytes, closing: bytes, times: int, inner: bytes = CELL) -> bytes:
    return opening * times + inner + closing * times


def _table(cell: bytes) -> bytes:
    return b"<w:tbl><w:tr>" + cell + b"</w:tr></w:tbl>"


def _styles(count: int, based: Callable[[int], int]) -> bytes:
    """A Word file of many styles, each based on another, the last of which its text uses."""
    made = b"".join(
        b'<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>'
        % (n, based(n))
        for n in range(count)
    )
    text = b'<w:p><w:pPr><w:pStyle w:val="s1"/></w:pPr><w:r><w:t>1</w:t></w:r></w:p>'
    return with_part(
        in_body(text), STYLES, lambda whole: whole.replace(b"</w:styles>", made + b"</w:styles>")
    )


TABLE = (b"<w:tbl><w:tr><w:tc>", b"<w:p/></w:tc></w:tr></w:tbl>")
OUTSIDE = b'<!DOCTYPE a [<!ENTITY j SYSTEM "file:///etc/hostname">]>'
WORD: dict[str, Made] = {
    "entities in Word": lambda: before_root(entities(), paragraph(b"&j;")),
    "a large entity often in Word": lambda: before_root(
        b'<!DOCTYPE a [<!ENTITY j "' + b"1" * 100_000 + b'">]>', paragraph(b"&j;" * 100_000)
    ),
    "an entity outside in Word": lambda: before_root(OUTSIDE, paragraph(b"&j;")),
    "an entity of itself in Word": lambda: before_root(
        b'<!DOCTYPE a [<!ENTITY j "&k;"><!ENTITY k "&j;">]>', paragraph(b"&j;")
    ),
    "Word with a vast text": lambda: in_body(paragraph(b"0" * 200_000_000)),
    "Word with many rows": lambda: in_body(
        b"<w:tbl>" + (b"<w:tr><w:tc>" + CELL + b"</w:tc></w:tr>") * 250_000 + b"</w:tbl>"
    ),
    "Word with many paragraphs": lambda: in_body(CELL * 400_000),
    "Word with many pieces of a text": lambda: in_body(
        b"<w:p>" + b"<w:r><w:t>1</w:t></w:r>" * 300_000 + b"</w:p>"
    ),
    "Word with many changes": lambda: in_body(
        b"<w:p>" + b'<w:ins w:id="1"><w:r><w:t>1</w:t></w:r></w:ins><w:del w:id="2"/>' * 150_000
        + b"</w:p>"
    ),
    "Word nested deeply": lambda: in_body(nested(b"<w:sdt>", b"</w:sdt>", 20_000, b"")),
    "Word with tables in tables": lambda: in_body(nested(*TABLE, 1000)),
    "Word with fifty tables in tables": lambda: in_body(nested(*TABLE, 50)),
    "Word with boxes in boxes": lambda: in_body(
        nested(
            b"<w:p><w:r><w:pict><w:txbxContent>", b"</w:txbxContent></w:pict></w:r></w:p>", 1000
        )
    ),
    "Word with endless spans": lambda: in_body(
        _table(b"<w:tc><w:tcPr><w:gridSpan w:val='99999999999'/></w:tcPr>" + CELL + b"</w:tc>")
    ),
    "Word with spans that add up": lambda: in_body(
        _table((b"<w:tc><w:tcPr><w:gridSpan w:val='9999'/></w:tcPr>" + CELL + b"</w:tc>") * 9000)
    ),
    "Word with columns before its rows": lambda: in_body(
        b"<w:tbl>"
        + b"<w:tr><w:trPr><w:gridBefore w:val='1000000'/></w:trPr><w:tc><w:p/></w:tc></w:tr>" * 2000
        + b"</w:tbl>"
    ),
    "Word with no number as a span": lambda: in_body(
        _table(b"<w:tc><w:tcPr><w:gridSpan w:val='-x'/><w:vMerge w:val=''/></w:tcPr></w:tc>")
    ),
    "Word merged with nothing": lambda: in_body(
        b"<w:tbl>" + b"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>" * 20_000
        + b"</w:tbl>"
    ),
    "Word with fields in fields": lambda: in_body(
        b"<w:p>" + b'<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 100_000 + b"</w:p>"
    ),
    "Word with an element of many attributes": lambda: in_body(
        b"<w:p " + b"".join(b'a%d="1" ' % n for n in range(100_000)) + b"/>"
    ),
    "Word with many namespaces": lambda: in_body(
        b"<w:p " + b"".join(b'xmlns:n%d="u%d" ' % (n, n) for n in range(20_000)) + b"/>"
    ),
    "Word with a style based on itself": lambda: _styles(2, lambda n: n),
    "Word with styles in a circle": lambda: _styles(1000, lambda n: (n + 1) % 1000),
    "Word with a long line of styles": lambda: _styles(30_000, lambda n: n + 1),
    "Word in UTF-16 that says UTF-8": lambda: with_part(
        file("docx"), DOCUMENT, lambda whole: whole.decode().encode("utf-16")
    ),
    "Word with broken letters": lambda: in_body(paragraph(b"\xff\xfe\x80" * 1000)),
    "Word without a text": lambda: with_part(file("docx"), DOCUMENT, lambda _: b""),
    "Word of another root": lambda: with_part(file("docx"), DOCUMENT, lambda _: b"<a/>"),
    "Word whose relations lead to themselves": lambda: with_part(
        file("docx"),
        "word/_rels/document.xml.rels",
        lambda _: b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        b'relationships">' + b'<Relationship Id="a" Type="image" Target="document.xml"/>' * 50_000
        + b"</Relationships>",
    ),
}  # fmt: skip
