"""What a person sees is what is read: figures drawn twice, struck out, raised, hidden, rounded."""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from trial import Trial

from goidata.documents import binary_sheet, html, pdf, sheet, word
from goidata.documents import text as plaintext
from goidata.documents.appearance import UNKNOWN, formatted
from goidata.documents.document import Document, Grid
from goidata.documents.text import doubtful
from goidata.extraction.reading import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def cells(document: Document) -> list[str]:
    return [
        cell.text
        for block in document.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row
    ]


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ('<span style="text-decoration: line-through">3</span>44', "44"),
        ('44<span style="vertical-align:super">1</span>', "44¹"),
        ('44<span class="note">1</span>', "44¹"),
        ('<i class="gone">3</i>44', "44"),
        ('<span style="mso-hide:all">3</span>44', "44"),
        ('<span style="font-size:0.9em;opacity:0.8">44</span>', "44"),
        ('44<a href="#_ftn1"><span class="MsoFootnoteReference">1</span></a>', "44¹"),
        ('44<sup><a href="#_ftn1">1</a></sup>', "44¹"),
        ('44<a href="#n1">[1]</a>', "44[¹]"),
        ('<a href="#">44</a>', "44"),
        ('<a href="#n1">44</a>', "44"),
        ('4<a href="/list/4.html">4</a>', "44"),
        ('44<span style="vertical-align:text-top;font-size:7pt">1</span>', "44¹"),
        ('44<span style="position:relative;top:-5px">1</span>', "44¹"),
        ('44<span style="position:relative;top:-4pt;mso-text-raise:4.0pt">1</span>', "44¹"),
        ('4<span style="position:relative;top:1px">4</span>', "44"),
        ('4<span style="vertical-align:top">4</span>', "44"),
        (
            '<b style="vertical-align:3px">4</b><b style="vertical-align:3px">4</b>',
            "44",
        ),
        ("<ruby>44<rt>1</rt></ruby>", "44¹"),
        ('<i class="y">3</i>44', "44"),
        ('<i id="x">3</i>44', "44"),
        ("<s-note>3</s-note>44", "44"),
        ('<i class="printed">4</i>4', "44"),
        ('<i class="narrow">4</i>4', "44"),
        ('<i class="y" style="display:inline">4</i>4', "44"),
        ('<i class="z" style="display:inline">3</i>44', "44"),
        ('<span style="position:absolute;left:-9999px">3</span>44', "44"),
        ('<span style="position:absolute;clip:rect(0 0 0 0)">3</span>44', "44"),
        ('<span style="display:inline-block;text-indent:-9999px">3</span>44', "44"),
        ('<span style="position:absolute;left:-2px">4</span>4', "44"),
        ('<span aria-hidden="true">44</span><span class="sr-only">44</span>', "44"),
        ('<span class="sr-only">44</span>', "44"),
        ('<span style="color:#fff">3</span>44', "44"),
        ('<font color="white">3</font>44', "44"),
        ('<span style="color:#fff">3<b style="color:red">4</b></span>4', "44"),
        ('<span style="background:#00f"><span style="color:#fff">4</span>4</span>', "44"),
        ('<span style="background:url(a.png)"><span style="color:#fff">4</span>4</span>', "44"),
        ('<span style="color:#fff">44</span>', doubtful("44")),
        ('<span style="color:#fff">甲</span>', "甲"),
    ],
)
def test_a_cell_of_a_page_is_read_as_it_is_seen(cell: str, seen: str) -> None:
    page = f"""<html><head><style>.note {{ color: red; vertical-align: super }}
      .gone {{ text-decoration: line-through; }}
      td .y, .other {{ color: red; display : none }} /* .printed {{ display:none }} */
      table i.z {{ display: none !important }} #x, td s-note {{ visibility: hidden; }}
      @media print {{ .printed {{ display: none }} }}
      @media (max-width: 600px) {{ .narrow {{ display: none }} }}</style></head><body>
      <table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>{cell}</td></tr></table></body></html>"""
    assert cells(html.read(page.encode(), "a.html"))[-1] == seen


def docx(runs: str, styles: str = "") -> bytes:
    body = f"<w:tbl><w:tr><w:tc><w:p>{runs}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        if styles:
            parts.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
    return file.getvalue()


NOTE = '<w:style w:styleId="N"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
GONE = '<w:style w:styleId="N"><w:rPr><w:strike/></w:rPr></w:style>'
MC = 'xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def run(text: str, looks: str = "") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


FORTY = run("44")
STYLED = '<w:r><w:t>44</w:t></w:r><w:r><w:rPr><w:rStyle w:val="N"/></w:rPr><w:t>1</w:t></w:r>'


