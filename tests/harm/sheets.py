"""Workbooks (.xlsx, .ods) made to harm."""

from __future__ import annotations

from collections.abc import Callable

from harm.office import file, packed, parts, with_part

Made = Callable[[], bytes]
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
).encode()


def in_sheet(addition: bytes, end: bytes = b"</sheetData>") -> bytes:
    """A workbook with more cells, or something more before another end."""
    return with_part(file("xlsx"), SHEET, lambda whole: whole.replace(end, addition + end))


def in_strings(change: Callable[[bytes], bytes]) -> bytes:
    return with_part(file("xlsx"), STRINGS, change)


def opendocument(rows: bytes) -> bytes:
    """The least of an .ods file: one sheet of these rows."""
    content = (
        b"<office:document-content " + _NAMESPACES + b"><office:body><office:spreadsheet>"
        b'<table:table table:name="s">' + rows + b"</table:table>"
        b"</office:spreadsheet></office:body></office:document-content>"
    )  # fmt: skip
    named = {"mimetype": MIMETYPE, "META-INF/manifest.xml": b"<manifest/>", "content.xml": content}
    return packed(named)


def _row(said: bytes, cell: bytes, text: bytes = b"1") -> bytes:
    inner = (
        b"<table:table-cell office:value-type='string' %s><text:p>%s</text:p></table:table-cell>"
    )
    return b"<table:table-row %s>" % said + inner % (cell, text) + b"</table:table-row>"


def _sheets(count: int) -> bytes:
    """A workbook that names one sheet very often."""
    listed = b"".join(
        b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(count)
    )
    return with_part(
        file("xlsx"), BOOK, lambda whole: whole.replace(b"</sheets>", listed + b"</sheets>")
    )


def _formats(count: int) -> bytes:
    made = b"".join(b'<numFmt numFmtId="%d" formatCode="0"/>' % (n + 200) for n in range(count))
    made = b"<numFmts>" + made + b"</numFmts>"
    return with_part(
        file("xlsx"), "xl/styles.xml", lambda whole: whole.replace(b"<fonts", made + b"<fonts", 1)
    )


SHEETS: dict[str, Made] = {
    "a cell far away": lambda: in_sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "many cells in a sheet": lambda: in_sheet(
        b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (i, i) for i in range(200, 300_000))
    ),
    "a million empty rows": lambda: in_sheet(
        b"".join(b'<row r="%d"/>' % n for n in range(200, 1_000_000))
    ),
    "a million rows of blank cells": lambda: in_sheet(
        b"".join(b'<row r="%d"><c r="A%d"/></row>' % (n, n) for n in range(200, 1_000_000))
    ),
    "a row of all columns often": lambda: in_sheet(
        (b'<row r="300">' + b"<c><v>1</v></c>" * 16_384 + b"</row>") * 40
    ),
    "rows of no number": lambda: in_sheet(b'<row r="-1"><c r="1A"><v>x</v></c></row>' * 10_000),
    "cells of numbers that are none": lambda: in_sheet(
        b'<row r="300"><c r="A300"><v>1e999</v></c><c r="B300"><v>nan</v></c>'
        b'<c r="C300" t="d"><v>99999-99-99</v></c><c r="D300" s="99999"><v>1e15</v></c></row>'
    ),
    "words that are not there": lambda: in_sheet(
        b'<row r="300"><c r="A300" t="s"><v>4294967296</v></c><c r="B300" t="s"><v>-1</v></c></row>'
    ),
    "a vast word in a workbook": lambda: in_strings(
        lambda whole: whole.replace(b"<t>", b"<t>" + b"A" * 200_000_000, 1)
    ),
    "a million words in a workbook": lambda: in_strings(
        lambda whole: whole.replace(b"</sst>", b"<si><t>1</t></si>" * 1_000_000 + b"</sst>")
    ),
    "words nested deeply in a workbook": lambda: in_strings(
        lambda whole: whole.replace(
            b"</sst>", b"<si>" * 50_000 + b"<t>1</t>" + b"</si>" * 50_000 + b"</sst>"
        )
    ),
    "a sheet merged whole, often": lambda: in_sheet(
        b'</sheetData><mergeCells count="1">' + b'<mergeCell ref="A1:XFD1048576"/>' * 20_000
        + b"</mergeCells><sheetData>"
    ),
    "a sheet of many merged cells": lambda: in_sheet(
        b"</sheetData><mergeCells>"
        + b"".join(b'<mergeCell ref="A%d:C%d"/>' % (n, n) for n in range(1, 300_000))
        + b"</mergeCells><sheetData>"
    ),
    "columns hidden without end": lambda: with_part(
        file("xlsx"), SHEET, lambda whole: whole.replace(
            b"<sheetData>", b'<cols><col min="1" max="999999999" hidden="1"/></cols><sheetData>')
    ),
    "a sheet that says it is vast": lambda: with_part(
        file("xlsx"), SHEET, lambda whole: whole.replace(
            b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    ),
    "a sheet of formulas": lambda: in_sheet(
        b"".join(
            b'<row r="%d"><c r="A%d"><f>A%d+1</f></c></row>' % (n, n, n)
            for n in range(200, 200_000))
    ),
    "entities in a workbook": lambda: in_strings(
        lambda whole: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY j "'
        + b"1" * 100_000 + b'">]><sst><si><t>' + b"&j;" * 10_000 + b"</t></si></sst>"
    ),
    "a workbook of many sheets": lambda: _sheets(10_000),
    "a workbook of many formats": lambda: _formats(300_000),
    "a workbook without sheets": lambda: packed(
        {n: c for n, c in parts(file("xlsx")).items() if "worksheets" not in n}
    ),
    "an open sheet of rows without end": lambda: opendocument(
        _row(b'table:number-rows-repeated="1048576"', b'table:number-columns-repeated="16384"')
    ),
    "an open sheet of a word often": lambda: opendocument(
        _row(b'table:number-rows-repeated="100000"', b"", b"A" * 10_000)
    ),
    "an open sheet of more rows than a number": lambda: opendocument(
        _row(b'table:number-rows-repeated="99999999999999999999"',
             b'table:number-columns-repeated="-5"')
    ),
    "an open sheet of groups in groups": lambda: opendocument(
        b"<table:table-row-group>" * 20_000 + _row(b"", b"") + b"</table:table-row-group>" * 20_000
    ),
    "an open sheet of many rows": lambda: opendocument(_row(b"", b"") * 400_000),
    "an open sheet of empty rows": lambda: opendocument(b"<table:table-row/>" * 2_000_000),
    "an open sheet of broken markup": lambda: opendocument(b"<table:table-row><a></b>"),
}  # fmt: skip
