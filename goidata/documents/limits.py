"""Bounds on what reading one file may cost, so that no file holds up those behind it.

A thread watches the one that reads. Libraries that parse in Python cannot be stopped otherwise; the
exception reaches the reading thread between two of its steps (PyThreadState_SetAsyncExc). It is no
Exception, so that no library mistakes it for a fault of the file.
"""

from __future__ import annotations

import _thread
import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from goidata.errors import Refusal

SECONDS = 6.0  # of one processor; a real report takes less than two
GROWTH = 220 * 1024 * 1024  # bytes of memory; a real report takes less than a third
PERIOD = 0.05
AGAIN = 1.0  # seconds until what was swallowed where nothing can be raised is raised once more
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
RESIDENT, PRIVATE = 1, 5  # of the numbers of /proc/…/statm, in pages: held, set aside for itself


class TooCostly(BaseException):
    """Raised in a thread whose reading exceeds its bounds."""


@contextmanager
def bounded(name: str) -> Iterator[None]:
    """Runs its block within SECONDS and GROWTH; raises Refusal `too_large` for the file `name`
    where that is not enough. Without a clock for threads the time of the whole process counts;
    without /proc memory does not."""
    done = threading.Event()
    lock = threading.Lock()
    # As threading.Thread, but reading does not wait until the watcher has begun.
    reader = threading.get_ident()
    _thread.start_new_thread(_watch, (reader, _clock(reader), done, lock))
    try:
        try:
            yield
        finally:
            # The watcher interrupts under the lock only, so nothing waits for its end.
            with lock:
                done.set()
    except TooCostly:
        done.set()  # should that have been cut off as well
        raise Refusal.of("too_large.complex", name=name) from None


def _watch(
    thread: int,
    spent: Callable[[], float],
    done: threading.Event,
    lock: threading.Lock,
) -> None:
    used = memory()
    while not done.wait(PERIOD):
        if spent() > SECONDS or memory() - used > GROWTH:
            with lock:  # never after the reading has ended
                if not done.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(thread), ctypes.py_object(TooCostly)
                    )
            done.wait(AGAIN)


def _clock(thread: int) -> Callable[[], float]:
    """The seconds of processor time that a thread, which is alive, takes from now on; none once it
    has ended."""
    if sys.platform != "linux":
        start = time.process_time()
        return lambda: time.process_time() - start
    number = time.pthread_getcpuclockid(thread)
    begun = time.clock_gettime(number)

    def spent() -> float:
        try:
            return time.clock_gettime(number) - begun
        except OSError:
            return 0.0

    return spent


def memory(process: int | str = "self", kind: int = RESIDENT) -> int:
    """The memory of a process in bytes; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[kind]) * PAGE
    except (OSError, ValueError, IndexError):
        return 0
