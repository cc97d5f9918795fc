"""Loads of many files: a kill at any moment leaves whole batches, nothing is read twice, readers
read on, and those who read end with the one who stores."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from crossed import some
from test_loading import rows, write

from goidata.intake import loading
from goidata.intake.loading import load
from goidata.samples import Drawing, samples
from goidata.store.database import connect, writing

BATCH = 8
# Reports of several units and years, so that batches touch reports of those before.
ASKED = Drawing(units=12, years=(2021, 2022, 2023, 2024), seed=5, share=0.2)
OF_CONTENT = (
    "figures",
    "unread",
    "claim",
    "section",
    "finding",
    "check_outcome",
    "band",
    "reading",
)

posix = pytest.mark.skipif(os.name == "nt", reason="no such signals")


def files(folder: Path, asked: Drawing = ASKED) -> Path:
    """The reports in folders of their years, as they are published."""
    for sample in samples(asked):
        path = folder / str(sample.year) / sample.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sample.text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of ASKED, which no test changes."""
    return files(tmp_path_factory.mktemp("in"))


@pytest.fixture(scope="module")
def whole(folder: Path) -> Path:
    """A database of them, loaded in one batch by one process."""
    path = folder.parent / f"{folder.name}-whole.db"
    load([folder], path, 1)
    return path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "held.db"


def by_file(path: Path, table: str) -> list[tuple]:
    """The rows of a part of the reports, told by their files rather than ids, in no order."""
    with closing(sqlite3.connect(path)) as store:
        columns = [row[1] for row in store.execute(f"PRAGMA table_info({table})")]
        asked = ", ".join(f't."{each}"' for each in columns if each not in ("id", "report"))
        sql = f"SELECT r.sha256, {asked} FROM {table} t JOIN report r ON r.id = t.report"
        return sorted(store.execute(sql).fetchall(), key=repr)


def assert_sound(path: Path) -> None:
    """What is stored is whole: every report with its parts."""
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    parted = "SELECT count(*) FROM report WHERE id NOT IN (SELECT report FROM {})"
    for table in ("figures", "reading", "section", "check_outcome"):
        assert rows(path, parted.format(table)) == [(0,)], table
    for table in ("section", "finding"):
        unread = f"SELECT count(*) FROM {table} WHERE report NOT IN (SELECT id FROM report)"
        assert rows(path, unread) == [(0,)]


# --- batches ---


