"""What people decide of cells that could not be read: on a file, by command and by sheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from goidata.analysis import queries
from goidata.cli import app
from goidata.store import decided
from goidata.store.database import connect

HELD = Path(__file__).resolve().parents[1] / "data" / "reports" / "datong-office-2023.txt"
UNIT, YEAR = "大通区人民政府办公室", 2023
BLURRED = "applications.carried_in.natural_person"
TOTAL = "applications.carried_in.total"
PRINTED = "二、上年结转政府信息公开申请数量\t\t\t1\t0\t0\t0\t0\t0\t1"
COLUMN = BLURRED.replace(".", "_")


def ask(*words: object) -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--lang", "en"])


def run(*words: object) -> str:
    result = ask(*words)
    assert result.exit_code == 0, result.output
    return result.output


def blurred(folder: Path, instead: str = "若干") -> Path:
    """The report on paper that one cannot read in two cells of a row."""
    text = HELD.read_text("utf-8")
    assert PRINTED in text
    file = folder / f"blurred-{instead}.txt"
    words = PRINTED.replace("\t1\t", f"\t{instead}\t", 1).removesuffix("1") + "不详"
    file.write_text(text.replace(PRINTED, words), "utf-8")
    return file


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    run("load", blurred(tmp_path), "--db", tmp_path / "x.db")
    yield tmp_path / "x.db"


def held(path: Path, name: str = BLURRED) -> tuple[object, str, str]:
    """Value, state and printed text of a figure, as pages have them, after comparing them with the
    long view and the wide table."""
    with closing(connect(path)) as db:
        (report,) = db.execute("SELECT id FROM report WHERE current = 1").fetchone()
        cell = queries.form(db, report).set_index("name").loc[name]
        value, state = db.execute(
            "SELECT value, state FROM figures_long WHERE report = ? AND name = ?", (report, name)
        ).fetchone()
        wide = db.execute(f"SELECT {name.replace('.', '_')} FROM figures").fetchone()[0]
    read = None if pd.isna(cell["value"]) else cell["value"]
    assert (value, state, wide) == (read, cell["state"], read)
    return read, str(cell["state"]), str(cell["raw"])


def failing(path: Path) -> dict[tuple[str, str | None], str]:
    with closing(connect(path)) as db:
        rows = db.execute(
            "SELECT check_id, subject, detail ->> '$.zh' FROM finding WHERE outcome = 'fails'"
        ).fetchall()
    return {(check, subject): said for check, subject, said in rows}


def counts(path: Path) -> tuple[int, int, int]:
    with closing(connect(path)) as db:
        row = db.execute("SELECT n_number, n_ambiguous + n_text, n_decided FROM report").fetchone()
    return row[0], row[1], row[2]


def test_a_cell_is_decided_shown_and_opened_again(database: Path) -> None:
    value, state, printed = held(database)
    number, open_before, _ = counts(database)
    assert (value, state, printed) == (None, "text", "若干")
    run("decide", UNIT, YEAR, BLURRED, 1, "--reason", "原件", "--who", "甲科", "--db", database)
    assert held(database) == (1, "decided", printed)
    assert counts(database) == (number, open_before - 1, 1)
    assert ("T3-FLOW", "natural_person") not in failing(database)
    run("decide", UNIT, YEAR, BLURRED, "--withdraw", "--db", database)
    assert held(database) == (value, state, printed)
    assert counts(database) == (number, open_before, 0)
    assert decided.read(database.with_name(decided.FILE)) == ()


def test_a_decision_against_a_sum_fails_the_check_and_says_whose_it_is(database: Path) -> None:
    run("decide", UNIT, YEAR, BLURRED, 4, "--reason", "原件", "--who", "甲科", "--db", database)
    said = failing(database)["T3-FLOW", "natural_person"]
    assert "甲科" in said and held(database)[2] in said
    with closing(connect(database)) as db:
        assert db.execute("SELECT errors FROM report").fetchone()[0] > 1


@pytest.mark.parametrize("figure", [BLURRED, "applications.carried_out.natural_person"])
def test_what_years_say_of_each_other_names_who_decided(tmp_path: Path, figure: str) -> None:
    """Of the own figure and of last year's."""
    now = blurred(tmp_path)
    last = tmp_path / "last.txt"
    last.write_text(HELD.read_text("utf-8").replace(str(YEAR), str(YEAR - 1)), "utf-8")
    if figure != BLURRED:
        now, clear = last, HELD
        row = "四、结转下年度继续办理\t\t\t"
        assert row + "0" in last.read_text("utf-8")
        last.write_text(last.read_text("utf-8").replace(row + "0", row + "若干"), "utf-8")
        last = clear
    database = tmp_path / "x.db"
    run("load", now, last, "--db", database)
    year = YEAR if figure == BLURRED else YEAR - 1
    run("decide", UNIT, year, figure, 8, "--reason", "原件", "--who", "甲科", "--db", database)
    said = failing(database)["Y-CARRY", "natural_person"]
    assert "甲科" in said and "若干" in said
    assert (f"{year}年" in said) == (figure != BLURRED)
    run("decide", UNIT, year, figure, "--withdraw", "--db", database)
    assert "甲科" not in str(failing(database))


