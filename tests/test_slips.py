"""The sheet that goes back to a unit, read back as Word and Excel would read it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import docx
import openpyxl
import pytest
import stock
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.dashboard.slips.document import document_bytes
from goidata.dashboard.slips.naming import archive_bytes, file_name
from goidata.dashboard.slips.sheets import sheet_bytes
from goidata.dashboard.slips.slip import Slip, slip
from goidata.dashboard.words import Words
from goidata.form import checks
from goidata.store.database import connect
from goidata.store.reader import Reader

# An error in a row and its column, no licence in a county, and direct lawsuits, a mere remark.
WRONG = {
    "disclosure.licences": 0,
    "applications.received.natural_person": 3,
    "applications.received.total": 2,
    "litigation_direct.total": 1,
    "litigation_direct.pending": 1,
}
MADE, DUE = date(2026, 1, 17), date(2026, 2, 1)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("slips") / "held.db"
    reports = [stock.of("沭阳县人民政府", 2023, {}), stock.of("沭阳县人民政府", 2024, WRONG)]
    stock.build(path, [*reports, stock.of("米易县人民政府", 2024, WRONG)])
    with closing(connect(path, readonly=True)) as db:
        yield db


def sheet_of(db: Reader, language: str, unit: str = "沭阳县人民政府") -> Slip:
    rows = queries.failing_reports(
        db, Selection(scope=None), queries.Faults(returnable=True)
    ).to_dict("records")
    (report,) = [row["report"] for row in rows if (row["unit"], row["year"]) == (unit, 2024)]
    about = queries.report(db, int(report))
    assert about is not None
    found = queries.unread(db, int(report)), queries.faults(db, int(report))
    return slip(about, *found, Words(language), MADE, DUE)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_faults_stand_by_severity_each_with_its_place_and_what_it_should_be(
    held: Reader, language: str
) -> None:
    sheet, say = sheet_of(held, language), Words(language)
    rows = [dict(zip(sheet.faults.columns, row, strict=True)) for row in sheet.faults.rows]
    kinds = [row["kind"] for row in rows]
    assert kinds == sorted(kinds, key=[say("returns.error"), say("returns.warning")].index)
    assert set(kinds) == {say("returns.error"), say("returns.warning")}
    told = "\n".join(row["sentence"] for row in rows)
    assert checks()["T4-2024"].failing(language).partition(" ")[2] not in told  # a remark
    (total,) = [row for row in rows if checks()["T3-ROW"].named(language) in row["expected"]]
    assert total["printed"] == "2" and total["expected"].startswith("3\n")
    assert total["place"].startswith("表三 · 一、" if language == "zh" else "table 3 · Received")
    assert all(row["reply"] == "" for row in rows)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_prints_on_landscape_pages_one_page_wide(held: Reader, language: str) -> None:
    sheet = sheet_of(held, language)
    page = openpyxl.load_workbook(io.BytesIO(sheet_bytes(sheet))).worksheets[0]
    assert page.page_setup.orientation == "landscape" and page.page_setup.paperSize == 9
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1) and page.page_setup.fitToHeight == 0
    rows = list(page.iter_rows())
    (head,) = [r for r in rows if r[0].value == sheet.faults.heads[0] and r[1].value != ""][:1]
    assert page.print_title_rows == f"${head[0].row}:${head[0].row}"
    assert tuple(cell.value for cell in head) == sheet.faults.heads
    for cells, row in zip(rows[head[0].row :], sheet.faults.rows, strict=False):
        assert tuple(str(cell.value or "") for cell in cells) == row
        assert all(cell.alignment.wrap_text for cell in cells)
        lines = max(text.count("\n") + 1 for text in row)
        assert page.row_dimensions[cells[0].row].height >= 14 * lines
    written = "\n".join(str(cell.value) for row in rows for cell in row if cell.value)
    for part in (sheet.to, *sheet.body, sheet.made, *sheet.to_fill_in[0], *sheet.to_fill_in[1]):
        assert part in written


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_document_is_landscape_and_repeats_its_heads(held: Reader, language: str) -> None:
    sheet = sheet_of(held, language)
    paper = docx.Document(io.BytesIO(document_bytes(sheet)))
    section = paper.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE and section.page_width > section.page_height
    table = paper.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == list(sheet.faults.heads)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [tuple(c.text for c in row.cells) for row in table.rows[1:]] == list(sheet.faults.rows)
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    wide = sum(column.width or 0 for column in table.columns)
    assert wide <= (section.page_width or 0) - margins
    said = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    for part in (sheet.subject, sheet.to, *sheet.body, sheet.made):
        assert part in said


def test_a_body_says_what_to_do_until_when(held: Reader) -> None:
    found, asked, _ = sheet_of(held, "zh").body
    assert "错误" in found and "2024年" in found
    assert "2026年2月1日" in asked and "2026年1月17日" in sheet_of(held, "zh").made


def test_sheets_of_units_of_one_name_keep_apart(held: Reader) -> None:
    say = Words("zh")
    rows = [{"unit": "市中区/人民政府", "year": 2023}] * 2
    files = [(file_name(row, "xlsx", say), b"x") for row in rows]
    with zipfile.ZipFile(io.BytesIO(archive_bytes(files))) as archive:
        names = archive.namelist()
    assert names == ["退回单_市中区-人民政府_2023.xlsx", "退回单_市中区-人民政府_2023_2.xlsx"]