@pytest.mark.parametrize("jobs", [pytest.param(1, marks=pytest.mark.long), 2])
def test_batches_store_what_one_transaction_does(
    tmp_path: Path, folder: Path, whole: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    parts = tmp_path / "parts.db"
    monkeypatch.setattr(loading, "BATCH", BATCH)
    tally = load([folder], parts, jobs)
    assert tally.read == 48
    for table in OF_CONTENT:
        assert by_file(parts, table) == by_file(whole, table), table
    assert rows(parts, "SELECT read, refused, skipped, finished IS NULL FROM load") == [
        (48, 0, 0, 0)
    ]
    (counted,) = (rows(each, "SELECT sha256, errors, warnings FROM report") for each in [parts])
    assert sorted(counted) == sorted(rows(whole, "SELECT sha256, errors, warnings FROM report"))


def test_what_a_batch_says_of_reports_of_earlier_ones_is_told(
    tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The later year first: that its figures do not follow is known only afterwards."""
    monkeypatch.setattr(loading, "BATCH", 1)
    later, earlier = write(tmp_path / "a.txt", 1, 2023), write(tmp_path / "b.txt", 2, 2022)
    load([later, earlier], db)
    found = "SELECT r.year FROM finding d JOIN report r ON r.id = d.report WHERE check_id = ?"
    with closing(connect(db)) as store:
        assert set(store.execute(found, ("Y-CARRY",)).fetchall()) == {(2023,)}


def interrupt(done: int, total: int) -> None:
    """In the middle of the second batch."""
    if done == 20:
        raise KeyboardInterrupt


def test_an_interrupt_keeps_the_batches(
    folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", BATCH)

    with pytest.raises(loading.Stopped):
        load([folder], db, 1, interrupt)
    assert rows(db, "SELECT count(*) FROM report") == [(16,)]
    assert rows(db, "SELECT read, finished FROM load") == [(16, None)]
    assert_sound(db)
    tally = load([folder], db, 1)
    assert (tally.read, tally.skipped) == (32, 16)


def test_what_takes_long_is_stored_by_the_minute(
    tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that of scans, too, an interrupt loses little."""
    monkeypatch.setattr(loading, "LONGEST", 0.0)
    files = [write(tmp_path / f"{year}.txt", year, year) for year in (2021, 2022, 2023)]

    def third(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(loading.Stopped):
        load(files, db, 1, third)
    assert rows(db, "SELECT count(*) FROM report") == [(2,)]
    assert load(files, db, 1).read == 1


@pytest.mark.long
def test_what_was_refused_before_a_kill_is_told_and_not_read_again(
    tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = files(tmp_path / "in")
    (folder / "2021" / "0.txt").write_text("一封信，与年报无关。" * 20, "utf-8")
    monkeypatch.setattr(loading, "BATCH", BATCH)

    with pytest.raises(loading.Stopped):
        load([folder], db, 1, interrupt)
    read: list[str] = []
    attempted = loading.in_turn

    def watched(sources, known):
        for attempt in attempted(sources, known):
            if not attempt.skipped:
                read.append(attempt.file)
            yield attempt

    monkeypatch.setattr(loading, "in_turn", watched)
    tally = load([folder], db, 1)
    assert [code.code for _, code in tally.refused] == ["not_a_report"]
    assert tally.read == len(read) == 48 - 15
    assert rows(db, "SELECT count(*) FROM refusal") == [(1,)]
    assert rows(db, "SELECT count(*), min(finished IS NOT NULL) FROM load") == [(1, 1)]
    again = load([folder], db, 1)  # another load: what is refused is tried again
    assert (again.read, len(again.refused)) == (0, 1)
    assert rows(db, "SELECT count(*) FROM refusal") == [(2,)]


# --- kills ---

LOADER = """
import sys
from pathlib import Path
from goidata.intake import loading
loading.BATCH = int(sys.argv[4])
if __name__ == "__main__":
    tally = loading.load([Path(sys.argv[1])], Path(sys.argv[2]), int(sys.argv[3]),
                         lambda done, total: print(done, flush=True))
    print("read", tally.read, "skipped", tally.skipped, flush=True)
"""


def loader(tmp_path: Path, folder: Path, db: Path, jobs: int, batch: int) -> subprocess.Popen[str]:
    script = tmp_path / "loader.py"
    script.write_text(LOADER, "utf-8")
    words = [sys.executable, script, folder, db, str(jobs), str(batch)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed_after(process: subprocess.Popen[str], files: int, pause: float) -> None:
    """Kill it a moment after it has told of so many files, or let it be done."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == str(files):
            time.sleep(pause)
            process.kill()
            break
    process.communicate()


@posix
@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 12))
def test_a_kill_at_any_moment_leaves_whole_batches(
    tmp_path: Path, folder: Path, whole: Path, db: Path, seed: int
) -> None:
    drawn = random.Random(seed)
    jobs, stored = drawn.choice([1, 2]), 0
    for _ in range(3):
        before = stored
        at = min(before + drawn.randint(1, 20), 47)
        killed_after(loader(tmp_path, folder, db, jobs, BATCH), at, drawn.random() / 20)
        if db.exists() and db.stat().st_size:
            with writing(db):  # what was not done is undone
                pass
            assert_sound(db)
            (stored,) = rows(db, "SELECT count(*) FROM report")[0]
        assert stored >= before
        assert stored == 48 or (stored - before) % BATCH == 0
    last = loader(tmp_path, folder, db, jobs, BATCH)
    told, _ = last.communicate()
    assert told.splitlines()[-1] == f"read {48 - stored} skipped {stored}"
    for table in OF_CONTENT:
        assert by_file(db, table) == by_file(whole, table), table


def children(pid: int) -> set[int]:
    """The processes that one has started, and those of these."""
    found: set[int] = set()
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                parent = int((each / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if parent == pid:
                found |= {int(each.name), *children(int(each.name))}
    return found


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")
@pytest.mark.parametrize("sign", some([signal.SIGKILL, signal.SIGTERM], 2))
def test_those_who_read_end_with_the_one_who_stores(
    tmp_path: Path, db: Path, sign: signal.Signals
) -> None:
    folder = files(tmp_path / "in", Drawing(units=60, years=ASKED.years, seed=2, share=0.0))
    process = loader(tmp_path, folder, db, 2, 2000)
    assert process.stdout is not None and process.stdout.readline()
    started = children(process.pid)
    assert len(started) >= 2
    process.send_signal(sign)
    process.communicate()
    deadline = time.monotonic() + 60
    while (left := {each for each in started if is_alive(each)}) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == set()


# --- readers beside ---


def test_readers_read_on_while_a_batch_is_stored(
    folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", BATCH)
    load([folder / "2021"], db, 1)
    seen: list[int] = []
    store_batch = loading.store_batch

    def storing(store, batch, number):
        tally = store_batch(store, batch, number)
        with closing(connect(db)) as reader:  # within the transaction
            seen.append(reader.execute("SELECT count(*) FROM figures").fetchone()[0])
        return tally

    monkeypatch.setattr(loading, "store_batch", storing)
    load([folder], db, 1)
    assert seen == [12, 12, 16, 24, 32, 40]


@posix
def test_a_database_on_a_medium_that_is_only_read_opens(tmp_path: Path, db: Path) -> None:
    load([write(tmp_path / "a.txt")], db)
    with closing(sqlite3.connect(db)) as store:
        assert store.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.txt", "held.db"]
    db.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        assert rows(db, "SELECT count(*) FROM report") == [(1,)]
    finally:
        tmp_path.chmod(0o700)
