"""Files read by the machines of a dask scheduler: real ones, on this machine."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from test_batches import OF_CONTENT, by_file, files
from test_loading import rows, write

from goidata.errors import ReadersError
from goidata.intake import loading
from goidata.intake.loading import load
from goidata.samples import Drawing

ASKED = Drawing(units=80, years=(2021, 2022, 2023), seed=6, share=0.1)
WITHIN = 90  # seconds for what must come to come at all

WITHOUT = """
import sys
sys.modules["distributed"] = None
from goidata.cli import main
main()
"""


def test_without_the_extra_it_says_so_in_one_line(tmp_path: Path) -> None:
    file, db = write(tmp_path / "a.txt"), tmp_path / "held.db"
    words = ["load", file, "--db", db, "--scheduler", "tcp://127.0.0.1:9", "--lang", "en"]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *map(str, words)], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["--scheduler needs dask: install goidata[dask]"]
    assert not db.exists()


@dataclass
class Machines:
    """A scheduler and two workers, each a process."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self) -> None:
        words = [self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        self.workers.append(started("dask_worker", *words))


def started(module: str, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *words]
    silent = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=silent, stderr=silent)


def until(is_so, what: str) -> None:
    deadline = time.monotonic() + WITHIN
    while not is_so():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    distributed = pytest.importorskip("distributed")
    import json

    told = tmp_path / "scheduler.json"
    words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)]
    scheduler = started("dask_scheduler", *words)
    found = Machines("", scheduler)
    try:
        until(lambda: told.exists() and told.stat().st_size > 0, "no scheduler")
        found.address = json.loads(told.read_text())["address"]
        for _ in range(2):
            found.start_worker()
        with distributed.Client(found.address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=WITHIN)
        yield found
    finally:
        for process in (*found.workers, scheduler):
            process.kill()
            process.wait()


@pytest.mark.long
def test_machines_store_what_this_one_does_though_one_is_killed(
    tmp_path: Path, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", 50)
    monkeypatch.setattr("goidata.intake.machines.FILES", 10)
    folder, alone, many = files(tmp_path / "in", ASKED), tmp_path / "1.db", tmp_path / "2.db"
    write(folder / "2022" / "no.txt").write_text("一封信，与年报无关。" * 20, "utf-8")

    def kill(done: int, total: int) -> None:
        if done == 60:
            machines.workers[0].kill()

    tally = load([folder], many, progress=kill, scheduler=machines.address)
    assert machines.workers[0].wait(WITHIN) < 0
    one = load([folder], alone, 1)
    assert (tally.read, tally.skipped, len(tally.refused)) == (240, 0, 1)
    assert (one.read, one.skipped, len(one.refused)) == (240, 0, 1)
    for table in OF_CONTENT:
        assert by_file(many, table) == by_file(alone, table), table
    ordered = "SELECT id, agency, sha256, file, version, status, errors FROM report ORDER BY id"
    assert rows(many, ordered) == rows(alone, ordered)


@pytest.mark.long
def test_a_scheduler_that_is_lost_is_one_line_and_what_was_stored_stays(
    tmp_path: Path, machines: Machines
) -> None:
    folder, db = files(tmp_path / "in", ASKED), tmp_path / "held.db"
    script = tmp_path / "lost.py"
    script.write_text(LOST, "utf-8")
    words = ["load", folder, "--db", db, "--scheduler", machines.address, "--lang", "en"]
    done = subprocess.run(
        [sys.executable, script, str(machines.scheduler.pid), *map(str, words)],
        capture_output=True,
        text=True,
        timeout=WITHIN * 2,
    )
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"the scheduler {machines.address} was lost (")
    (stored,) = rows(db, "SELECT count(*) FROM report")[0]
    assert stored and stored % 50 == 0
    assert rows(db, "PRAGMA integrity_check") == [("ok",)]
    rest = load([folder], db, 1)
    assert (rest.skipped, rest.read) == (stored, 240 - stored)


LOST = """
import os, sys
from goidata.intake import batches, loading, machines
from goidata.cli import main
loading.BATCH, machines.FILES = 50, 10
pid = int(sys.argv.pop(1))
store = loading.store_batch
def lose(*words):
    tally = store(*words)
    if pid:
        os.kill(pid, 9)
    return tally
loading.store_batch = lose
if __name__ == "__main__":
    main()
"""


@pytest.mark.long
def test_a_scheduler_without_workers_or_none_at_all_is_one_line(
    tmp_path: Path, machines: Machines
) -> None:
    file, db = write(tmp_path / "a.txt"), tmp_path / "held.db"
    for worker in machines.workers:
        worker.kill()
        worker.wait()
    with pytest.raises(ReadersError, match="no workers"):
        until(lambda: load([file], db, scheduler=machines.address) is None, "workers")
    machines.scheduler.kill()
    machines.scheduler.wait()
    with pytest.raises(ReadersError, match="no scheduler answers"):
        load([file], db, scheduler=machines.address)
    assert not db.exists()


@pytest.mark.long
def test_workers_of_another_version_are_not_believed(
    tmp_path: Path, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goidata.intake.machines.__version__", "0.0.0")
    with pytest.raises(ReadersError, match=r"0\.0\.0"):
        load([write(tmp_path / "a.txt")], tmp_path / "held.db", scheduler=machines.address)
