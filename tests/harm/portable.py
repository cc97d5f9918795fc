"""PDF files made to harm."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

Made = Callable[[], bytes]
ROOT = b"<</Type/Catalog/Pages 2 0 R>>"
TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def assembled(objects: Sequence[bytes], more: bytes = b"") -> bytes:
    """A PDF of some objects, the first of which is its root, with their table at its end."""
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(made))
        made += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(places)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    return made + table + end % (len(objects) + 1, more, len(made))


def stream(content: bytes, said: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n" % (len(content), said) + content + b"\nendstream"


def pdf(content: bytes, filters: bytes = b"/FlateDecode", pages: int = 1) -> bytes:
    """A PDF whose pages all show one stream."""
    kids = b" ".join(b"%d 0 R" % (4 + i) for i in range(pages))
    return assembled([
        ROOT,
        b"<</Type/Pages/Kids[" + kids + b"]/Count " + str(pages).encode() + b">>",
        stream(content, b"/Filter" + filters),
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R>>"] * pages,
    ])  # fmt: skip


def page(resources: bytes, content: bytes, *more: bytes, box: bytes = b"0 0 600 800") -> bytes:
    """A PDF of one page; the objects from the fifth on are `more`."""
    described = b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]/Contents 4 0 R/Resources<<"
    return assembled([ROOT, TREE, described + resources + b">>>>", stream(content), *more])


def drawn(thing: bytes, within: bytes = b"") -> bytes:
    """A PDF whose one page draws one thing, which is described and followed by its content."""
    return page(
        b"/XObject<</F 5 0 R>>",
        b"q 600 0 0 800 0 0 cm /F Do Q",
        stream(within, b"/Type/XObject" + thing),
    )


def written(font: bytes, text: bytes = b"BT /F 9 Tf 60 700 Td (2023) Tj ET", *more: bytes) -> bytes:
    """A PDF whose one page shows a text in a font."""
    return page(b"/Font<</F 5 0 R>>", text, b"<</Type/Font" + font + b">>", *more)


def _doubling(depth: int) -> bytes:
    """Forms each of which draws the next ten times."""
    forms = [
        stream(
            b"/F Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
            % (6 + n if n + 1 < depth else 5 + n),
        )
        for n in range(depth)
    ]
    return page(b"/XObject<</F 5 0 R>>", b"/F Do", *forms)


def _deep(depth: int) -> bytes:
    """A tree of pages, each of one branch."""
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 3) for n in range(depth)]
    return assembled([ROOT, *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>"])


MAP = b"1 begincmap 1 beginbfrange <0000> <ffffffff> <4e00> endbfrange endcmap"
TYPE0 = b"/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]"
PORTABLE: dict[str, Made] = {
    "PDF that unpacks to much": lambda: pdf(zlib.compress(b"0 " * 100_000_000)),
    "PDF packed twice": lambda: pdf(
        zlib.compress(zlib.compress(b"0 " * 100_000_000)), b"[/FlateDecode /FlateDecode]"
    ),
    "PDF packed a thousand times": lambda: pdf(
        b"0" * 100, b"[" + b"/ASCIIHexDecode " * 1000 + b"]"
    ),
    "PDF of graphics states": lambda: pdf(zlib.compress(b"q " * 5_000_000)),
    "PDF of open arrays": lambda: pdf(zlib.compress(b"[" * 3_000_000)),
    "PDF of many rectangles": lambda: pdf(zlib.compress(b"1 1 9 9 re S " * 300_000)),
    "PDF of many curves": lambda: pdf(
        zlib.compress(b"1 1 m " + b"1 2 3 4 5 6 c " * 300_000 + b"S")
    ),
    "PDF of one letter often": lambda: written(
        b"/Subtype/Type1/BaseFont/Helvetica", b"BT /F 9 Tf " + b"(1) Tj " * 200_000 + b"ET"
    ),
    "PDF of one long word": lambda: written(
        b"/Subtype/Type1/BaseFont/Helvetica", b"BT /F 9 Tf (" + b"1" * 400_000 + b") Tj ET"
    ),
    "PDF of crossing lines": lambda: pdf(
        zlib.compress(
            b"".join(b"%d 0 m %d 800 l S 0 %d m 600 %d l S " % (n, n, n, n) for n in range(600)) * 3
        )
    ),
    "PDF of pictures in its text": lambda: pdf(
        zlib.compress(b"BI /W 9999 /H 9999 /BPC 8 /CS /G ID 0 EI " * 50_000)
    ),
    "PDF of many pages": lambda: pdf(zlib.compress(b""), pages=5000),
    "PDF that holds itself": lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\ntrailer<</Root 1 0 R>>\n",
    "PDF of a deep tree": lambda: _deep(20_000),
    "PDF whose root is its tree": lambda: assembled([b"<</Type/Catalog/Pages 1 0 R>>"]),
    "PDF whose page is its own parent": lambda: assembled(
        [ROOT, TREE, b"<</Type/Page/Parent 3 0 R/Contents 3 0 R>>"]
    ),
    "PDF of things that are each other": lambda: assembled([ROOT, b"3 0 R", b"2 0 R"]),
    "PDF whose length is another's": lambda: assembled(
        [ROOT, TREE, b"<</Type/Page/Contents 4 0 R>>", b"<</Length 4 0 R>>stream\n1\nendstream"]
    ),
    "PDF whose form draws itself": lambda: drawn(
        b"/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F 5 0 R>>>>", b"/F Do /F Do"
    ),
    "PDF of forms tenfold": lambda: _doubling(12),
    "PDF of a vast picture": lambda: drawn(
        b"/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 1/ColorSpace/DeviceGray"
        b"/Filter/FlateDecode",
        zlib.compress(bytes(112_500_000)),
    ),
    "PDF of a picture of no size": lambda: drawn(
        b"/Subtype/Image/Width -1/Height 0/BitsPerComponent 99/ColorSpace/A/Filter/JBIG2Decode",
        b"1",
    ),
    "PDF of nested dictionaries": lambda: b"%PDF-1.4\n1 0 obj" + b"<</A" * 200_000,
    "PDF of a vast page": lambda: page(b"", b"1 1 m 2 2 l S", box=b"0 0 1e30 -1e30"),
    "PDF of a page of no numbers": lambda: page(b"", b"1 1 m 2 2 l S", box=b"/A (b) null [1]"),
    "PDF of letters without end": lambda: written(TYPE0 + b"/ToUnicode 7 0 R", b"BT ET",
        b"<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<<>>>>", stream(MAP)),
    "PDF of letters that are a page long": lambda: written(
        TYPE0 + b"/ToUnicode 7 0 R", b"BT /F 9 Tf (" + b"\0\1" * 50_000 + b") Tj ET",
        b"<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<<>>>>",
        stream(b"begincmap 1 beginbfchar <0001> <" + b"4e00" * 10_000 + b"> endbfchar endcmap")),
    "PDF of widths without end": lambda: written(
        TYPE0, b"BT /F 9 Tf (11) Tj ET",
        b"<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<<>>/W[0 999999999 500]>>"),
    "PDF of a font that is drawn by itself": lambda: written(
        b"/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[0 0 0 0 0 0]/CharProcs<</a 4 0 R>>"
        b"/Encoding<</Differences[0/a]>>/FirstChar 0/LastChar 999999999/Widths[1]"),
    "PDF of a font that is none": lambda: written(b"/Subtype/Type9/Widths 5 0 R/Encoding 5 0 R"),
    "PDF whose table of places is a circle": lambda: assembled([ROOT, TREE], b"/Prev 9").replace(
        b"/Prev 9", b"/Prev %d" % assembled([ROOT, TREE]).index(b"xref")),
    "PDF of objects in a circle of streams": lambda: assembled([
        ROOT, TREE, stream(b"3 0 ", b"/Type/ObjStm/N 1000000/First 4/Extends 3 0 R")]),
    "PDF that predicts columns without end": lambda: pdf(zlib.compress(bytes(1000)),
        b"/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 99>>"),
    "PDF with a lock of its own": lambda: assembled([ROOT, TREE],
        b"/Encrypt<</Filter/Standard/V 5/R 6/O(1)/U(1)/P -1/Length 2147483640>>/ID[(1)(1)]"),
    "PDF that counts a thousand million pages": lambda: assembled([
        ROOT, b"<</Type/Pages/Kids[]/Count 1000000000>>"]),
    "PDF of names of control characters": lambda: page(b"/#00#1b#0a<</A/#ff>>", b"/#00 Do /#1b gs"),
    "PDF of a long outline in a circle": lambda: assembled([
        b"<</Type/Catalog/Pages 2 0 R/Outlines 3 0 R/Names 3 0 R>>", TREE,
        b"<</First 3 0 R/Next 3 0 R/Kids[3 0 R]/Title(1)>>"]),
    "PDF of many notes": lambda: assembled([ROOT, TREE,
        b"<</Type/Page/Annots[" + b"4 0 R " * 200_000 + b"]/MediaBox[0 0 9 9]>>",
        b"<</Subtype/Link/Rect[0 0 1 1]/A<</URI(http://a)>>>>"]),
    "PDF of endless numbers": lambda: pdf(zlib.compress(b"9" * 5_000_000 + b" 1 re")),
}  # fmt: skip
