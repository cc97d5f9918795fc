"""An older database brought up to the declarations of today: their tables, and checks anew."""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from goidata import __version__
from goidata.checks import run
from goidata.form import catalogue_version, words_version
from goidata.intake.acceptance import apply_accepted
from goidata.intake.crosschecks import check_across
from goidata.intake.processes import processes
from goidata.store import reference
from goidata.store.database import connect, is_older, must_exist, writing
from goidata.store.findings import reworded
from goidata.store.inserting import checked_again
from goidata.store.records import counts_of, found_rows
from goidata.store.restoring import restored
from goidata.store.shapes import Row

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

_FEW = 500  # reports for which another process is not worth its start
_AT_ONCE = 200

_DECISIVE = ("version", "catalogue")  # as kept of what reports were checked by

Parts = dict[str, list[Row]]
Checked = tuple[int, Parts, Row]  # report, what its checks give, counts
Progress = Callable[[int, int], None]


def is_behind(path: Path) -> bool:
    """Whether the database at `path`, which is there, has older tables than those of today, or was
    checked by another catalogue. Raises DatabaseError."""
    if is_older(path):
        return True
    with closing(connect(path)) as connection:
        return _now() != _then(connection)


def update(path: Path, progress: Progress = lambda done, total: None) -> int:
    """Bring the database at `path`, which must exist, to the tables, checks and words of today;
    gives how many reports were checked again. What people decided stays. Raises DatabaseError."""
    must_exist(path)
    with writing(path) as database:
        return bring_up_to_date(database, progress)


@contextmanager
def up_to_date(path: Path) -> Iterator[Database]:
    """The database at `path`, which must exist, open for one change and brought up to date before
    it: people decide on what is found today. Raises DatabaseError."""
    must_exist(path)
    with writing(path) as database:
        bring_up_to_date(database)
        yield database


def bring_up_to_date(database: Database, progress: Progress = lambda done, total: None) -> int:
    """Check every stored report again where the catalogue of checks has changed since; gives how
    many were. Where only its words have, what was found is told anew, and none is. `progress` is
    told (reports done, reports in all)."""
    now, then = _now(), _then(database.conn)
    if now == then:
        return 0
    if any(now[key] != then[key] for key in _DECISIVE):
        return check_again(database, now, progress)
    _declare(database, now)
    tell_again(database)
    return 0


def _declare(database: Database, now: Mapping[str, str]) -> None:
    """Put the declarations of today into the database, and that it is of today."""
    reference.refill(database)
    database.conn.executemany(
        "UPDATE meta SET value = ? WHERE key = ?", [(value, key) for key, value in now.items()]
    )


def tell_again(database: Database) -> None:
    """Put everything found into the words of today, from what is stored of it."""
    told = "UPDATE finding SET detail = ? WHERE id = ?"
    database.conn.executemany(told, reworded(database.conn))


def check_again(
    database: Database, now: Mapping[str, str], progress: Progress = lambda done, total: None
) -> int:
    """Check every stored report again, by itself, against last year's and against other units';
    gives how many were.

    All are read before anything is written: a change that no longer fits into memory keeps other
    processes out, and these read.
    """
    reports = [report for (report,) in database.conn.execute("SELECT id FROM report ORDER BY id")]
    with TemporaryFile() as aside:
        for done, checked in enumerate(_checked(database, reports), 1):
            pickle.dump(checked, aside)
            progress(done, len(reports))
        aside.seek(0)
        _declare(database, now)
        for _ in reports:
            checked_again(database, *pickle.load(aside))  # what was just written
    agencies = [agency for (agency,) in database.conn.execute("SELECT id FROM agency")]
    check_across(database, agencies)
    apply_accepted(database)
    return len(reports)


def _now() -> dict[str, str]:
    """What checks reports today, as it is kept of those checked."""
    versions = (__version__, catalogue_version(), words_version())
    return dict(zip((*_DECISIVE, "words"), versions, strict=True))


def _then(connection: sqlite3.Connection) -> dict[str, str]:
    """What the stored reports were checked by."""
    meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    return {key: meta.get(key, "") for key in _now()}


def _checked(database: Database, reports: Sequence[int]) -> Iterator[Checked]:
    """What checks give of each report by itself; of many, in other processes."""
    jobs = min(os.cpu_count() or 1, len(reports) // _FEW)
    (path,) = (row[2] for row in database.conn.execute("PRAGMA database_list") if row[1] == "main")
    if jobs < 2 or not path:
        for report in reports:
            yield _check(database.conn, report)
        return
    parts = [reports[at : at + _AT_ONCE] for at in range(0, len(reports), _AT_ONCE)]
    with processes(jobs) as pool:
        for found in pool.map(_check_part, [path] * len(parts), parts):
            yield from found


def _check_part(path: str, reports: Sequence[int]) -> list[Checked]:
    """What another process does: it reads what was stored before this change."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [_check(connection, report) for report in reports]
    finally:
        connection.close()


def _check(connection: sqlite3.Connection, identifier: int) -> Checked:
    report = restored(connection, identifier)
    findings = run(report)
    return identifier, found_rows(report, findings), counts_of(report, findings)
