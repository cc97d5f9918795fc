"""Older databases: opened for reading they say what to do, brought up to date they lose nothing.

kept/first.db.gz was made by the first version that had a database. Two units in it say the same in
so many words, a file was assigned to a region, and of two versions a person chose the first.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import made
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from goidata.checks import run
from goidata.cli import app, serving
from goidata.errors import DatabaseError
from goidata.intake import upkeep
from goidata.intake.acceptance import FILE
from goidata.intake.loading import load
from goidata.store import database, migrations, schema
from goidata.store.database import connect, writing
from goidata.store.filing import Origin, file_report
from goidata.store.restoring import restored
from goidata.store.search import occurrences
from goidata.store.shapes import figure_columns, tables

KEPT = Path(__file__).parent / "kept" / "first.db.gz"
REPORTS = Path(__file__).parents[1] / "data" / "reports"
DATONG = "大通区人民政府办公室"
DECIDED = "SELECT unit, year, version, region, region_reason, current, chosen, status FROM report"
EXPLAINED = """[[accepted]]
unit = "大通区人民政府办公室"
year = 2023
check = "N-DOCUMENTS"
reason = "表二多计一件"
who = "甲"
when = "2024-05-06"
"""


@pytest.fixture
def first(tmp_path: Path) -> Path:
    path = tmp_path / "first.db"
    path.write_bytes(gzip.decompress(KEPT.read_bytes()))
    return path


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    path = tmp_path / "fresh.db"
    load([REPORTS / "datong-office-2023.txt"], path)
    return path


def command(*words: object) -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--lang", "zh"])


def raw(path: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What any other program would find in the file."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute(query, values).fetchall()


def shape(path: Path) -> dict[str, object]:
    """Columns with their types, keys, indices and views: what a program meets in a database."""
    with closing(sqlite3.connect(path)) as connection:
        db = Database(connection)
        found: dict[str, object] = {view.name: view.schema for view in db.views}
        for name in tables():
            table = db.table(name)
            indices = {(tuple(each.columns), each.unique) for each in table.indexes}
            found[name] = (table.columns_dict, table.pks, indices)
        return found


@pytest.mark.parametrize("words", [["export", "figures", "--to", "x.csv"], ["search", "公开"]])
def test_an_older_database_is_left_alone_by_readers_who_say_what_to_do(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = first.read_bytes()
    told = command(*words, "--db", first)
    assert told.exit_code == 2 and "goidata update --db" in told.stderr
    assert len(told.stderr.splitlines()) == 1
    assert first.read_bytes() == before


def test_the_command_brings_it_up_to_date_and_there_is_nothing_left_to_do(
    first: Path, fresh: Path
) -> None:
    told = command("update", "--db", first)
    assert (told.exit_code, told.stderr) == (0, "") and "重新校验 5 份年报" in told.stdout
    assert shape(first) == shape(fresh)
    assert raw(first, "PRAGMA foreign_key_check") == []
    assert raw(first, "PRAGMA integrity_check") == [("ok",)]
    before = first.read_bytes()
    assert "重新校验 0 份年报" in command("update", "--db", first).stdout
    assert first.read_bytes() == before


def test_the_dashboard_is_served_from_it_once_it_is_up_to_date(first: Path) -> None:
    told: list[tuple[int, int]] = []
    said = serving.prepared(first, lambda done, total: told.append((done, total)))
    assert said is not None and "5" in said.zh and told == [(n, 5) for n in range(1, 6)]
    assert serving.prepared(first, lambda done, total: told.append((done, total))) is None
    connect(first).close()


def test_reports_that_another_catalogue_checked_are_checked_before_they_are_served(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goidata.store.database._PATIENCE", 0.05)
    with writing(fresh) as store:
        store.execute("UPDATE meta SET value = 'another' WHERE key = 'catalogue'")
        store.execute("DELETE FROM finding")
    with closing(sqlite3.connect(fresh)) as other:  # while another program writes, it is served
        other.execute("BEGIN IMMEDIATE")
        assert serving.prepared(fresh, lambda done, total: None) is None
    assert serving.prepared(fresh, lambda done, total: None) is not None
    assert raw(fresh, "SELECT count(*) > 0 FROM finding") == [(1,)]


def test_nothing_of_what_was_stored_is_lost(first: Path) -> None:
    kept = ("figures", "claim", "section", "unread", "load", "refusal")
    columns = {
        name: ", ".join(row[1] for row in raw(first, f"PRAGMA table_info({name})")) for name in kept
    }
    queries = [f"SELECT {columns[name]} FROM {name} ORDER BY 1, 2" for name in kept]
    before = [raw(first, query) for query in queries]
    assert all(before[:3])
    upkeep.update(first)
    assert [raw(first, query) for query in queries] == before
    with closing(connect(first)) as db:
        assert {found.unit for found in occurrences(db, "公开")} >= {"米易县人民政府"}


def test_every_report_is_checked_as_it_would_be_today(first: Path) -> None:
    upkeep.update(first)
    with closing(connect(first)) as db:
        for (report,) in db.execute("SELECT id FROM report").fetchall():
            asked = {finding.check for finding in run(restored(db, report))}
            query = "SELECT check_id FROM check_outcome WHERE report = ?"
            assert asked <= {check for (check,) in db.execute(query, (report,))}
    copied = raw(
        first, "SELECT report FROM finding WHERE check_id = 'P-COPY' AND outcome = 'fails'"
    )
    units = {raw(first, "SELECT unit FROM report WHERE id = ?", *row)[0][0] for row in copied}
    assert units == {"米易县人民政府", "盐边县人民政府"}


def test_sums_that_nobody_asks_the_book_for_are_taken_out(first: Path) -> None:
    held = "SELECT name FROM sqlite_master WHERE name LIKE '%summary%'"
    assert raw(first, held)
    upkeep.update(first)
    assert raw(first, held) == []


def test_a_change_that_leaves_memory_before_its_end_keeps_nobody_from_checking(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "_FEW", 1)
    monkeypatch.setattr(upkeep, "_AT_ONCE", 1)
    monkeypatch.setattr(upkeep.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(database, "_CACHE_KIB", 1)
    (reports,) = raw(first, "SELECT count(*) FROM report")[0]
    assert upkeep.update(first) == reports > 2
    assert not upkeep.is_behind(first)


def test_what_people_decided_stays(first: Path, tmp_path: Path) -> None:
    before = raw(first, DECIDED)
    assert (DATONG, 2023, 1, "340402", before[2][4], 1, 1, "current") in before
    assert ("鼓楼区人民政府", 2022, 1, "350102", "assigned", 1, 0, "current") in before
    (tmp_path / FILE).write_text(EXPLAINED, "utf-8")
    load([REPORTS / "miyi-office-2023.txt"], first)
    after = raw(first, DECIDED)
    assert after[: len(before)] == before and len(after) == len(before) + 1
    accepted = "SELECT DISTINCT accepted FROM finding WHERE check_id = 'N-DOCUMENTS'"
    assert raw(first, f"{accepted} AND outcome = 'fails'") == [(1,)]
    assert raw(first, "SELECT DISTINCT errors FROM report WHERE unit = ?", DATONG) == [(0,)]


def test_a_step_that_fails_leaves_the_database_as_it_was(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(database: Database) -> None:
        schema.conform(database)
        database.execute("INSERT INTO nowhere VALUES (1)")

    monkeypatch.setattr(migrations, "STEPS", {"failing": failing})
    before = shape(first)
    with pytest.raises(DatabaseError):
        upkeep.update(first)
    assert shape(first) == before and raw(first, "PRAGMA user_version") == [(1,)]


def test_a_step_of_its_own_is_taken_once(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def renamed(database: Database) -> None:
        database.execute("UPDATE report SET status = status || '!'")

    monkeypatch.setattr(migrations, "STEPS", {"marked": renamed})
    with pytest.raises(DatabaseError):
        connect(fresh)
    for _ in range(2):
        upkeep.update(fresh)
        assert raw(fresh, "SELECT status FROM report") == [("current!",)]


FIGURES = st.sets(st.sampled_from(sorted(figure_columns())), max_size=4)
PARTS = st.sets(st.sampled_from(["unread", "check_outcome", "band", "sketch"]), max_size=2)
TYPES = st.dictionaries(
    st.sampled_from(["year", "version", "title", "n_blank"]), st.sampled_from([str, float])
)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("two") / "two.db"
    load([REPORTS / "pingtan-2023.txt", REPORTS / "pingtan-2024.txt"], path)
    yield path


def made_older(path: Path, figures: set[str], parts: set[str], types: dict[str, type]) -> None:
    """The same database as a program would have made it whose form and tables had less."""
    with closing(sqlite3.connect(path)) as connection:
        db = Database(connection)
        for name in ("figures_current", "figures_long", *parts):
            kind = "VIEW" if name.startswith("figures_") else "TABLE"
            connection.execute(f"DROP {kind} {name}")
        for column in figures:
            connection.execute(f"ALTER TABLE figures DROP COLUMN {column}")
        if types:
            db.table("report").transform(types=types)
        connection.execute("DELETE FROM _sqlite_migrations")
        connection.commit()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(figures=FIGURES, parts=PARTS, types=TYPES)
def test_whatever_the_declarations_gain_is_added(
    two: Path, tmp_path: Path, figures: set[str], parts: set[str], types: dict[str, type]
) -> None:
    path = tmp_path / "older.db"
    path.write_bytes(two.read_bytes())
    made_older(path, figures, parts, types)
    upkeep.update(path)
    assert shape(path) == shape(two)
    kept = sorted(set(figure_columns()) - figures)
    values = f"SELECT report, {', '.join(kept)} FROM figures ORDER BY report"
    assert raw(path, values) == raw(two, values)
    if figures:
        assert set(raw(path, f"SELECT {', '.join(sorted(figures))} FROM figures")) == {
            (None,) * len(figures)
        }
    found = "SELECT report, check_id, holds, fails, undetermined FROM check_outcome ORDER BY 1, 2"
    if not figures:
        assert raw(path, found) == raw(two, found)


def test_a_row_that_an_edition_gains_was_not_read_in_older_reports(tmp_path: Path) -> None:
    path, name = tmp_path / "held.db", "applications.received.total"
    with writing(path) as store:
        report = made.report({name: 7})
        filed = file_report(store, report, run(report), Origin("a.txt", "a"))
        query = "SELECT cells FROM reading WHERE report = ?"
        (cells,) = store.conn.execute(query, (filed.report,)).fetchone()
        kept = json.loads(zlib.decompress(cells))
        del kept["figures"][name]
        kept["figures"]["applications.of_old"] = kept["figures"]["disclosure.fees"]
        changed = zlib.compress(json.dumps(kept).encode())
        store.execute("UPDATE reading SET cells = ?", [changed])
        found = restored(store.conn, filed.report)
    assert set(found.figures) == set(report.figures)
    assert found.figures[name].state == "missing" and run(found)


def test_a_program_that_is_too_old_says_so(fresh: Path) -> None:
    with closing(sqlite3.connect(fresh)) as db:
        db.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")
    told = command("update", "--db", fresh)
    assert told.exit_code == 2 and "请更新 goidata" in told.stderr
