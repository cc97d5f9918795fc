"""Files into the database: read, checked and stored some thousand at a time, or by the minute.

Each batch is complete in itself, so that what a kill loses is less than one of them, and the same
load again reads only what is lacking. Only this process writes the database; the others read.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from goidata.errors import Refusal
from goidata.intake.archives import entries, is_archive
from goidata.intake.attempts import Attempt
from goidata.intake.batches import Tally, begun, finish, store_batch
from goidata.intake.originals import keep_originals
from goidata.intake.resuming import begun_before, refused_before
from goidata.intake.sources import Source, files, label, leads_outside, of_file, outside
from goidata.intake.spreading import Known, Readers, in_turn, spread
from goidata.intake.upkeep import bring_up_to_date
from goidata.store.agencies import DIRECTORY, Listed, enter, read_directory
from goidata.store.columnar import catch_up
from goidata.store.database import connect, may_be_made, writing
from goidata.store.filing import holds

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

BATCH = 2_000  # files stored at once
_LEAST = 250  # of the last batches, so that those who read have work while one is stored
LONGEST = 60.0  # seconds after which what was read is stored, as scans of some seconds each
_FEW = 50  # files for which another process is not worth its start

Progress = Callable[[int, int], None]


class Stopped(KeyboardInterrupt):
    """A load ended from the keyboard after some batches, which stay."""


def load(
    paths: Iterable[Path],
    database: Path,
    jobs: int | None = None,
    progress: Progress = lambda done, total: None,
    scheduler: str | None = None,
    keep: bool = False,
) -> Tally:
    """Store every report in `paths` (files, folders, zip archives); what cannot be read is
    recorded with its reason and the rest is stored. `scheduler` is the address of one whose
    machines read the files, rather than `jobs` processes of this one. With `keep` the files of
    reports, also of those held before, are kept beside the database.

    `progress` is told (files done, files in all). Raises UsageError where a path does not exist,
    and before anything is stored where a directory of agencies is wrong; DatabaseError where the
    database cannot be written; ReadersError where those who read are lost; Stopped where it is
    ended from the keyboard. The batches stored by then stay.
    """
    paths = list(paths)
    found = list(_sources(paths, database))
    originals = {each.file: each for each in found if isinstance(each, Source)} if keep else {}
    directory = [row for file in _directories(paths, database) for row in read_directory(file)]
    work = _Load(database, "\n".join(map(label, paths)), directory)
    tally, done = Tally(), 0
    with ExitStack() as stack:
        attempted = _told(work.attempted(found, jobs, scheduler, stack), len(found), progress)
        try:
            while work.number is None or done < len(found):
                batch = list(_batch(attempted, len(found) - done))
                done += len(batch)
                tally.add(work.store(batch, last=done == len(found)))
                tally.kept += keep_originals(database, batch, originals)
                if done < len(found):
                    catch_up(database)  # from here on it follows each batch by itself
        except KeyboardInterrupt as interrupt:
            if work.number is None:
                raise
            raise Stopped from interrupt
    return tally


def _batch(attempts: Iterator[Attempt], left: int) -> Iterator[Attempt]:
    """The files to be stored at once, of those that are left: as many as BATCH, or as were read in
    LONGEST seconds; towards the end half of them, since nobody reads while the last are stored."""
    ends = time.monotonic() + LONGEST
    for attempt in islice(attempts, min(BATCH, max(_LEAST, left // 2))):
        yield attempt
        if time.monotonic() > ends:
            return


def _told(attempts: Iterator[Attempt], total: int, progress: Progress) -> Iterator[Attempt]:
    for done, attempt in enumerate(attempts, 1):
        progress(done, total)
        yield attempt


class _Load:
    """One load: the database is brought up to date before it, and entered in the list of loads
    with the first batch; the same load that was not finished is gone on with."""

    def __init__(self, database: Path, source: str, directory: list[Listed]) -> None:
        self._database, self._source, self._directory = database, source, directory
        self._before: int | None = None
        self.number: int | None = None
        may_be_made(database)
        if database.exists():
            with writing(database) as store:
                if not bring_up_to_date(store):
                    self._before = begun_before(store.conn, source)

    def attempted(
        self,
        found: list[Source | Attempt],
        jobs: int | None,
        scheduler: str | None,
        stack: ExitStack,
    ) -> Iterator[Attempt]:
        """Failed archives first, then the files in order."""
        yield from (each for each in found if isinstance(each, Attempt))
        sources = [each for each in found if isinstance(each, Source)]
        readers = _readers(len(sources), jobs, scheduler, stack)
        known = Known()
        if self._database.exists():
            reading = stack.enter_context(closing(connect(self._database)))
            known = Known(holds(reading), refused_before(reading, self._before))
        yield from spread(sources, readers, known) if readers else in_turn(sources, known)

    def store(self, batch: list[Attempt], last: bool) -> Tally:
        """Store a batch, in one transaction."""
        with writing(self._database) as store:
            number = self._begin(store) if self.number is None else self.number
            tally = store_batch(store, batch, number)
            if last:
                finish(store, number)
        self.number = number
        return tally

    def _begin(self, store: Database) -> int:
        bring_up_to_date(store)
        if self._directory:
            enter(store, self._directory)
        return begun(store, self._source) if self._before is None else self._before


def _readers(
    files_in_all: int, jobs: int | None, scheduler: str | None, stack: ExitStack
) -> Readers | None:
    """Those who read, where it is not this process alone."""
    if scheduler is not None:
        from goidata.intake.machines import machines

        return stack.enter_context(machines(scheduler))
    if jobs is None:
        jobs = min(os.cpu_count() or 1, files_in_all // _FEW)
    if jobs <= 1:
        return None
    from goidata.intake.processes import reading

    return stack.enter_context(reading(jobs))


def _sources(paths: list[Path], database: Path) -> Iterator[Source | Attempt]:
    """Every file; an archive that cannot be opened is an attempt already, and failed."""
    folders = [each for each in paths if each.is_dir()]
    for path in files(paths, leave=database):
        if path not in paths and leads_outside(path, folders):
            yield Attempt.refused(label(path), outside(path))
            continue
        if not is_archive(path):
            yield of_file(path)
            continue
        try:
            yield from entries(path)
        except Refusal as error:
            yield Attempt.refused(label(path), error)


def _directories(paths: list[Path], database: Path) -> list[Path]:
    """The directories of agencies that lie in or beside what is loaded, or beside the database."""
    places: list[Path] = []
    for path in (each.resolve() for each in paths):
        places += [path, path.parent] if path.is_dir() else [path.parent, path.parent.parent]
    places.append(database.resolve().parent)
    candidates = dict.fromkeys(place / DIRECTORY for place in places)
    return [candidate for candidate in candidates if candidate.is_file()]
