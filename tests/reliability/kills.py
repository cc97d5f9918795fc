"""Loads, restores, backups and updates killed at moments drawn, each looked through afterwards.

The work is done by a copy of this process, so that a moment costs the work and not a start.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import signal
import sqlite3
import tempfile
import time
import traceback
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from results import HERE, keep

from goidata.intake import at_hand, loading
from goidata.intake.apart import started_by
from goidata.intake.upkeep import update
from goidata.samples import Drawing, samples
from goidata.store.backups import backup, restore
from goidata.store.database import writing

BATCH, FILES = 8, 32
MOMENTS = {"load": 170, "restore": 20, "backup": 20, "update": 20}
GONE = 5.0  # seconds after which what a killed process has started must have ended
FIRST = HERE.parent / "kept" / "first.db.gz"  # a database of the first version
CONTENT = ("report", "agency", "claim", "section", "finding", "reading")
OWN = {"id", "load", "loaded_at", "revision", "report", "file", "started", "finished"}


@dataclass(slots=True)
class Seen:
    """What came of the kills of one kind."""

    kind: str
    moments: int = 0
    lost: int = 0
    halves: int = 0
    orphans: int = 0


def run(asked: Namespace) -> None:
    """Measure, and keep the figures."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        for kind, measure in KINDS.items():
            folder = Path(name) / kind
            folder.mkdir()
            seen = Seen(kind)
            measure(folder, seen, random.Random(kind))
            print(seen, flush=True)
            found.append(seen)
    figures = {
        "moments": sum(each.moments for each in found),
        "lost": sum(each.lost for each in found),
        "halves": sum(each.halves for each in found),
        "orphans": sum(each.orphans for each in found),
    }
    rows = [{"killed": e.kind, "moments": e.moments, "lost": e.lost, "halves": e.halves,
             "orphans": e.orphans} for e in found]  # fmt: skip
    keep(asked.results, "kills", figures, rows)


def killed(work: Callable[[], object], after: float, by: int, seen: Seen) -> bool:
    """Do `work` in a copy of this process and end it after so many seconds; whether it had ended
    before."""
    child = os.fork()
    if child == 0:
        try:
            at_hand.reader.cache_clear()  # that of this process is not the copy's to ask
            work()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    time.sleep(after)
    started = set(started_by(child))
    os.kill(child, by)
    _, status = os.waitpid(child, 0)
    done = os.WIFEXITED(status)
    if done and os.WEXITSTATUS(status):
        raise RuntimeError(f"{seen.kind}: after a kill it cannot go on")
    if not done:
        seen.moments += 1
        seen.orphans += _left(started)
    return done


def _left(processes: set[int]) -> int:
    """How many of these are still there after a while."""
    end = time.monotonic() + GONE
    while time.monotonic() < end and any(map(_runs, processes)):
        time.sleep(0.05)
    return sum(map(_runs, processes))


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def loads(folder: Path, seen: Seen, drawn: random.Random) -> None:
    """The same load killed again and again until it is done, then anew."""
    files, whole = _files(folder), folder / "whole.db"
    began = time.perf_counter()
    _load(files, whole, 1)
    lasts, due, number = time.perf_counter() - began, content(whole), 0
    while seen.moments < MOMENTS["load"]:
        number += 1
        db, stored, done = folder / f"{number}.db", 0, False
        while not done:
            jobs, by = drawn.choice((1, 2)), drawn.choice((signal.SIGKILL, signal.SIGTERM))
            done = killed(
                lambda j=jobs, d=db: _load(files, d, j), drawn.uniform(0.02, lasts), by, seen
            )
            before, stored = stored, reports(db)
            seen.lost += max(before - stored, 0)
            seen.halves += (stored % BATCH != 0) or not sound(db)
        seen.lost += FILES - stored
        seen.halves += content(db) != due


def restores(folder: Path, seen: Seen, drawn: random.Random) -> None:
    """A backup put back over another database: it is the one or the other."""
    _onto(folder, seen, drawn, "restore", lambda source, db: restore(source, db))


