"""The command line: what is printed where, exit codes, one line an error, the promised JSON."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from crossed import crossed
from test_loading import text_of, write, zipped

from goidata import cli, form
from goidata.cli import exporting
from goidata.store.database import connect

ROOT = Path(__file__).resolve().parents[1]
RECEIVED = "applications.received.total"
# 大通区 states 26 documents in force; its table has 27.
FAULTY = ROOT / "data" / "reports" / "datong-office-2023.txt"
CLEAN = ROOT / "data" / "reports" / "miyi-office-2023.txt"


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Chinese, and no database but the test's own."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("GOIDATA_DB", str(tmp_path / "default.db"))


def run(*words: object) -> Result:
    return CliRunner().invoke(cli.app, list(map(str, words)))


def script(*words: object, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "goidata", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **surroundings},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def complaint(result: Result) -> str:
    """The one line on the error stream."""
    (line,) = result.stderr.splitlines()
    assert "Traceback" not in result.output
    return line


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default data, loaded once."""
    db = tmp_path_factory.mktemp("held") / "held.db"
    assert run("load", ROOT / "data" / "reports", "--db", db).exit_code == 0
    return db


# --- the commands themselves ---

PROMISED = "parse check load update export serve form versions assign expect why".split()


def commands() -> Iterator[tuple[str, Any]]:
    yield from cli.app.commands.items()


def test_the_promised_commands_are_there() -> None:
    assert set(PROMISED) <= {name for name, _ in commands()}


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_and_every_option_says_what_it_does(name: str, command: Any) -> None:
    assert command.help
    silent = [each.name for each in command.params if not getattr(each, "help", None)]
    assert silent == []
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "--lang" in result.output


