"""A change of the declarations reaches every report that is held, whatever is done next."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from copied import ROOT, Copy

HELD = sorted((ROOT / "data" / "reports").glob("*.txt"))
UNIT = "大通区人民政府办公室"  # whose report is 0.txt
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


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two reports and a database that holds the first."""
    made = Copy(tmp_path_factory.mktemp("loaded"))
    for number, file in enumerate(HELD[:2]):
        (made.folder / f"{number}.txt").write_bytes(file.read_bytes())
    assert made.run("load", "0.txt", "--db", "held.db").returncode == 0
    return made.folder


@pytest.fixture
def copy(tmp_path: Path, loaded: Path) -> Copy:
    made = Copy(tmp_path)
    for file in filter(Path.is_file, loaded.iterdir()):
        shutil.copy2(file, tmp_path)
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
    "accept": ("accept", UNIT, 2023, "N-DOCUMENTS", "--reason", "甲", "--db", "held.db"),
    "versions": ("versions", UNIT, 2023, "--use", 1, "--db", "held.db"),
}


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(command, id=name, marks=[pytest.mark.long] * (name != "load"))
        for name, command in NEXT.items()
    ],
)
def test_a_new_check_is_asked_of_every_report_held(copy: Copy, command: tuple[object, ...]) -> None:
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


# A sentence, that of a failure, a hint and the rule of a check in other words.
REWORDED = {
    "sentence": ("wording/findings.toml", 'zh = "{rule}；无法', 'zh = "甲乙{rule}；无法'),
    "failure": (
        "form/checks.toml",
        'Words and table: documents"\nfails_zh = "',
        'Words and table: documents"\nfails_zh = "甲乙',
    ),
    "hint": ("wording/hints.toml", 'unknown = { zh = "', 'unknown = { zh = "甲乙'),
    "rule": ("form/checks.toml", 'zh = "第五部分写明', 'zh = "甲乙第五部分写明'),
}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(change, id=name, marks=[pytest.mark.long] * (name != "sentence"))
        for name, change in REWORDED.items()
    ],
)
def test_what_is_reworded_is_told_anew_and_not_asked_again(
    copy: Copy, change: tuple[str, str, str]
) -> None:
    with closing(sqlite3.connect(copy.folder / "held.db")) as db:  # what no check would find
        db.execute("""UPDATE finding SET "left" = 4711, detail = json_set(detail, '$.zh', '')""")
        db.execute("UPDATE finding SET detail = json_set(detail, '$.accepted', '某人')")
        db.commit()
    copy.change(*change)
    done = copy.run("update", "--db", "held.db")
    assert "0 reports checked again" in done.stdout, done.stderr
    sql = "SELECT detail ->> '$.zh', detail, \"left\", detail ->> '$.accepted' FROM finding"
    with closing(sqlite3.connect(copy.folder / "held.db")) as db:
        found = db.execute(sql).fetchall()
    assert all(told and left == 4711 and by == "某人" for told, _, left, by in found)
    assert any("文字为 4711" in told for told, *_ in found)
    assert any("甲乙" in detail for _, detail, *_ in found)


def test_a_remark_changes_nothing(copy: Copy) -> None:
    before = copy.python("-c", "from goidata.form import catalogue_version as v; print(v())").stdout
    copy.change("form/checks.toml", "[STR-SECTIONS]", "# a remark\n[STR-SECTIONS]")
    after = copy.python("-c", "from goidata.form import catalogue_version as v; print(v())").stdout
    assert after == before != ""
