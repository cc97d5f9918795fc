"""What a picture shows and no sum confirms: counted apart, in no sum until it is decided."""

from __future__ import annotations

import csv
import shlex
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import made
import pytest
import stock
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.checks import Outcome, run, sheet
from goidata.checks.faults import of_report
from goidata.checks.unread import STATES, counted, lines, unread
from goidata.cli import app
from goidata.documents.document import Place
from goidata.extraction.reasons import reason
from goidata.extraction.report import Figure, Report, State
from goidata.store.database import connect

ROOT = Path(__file__).resolve().parents[1]
SEEN, OTHER = "disclosure.licences", "disclosure.penalties"
PART, TOTAL = "applications.received.natural_person", "applications.received.total"
AGREED = (reason("by_eye_agreed"),)


def shown(value: int) -> Figure:
    """A cell of a picture, as recognised."""
    return Figure(None, State.RECOGNISED, str(value), Place(page=1, line=10), AGREED, (value,))


def pictured() -> Report:
    """A report of which a picture shows three cells, one of them in a sum, and a fourth badly."""
    report = made.report({PART: 9, TOTAL: 9})
    cells = {SEEN: shown(12), OTHER: shown(5), PART: shown(8)}
    report = replace(report, figures={**report.figures, **cells})
    return stock.unread(report, "disclosure.fees", State.AMBIGUOUS)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    stock.build(tmp_path / "x.db", [pictured()])
    yield tmp_path / "x.db"


def command(*words: object) -> str:
    result = CliRunner().invoke(app, [*map(str, words), "--lang", "en"])
    assert result.exit_code == 0, result.output
    return result.output


def test_it_is_open_and_counted_apart() -> None:
    report = pictured()
    assert report.counts["recognised"] == 3 and report.counts["ambiguous"] == 1
    assert "recognised" not in made.report().counts
    assert {SEEN, OTHER, PART} < set(unread(report))
    told = counted(unread(report).values(), "zh").split("；")
    assert [part[:3] for part in told] == ["有 1", "有 3"]
    assert any("12" in line and "识别" in line for line in lines(report, "zh"))
    assert "recognised 3" in sheet.counted(report, "en")
    rows = [row for row in of_report("x", report, run(report), "en") if not row.get("check")]
    assert [row["raw"] for row in rows if "recognised" in str(row["outcome"])] == ["12", "5", "8"]


def test_no_sum_is_checked_on_it() -> None:
    told = [each for each in run(pictured()) if {SEEN, PART} & set(each.operands)]
    assert told and all(each.outcome is Outcome.UNDETERMINED for each in told)


def test_it_is_stored_without_a_value(database: Path) -> None:
    with closing(connect(database)) as db:
        long = "SELECT value, state FROM figures_long WHERE name = ?"
        assert db.execute(long, (SEEN,)).fetchone() == (None, "recognised")
        assert queries.form(db, 1).set_index("name").loc[SEEN, "raw"] == "12"
        assert db.execute("SELECT disclosure_licences FROM figures").fetchone() == (None,)
        assert db.execute("SELECT n_recognised, n_ambiguous FROM report").fetchone() == (3, 1)
        (row,) = queries.not_read(db, Selection(scope=None), 5).to_dict("records")
        assert (row["unread"], row["recognised"]) == (1, 3)
        cells = queries.open_cells(db, 1, "zh")
        assert {each["name"]: each["candidates"] for each in cells}[SEEN] == "12"
        assert set(STATES) >= {each["state"] for each in cells}


def test_a_person_confirms_it_from_the_sheet(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "open.csv"
    command("decide", "--sheet", file, "--db", database)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        head, *rows = csv.reader(stream)
    at, may, why = (head.index(each) for each in ("Decided value", "It may be", "Why it is so"))
    confirmed = [row for row in rows if row[head.index("Figure")] in (SEEN, PART)]
    for row in confirmed:
        row[at], row[why] = row[may], "原件"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    command("decide", "--from", file, "--who", "甲科", "--db", database)
    with closing(connect(database)) as db:
        found = "SELECT disclosure_licences, applications_received_natural_person FROM figures"
        assert db.execute(found).fetchone() == (12, 8)
        counts = "SELECT n_recognised, n_decided FROM report"
        assert db.execute(counts).fetchone() == (1, 2)
        sql = (
            "SELECT detail ->> '$.zh' FROM finding WHERE outcome = 'fails' AND check_id = 'T3-ROW'"
        )
        assert "甲科" in db.execute(sql).fetchone()[0]  # 8 is less than the 9 of the total


@pytest.fixture
def visit(database: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    monkeypatch.setenv("GOIDATA_DB", str(database))

    def open_page(page: str, **words: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
        for key, value in words.items():
            at.query_params[key] = value
        return at.run()

    return open_page


def test_the_page_of_a_report_shows_it_marked_and_how_to_confirm_it(
    visit: Callable[..., AppTest], database: Path
) -> None:
    at = visit("report", unit="米易县人民政府", figure=SEEN)
    assert not at.exception
    shown = "\n".join(str(each.proto.body) for each in at.get("html"))
    assert "g-recognised" in shown and "12？" in shown
    assert "有3个数字由图像识别" in shown and "1个未能读出" in shown
    given = next(each.value for each in at.code if SEEN in each.value)
    program, *words = shlex.split(given)
    assert program == "goidata" and "12" in words
    command(*words, "--db", database)
    with closing(connect(database)) as db:
        assert db.execute("SELECT disclosure_licences FROM figures").fetchone() == (12,)


@pytest.mark.parametrize("page", ["overview", "unit"])
def test_pages_count_it_apart(visit: Callable[..., AppTest], page: str) -> None:
    at = visit(page, unit="米易县人民政府")
    assert not at.exception
    shown = "\n".join(str(each.proto.body) for each in at.get("html"))
    assert "有3个数字由图像识别" in shown and "有1个数字未能读出" in shown
