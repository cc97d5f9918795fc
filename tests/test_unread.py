"""What could not be read of a document is said before what was found in it: by the command, on the
page, in the sheets."""

from __future__ import annotations

import html
import io
import json
import random
import re
import zipfile
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from paper import consistent_figures
from paper.formats import LAYOUTS
from paper.sheets import Paper, paper_of
from streamlit.testing.v1 import AppTest

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.checks.located import label_of
from goidata.checks.unread import STATES, counted, unread, why
from goidata.cli import app
from goidata.dashboard.slips.page import page_bytes
from goidata.dashboard.slips.sheets import sheet_bytes
from goidata.dashboard.slips.slip import slip
from goidata.dashboard.words import Words
from goidata.extraction.reading import read
from goidata.extraction.reasons import wordings
from goidata.extraction.report import Figure, State
from goidata.form import checks, edition
from goidata.store.database import connect

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("tab rows", "bars", "html", "docx", "xlsx", "pdf")
FEES, CELL = "disclosure.fees", "applications.handled.granted.business"
TOTAL = "review.total"
CJK = re.compile("[\u3400-\u9fff]")


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Chinese, and no database but the test's own."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("GOIDATA_DB", str(tmp_path / "default.db"))


def paper(changed: Mapping[str, str]) -> Paper:
    """A report that adds up, with the cells `changed` printed otherwise."""
    made = paper_of(consistent_figures(random.Random(3), "2021"))
    for name, text in changed.items():
        made.figures[name].text = text
    if FEES in changed:
        for box in made.tables[0].boxes:
            if box.head and box.text == edition("2021").fields[FEES].column.zh:
                box.text = "本年收费金额"
    return made


def printed(folder: Path, kind: str, changed: Mapping[str, str]) -> Path:
    data, name = LAYOUTS[kind](paper(changed), random.Random(kind))
    (folder / name).write_bytes(data)
    return folder / name


def run(*words: object) -> Result:
    return CliRunner().invoke(app, list(map(str, words)))


def labels(name: str) -> tuple[str, str]:
    field = edition("2021").fields[name]
    return field.row.zh, field.column.zh


