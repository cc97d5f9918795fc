"""Loading: reports from files, reports made and stored without files, and one more into a database
that holds some already; each in a process of its own."""

from __future__ import annotations

import json
import resource
import sqlite3
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from databases import copied, database, sample
from kept import Row, keep
from timing import child, command, middle, peak, timed

SEED = 4711  # of reports that no database holds
ONE_MORE = 5  # reports put in one after another


def run(asked: Namespace) -> None:
    """Rates of `reports`, and one more report into a database of `size`."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        told = sample(asked.reports, SEED)
        files = folder / "files"
        command("sample", *told, "--to", files)
        rows = [
            _told("load", folder / "files.db", "load", files),
            _told("sample", folder / "made.db", "sample", *told),
        ]
        held = copied(database(asked.size, asked.folder, asked.db), folder)
        child("ready", "--db", held)
        more = sorted(files.rglob("*.txt"))[:ONE_MORE]
        rows.append(json.loads(child("one-more", *more, "--db", held)))
    keep(asked.results, "loading", rows, asked.size)


def _told(what: str, path: Path, *words: object) -> Row:
    """A command that fills the database at `path`, in a child of its own."""
    return {"what": what, **json.loads(child("stored", path, "--", *words))}


def stored(asked: Namespace) -> None:
    """In the child: `memory` is the greatest of one process."""
    with timed() as time:
        command(*asked.words, "--db", asked.path, allowed=(0, 1))
    with closing(sqlite3.connect(asked.path)) as db:
        (reports,) = db.execute("SELECT COUNT(*) FROM report").fetchone()
    times = {"processor": time.processor, "clock": time.clock, "rate": reports / time.clock}
    print(json.dumps({"reports": reports, **times, "memory": peak(resource.RUSAGE_CHILDREN)}))


def one_more(asked: Namespace) -> None:
    """In the child: one file after another; the first loads what the others find loaded."""
    from goidata.intake.loading import load

    times = []
    for file in asked.files:
        with timed() as each:
            load([file], asked.db, jobs=1)
        times.append(each)
    after = middle(times[1:] or times)
    row = {"reports": len(times), "processor": after.processor, "clock": after.clock}
    print(json.dumps({"what": "one more", **row, "memory": peak()}))
