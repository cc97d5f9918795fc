"""Files into the database: read, checked and stored in one transaction, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from goidata.errors import Refusal
from goidata.intake.acceptance import apply_accepted
from goidata.intake.archives import entries, is_archive
from goidata.intake.attempts import Attempt, attempts
from goidata.intake.crosschecks import check_across
from goidata.intake.sources import Source, files, label, of_file
from goidata.intake.upkeep import bring_up_to_date
from goidata.store.agencies import DIRECTORY, enter_directory, settled
from goidata.store.database import now, revise, writing
from goidata.store.filing import Origin, file_record
from goidata.store.inserting import insert_one
from goidata.store.summaries import Key, refresh
from goidata.store.tallies import mark_synthetic
from goidata.wording import say

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

_FEW = 50  # files for which another process is not worth its start

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Tally:
    """What a load did: how many reports were stored, how many files were held before, the files
    that were not read with their refusals, and what waits for a person: the (unit, year) whose
    versions differ, and the files whose region is undecided. `broken` are the checks that failed
    themselves. `keys` are the sums that changed,
    `agencies` the units whose reports did."""

    read: int = 0
    skipped: int = 0
    refused: list[tuple[str, Refusal]] = field(default_factory=list)
    differing: list[tuple[str, int]] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    broken: dict[str, None] = field(default_factory=dict)
    keys: set[Key] = field(default_factory=set)
    agencies: set[int] = field(default_factory=set)

    def lines(self, language: str) -> Iterator[str]:
        """What people are told at the end."""
        read, skipped, refused = self.read, self.skipped, len(self.refused)
        yield say("commands.load.stored", language, read=read, skipped=skipped, refused=refused)
        for unit, year in dict.fromkeys(self.differing):
            yield say("commands.load.differing", language, unit=unit, year=year)
        for file in self.undecided:
            yield say("commands.load.undecided", language, file=file)


def load(
    paths: Iterable[Path],
    database: Path,
    jobs: int | None = None,
    progress: Progress = lambda done, total: None,
) -> Tally:
    """Store every report in `paths` (files, folders, zip archives); what cannot be read is
    recorded with its reason and the rest is stored.

    `progress` is told (files done, files in all). Raises UsageError where a path does not exist,
    DatabaseError where the database cannot be written; then nothing is stored.
    """
    paths = list(paths)
    found = list(_sources(paths, database))
    tally = Tally()
    with writing(database) as store:
        bring_up_to_date(store)
        for directory in _directories(paths, database):
            enter_directory(store, directory)
        number = _begun(store, "\n".join(map(label, paths)))
        for done, attempt in enumerate(_attempted(store, found, jobs), 1):
            _take(store, tally, attempt, number)
            progress(done, len(found))
        _finish(store, tally, number)
    return tally


def load_batch(attempts: Iterable[Attempt], database: Path, source: str) -> Tally:
    """Store what came of some files as a load of its own, complete in itself; `source` says in the
    list of loads where they are from. Raises DatabaseError; then nothing of it is stored."""
    tally = Tally()
    with writing(database) as store:
        bring_up_to_date(store)
        number = _begun(store, source)
        for attempt in attempts:
            _take(store, tally, attempt, number)
        _finish(store, tally, number)
    return tally


def _begun(store: Database, source: str) -> int:
    return insert_one(store, "load", {"started": now(), "paths": source})


def _sources(paths: list[Path], database: Path) -> Iterator[Source | Attempt]:
    """Every file; an archive that cannot be opened is an attempt already, and failed."""
    for path in files(paths, leave=database):
        if not is_archive(path):
            yield of_file(path)
            continue
        try:
            yield from entries(path)
        except Refusal as error:
            yield Attempt.refused(label(path), error)


def _attempted(
    store: Database, found: list[Source | Attempt], jobs: int | None
) -> Iterator[Attempt]:
    """Failed archives first, then the files in order."""
    yield from (each for each in found if isinstance(each, Attempt))
    known = (sha256 for (sha256,) in store.conn.execute("SELECT sha256 FROM report"))
    sources = [each for each in found if isinstance(each, Source)]
    if jobs is None:
        jobs = min(os.cpu_count() or 1, len(sources) // _FEW)
    yield from attempts(sources, jobs, known)


def _directories(paths: list[Path], database: Path) -> list[Path]:
    """The directories of agencies that lie in or beside what is loaded, or beside the database."""
    places: list[Path] = []
    for path in (each.resolve() for each in paths):
        places += [path, path.parent] if path.is_dir() else [path.parent, path.parent.parent]
    places.append(database.resolve().parent)
    candidates = dict.fromkeys(place / DIRECTORY for place in places)
    return [candidate for candidate in candidates if candidate.is_file()]


def _take(store: Database, tally: Tally, attempt: Attempt, load: int) -> None:
    if attempt.skipped:
        tally.skipped += 1
    elif attempt.refusal is not None:
        tally.refused.append((attempt.file, attempt.refusal))
        _refuse(store, attempt, attempt.refusal, load)
    elif attempt.record is not None:
        tally.broken.update(dict.fromkeys(attempt.broken))
        _store(store, tally, attempt, load)


def _store(store: Database, tally: Tally, attempt: Attempt, load: int) -> None:
    assert attempt.record is not None and attempt.sha256 is not None
    identity = settled(store, attempt.record.identity)
    record = replace(attempt.record, identity=identity)
    filed = file_record(store, record, Origin(attempt.file, attempt.sha256, load))
    tally.read += 1
    tally.keys.add(filed.key)
    tally.agencies.add(filed.agency)
    if identity.region is None:
        tally.undecided.append(attempt.file)
    if filed.differs:
        tally.differing.append((identity.unit, identity.year))


def _refuse(store: Database, attempt: Attempt, refusal: Refusal, load: int) -> None:
    insert_one(
        store,
        "refusal",
        {
            "load": load,
            "file": attempt.file,
            "sha256": attempt.sha256,
            "code": refusal.code,
            "message_zh": refusal.zh,
            "message_en": refusal.en,
            "at": now(),
        },
    )


def _finish(store: Database, tally: Tally, load: int) -> None:
    refresh(store, tally.keys)
    check_across(store, tally.agencies)
    apply_accepted(store)
    mark_synthetic(store)
    store.conn.execute(
        "UPDATE load SET finished = ?, read = ?, refused = ?, skipped = ? WHERE id = ?",
        (now(), tally.read, len(tally.refused), tally.skipped, load),
    )
    revise(store)
