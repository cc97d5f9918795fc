"""A Word file by its elements: its text and styles are drawn, the rest is sound and small."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from harm.office import DOCUMENT, STYLES, file, packed, parts

from fuzzing.elements import SMALL, Markup
from goidata.documents import wordprocessing as known
from goidata.documents.opening import open_document

W = known.W
SEEN = "b i p r t tbl tr tc tcPr pPr rPr sdt sdtContent ins hyperlink smartTag fldSimple".split()
RARE = "gridSpan vMerge hMerge tab br cr noBreakHyphen vanish strike dstrike vertAlign".split()
ODD = "position rStyle pStyle ruby rubyBase rt del moveFrom moveTo instrText pict".split()
OTHER = "numPr ilvl numId delText object txbxContent customXml gridBefore altChunk".split()
TAGS = [f"{W}{name}" for name in (*SEEN, *RARE, *ODD, *OTHER)]
TAGS += [known.FALLBACK, f"{known.COMPATIBLE}AlternateContent", f"{known.COMPATIBLE}Choice"]
TAGS += [known.BLIP, known.IMAGE, "other"]
NUMBERS = "0 1 2 3 12 99 -1 1.5 100000 99999999999".split()
VALUES = [
    *NUMBERS,
    "",
    "restart",
    "continue",
    "superscript",
    "false",
    "none",
    "a",
    "b",
    "c",
    "rId1",
]
WORDS = ["12", "0", " ", "\t", "—", "1,024", "①", "2023", "\u200b", "é", "）", "507", "无", "/"]
STYLED = ["style", "name", "basedOn", "rPr", "pPr", "vanish", "strike", "vertAlign", "position"]
STYLE_VALUES = [*VALUES, "character", "paragraph", "table"]
_LARGEST = 3000  # bytes of a part that goes along
_WORDS = re.compile(r"<w:t[^>]*>([^<]{2,})<")


@cache
def text() -> Markup:
    """The elements of a text; its words are those of the form, where a report has most of them."""
    printed = _WORDS.findall(parts(file("docx"))[DOCUMENT].decode())
    words = [*WORDS, *dict.fromkeys(printed)][: SMALL + 1]
    attributes = [known.VAL, f"{W}id", f"{known.R}embed", f"{known.R}id", "val"]
    return Markup((f"{W}document", f"{W}body"), TAGS[: SMALL + 1], attributes, VALUES, words)


@cache
def styles() -> Markup:
    attributes = [known.VAL, f"{W}styleId", f"{W}type", f"{W}default"]
    tags = [f"{W}{name}" for name in STYLED]
    return Markup((f"{W}styles",), tags, attributes, STYLE_VALUES, WORDS)


@cache
def _rest() -> dict[str, bytes]:
    whole = parts(file("docx"))
    return {name: each for name, each in whole.items() if len(each) < _LARGEST}


def run(data: bytes) -> object:
    """Reads a Word file: the first byte says how many of the others name its styles."""
    first = data[0] if data else 0
    made = {DOCUMENT: text().told(data[1 + first :]), STYLES: styles().told(data[1 : 1 + first])}
    return open_document(packed({**_rest(), **made}), "file.docx")


def seeds() -> Iterator[bytes]:
    """A report, and a run of each kind of style."""
    yield b"\0" + text().named(parts(file("docx"))[DOCUMENT])
    hidden = styles().named(
        f'<w:styles xmlns:w="{W[1:-1]}"><w:style w:type="character" w:styleId="a"><w:basedOn w:val='
        '"b"/><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="b"/></w:styles>'.encode()
    )
    run_of = text().named(
        f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p><w:r><w:rPr><w:rStyle w:val="a"/></w:rPr>'
        "<w:t>12</w:t></w:r></w:p></w:body></w:document>".encode()
    )
    yield bytes([len(hidden)]) + hidden + run_of