def backups(folder: Path, seen: Seen, drawn: random.Random) -> None:
    """A backup made over an older one: it is the one or the other."""
    _onto(folder, seen, drawn, "backup", lambda source, db: backup(source, db))


def _onto(
    folder: Path,
    seen: Seen,
    drawn: random.Random,
    kind: str,
    work: Callable[[Path, Path], object],
) -> None:
    files, source, old = _files(folder), folder / "source.db", folder / "old.db"
    _load(files, source, 1)
    _load([files[0]], old, 1)
    began = time.perf_counter()
    work(source, folder / "trial.db")
    lasts, states = time.perf_counter() - began, (content(old), content(source))
    while seen.moments < MOMENTS[kind]:
        db = folder / f"{seen.moments}.db"
        db.write_bytes(old.read_bytes())
        killed(lambda d=db: work(source, d), drawn.uniform(0, lasts), signal.SIGKILL, seen)
        whole = sound(db) and content(db) in states
        seen.halves += not whole
        seen.lost += 0 if whole else reports(old)


def updates(folder: Path, seen: Seen, drawn: random.Random) -> None:
    """A database of the first version brought up to date: nothing, or all."""
    first, whole = gzip.decompress(FIRST.read_bytes()), folder / "whole.db"
    whole.write_bytes(first)
    began = time.perf_counter()
    update(whole, lambda done, total: None)
    lasts, due, held = time.perf_counter() - began, content(whole), reports(whole)
    while seen.moments < MOMENTS["update"]:
        db = folder / f"{seen.moments}.db"
        db.write_bytes(first)
        by = drawn.choice((signal.SIGKILL, signal.SIGTERM))
        killed(lambda d=db: update(d, lambda done, total: None), drawn.uniform(0, lasts), by, seen)
        seen.lost += held - reports(db)
        update(db, lambda done, total: None)
        seen.halves += not sound(db) or content(db) != due


KINDS = {"load": loads, "restore": restores, "backup": backups, "update": updates}


def _files(folder: Path) -> list[Path]:
    made = []
    for sample in samples(Drawing(FILES // 4, (2021, 2022, 2023, 2024), 1, 0.2)):
        made.append(folder / sample.file)
        made[-1].write_text(sample.text, "utf-8")
    return made


def _load(files: list[Path], db: Path, jobs: int) -> None:
    loading.BATCH = BATCH
    loading._FEW = 1 if jobs > 1 else FILES
    loading.load(files, db, jobs)


def reports(db: Path) -> int:
    """How many are stored, once what was not done is undone."""
    if not db.exists() or not db.stat().st_size:
        return 0
    with writing(db):
        pass
    with closing(sqlite3.connect(db)) as opened:
        return int(opened.execute("SELECT count(*) FROM report").fetchone()[0])


def sound(db: Path) -> bool:
    """Whether SQLite finds nothing wrong, nothing refers to what is not there, and the loads say
    as many reports as there are."""
    if not db.exists() or not db.stat().st_size:
        return True
    with closing(sqlite3.connect(db)) as opened:
        said = opened.execute("PRAGMA integrity_check").fetchone()[0]
        loose = opened.execute("PRAGMA foreign_key_check").fetchall()
        stored = opened.execute("SELECT count(*) FROM report").fetchone()[0]
        read = opened.execute("SELECT coalesce(sum(read), 0) FROM load").fetchone()[0]
        figures = opened.execute("SELECT count(*) FROM figures").fetchone()[0]
    return said == "ok" and not loose and figures == stored and read in (stored, 0)


def content(db: Path) -> str:
    """A digest of what is stored, whatever numbers its rows have."""
    found = hashlib.sha256()
    with closing(sqlite3.connect(db)) as opened:
        for table in (*CONTENT, "figures"):
            for row in sorted(_rows(opened, table)):
                found.update(row.encode())
    return found.hexdigest()


def _rows(opened: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [each[1] for each in opened.execute(f'PRAGMA table_info("{table}")')]
    kept = [name for name in columns if name not in OWN]
    wanted = ", ".join(f'"{name}"' for name in kept)
    for row in opened.execute(f'SELECT {wanted} FROM "{table}"'):
        yield f"{table} {row!r}"
