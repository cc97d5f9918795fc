"""Editions are declared and no more: in a copy of the package, a new file makes an edition read,
checked, stored, shown and exported, while reports of the others read as before."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from copied import ROOT, Copy
from crossed import some

from goidata.extraction.editions import settled
from goidata.form import editions

MORE = """
edition = "2026"
base = "2021"
notice = "国办公开办函〔2026〕1号"
notice_title = "关于年度报告格式的一则通知"
from_year = 2026

[tables.applications.rows."handled.not_processed.archived"]
zh = "6.已移交国家档案馆"
en = "Transferred to the archives"
before = "handled.other.not_amended"
"""
OTHERWISE = """
edition = "2027"
base = "2021"
notice = "国办公开办函〔2027〕1号"
notice_title = "关于年度报告格式的又一通知"
from_year = 2027

[tables.applications.rows]
"handled.unavailable.unclear" = { zh = "3.补正后仍不能确定所需信息" }

[tables.disclosure.columns]
decisions = [{ zh = "全年办理决定件数", en = "Decisions of the year" }]
"""
ADDED = "applications.handled.not_processed.archived.total"
MODEST = {"glued", "cells lost", "cells lost, one line"}  # layouts in which only sums part figures


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The package with two editions more."""
    made = Copy(tmp_path_factory.mktemp("editions"))
    made.write("form/edition_2026.toml", MORE)
    made.write("form/edition_2027.toml", OTHERWISE)
    return made


def foretold(copy: Copy, *words: object) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "foretold.py"), *map(str, words)],
        env={**os.environ, "PYTHONPATH": f"{copy.folder}{os.pathsep}{ROOT / 'tests'}"},
        cwd=copy.folder,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_they_are_declared_without_fault(copy: Copy) -> None:
    assert copy.run("form", "--lint").returncode == 0
    assert "Transferred to the archives" in copy.run("form", "--edition", "2026").stdout


@pytest.mark.parametrize("seeds", [1, pytest.param(3, marks=pytest.mark.long)])
@pytest.mark.parametrize("form", some(["2026", "2027", "2021", "2019"], 4))
def test_a_report_is_read_in_its_own_edition(copy: Copy, form: str, seeds: int) -> None:
    """Of whatever year it is, in every layout, and nothing of it wrong."""
    year = 2019 if form == "2019" else 2027
    outcomes = json.loads(foretold(copy, form, year, seeds))
    assert len(outcomes) > 10 * seeds
    for each in outcomes:
        assert set(each["edition"].values()) == {form}, each["layout"]
        assert each["wrong"] == [], each["layout"]
    whole = [each for each in outcomes if each["layout"] not in MODEST]
    unread, figures = (
        sum(map(len, (each[key] for each in whole))) for key in ("unread", "printed")
    )
    assert unread <= 0.005 * figures


def test_tables_of_different_editions_are_told_apart(copy: Copy) -> None:
    for each in json.loads(foretold(copy, "mixed", 2023, 2)):
        assert each["edition"]["applications"] == each["edition"]["proceedings"] == "2019"
        assert each["edition"]["disclosure"] == "2021", "2026 prints it alike, later"
        assert each["wrong"] == []


def parsed(lines: Iterable[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines]


def test_reports_of_the_others_read_as_before(copy: Copy, tmp_path: Path) -> None:
    held = sorted((ROOT / "data" / "reports").glob("*.txt"))
    assert held
    plain = Copy(tmp_path)
    before, after = (
        parsed(each.run("parse", "--json", *held).stdout.splitlines()) for each in (plain, copy)
    )
    assert after == before


def test_it_is_checked_stored_and_exported(copy: Copy) -> None:
    folder = copy.folder / "reports"
    folder.mkdir()
    for form, year in (("2026", 2026), ("2027", 2027), ("2021", 2023)):
        foretold(copy, form, year, 1, folder)
    new = next(folder.glob("2026-*"))
    (read,) = parsed(copy.run("check", "--json", new).stdout.splitlines())
    findings = read["report"]["findings"]
    assert [each for each in findings if each["check"] in ("T3-CLOSED", "T3-ROW")] == []
    database = copy.folder / "third.db"
    done = copy.run("load", folder, "--db", database)
    assert done.returncode == 0, done.stderr
    assert kept(database) == {2023: ("2021", None), 2026: ("2026", value(read, ADDED)),
                              2027: ("2027", None)}  # fmt: skip
    to = copy.folder / "figures.csv"
    assert copy.run("export", "figures", "--to", to, "--db", database).returncode == 0
    figures = pd.read_csv(to).set_index("year")
    assert figures.loc[2026, ADDED] == value(read, ADDED)
    assert pd.isna(figures.loc[2023, ADDED]), "what a form does not ask for is not 0"


def value(read: Mapping[str, Any], name: str) -> object:
    return read["report"]["figures"][name]["value"]


def kept(database: Path) -> dict[int, tuple[str, object]]:
    column = ADDED.replace(".", "_")
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            f"SELECT r.year, r.edition_applications, f.{column}"
            " FROM report r JOIN figures f ON f.report = r.id"
        ).fetchall()
    return {year: (edition, figure) for year, edition, figure in rows}


PAGE = """
from streamlit.testing.v1 import AppTest
page = AppTest.from_file({file!r}, default_timeout=60)
page.query_params["lang"] = "en"
page.run()
assert not page.exception, page.exception
print("\\n".join(str(each.proto.body) for each in page.get("html")))
"""


@pytest.mark.long
def test_a_page_shows_it(copy: Copy, tmp_path: Path) -> None:
    """The page of the report, as the dashboard runs it."""
    assert copy.run("load", foretold(copy, "2026", 2026, 1, tmp_path)).returncode == 0
    shown = copy.python("-c", PAGE.format(file=str(ROOT / "pages" / "report.py")))
    assert shown.returncode == 0, shown.stderr[-2000:]
    assert "Transferred to the archives" in shown.stdout


# --- ties


def test_what_the_page_does_not_tell_the_other_tables_do() -> None:
    *_, new, old = (form.name for form in editions())
    both = [new, old]
    fitting = {"disclosure": [new], "applications": [old], "proceedings": both}
    assert settled(fitting, 2030)["proceedings"][0] == old
    assert settled({**fitting, "applications": []}, 2019)["proceedings"][0] == new


@pytest.mark.parametrize("form", editions(), ids=lambda form: form.name)
def test_and_then_the_year(form: Any) -> None:
    everything = {table: [each.name for each in editions()] for table in form.tables}
    assert {names[0] for names in settled(everything, form.from_year).values()} == {form.name}
