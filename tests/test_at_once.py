"""Two programs on one database at once, each a process of its own: loaders, and a restore amid a
load. Whatever the order, what is there in the end is complete."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from goidata.samples import Drawing, samples

pytestmark = pytest.mark.long
FILES, WAIT = 40, 240


def begun(*words: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "goidata", *map(str, words)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, encoding="utf-8")


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, told = process.communicate(timeout=WAIT)
    assert "Traceback" not in told
    return process.returncode, out + told


def written(folder: Path, seed: int) -> Path:
    folder.mkdir()
    for sample in samples(Drawing(FILES, (2023,), seed, 0.0)):
        (folder / sample.file).write_text(sample.text, "utf-8")
    return folder


def held(database: Path) -> set[str]:
    """The reports by their files' digest; every one has its figures, and the file is sound."""
    with closing(sqlite3.connect(database)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        torn = "SELECT count(*) FROM report WHERE id NOT IN (SELECT report FROM figures)"
        assert opened.execute(torn).fetchone() == (0,)
        return {sha for (sha,) in opened.execute("SELECT sha256 FROM report")}


def test_two_loaders_at_once_store_all_that_both_bring(tmp_path: Path) -> None:
    folders = [written(tmp_path / name, seed) for seed, name in enumerate(("one", "two"))]
    apart = set[str]()
    for number, folder in enumerate(folders):
        alone = tmp_path / f"{number}.db"
        assert ended(begun("load", folder, "--db", alone))[0] == 0
        apart |= held(alone)
    both = tmp_path / "both.db"
    running = [begun("load", folder, "--db", both) for folder in folders]
    for folder, loader in zip(folders, running, strict=True):
        code, told = ended(loader)
        if code:  # one that is told to wait its turn says so, and brings all when it comes again
            assert str(both) in told
            assert ended(begun("load", folder, "--db", both))[0] == 0
    assert held(both) == apart


def test_a_restore_amid_a_load_leaves_one_or_the_other(tmp_path: Path) -> None:
    database, kept = tmp_path / "held.db", tmp_path / "kept.db"
    assert ended(begun("load", written(tmp_path / "first", 1), "--db", database))[0] == 0
    assert ended(begun("backup", kept, "--db", database))[0] == 0
    before, folder = held(database), written(tmp_path / "more", 2)
    for pause in (0.0, 0.5, 1.0, 2.0):
        loader = begun("load", folder, "--db", database)
        time.sleep(pause)
        restored = ended(begun("restore", kept, "--db", database))
        loaded = ended(loader)
        assert 0 in (restored[0], loaded[0]), (restored, loaded)
        assert held(database) >= before
        again = ended(begun("restore", kept, "--db", database))
        assert again[0] == 0 and held(database) == before, again