UNREAD = {CELL: "见附件", FEES: "675809"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_names_each_unread_cell_before_all_faults(tmp_path: Path, kind: str) -> None:
    result = run("check", printed(tmp_path, kind, {**UNREAD, TOTAL: "999999"}))
    lines = result.stdout.splitlines()
    at = lines.index("有 2 个数字未能读出，未作核对")
    fees, cell = lines[at + 1 : at + 3]
    assert all(label in fees for label in labels(FEES)) and "“675809”" in fees
    assert "675809 或 67.5809" in fees
    assert all(label in cell for label in labels(CELL)) and "“见附件”" in cell
    assert re.search(r"第\d+(页|行)", cell)
    (fault,) = [number for number, line in enumerate(lines) if "T4-SUM" in line]
    assert fault > at + 2
    assert result.exit_code == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_ends_with_0_only_where_all_was_read_or_is_blank(
    tmp_path: Path, kind: str
) -> None:
    assert run("check", printed(tmp_path, kind, {})).exit_code == 0
    assert run("check", printed(tmp_path, kind, {CELL: "见附件"})).exit_code == 1
    for nothing in ("", "/"):
        document = printed(tmp_path, kind, {"disclosure.licences": nothing})
        assert run("check", document).exit_code == 0


@pytest.mark.parametrize("kind", [*KINDS, "text of a PDF"])
def test_words_in_place_of_all_figures_of_a_row_are_shown_with_their_place(kind: str) -> None:
    names = [f"disclosure.regulations.{c}" for c in ("issued", "repealed", "in_force")]
    words = {FEES: "约67万元", "disclosure.licences": "见附件", **dict.fromkeys(names, "详见公报")}
    data, name = LAYOUTS[kind](paper(words), random.Random(kind))
    found = read(data, name).figures
    for figure, text in words.items():
        assert (found[figure].state, found[figure].raw) == (State.TEXT, text)
        assert found[figure].place
    assert len({found[name].place for name in names}) == 3


def test_a_table_that_is_not_there_is_a_fault_and_no_list_of_cells(tmp_path: Path) -> None:
    made = paper({})
    made.parts[3].table = None
    data, name = LAYOUTS["docx"](made, random.Random(1))
    (tmp_path / name).write_bytes(data)
    result = run("check", tmp_path / name)
    assert "未能读出" not in result.stdout and "STR-TABLES" in result.stdout
    assert result.exit_code == 1


def test_cells_of_a_row_that_share_all_but_their_column_are_one_line(tmp_path: Path) -> None:
    row = [f"{CELL.rpartition('.')[0]}.{c.name}" for c in _columns()]
    result = run("check", printed(tmp_path, "docx", dict.fromkeys(row, "007")))
    lines = result.stdout.splitlines()
    at = lines.index("有 7 个数字未能读出，未作核对")
    assert "全部 7 格" in lines[at + 1] and "“007”" in lines[at + 1]
    assert "007" not in lines[at + 2]


def _columns() -> Any:
    return edition("2021").tables["applications"].rows[0].columns


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_of_faults_begins_with_them(tmp_path: Path, language: str) -> None:
    document = printed(tmp_path, "docx", {**UNREAD, TOTAL: "999999"})
    target = tmp_path / "faults.xlsx"
    assert run("check", document, "--to", target, "--lang", language).exit_code == 1
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    heads, fees, cell, *others = [[c.value for c in row] for row in sheet.iter_rows()]
    raw, message = heads.index("raw" if language == "en" else "原文"), -2
    assert [fees[raw], cell[raw]] == ["675809", "见附件"]
    assert "67.5809" in str(fees[message])
    assert not {"675809", "见附件"} & {row[raw] for row in others}
    assert any("T4-SUM" in map(str, row) for row in others)
    if language == "en":
        assert not CJK.search(str(cell[message]))


def test_json_keeps_its_shape_and_tells_why_in_the_language(tmp_path: Path) -> None:
    document = printed(tmp_path, "html", UNREAD)
    for language in ("zh", "en"):
        result = run("check", "--json", document, "--lang", language)
        assert result.exit_code == 1
        figure = json.loads(result.stdout)["report"]["figures"][FEES]
        assert list(figure) == "value state raw place reason candidates".split()
        assert figure["candidates"] == [675809, 67.5809]
        assert figure["value"] is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_says_at_its_head_how_many_they_are_and_lists_errors_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    document = printed(tmp_path, "docx", {**UNREAD, TOTAL: "999999"})
    database = tmp_path / "held.db"
    held = ROOT / "data" / "reports" / "miyi-office-2023.txt"
    assert run("load", held, "--db", database).exit_code == 0
    monkeypatch.setenv("GOIDATA_DB", str(database))
    page = AppTest.from_file(str(ROOT / "pages" / "precheck.py"), default_timeout=60)
    page.query_params["lang"] = language
    page.run()
    page.file_uploader[0].set_value((document.name, document.read_bytes(), "")).run()
    assert not page.exception and not page.error
    (warning,) = page.warning
    assert counted([Figure(None, State.TEXT)] * 2, language).rstrip(".") in html.unescape(
        warning.value
    )
    said = html.unescape("\n".join(str(each.proto.body) for each in page.get("html")))
    total = checks()["T4-SUM"].short(language)  # the error stands before what was not read
    assert said.index(total) < said.index("675809") < said.index("见附件")
    assert Words(language)("precheck.refused") not in said  # nothing to be listed of one alone
    assert label_of([TOTAL], language) in said  # as a person looks for it on the form
    broken = ("broken.docx", b"PK no file", "")
    both = [(document.name, document.read_bytes(), ""), broken]
    page.file_uploader[0].set_value(both).run()
    said = html.unescape("\n".join(str(each.proto.body) for each in page.get("html")))
    listed = said[said.index("g-drafts") :]
    assert listed.index(document.name) < listed.index("broken.docx")
    assert Words(language)("precheck.refused") in listed and len(page.error) == 1
    whole = document.read_bytes() and printed(tmp_path, "html", {})
    page.file_uploader[0].set_value((whole.name, whole.read_bytes(), "")).run()
    assert not page.warning


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_to_send_back_says_them_at_once_and_lists_them(
    tmp_path: Path, language: str
) -> None:
    database, say = tmp_path / "held.db", Words(language)
    document = printed(tmp_path, "docx", UNREAD)
    assert run("load", document, "--db", database).exit_code == 0
    with closing(connect(database)) as db:
        (row,) = queries.failing_reports(
            db, Selection(scope=None), queries.Faults(returnable=True)
        ).to_dict("records")
        assert row["unread"] == 2
        about = queries.report(db, int(row["report"]))
        found = queries.unread(db, int(row["report"])), queries.faults(db, int(row["report"]))
    assert about is not None
    sheet = slip(about, *found, say, date(2026, 1, 17), date(2026, 2, 1))
    book = openpyxl.load_workbook(io.BytesIO(sheet_bytes(sheet)))
    rows = list(book.worksheets[0].values)
    (start,) = [at for at, row in enumerate(rows) if row[0] == say("returns.unread")]
    first, second = rows[start + 2 : start + 4]
    assert "675809" in first and "67.5809" in str(first[4])
    assert "见附件" in second and re.search(r"\d", str(second[1]))
    page = page_bytes(sheet).decode()
    told = say("returns.cells", n=2)  # said before anything that was found
    assert page.index(told) < page.index("675809") < page.index("见附件")


def test_a_report_without_anything_unread_or_wrong_needs_no_sheet(tmp_path: Path) -> None:
    database = tmp_path / "held.db"
    held = ROOT / "data" / "reports" / "miyi-office-2023.txt"
    assert run("load", held, "--db", database).exit_code == 0
    with closing(connect(database)) as db:
        assert queries.failing_reports(
            db, Selection(scope=None), queries.Faults(returnable=True)
        ).empty
        assert queries.unread(db, 1).empty


def test_every_reason_can_be_said_in_both_languages() -> None:
    for code, wording in wordings().items():
        assert CJK.search(wording.zh), code
        assert not CJK.search(re.sub(r"[万元]|\{\d\}", "", wording.en)), code


@pytest.mark.parametrize("state", STATES)
def test_a_cell_without_a_known_reason_has_one_by_its_state(state: State) -> None:
    cell = Figure(None, state)
    assert CJK.search(why(cell, "zh")) and not CJK.search(why(cell, "en"))


def test_blank_cells_and_dashes_are_read() -> None:
    data, name = LAYOUTS["html"](paper({CELL: "", FEES: "/"}), random.Random(1))
    assert unread(read(data, name)) == {}


def test_a_sheet_is_a_workbook(tmp_path: Path) -> None:
    target = tmp_path / "faults.xlsx"
    run("check", printed(tmp_path, "html", UNREAD), "--to", target)
    assert zipfile.is_zipfile(target)
