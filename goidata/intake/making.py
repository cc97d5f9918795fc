"""Synthetic reports straight into a database: processes make, read and check them, this one writes.

They are stored in batches, each complete in itself: what a kill loses is less than one of them, and
the same sample again makes only what is lacking.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from goidata.intake.attempts import Attempt, attempt_to_store, digest
from goidata.intake.batches import load_batch
from goidata.intake.known import known_tables
from goidata.intake.processes import processes
from goidata.intake.upkeep import bring_up_to_date
from goidata.samples import Body, Drawing, Sample, reports_of
from goidata.store.database import writing

if TYPE_CHECKING:
    from concurrent.futures import Future

NAME = "goidata sample"  # in the list of loads
BATCH = 2_000  # reports stored at once
AT_ONCE = 20  # units that a process makes before it answers
_AHEAD = 12  # answers of each process that may wait while a batch is stored
_FEW = 50  # units for which another process is not worth its start

Progress = Callable[[int, int], None]
Numbered = Sequence[tuple[int, Body]]


class _Known:
    """What a process is told when it begins: the digests of the reports that are stored."""

    digests: frozenset[str] = frozenset()


def make(
    drawing: Drawing,
    database: Path,
    progress: Progress = lambda done, total: None,
    jobs: int | None = None,
) -> int:
    """Store the reports of `drawing` in the database; gives how many were not there before.

    `progress` is told (reports done, reports in all) after each batch. Raises DatabaseError; the
    batches stored by then stay.
    """
    total = drawing.units * len(drawing.years)
    done = stored = 0
    for batch in _batches(_made(drawing, _held(database), jobs)):
        stored += load_batch(batch, database, NAME).read
        done += len(batch)
        progress(done, total)
    return stored


def _held(database: Path) -> frozenset[str]:
    with writing(database) as held:
        bring_up_to_date(held)
        return frozenset(row[0] for row in held.conn.execute("SELECT sha256 FROM report"))


def _batches(answers: Iterable[list[Attempt]]) -> Iterator[list[Attempt]]:
    batch: list[Attempt] = []
    for answer in answers:
        batch += answer
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _made(drawing: Drawing, held: frozenset[str], jobs: int | None) -> Iterator[list[Attempt]]:
    """The attempts to store every report, some units at a time, in their order."""
    if jobs is None:
        jobs = min(os.cpu_count() or 1, drawing.units // _FEW)
    tasks = _tasks(drawing)
    if jobs < 2:
        yield from (_answer(units, drawing, held) for units in tasks)
        return
    with processes(jobs, partial(_know, held)) as pool:
        yield from _spread(tasks, drawing, pool, jobs * _AHEAD)


def _spread(
    tasks: Iterable[Numbered], drawing: Drawing, pool: Executor, window: int
) -> Iterator[list[Attempt]]:
    waiting: deque[Future[list[Attempt]]] = deque()
    for units in tasks:
        waiting.append(pool.submit(_answer_there, units, drawing))
        if len(waiting) >= window:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _tasks(drawing: Drawing) -> Iterator[Numbered]:
    numbered = enumerate(drawing.bodies(), 1)
    while units := list(islice(numbered, AT_ONCE)):
        yield units


def _know(held: frozenset[str]) -> None:
    _Known.digests = held


def _answer_there(units: Numbered, drawing: Drawing) -> list[Attempt]:
    """What another process does."""
    return _answer(units, drawing, _Known.digests)


def _answer(units: Numbered, drawing: Drawing, held: frozenset[str]) -> list[Attempt]:
    return [_attempt(sample, held) for sample in reports_of(units, drawing)]


def _attempt(sample: Sample, held: frozenset[str]) -> Attempt:
    data = sample.text.encode()
    sha256 = digest(data)
    if sha256 in held:
        return Attempt(sample.file, sha256, skipped=True)
    return attempt_to_store(sample.file, sample.file, data, (), known_tables(sample))
