"""Synthetic reports stored without files: what loading their files would store, batch by batch."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.cli import app
from goidata.extraction.reading import read
from goidata.intake import making
from goidata.intake.known import known_tables
from goidata.intake.loading import load
from goidata.samples import Drawing, samples
from goidata.store.database import connect

ASKED = Drawing(units=20, years=(2020, 2021, 2022, 2023, 2024), seed=8, share=0.2)
# when and whence, not what
NOT_ALIKE = {"report": {"file", "loaded_at", "load", "revision"}, "agency": {"revision"}}
OF_CONTENT = ("agency", "report", "figures", "unread", "reading", "claim", "section", "finding")
COUNTED = ("check_outcome", "sketch", "band")


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    """All rows of a table, in all columns that content decides, in no order."""
    store = sqlite3.connect(path)
    columns = [row[1] for row in store.execute(f"PRAGMA table_info({table})")]
    asked = ", ".join(f'"{each}"' for each in columns if each not in NOT_ALIKE.get(table, ()))
    return sorted(store.execute(f"SELECT {asked} FROM {table}").fetchall(), key=repr)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "made.db"
    assert making.make(ASKED, path) == 100
    return path


@pytest.mark.long
def test_what_is_stored_is_what_the_files_give(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for sample in samples(ASKED):
        (folder / sample.file).write_text(sample.text, encoding="utf-8")
    loaded = tmp_path / "loaded.db"
    assert load([folder], loaded).read == 100
    for table in (*OF_CONTENT, *COUNTED):
        assert rows(made, table) == rows(loaded, table), table
    assert len(rows(made, "report")) == 100


@pytest.mark.parametrize("seed", [31, pytest.param(32, marks=pytest.mark.long)])
def test_known_tables_are_those_that_reading_gives(seed: int) -> None:
    known = 0
    for sample in samples(Drawing(10, tuple(range(2019, 2025)), seed, 0.2)):
        data, tables = sample.text.encode(), known_tables(sample)
        given, plain = read(data, sample.file, tables=tables), read(data, sample.file)
        assert repr(given) == repr(plain), sample.file  # 0 and 0.0 are not the same when stored
        known += tables is not None
    assert known > 40


@pytest.mark.long
def test_batches_give_what_one_gives(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "BATCH", 15)
    monkeypatch.setattr(making, "AT_ONCE", 2)
    seen: list[tuple[int, int]] = []
    path = tmp_path / "batches.db"
    making.make(ASKED, path, lambda done, total: seen.append((done, total)), jobs=2)
    assert len(seen) > 4 and seen[-1] == (100, 100)
    for table in OF_CONTENT:
        if table != "finding":  # numbered in another order where units are compared
            assert rows(path, table) == rows(made, table), table
    found = "SELECT report, check_id, subject, outcome FROM finding ORDER BY 1, 2, 3, 4"
    first, second = (sqlite3.connect(each).execute(found).fetchall() for each in (path, made))
    assert first == second


def test_what_was_stored_before_the_end_stays_and_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "BATCH", 30)
    monkeypatch.setattr(making, "AT_ONCE", 2)
    path = tmp_path / "stopped.db"

    def stop(done: int, total: int) -> None:
        if done >= 60:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        making.make(ASKED, path, stop)
    kept = rows(path, "report")
    assert len(kept) == 60
    assert making.make(ASKED, path) == 40
    assert len(rows(path, "report")) == 100
    assert {row[0] for row in kept} <= {row[0] for row in rows(path, "report")}
    assert making.make(ASKED, path) == 0


@pytest.mark.parametrize("units", [20, pytest.param(150, marks=pytest.mark.long)])
def test_without_faults_no_unit_contradicts_another(tmp_path: Path, units: int) -> None:
    path = tmp_path / "sound.db"
    making.make(Drawing(units, (2022, 2023), 12, 0.0, "510000"), path)
    found = "SELECT DISTINCT check_id FROM finding WHERE outcome = 'fails' AND severity = 'error'"
    assert sqlite3.connect(path).execute(found).fetchall() == []


def test_a_sample_states_volumes_by_channel(made: Path) -> None:
    found = queries.volumes(connect(made), Selection(), True)
    stating = found[found["value"].notna()]
    assert stating["report"].nunique() > 70
    assert {"website", "new_media", "gazette", "total"} <= set(stating["channel"].dropna())


def test_the_page_shows_volumes(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOIDATA_DB", str(made))
    page = Path(__file__).parents[1] / "pages" / "disclosure.py"
    at = AppTest.from_file(str(page), default_timeout=60).run()
    assert not at.exception
    charts = [each.proto.id for each in at.get("plotly_chart")]
    assert any("chart-years-disclosed_items" in each for each in charts)
    written = "".join(each.proto.body for each in at.get("html"))
    written += "".join(each.value for each in at.markdown)
    units = written.partition('<table class="g-units"')[2].partition("</table>")[0]
    largest = re.search(r'<td class="g-number[^>]*>(.*?)</td>', units, re.DOTALL)
    assert largest, "no unit states a volume"
    assert int(re.sub(r"<[^>]*>|\D", "", largest[1])) > 1000


def test_an_interrupt_says_that_what_was_stored_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "stopped.db"
    make = making.make

    def stopped(asked: Drawing, database: Path, progress: making.Progress) -> int:
        make(replace(asked, units=5), database)
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "make", stopped)
    options = ["--units", "9", "--years", "2023", "--db", str(path), "--lang", "en"]
    done = CliRunner().invoke(app, ["sample", *options])
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        f"interrupted: {path} keeps the batches stored so far; "
        "the same command again makes the rest"
    ]


def test_a_region_is_named_by_code_or_name(tmp_path: Path) -> None:
    path = tmp_path / "region.db"
    options = ["--units", "30", "--years", "2023", "--region", "青海省", "--db", str(path)]
    done = CliRunner().invoke(app, ["sample", *options])
    assert done.exit_code == 0, done.output
    store = sqlite3.connect(path)
    assert store.execute("SELECT DISTINCT province FROM report").fetchall() == [("630000",)]
    many = ["--units", "999999", "--years", "2023", "--region", "青海省", "--db", str(path)]
    assert CliRunner().invoke(app, ["sample", *many]).exit_code == 2
