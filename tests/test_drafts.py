"""Drafts checked before publication, and the sheets that go back to a unit."""

from __future__ import annotations

import io
import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import docx
import pytest
import stock
from click.testing import CliRunner
from docx.oxml.ns import qn
from paper.figures import consistent_figures
from paper.formats import LAYOUTS
from paper.sheets import paper_of

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.cli import app
from goidata.dashboard.slips.naming import file_name
from goidata.dashboard.slips.page import page_bytes
from goidata.dashboard.slips.sheets import sheet_bytes
from goidata.dashboard.slips.slip import slip
from goidata.dashboard.words import Words
from goidata.form import checks
from goidata.intake.drafts import check_draft
from goidata.store.database import connect

DATA = Path(__file__).parents[1] / "data" / "reports"
LATER = DATA / "pingtan-2023.txt"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drafts") / "held.db"
    files = [str(DATA / f"pingtan-{year}.txt") for year in (2021, 2022)]
    assert CliRunner().invoke(app, ["load", *files, "--db", str(path)]).exit_code == 0
    return path


@pytest.fixture
def db(held: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(held)) as connection:
        yield connection


def test_a_draft_is_compared_with_last_years_report(db: sqlite3.Connection) -> None:
    draft = check_draft(LATER.read_bytes(), LATER.name, db, "zh")
    assert draft.last_year == 2022
    assert {row["check"] for row in draft.faults} == {"N-DOCUMENTS", "Y-STOCK"}
    assert draft.errors == 1
    alone = check_draft(LATER.read_bytes(), LATER.name, None, "zh")
    assert alone.last_year is None
    assert {row["check"] for row in alone.faults} == {"N-DOCUMENTS"}


def test_nothing_of_a_draft_is_stored(held: Path, db: sqlite3.Connection) -> None:
    before = held.read_bytes()
    check_draft(LATER.read_bytes(), LATER.name, db, "zh")
    assert held.read_bytes() == before


def test_what_cannot_be_read_is_a_row_that_says_why(db: sqlite3.Connection) -> None:
    for data in (b"", b"PK\x03\x04 nothing", bytes(range(256))):
        draft = check_draft(data, "draft", db, "en")
        assert draft.report is None and draft.refusal is not None
        (row,) = draft.faults
        assert row["message"]


def test_faults_stand_in_the_order_of_the_form_each_with_its_place() -> None:
    text = LATER.read_text("utf-8").replace("\t2629", "\t-5")
    rows = check_draft(text.encode(), "draft.txt", None, "zh").faults
    checks = [row["check"] for row in rows]
    assert checks.index("N-DOCUMENTS") < checks.index("NUM-INT")
    assert all("文件第" in str(row["place"]) for row in rows if row["outcome"] == "不成立")


def test_the_command_compares_with_last_year_where_it_is_held(
    held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["check", "--json", str(LATER)]
    monkeypatch.setenv("GOIDATA_DB", str(held))
    with_last = json.loads(CliRunner().invoke(app, command).stdout)["report"]["findings"]
    monkeypatch.setenv("GOIDATA_DB", str(held.with_name("absent.db")))
    alone = json.loads(CliRunner().invoke(app, command).stdout)["report"]["findings"]
    assert "Y-STOCK" in {each["check"] for each in with_last}
    assert not [each for each in alone if each["check"].startswith("Y-")]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("returns") / "held.db"
    wrong = {"applications.received.natural_person": 3, "applications.received.total": 2}
    units = ("沭阳县人民政府", "米易县人民政府")
    stock.build(path, [stock.of(unit, 2023, wrong) for unit in units])
    with closing(connect(path)) as connection:
        yield connection


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sheet_names_each_fault_and_is_inert(faulty: sqlite3.Connection, language: str) -> None:
    say = Words(language)
    rows = queries.failing_reports(faulty, Selection(scope=None), queries.Faults(returnable=True))
    assert len(rows) == 2
    for row in rows.to_dict("records"):
        row["unit"] = "=cmd|' /C calc'!A0<script>县人民政府"
        about = queries.report(faulty, int(row["report"]))
        found = queries.faults(faulty, int(row["report"]))
        unread = queries.unread(faulty, int(row["report"]))
        assert about is not None
        about = {**about, "unit": row["unit"]}
        assert {"T3-FLOW", "T3-ROW"} <= set(found["check"])
        assert found["severity"].iloc[0] == "error"
        sheet = slip(about, unread, found, say, date(2026, 1, 17), date(2026, 2, 1))
        page = page_bytes(sheet).decode()
        assert checks()["T3-ROW"].named(language) in page and "<script" not in page
        assert sheet_bytes(sheet).startswith(b"PK")
        name = file_name(row, "xlsx", say)
        assert name.endswith("_2023.xlsx") and "县人民政府" in name
        assert not set(name) & set('\\/:*?"<>| ')


# Errors, a figure in words and a fee without its unit, in tables of a Word file.
DRAFT = {
    "applications.received.natural_person": "99999",
    "applications.handled.granted.business": "见附件",
    "review.total": "999999",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_word_draft_comes_back_with_comments_at_the_cells(language: str) -> None:
    made = paper_of(consistent_figures(random.Random(3), "2021"))
    for figure, text in DRAFT.items():
        made.figures[figure].text = text
    data, name = LAYOUTS["docx"](made, random.Random(1))
    draft = check_draft(data, name, None, language)
    copy = draft.annotated(data)
    assert copy is not None
    told = [fault for fault in draft.told if fault.kind in ("error", "unread", "warning")]
    notes = comments(copy)
    assert len(notes) == len(told) >= 3
    for text, cell in notes:
        assert any(str(fault.row["message"]) in text for fault in told)
        if "见附件" in cell:
            assert draft.unread == 1
    cells = {cell for _, cell in notes}
    assert {"见附件", "999999", "99999"} <= cells, cells
    again = check_draft(copy, name, None, language)  # what is read of the copy is the same
    assert again.report == {**(draft.report or {})}


def comments(data: bytes) -> list[tuple[str, str]]:
    """Each comment of a Word file with the text that it stands at."""
    paper = docx.Document(io.BytesIO(data))
    body = paper.element.body
    texts = {str(each.comment_id): each.text for each in paper.comments}
    found = []
    for start in body.iter(qn("w:commentRangeStart")):
        paragraph = start.getparent()
        words = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        found.append((texts[start.get(qn("w:id"))], words))
    return found


def test_what_is_no_word_file_has_no_annotated_copy() -> None:
    draft = check_draft(LATER.read_bytes(), LATER.name, None, "zh")
    assert draft.annotated(LATER.read_bytes()) is None


def test_a_draft_says_how_many_checks_hold_and_last_years_report(db: sqlite3.Connection) -> None:
    draft = check_draft(LATER.read_bytes(), LATER.name, db, "zh")
    assert draft.held > 100 and draft.last is not None
    assert draft.last.held.year == draft.last_year == 2022
    assert draft.last.held.values["applications.carried_out.total"] is not None