def test_the_command_alone_shows_what_there_is() -> None:
    result = run()
    assert result.exit_code == 2
    assert all(name in result.output for name in PROMISED)


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["parse"],
        ["parse", "--nothing", "a.txt"],
        ["load"],
        ["load", "--jobs", "0", "."],
        ["load", "--jobs", "many", "."],
        ["export", "figures"],
        ["versions", "米易县"],
        ["versions", "米易县", "last"],
        ["serve", "--port", "99999"],
        ["expect"],
        ["why", "a.txt"],
        ["update", "a.db"],
        ["parse", "--lang", "fr", "a.txt"],
        ["form", "--edition", "2014"],
    ],
)
def test_a_wrong_use_is_one_line_and_2(words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert complaint(result)
    assert result.stdout == ""


def test_a_fault_of_ours_is_one_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("division")

    monkeypatch.setattr("goidata.cli.reporting.parse", broken)
    result = run("parse", CLEAN)
    assert result.exit_code == 70
    assert "ZeroDivisionError" in complaint(result)


@pytest.mark.parametrize(
    ("locale", "option", "chinese"),
    [
        ("zh_CN.UTF-8", [], True),
        ("zh_TW.UTF-8", [], True),
        ("en_GB.UTF-8", [], False),
        ("C", [], False),
        ("en_GB.UTF-8", ["--lang", "zh"], True),
        ("zh_CN.UTF-8", ["--lang=en"], False),
    ],
)
def test_messages_are_in_the_language_asked_for_else_the_locale_s(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, locale: str, option: list[str], chinese: bool
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    for words in (["parse", tmp_path / "absent.txt"], ["load", tmp_path / "absent"], ["nothing"]):
        line = complaint(run(*words, *option))
        assert any("\u4e00" <= sign <= "\u9fff" for sign in line) is chinese


# --- parse ---

LINE = "file sha256 status error report".split()
REPORT = (
    "title unit scope region year published abridged edition figures counts claims sections "
    "findings"
).split()
FIGURE = "value state raw place reason candidates".split()
PLACE = "page table row column line".split()
CLAIM = "name value channel qualifier approximate section quote place".split()
FINDING = ("check subject outcome severity left right difference accepted message hint").split()
STATES = "number blank na text missing ambiguous".split()


def test_json_has_exactly_the_promised_keys() -> None:
    (line,) = objects(run("parse", "--json", FAULTY))
    assert list(line) == LINE
    assert (line["file"], line["status"], line["error"]) == (str(FAULTY), "read", None)
    assert len(line["sha256"]) == 64
    report = line["report"]
    assert list(report) == REPORT
    assert list(report["edition"]) == list(form.TABLES)
    assert list(report["figures"]) == list(form.edition("2021").fields)
    assert list(report["counts"]) == STATES
    for figure in report["figures"].values():
        assert list(figure) == FIGURE
        assert list(figure["place"]) == PLACE
    assert report["claims"] and report["sections"] and report["findings"]
    for claim in report["claims"]:
        assert list(claim) == CLAIM
        assert list(claim["place"]) == PLACE
    for section in report["sections"]:
        assert list(section) == ["number", "heading", "text"]
    for finding in report["findings"]:
        assert list(finding) == FINDING


def test_json_says_who_reports_what() -> None:
    (line,) = objects(run("parse", "--json", CLEAN))
    report = line["report"]
    assert report["unit"] == "米易县人民政府办公室"
    assert report["region"] == {"code": "510421", "name": "米易县"}
    assert (report["scope"], report["year"], report["published"]) == ("office", 2023, "2024-01-22")
    assert report["abridged"] is True
    assert report["counts"] == {"number": 200} | dict.fromkeys(STATES[1:], 0)
    figure = report["figures"][RECEIVED]
    assert (figure["value"], figure["state"], figure["raw"]) == (7, "number", "7")
    assert type(figure["value"]) is int


def test_the_contradiction_is_in_the_findings() -> None:
    (line,) = objects(run("parse", "--json", FAULTY))
    findings = line["report"]["findings"]
    (finding,) = [each for each in findings if each["check"] == "N-DOCUMENTS"]
    assert finding | {"message": "", "hint": ""} == {
        "check": "N-DOCUMENTS",
        "subject": "normative_documents.in_force",
        "outcome": "fails",
        "severity": "error",
        "left": 26,
        "right": 27,
        "difference": -1,
        "accepted": False,
        "message": "",
        "hint": "",
    }
    assert finding["hint"]
    assert {each["severity"] for each in findings if each["outcome"] == "fails"} == {
        "error",
        "info",
    }
    assert "26" in finding["message"] and "27" in finding["message"]


BAD: dict[str, tuple[bytes | None, str]] = {
    "empty.txt": (b"", "not_a_report"),
    "blank.txt": (b" \n\t\n", "not_a_report"),
    "binary.dat": (bytes(range(256)) * 8, "unsupported"),
    "letter.txt": ("一封信，与年度报告无关。".encode() * 9, "not_a_report"),
    "2015.txt": (text_of(1, 2015).encode(), "old_edition"),
    "truncated.txt": (text_of(1).encode()[:101], "not_a_report"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_report_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    data, code = BAD[name]
    path = tmp_path / name
    path.write_bytes(data or b"")
    result = run("parse", path)
    assert result.exit_code == 1
    assert name in complaint(result)
    (line,) = objects(run("parse", "--json", path))
    assert list(line) == LINE
    assert (line["status"], line["report"]) == ("refused", None)
    assert list(line["error"]) == ["code", "message"]
    assert line["error"]["code"] == code
    assert len(line["sha256"]) == 64


def test_every_file_named_has_its_line_in_order(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    named = [CLEAN, empty, tmp_path / "absent.txt", tmp_path, CLEAN]
    result = run("parse", "--json", *named)
    lines = objects(result)
    assert [line["file"] for line in lines] == list(map(str, named))
    assert [line["error"] and line["error"]["code"] for line in lines] == [
        None,
        "not_a_report",
        "not_found",
        "not_found",
        None,
    ]
    assert (result.exit_code, result.stderr) == (2, "")


@pytest.mark.parametrize(("kind", "code"), [("absent", 2), ("folder", 2), ("refused", 1)])
def test_what_can_be_read_is_shown_beside_what_cannot(tmp_path: Path, kind: str, code: int) -> None:
    other = tmp_path / "other"
    if kind == "folder":
        other.mkdir()
    elif kind == "refused":
        other.write_bytes(b"")
    result = run("parse", other, CLEAN)
    assert result.exit_code == code
    assert "other" in complaint(result)
    assert "米易县人民政府办公室" in result.stdout


def test_the_tables_are_shown_as_the_form_prints_them() -> None:
    result = run("parse", CLEAN)
    assert result.exit_code == 0
    for field in form.edition("2021").fields.values():
        assert field.row.zh in result.stdout
        assert field.column.zh in result.stdout
    assert "200/200" in result.stdout


@pytest.mark.parametrize("raw", ["/", "—", "无"])
def test_a_cell_that_is_no_number_is_shown_with_its_words(tmp_path: Path, raw: str) -> None:
    text = CLEAN.read_text("utf-8")
    label = form.all_fields()["disclosure.licences"].row.zh
    assert f"{label}\t0" in text
    (tmp_path / "a.txt").write_text(text.replace(f"{label}\t0", f"{label}\t{raw}"), "utf-8")
    result = run("parse", tmp_path / "a.txt")
    assert result.exit_code == 0
    assert "199/200" in result.stdout
    assert f"“{raw}”" in result.stdout


def test_signs_that_steer_a_terminal_are_not_passed_on(tmp_path: Path) -> None:
    text = text_of(1).replace("本节从略", "\x1b]0;title\x07\x1b[31m公开规范性文件3件\x9b")
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    absent = tmp_path / "\x1b[31mabsent.txt"
    for result in (run("parse", path), run("check", path), run("parse", absent)):
        assert not set(result.output) & {"\x1b", "\x07", "\x9b"}


# --- check ---


def test_check_says_which_two_numbers_contradict_each_other() -> None:
    result = run("check", CLEAN, FAULTY)
    assert result.exit_code == 1
    (line,) = [line for line in result.stdout.splitlines() if "N-DOCUMENTS" in line]
    assert "文字为 26 件，表中为 27 件" in line


def test_check_finds_nothing_in_a_report_that_adds_up() -> None:
    assert run("check", CLEAN).exit_code == 0


def test_check_refuses_like_parse(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run("check", tmp_path / "empty.txt").exit_code == 1
    assert run("check", tmp_path / "absent.txt").exit_code == 2
    assert run("check", tmp_path).exit_code == 2


def test_check_gives_the_same_json_as_parse() -> None:
    assert objects(run("check", "--json", FAULTY)) == objects(run("parse", "--json", FAULTY))


def test_the_faults_are_written_for_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "=cmd.txt").write_bytes(b"")
    os.chdir(tmp_path)
    result = run("check", FAULTY, "=cmd.txt", "--to", tmp_path / "faults.xlsx")
    assert result.exit_code == 1
    sheet = openpyxl.load_workbook(tmp_path / "faults.xlsx").active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[3] for row in rows[1:-1]] == ["SCOPE-OFFICE", "N-DOCUMENTS"]
    assert {26, 27, -1} <= set(rows[2])
    assert rows[-1][0] == "'=cmd.txt"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_faults_are_not_sought_where_they_could_not_be_written(tmp_path: Path) -> None:
    for name in ("faults.doc", "no/folder/faults.xlsx", "."):
        result = run("check", FAULTY, "--to", tmp_path / name)
        assert (result.exit_code, result.stdout) == (2, "")
        assert complaint(result)


def test_parse_and_check_store_nothing(tmp_path: Path) -> None:
    before = sorted(path.name for path in (ROOT / "data").iterdir())
    run("parse", FAULTY)
    run("check", FAULTY)
    assert not (tmp_path / "default.db").exists()
    assert sorted(path.name for path in (ROOT / "data").iterdir()) == before


# --- load ---


def test_load_stores_what_it_can_and_lists_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "a.txt")
    (folder / "b.txt").write_bytes(b"")
    result = run("load", folder)
    assert result.exit_code == 1
    assert "b.txt" in complaint(result)
    assert "入库 1，已有 0，未能读取 1" in result.stdout
    with closing(connect(tmp_path / "default.db")) as db:
        assert db.execute("SELECT count(*) FROM report").fetchone() == (1,)


def test_load_reads_archives_and_skips_what_is_held(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"a.txt": text_of(1), "b.txt": text_of(2, 2022)})
    assert "2 stored, 0 held" in run("load", archive, "--lang", "en").stdout
    result = run("load", archive, "--lang", "en", "--jobs", 2)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "0 stored, 2 held" in result.stdout


def test_load_says_what_waits_for_a_person(tmp_path: Path) -> None:
    run("load", write(tmp_path / "a.txt", 1))
    result = run("load", write(tmp_path / "b.txt", 2))
    assert "goidata versions 米易县人民政府 2023" in result.stdout
    unknown = write(tmp_path / "c.txt", 3, head="鼓楼区人民政府{year}年政府信息公开工作年度报告")
    assert "goidata assign" in run("load", unknown).stdout


@pytest.mark.parametrize("kind", ["absent", "text", "foreign"])
def test_load_leaves_everything_as_it_was_where_it_cannot_go_on(tmp_path: Path, kind: str) -> None:
    db = tmp_path / "other.db"
    if kind == "text":
        db.write_text("no database" * 99)
    if kind == "foreign":
        with closing(sqlite3.connect(db)) as other:
            other.execute("CREATE TABLE theirs (id)")
    before = db.read_bytes() if db.exists() else None
    target = tmp_path / "absent" if kind == "absent" else CLEAN
    result = run("load", target, "--db", db)
    assert result.exit_code == 2
    assert complaint(result)
    assert before == (db.read_bytes() if db.exists() else None)


def test_load_into_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = run("load", CLEAN, "--db", tmp_path / "no" / "held.db")
    assert result.exit_code == 2
    assert complaint(result)


# --- export ---


@pytest.mark.parametrize(
    ("table", "ending"),
    crossed([*exporting.REPORTED, *exporting.LISTED], ["csv", "xlsx", "parquet"]),
)
def test_every_table_goes_into_every_kind_of_file(
    held: Path, tmp_path: Path, table: str, ending: str
) -> None:
    to = tmp_path / f"out.{ending}"
    result = run("export", table, "--to", to, "--db", held)
    assert (result.exit_code, result.stderr) == (0, "")
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet}
    frame = pd.read_excel(to, engine="openpyxl") if ending == "xlsx" else read[ending](to)
    assert f"{len(frame)} 行" in result.stdout
    assert len(frame) or table == "refusals"
    assert [path.name for path in tmp_path.iterdir()] == [to.name]


def test_csv_begins_with_a_byte_order_mark_and_bears_the_form_s_names(
    held: Path, tmp_path: Path
) -> None:
    run("export", "figures", "--to", tmp_path / "a.csv", "--db", held)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(tmp_path / "a.csv")
    assert set(form.all_fields()) <= set(frame.columns)
    assert "\ufeff" not in "".join(frame.columns)


@pytest.mark.parametrize("before", [["--lang", "zh"], ["--lang=zh"]])
def test_the_language_may_stand_before_the_command(before: list[str]) -> None:
    result = run(*before, "parse", "nowhere.txt")
    assert result.exit_code == 2
    assert complaint(result) == complaint(run("parse", "nowhere.txt", "--lang", "zh"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_headings_are_in_the_language_asked_for(held: Path, tmp_path: Path, language: str) -> None:
    for table in (*exporting.REPORTED, *exporting.LISTED):
        run("export", table, "--to", tmp_path / "a.csv", "--db", held, "--lang", language)
        head = list(pd.read_csv(tmp_path / "a.csv").columns)
        assert len(head) == len(set(head))
        chinese = [name for name in head if any("\u4e00" <= sign <= "\u9fff" for sign in name)]
        assert len(chinese) == (len(head) if language == "zh" else 0)


def test_the_figures_exported_are_those_of_the_reports(held: Path, tmp_path: Path) -> None:
    run("export", "figures", "--to", tmp_path / "a.parquet", "--db", held)
    frame = pd.read_parquet(tmp_path / "a.parquet").set_index("unit")
    (line,) = objects(run("parse", "--json", CLEAN))
    for name, figure in line["report"]["figures"].items():
        assert frame.loc["米易县人民政府办公室", name] == figure["value"]


def exported(held: Path, to: Path, *words: object) -> pd.DataFrame:
    result = run("export", *words, "--to", to, "--db", held)
    assert result.exit_code == 0, result.stderr
    return pd.read_csv(to, dtype={"region": str})


def test_filters_narrow_to_a_region_and_all_within_it(held: Path, tmp_path: Path) -> None:
    to = tmp_path / "a.csv"
    sichuan = exported(held, to, "figures", "--region", "510000")
    assert set(sichuan["region"]) == {"510400", "510421", "510422"}
    assert set(exported(held, to, "figures", "--region", "四川省")["unit"]) == set(sichuan["unit"])
    city = exported(held, to, "agencies", "--region", "510400", "--scope", "office")
    assert set(city["unit"]) == {"米易县人民政府办公室", "攀枝花市人民政府办公室"}
    years = exported(held, to, "claims", "--year", "2022-2023", "--scope", "government")["year"]
    assert set(years) == {2022, 2023}
    assert set(exported(held, to, "figures", "--year", "2021,2025")["year"]) == {2021, 2025}


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["figures", "--region", "没有的地方"],
        ["figures", "--region", "鼓楼区"],
        ["figures", "--region", "'; DROP TABLE report; --"],
        ["figures", "--year", "last"],
        ["figures", "--year", "2025-2021"],
        ["figures", "--year", "1-999999999"],
        ["figures", "--scope", "county"],
        ["refusals", "--region", "510000"],
        ["agencies", "--year", "2023"],
        ["regions", "--scope", "office"],
    ],
)
def test_what_cannot_be_selected_is_one_line_and_2(
    held: Path, tmp_path: Path, words: list[str]
) -> None:
    result = run("export", *words, "--to", tmp_path / "a.csv", "--db", held)
    assert result.exit_code == 2
    assert complaint(result)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.doc", "a", "no/a.csv", "."])
def test_what_cannot_be_written_is_one_line_and_2(held: Path, tmp_path: Path, name: str) -> None:
    result = run("export", "figures", "--to", tmp_path / name, "--db", held)
    assert result.exit_code == 2
    assert complaint(result)


def test_an_export_replaces_the_file_only_when_it_is_whole(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "a.xlsx"
    to.write_text("before")
    monkeypatch.setattr("goidata.tables.workbook.SHEET_ROWS", 3)
    assert run("export", "regions", "--to", to, "--db", held).exit_code == 2
    assert to.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_texts_that_look_like_formulas_are_inert(tmp_path: Path) -> None:
    (tmp_path / "=1+1.txt").write_bytes(b"")
    os.chdir(tmp_path)
    run("load", "=1+1.txt", "--db", "held.db")
    run("export", "refusals", "--to", "a.csv", "--db", "held.db")
    run("export", "refusals", "--to", "a.xlsx", "--db", "held.db")
    assert pd.read_csv("a.csv")["file"].tolist() == ["'=1+1.txt"]
    sheet = openpyxl.load_workbook("a.xlsx").active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


# --- databases ---

NEEDS = {
    "export": ["export", "figures", "--to", "out.csv"],
    "versions": ["versions", "米易县", "2023"],
    "use": ["versions", "米易县", "2023", "--use", "1"],
    "assign": ["assign", str(CLEAN), "--year", "2023"],
    "serve": ["serve"],
    "update": ["update"],
}


@pytest.mark.parametrize(
    ("command", "kind"), crossed(NEEDS, ["absent", "text", "foreign", "folder"])
)
def test_a_database_that_is_not_one_is_one_line_and_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    db = tmp_path / "other.db"
    if kind == "text":
        db.write_text("no database" * 99)
    elif kind == "folder":
        db.mkdir()
    elif kind == "foreign":
        with closing(sqlite3.connect(db)) as other:
            other.execute("CREATE TABLE theirs (id)")
    result = run(*NEEDS[command], "--db", db)
    assert result.exit_code == 2
    assert "other.db" in complaint(result)
    assert [path.name for path in tmp_path.iterdir()] == ([] if kind == "absent" else ["other.db"])


# --- versions, assign ---


def test_versions_are_shown_and_chosen(tmp_path: Path) -> None:
    run("load", write(tmp_path / "a.txt", 1))
    run("load", write(tmp_path / "b.txt", 2))
    shown = run("versions", "米易县", 2023)
    assert shown.exit_code == 0
    assert "a.txt" in shown.stdout and "b.txt" in shown.stdout
    chosen = run("versions", "米易县", 2023, "--use", 1, "--lang", "en")
    assert chosen.exit_code == 0
    (line,) = [line for line in chosen.stdout.splitlines() if "a.txt" in line]
    assert "current" in line


@pytest.mark.parametrize(
    "words", [["无此县", 2023], ["米易县", 1999], ["宿迁市", 2023, "--use", 9]]
)
def test_versions_that_are_not_held(held: Path, words: list[object]) -> None:
    result = run("versions", *words, "--db", held)
    assert result.exit_code == 2
    assert complaint(result)


def test_assign_settles_a_region_by_code_or_name(tmp_path: Path) -> None:
    head = "鼓楼区人民政府{year}年政府信息公开工作年度报告"
    file = write(tmp_path / "a.txt", 1, head=head)
    run("load", file)
    for place in ("350102", "320106"):
        result = run("assign", file, "--region", place)
        assert result.exit_code == 0
        assert place in result.stdout
    result = run("assign", file, "--region", "鼓楼区")
    assert result.exit_code == 2
    assert "350102" in complaint(result)


def test_assign_needs_something_to_say(held: Path) -> None:
    assert run("assign", CLEAN, "--db", held).exit_code == 2


# --- form ---


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_dictionary_holds_every_field_check_measure_and_claim(language: str) -> None:
    for words in (["form"], ["form", "--markdown"]):
        result = run(*words, "--lang", language)
        assert result.exit_code == 0
        names = [*form.all_fields(), *form.checks(), *form.measures(), *form.claim_kinds()]
        assert [name for name in names if name not in result.stdout] == []


def test_the_dictionary_of_one_edition() -> None:
    result = run("form", "--edition", "2019", "--markdown")
    assert "disclosure.procurement.amount" in result.stdout
    assert "disclosure.fees" not in result.stdout.split("##")[1]
    rows = [line for line in result.stdout.splitlines() if line.startswith("| ")]
    assert all(line.endswith(" |") for line in rows)


# --- as a process ---


def test_the_command_runs_as_a_module_and_speaks_utf_8() -> None:
    result = script("parse", "--json", FAULTY, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert result.returncode == 0
    assert json.loads(result.stdout)["report"]["unit"] == "大通区人民政府办公室"
    assert result.stderr == ""


# What takes longer to load than a report takes to read.
HEAVY = set(
    "duckdb pandas numpy pyarrow sqlite_utils pdfplumber multiprocessing plotly streamlit lxml"
    " pydantic rich.progress".split()
)


@pytest.mark.parametrize("command", ["parse", "check"])
def test_reading_a_text_loads_nothing_that_it_does_not_need(command: str) -> None:
    result = script(command, FAULTY, PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert "goidata.extraction.reading" in loaded and not HEAVY & loaded


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = f'"{sys.executable}" -m goidata form --markdown | head -n 1'
    result = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, check=False)
    assert b"Traceback" not in result.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_serve_answers_on_this_machine_and_ends_when_told(held: Path) -> None:
    port = free_port()
    words = [sys.executable, "-m", "goidata", "serve", "--db", str(held), "--port", str(port)]
    with subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as server:
        try:
            answer = b""
            for _ in range(300):
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health") as page:
                        answer = page.read()
                    break
                except OSError:
                    time.sleep(0.1)
            assert answer == b"ok"
            server.terminate()
            _, errors = server.communicate(timeout=30)
        finally:
            server.kill()
    assert b"Traceback" not in errors
    with socket.socket() as probe:  # nothing is left behind that holds the port
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


def test_serve_on_a_port_that_is_taken_is_one_line_and_2(held: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = run("serve", "--db", held, "--port", other.getsockname()[1])
    assert result.exit_code == 2
    assert "--port" in complaint(result)


def test_the_dictionary_is_up_to_date() -> None:
    kept = Path(__file__).parents[1] / "docs" / "dictionary.md"
    assert kept.read_text("utf-8") == run("form", "--markdown", "--lang", "zh").stdout
