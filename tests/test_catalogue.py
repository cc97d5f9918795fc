"""A change of the declarations reaches every report that is held, whatever is done next."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from copied import ROOT, Copy

HELD = sorted((ROOT / "data" / "reports").glob("*.txt"))
NEW = """
[T2-MANY]
kind = "comparison"
relation = "zero"
severity = "info"
per = "report"
when = "year >= 2000 and not scope = other"
zh = "甲"
en = "A"
basis = "乙"
basis_en = "B"
left = "disclosure.regulations.*"
example_zh = "丙"
example_en = "C"
"""


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    made = Copy(tmp_path)
    for number, file in enumerate(HELD[:2]):
        (tmp_path / f"{number}.txt").write_bytes(file.read_bytes())
    assert made.run("load", "0.txt", "--db", "held.db").returncode == 0
    return made


def asked(copy: Copy, check: str) -> tuple[int, int]:
    """How many reports were asked, of how many."""
    with closing(sqlite3.connect(copy.folder / "held.db")) as db:
        ((reports,),) = db.execute("SELECT count(*) FROM report").fetchall()
        rows = db.execute("SELECT 1 FROM check_outcome WHERE check_id = ?", (check,)).fetchall()
        return len(rows), reports


def orphans(copy: Copy) -> list[str]:
    """Checks of findings and outcomes that the table of checks does not hold."""
    sql = (
        "SELECT check_id FROM finding UNION SELECT check_id FROM check_outcome"
        ' EXCEPT SELECT id FROM "check"'
    )
    with closing(sqlite3.connect(copy.folder / "held.db")) as db:
        return [check for (check,) in db.execute(sql)]


NEXT = {
    "load": ("load", "1.txt", "--db", "held.db"),
    "assign": ("assign", "1.txt", "--region", "510421", "--db", "held.db"),
    "update": ("update", "--db", "held.db"),
}


@pytest.mark.parametrize("command", NEXT.values(), ids=NEXT)
def test_a_new_check_is_asked_of_every_report_held(copy: Copy, command: tuple[str, ...]) -> None:
    checks = copy.folder / "goidata" / "form" / "checks.toml"
    checks.write_text(checks.read_text("utf-8") + NEW, "utf-8")
    assert asked(copy, "T2-MANY") == (0, 1)
    done = copy.run(*command)
    assert done.returncode == 0, done.stderr
    reached, reports = asked(copy, "T2-MANY")
    assert reached == reports >= 1
    assert orphans(copy) == []


def test_other_words_reach_what_is_stored(copy: Copy) -> None:
    copy.change("form/checks.toml", 'zh = "六个部分齐全"', 'zh = "六个部分一个不少"')
    assert copy.run("update", "--db", "held.db").returncode == 0
    with closing(sqlite3.connect(copy.folder / "held.db")) as db:
        (name,) = db.execute("""SELECT zh FROM "check" WHERE id = 'STR-SECTIONS'""").fetchone()
    assert name == "六个部分一个不少"


def test_a_remark_changes_nothing(copy: Copy) -> None:
    before = copy.python("-c", "from goidata.form import catalogue_version as v; print(v())").stdout
    copy.change("form/checks.toml", "[STR-SECTIONS]", "# a remark\n[STR-SECTIONS]")
    after = copy.python("-c", "from goidata.form import catalogue_version as v; print(v())").stdout
    assert after == before != ""