@pytest.mark.parametrize(
    ("runs", "styles", "seen"),
    [
        (STYLED, NOTE, "44¹"),
        (STYLED, GONE, "44"),
        (STYLED, "", "441"),
        ("<w:r><w:noBreakHyphen/><w:t>44</w:t></w:r>", "", "-44"),
        (FORTY + run("1", '<w:position w:val="8"/>'), "", "44¹"),
        (run("4", '<w:position w:val="8"/>') + run("4", '<w:position w:val="8"/>'), "", "44"),
        (FORTY + run("3", '<w:color w:val="FFFFFF"/>'), "", "44"),
        (STYLED, '<w:style w:styleId="N"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>', "44"),
        (run("44", '<w:color w:val="FFFFFF"/>'), "", doubtful("44")),
        (run("甲", '<w:color w:val="FFFFFF"/>'), "", "甲"),
        (run("4", '<w:color w:val="FFFFFF"/><w:shd w:fill="0000FF"/>') + run("4"), "", "44"),
        (
            f"<w:r><w:ruby><w:rt>{run('1')}</w:rt><w:rubyBase>{FORTY}</w:rubyBase></w:ruby></w:r>",
            "",
            "44¹",
        ),
        (
            f"<w:r><m:AlternateContent {MC}><m:Choice>{FORTY}</m:Choice><m:Fallback>{FORTY}"
            "</m:Fallback></m:AlternateContent></w:r>",
            "",
            "44",
        ),
    ],
)
def test_a_cell_of_a_word_file_is_read_as_it_is_seen(runs: str, styles: str, seen: str) -> None:
    assert cells(word.read(docx(runs, styles), "a.docx"))[0] == seen


def test_a_figure_drawn_twice_is_one_figure() -> None:
    """As printers do that have no bold letters."""
    file = io.BytesIO()
    canvas = Canvas(file)
    for at, text in enumerate(["488", "44", "1100", "9"]):
        for shift in (0, 0.3):
            canvas.drawString(100 + shift, 700 - 20 * at, f"figures {text} of the office")
    canvas.save()
    lines = [line.text for line in pdf.read(file.getvalue(), "a.pdf").lines]
    assert lines == [f"figures {text} of the office" for text in ("488", "44", "1100", "9")]


def ruled(draw: Callable[[Canvas], object]) -> str:
    """The last cell of a table of four on a page, on which something is drawn."""
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.grid([100, 200, 300], [700, 730, 760])
    for at in (110, 210):
        canvas.drawString(at, 740, "head of a column")
    canvas.drawString(110, 710, "label")
    draw(canvas)
    canvas.save()
    return cells(pdf.read(file.getvalue(), "a.pdf"))[-1]