def test_a_decision_is_of_one_file_and_outlives_the_database(
    database: Path, tmp_path: Path
) -> None:
    run("decide", UNIT, YEAR, BLURRED, 1, "--reason", "原件", "--db", database)
    run("load", blurred(tmp_path, "未详"), "--db", database)
    run("versions", UNIT, YEAR, "--use", 2, "--db", database)
    with closing(connect(database)) as db:
        found = db.execute(f"SELECT f.{COLUMN} FROM report r JOIN figures f ON f.report = r.id")
        assert [value for (value,) in found] == [1, None]  # the mended file is open again
    database.unlink()
    run("load", blurred(tmp_path), "--db", database)
    assert held(database)[:2] == (1, "decided")


def test_an_older_check_of_all_keeps_what_was_decided(database: Path) -> None:
    run("decide", UNIT, YEAR, BLURRED, 4, "--reason", "原件", "--who", "甲科", "--db", database)
    before = failing(database)
    import sqlite3

    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute("UPDATE meta SET value = '' WHERE key = 'catalogue'")
    run("update", "--db", database)
    assert failing(database) == before and held(database)[:2] == (4, "decided")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((UNIT, YEAR, "applications.received.total", 3), "was read"),
        ((UNIT, YEAR, "applications.recieved.total", 3), "applications.received.total"),
        ((UNIT, YEAR, BLURRED, "1.5"), "whole number"),
        ((UNIT, YEAR, BLURRED, "-1"), "whole number"),
        ((UNIT, YEAR, BLURRED, "一"), "whole number"),
        ((UNIT, YEAR, "applications.received.nobody", 1), "no figure"),
        ((UNIT, 2022, BLURRED, 1), "2022"),
        (("无此单位", YEAR, BLURRED, 1), "无此单位"),
        ((UNIT, "去年", BLURRED, 1), "no year"),
        ((UNIT, YEAR, BLURRED), "VALUE"),
        ((HELD, YEAR, BLURRED, 1), "no report of this file"),
    ],
)
def test_what_cannot_be_decided_is_told_in_a_line(
    database: Path, words: tuple[object, ...], told: str
) -> None:
    result = ask("decide", *words, "--reason", "原件", "--db", database)
    assert result.exit_code == 2 and told in result.output
    assert len(result.output.splitlines()) == 1
    assert not database.with_name(decided.FILE).exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_sheet_comes_back_filled_in(database: Path, tmp_path: Path, ending: str) -> None:
    sheet, filled = tmp_path / f"decisions.{ending}", tmp_path / "filled.csv"
    run("decide", "--sheet", sheet, "--db", database)
    head, rows = _read(sheet)
    at, why, name = (head.index(each) for each in ("Decided value", "Why it is so", "Figure"))
    assert BLURRED in [row[name] for row in rows]
    for row in rows:
        if row[name] == BLURRED:
            row[at], row[why] = "1", "打电话问过"
    with filled.open("w", encoding="gb18030", newline="") as stream:  # as Excel saves it
        csv.writer(stream).writerows([head, *rows])
    run("decide", "--from", filled, "--who", "乙科", "--db", database)
    (made,) = decided.read(database.with_name(decided.FILE))
    assert (made.figure, made.value, made.reason, made.who) == (BLURRED, 1, "打电话问过", "乙科")
    assert held(database)[:2] == (1, "decided")


def test_one_wrong_line_of_the_sheet_records_nothing(database: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "decisions.csv"
    run("decide", "--sheet", sheet, "--db", database)
    head, rows = _read(sheet)
    at, why = head.index("Decided value"), head.index("Why it is so")
    for row, value in zip(rows, ("1", "x"), strict=False):
        row[at], row[why] = value, "原件"
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    result = ask("decide", "--from", sheet, "--db", database)
    assert result.exit_code == 2 and "line 3" in result.output
    assert not database.with_name(decided.FILE).exists()


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"PK\x03\x04"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_no_sheet_is_told(
    database: Path, tmp_path: Path, content: bytes, ending: str
) -> None:
    file = tmp_path / f"other.{ending}"
    file.write_bytes(content)
    result = ask("decide", "--from", file, "--db", database)
    assert result.exit_code == 2 and "decisions" in result.output


def test_a_list_that_was_spoilt_by_hand_is_told_and_nothing_is_written(database: Path) -> None:
    file = database.with_name(decided.FILE)
    file.write_text('[[decided]]\nvalue = "1"\n', "utf-8")
    result = ask("decide", UNIT, YEAR, BLURRED, 1, "--reason", "原件", "--db", database)
    assert result.exit_code == 2 and "decided.toml" in result.output
    assert held(database)[1] == "text"


def test_what_was_read_is_kept_beside_the_decision(database: Path) -> None:
    import zlib

    run("decide", UNIT, YEAR, BLURRED, 1, "--reason", "原件", "--who", "甲科", "--db", database)
    with closing(connect(database)) as db:
        packed = db.execute("SELECT cells FROM reading").fetchone()[0]
    cell = json.loads(zlib.decompress(packed))["figures"][BLURRED]
    assert cell["read"]["state"] == "text" and cell["read"]["value"] is None
    assert "甲科" in cell["reason"] and "甲科" in cell["reason_en"]


def _read(sheet: Path) -> tuple[list[str], list[list[str]]]:
    from goidata.tables.decision_sheets import _rows

    head, *rows = ([*row] for row in _rows(sheet))
    return head, rows
