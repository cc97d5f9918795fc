"""Processes of this machine that read while this one stores.

They end with it, however it ends: each waits for the end of a pipe that only this process holds.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING

from goidata.errors import ReadersError
from goidata.intake.attempts import Attempt, digest
from goidata.intake.guarded import Guarded, Limits, begin_copies
from goidata.intake.spreading import Opened, Readers

if TYPE_CHECKING:  # reading one file needs no other process
    from concurrent.futures import Executor

FILES = 20  # that a process reads before it answers
_AHEAD = 12  # answers of each process that may wait while a batch is stored
_ORPHANED = 1


@contextmanager
def reading(jobs: int, limits: Limits | None = None) -> Iterator[Readers]:
    """`jobs` processes that read, each watched by a thread that replaces it where a file is its
    end. Raises ReadersError where one does not start."""
    from concurrent.futures import ThreadPoolExecutor

    held = [Guarded(limits) for _ in range(jobs)]
    free = SimpleQueue[Guarded]()
    for each in held:
        free.put(each)

    def read(part: Sequence[Opened]) -> list[Attempt]:
        one = free.get()
        try:
            return [one.read(*opened, to_store=True) for opened in part]
        finally:
            free.put(one)

    with ThreadPoolExecutor(jobs) as threads:
        try:
            begin_copies(held)  # before there are threads
            yield Readers(lambda part: threads.submit(read, part), FILES, jobs * _AHEAD)
        finally:
            threads.shutdown(cancel_futures=True)
            for each in held:
                each.end()


@contextmanager
def processes(jobs: int, prepare: Callable[[], None] | None = None) -> Iterator[Executor]:
    """Processes that read while this one stores; each begins with `prepare`. Raises
    ReadersError where one of them dies."""
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
    from multiprocessing import get_context

    try:
        with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (prepare,)) as pool:
            try:
                _start(pool, jobs)
                yield pool
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    except BrokenProcessPool as error:
        raise ReadersError.of("worker.died") from error


def _begin(prepare: Callable[[], None] | None) -> None:
    """What a process does first."""
    Thread(target=_end_with_parent, daemon=True).start()
    if prepare is not None:
        prepare()


def _end_with_parent() -> None:
    """End this process when the one that started it has ended: else it would wait for work for
    ever, since it holds both ends of the queue itself."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(_ORPHANED)


def _start(pool: Executor, jobs: int) -> None:
    """Start all processes, deaf to an interrupt from the keyboard: it reaches every process, and
    one is enough to answer it."""
    if current_thread() is not main_thread():
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for _ in range(jobs):  # one task each, before any is idle
            pool.submit(digest, b"")
    finally:
        signal.signal(signal.SIGINT, before)