def inked(canvas: Canvas, ground: bool) -> None:
    if ground:
        canvas.setFillColorRGB(0, 0, 0.6)
        canvas.rect(200, 700, 100, 30, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(210, 710, "3")
    canvas.setFillColorRGB(*((1, 1, 1) if ground else (0, 0, 0)))
    canvas.drawString(216.7, 710, "44")


def noted(canvas: Canvas, size: float, rise: float) -> None:
    text = canvas.beginText(210, 710)
    text.setFont("Helvetica", 12)
    text.textOut("44")
    text.setFont("Helvetica", size)
    text.setRise(rise)
    text.textOut("1")
    canvas.drawText(text)


def lined(canvas: Canvas, at: float, rule: bool = False) -> None:
    """A 3 and a 44, a line through or under the 3 at a height, or across the cell."""
    canvas.drawString(210, 710, "3")
    canvas.drawString(216.7, 710, "44")
    canvas.setLineWidth(0.7)
    canvas.line(*((200, at, 300, at) if rule else (210, at, 216.7, at)))


@pytest.mark.parametrize(
    ("draw", "seen"),
    [
        (partial(lined, at=714), "44"),
        (partial(lined, at=708.5), "344"),
        (partial(lined, at=714, rule=True), "344"),
        (partial(inked, ground=False), "44"),
        (partial(inked, ground=True), "344"),
        (partial(noted, size=9.6, rise=5), "44¹"),
        (partial(noted, size=11, rise=5), "44¹"),
        (partial(noted, size=11, rise=0), "441"),
    ],
)
def test_a_cell_of_a_pdf_is_read_as_it_is_seen(draw: Callable[[Canvas], object], seen: str) -> None:
    assert ruled(draw) == seen


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["甲", "乙", "丙", "丁", "戊"])
    page.append([984361, 98.43617, "44", 44, 12])
    page["A2"].number_format = "0!.0,"
    page["B2"].number_format = "0.00"
    page["C2"].value = CellRichText("44", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    page["D2"].font = Font(strike=True)
    page["E2"].number_format = "#,##0"
    other = book.create_sheet("2022")
    other.append(["己", "庚", "辛"])
    other.sheet_state = "hidden"
    return book


def test_a_cell_of_a_workbook_is_read_as_it_is_seen() -> None:
    file = io.BytesIO()
    workbook().save(file)
    assert cells(sheet.read(file.getvalue(), "a.xlsx"))[5:] == [UNKNOWN, "98.44", "44¹", "", "12"]


def test_hidden_rows_and_columns_of_a_workbook_are_not_seen() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (["甲", "乙", "丙", "丁"], [1, 2, 3, 4], [5, 6, 7, 8], ["戊", "己", "", ""]):
        page.append(row)
    page.column_dimensions["B"].hidden = True
    page.row_dimensions[2].hidden = True
    page.merge_cells("B4:C4")  # a merged cell is seen as long as a part of it is
    file = io.BytesIO()
    book.save(file)
    found = sheet.read(file.getvalue(), "a.xlsx")
    assert cells(found) == ["甲", "丙", "丁", "5", "7", "8", "戊", "己", "", ""]
    places = {
        cell.text: cell.place for b in found.blocks if isinstance(b, Grid) for cell in b.rows[0]
    }
    assert (places["7"].row, places["7"].column) == (3, 3)


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def opendocument_sheet(columns: str, rows: str) -> bytes:
    """The least of an .ods file: one sheet of these columns and rows."""
    table = f'<table:table table:name="表一">{columns}{rows}</table:table>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet>{table}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


def opendocument_row(*texts: str, said: str = "", cell: str = "") -> str:
    """A row of cells that says `said` of itself, the second cell `cell`."""
    cells = [
        f'<table:table-cell office:value-type="string" {cell if at == 1 else ""}>'
        f"<text:p>{text}</text:p></table:table-cell>"
        for at, text in enumerate(texts)
    ]
    return f"<table:table-row {said}>{''.join(cells)}</table:table-row>"


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_hidden_rows_and_columns_of_an_opendocument_sheet_are_not_seen(visibility: str) -> None:
    said = f'table:visibility="{visibility}"'
    columns = (
        f"<table:table-column/><table:table-column {said}/>"
        '<table:table-column table:number-columns-repeated="2"/>'
    )
    rows = [
        opendocument_row("甲", "乙", "丙", "丁"),
        opendocument_row("1", "2", "3", "4", said=f'{said} table:number-rows-repeated="2"'),
        opendocument_row("5", "6", "7", "8"),
        opendocument_row("戊", "己", "庚", cell='table:number-columns-spanned="2"'),
    ]
    found = sheet.read(opendocument_sheet(columns, "".join(rows)), "a.ods")
    assert cells(found) == ["甲", "丙", "丁", "5", "7", "8", "戊", "己", "庚", ""]


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def binary_workbook(name: str, records: bytes) -> bytes:
    """The records of a workbook with one sheet, as they lie in a compound file."""
    begin = record(0x809, b"\x00\x06\x05\x00" + bytes(12))
    spelt = name.encode("utf-16-le")
    size = len(begin) + 4 + 8 + len(spelt) + 4
    said = struct.pack("<IBBBB", size, 0, 0, len(name), 1) + spelt
    stream = begin + record(0x85, said) + record(0x0A, b"")
    return binary_sheet.COMPOUND + bytes(504) + stream + begin + records + record(0x0A, b"")


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 20)))
def test_a_binary_workbook_tells_of_hidden_rows_and_columns(
    rows: set[int], columns: set[int]
) -> None:
    records = b"".join(
        record(0x7D, struct.pack("<6H", at, at, 2304, 15, at in columns, 0)) for at in range(21)
    )
    for at in range(41):
        records += record(0x208, struct.pack("<8H", at, 0, 9, 255, 0, 0, 0x20 * (at in rows), 15))
    records += record(0xE5, struct.pack("<5H", 1, 3, 3, 1, 2))
    found = binary_sheet.hidden(binary_workbook("表一", records))["表一"]
    assert (found.rows, found.columns) == (rows, columns)
    assert found.hides(5, 6) == (5 in rows or 6 in columns)
    assert found.hides(3, 1) == (3 in rows or {1, 2} <= columns)


def test_records_that_do_not_lie_together_tell_nothing() -> None:
    whole = binary_workbook("表一", record(0x7D, struct.pack("<6H", 0, 0, 0, 15, 1, 0)))
    assert binary_sheet.hidden(whole[:-4]) == {}
    assert binary_sheet.hidden(whole[8:]) == {}


@pytest.mark.parametrize(
    ("value", "style", "seen"),
    [
        (3, "General", None),
        (3, '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', None),
        (0, ";;;", None),
        (12.6, "0", "13"),
        (0.44, "0%", "44%"),
        (984361, "0.00,", UNKNOWN),
        (44, '0"00"', UNKNOWN),
        (44, "000", UNKNOWN),
        (44, '0"件"', "44件"),
        (0.5, "0%", "50%"),
        (-44, "0;-0", None),
        (-44, "0;0", UNKNOWN),
        (45000, "yyyy-mm-dd", UNKNOWN),
    ],
)
def test_a_format_says_what_is_seen(value: float, style: str, seen: str | None) -> None:
    assert formatted(value, style) == seen


@given(st.decimals(-(10**6), 10**6, places=4, allow_nan=False))
def test_two_places_are_never_further_than_half_a_hundredth(number: Decimal) -> None:
    shown = formatted(float(number), "#,##0.00")
    assert shown is None or abs(Decimal(shown) - Decimal(repr(float(number)))) <= Decimal("0.005")


def test_a_number_whose_unit_begins_the_next_line_is_no_figure_of_a_row() -> None:
    _, (data, name) = Trial("tab rows", "none", 3).document()
    lines = data.decode().split("\n")
    first = next(i for i, line in enumerate(lines) if "第二十条第" in line)
    last = max(i for i, line in enumerate(lines) if "行政事业性收费" in line)
    told = ["上一年度作出行政许可 512", "件，行政处罚 618", "件，行政强制 12", "件。"]
    report = read("\n".join([*lines[:first], *told, *lines[last + 1 :]]).encode(), name)
    figures = [f for key, f in report.figures.items() if key.startswith("disclosure.")]
    assert not any(figure.value in (512, 618, 12) for figure in figures)


def test_a_figure_beside_a_column_of_last_year_is_in_doubt() -> None:
    _, (data, name) = Trial("html", "none", 3).document()
    page = data.decode("gb18030")
    head = "本年处理决定数量"
    assert head in page
    shifted = page.replace(head, f"{head}</td><td>上年处理决定数量")
    report = read(shifted.encode("gb18030"), name)
    assert report.figures["disclosure.licences"].value is None


def test_a_report_in_one_table_of_a_page_is_read() -> None:
    """As spreadsheets save a page: the running text stands in rows of one cell."""
    _, (data, name) = Trial("html", "none", 3).document()
    plain = read(data, name)
    page = data.decode("gb18030")
    body = re.sub(r"</?(?:table|tbody|thead)[^>]*>", "", page)
    body = re.sub(r"<(p|h1|h2|h3)\b[^>]*>(.*?)</\1>", r'<tr><td colspan="15">\2</td></tr>', body)
    whole = re.sub(r"(<body[^>]*>)(.*)(</body>)", r"\1<table>\2</table>\3", body, flags=re.DOTALL)
    assert whole.count("<table") == 1
    report = read(whole.encode("gb18030"), name)
    assert report.values == plain.values


def test_a_report_saved_with_commas_is_read() -> None:
    _, (data, name) = Trial("tab rows", "none", 3).document()
    lines = data.decode().split("\n")
    file = io.StringIO()
    csv.writer(file).writerows(line.split("\t") for line in lines)
    found = read(file.getvalue().encode(), "a.csv").values
    assert found == read(data, name).values


def test_sentences_with_commas_are_no_table() -> None:
    text = "\n".join(
        f"(一)收到申请{n}件,其中自然人1,2,3,4件,余下的,都,按期,办结。" for n in range(20)
    )
    assert all(not line.cells for line in plaintext.read(text.encode(), "a.txt").lines)


def test_a_mark_across_the_page_is_not_read() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    for at in range(8):
        canvas.drawString(100, 700 - 20 * at, f"a line of the report, number {at}")
    canvas.saveState()
    canvas.translate(150, 550)
    canvas.rotate(35)
    canvas.drawString(0, 0, "DRAFT 2022")
    canvas.restoreState()
    canvas.save()
    lines = [line.text for line in pdf.read(file.getvalue(), "a.pdf").lines]
    assert lines == [f"a line of the report, number {at}" for at in range(8)]


def test_what_scripts_show_is_read_outside_of_cells() -> None:
    page = """<html><head><style>.tab { display: none }</style></head><body>
      <div class="tab"><p>a panel of the page</p></div></body></html>"""
    lines = [line.text for line in html.read(page.encode(), "a.html").lines]
    assert lines == ["a panel of the page"]


def test_the_mark_of_a_note_is_no_digit_of_the_running_text() -> None:
    page = '<p>figures 44<a href="#_ftn1">1</a> of <a href="#y">2022</a></p>'
    lines = [line.text for line in html.read(page.encode(), "a.html").lines]
    assert lines == ["figures 44¹ of 2022"]


def test_a_point_that_a_table_of_characters_lacks_is_read() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def amount(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(210, 710, "75·39")

    assert ruled(amount) == "75·39"
