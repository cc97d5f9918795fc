"""The processes that read for this one: one for a command, a few for visitors of a dashboard."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from goidata.intake.attempts import Attempt
from goidata.intake.guarded import Guarded, Limits

VISITORS = 4  # files of visitors that are read at a time
LIMITS = Limits(outside=60.0)  # of a visitor's file, whatever program works on it


@cache
def reader() -> Guarded:
    """The process that reads one file after the other for a command."""
    started = Guarded()
    atexit.register(started.end)
    return started


class Visitors:
    """Processes for files that visitors drop in: each file has one to itself, so that none waits
    for another's; one is kept for the next."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._free: list[Guarded] = []
        self._room = BoundedSemaphore(VISITORS)

    def read(self, file: str, name: str, data: bytes, hints: tuple[str, ...]) -> Attempt:
        """What comes of a file."""
        with self._one() as one:
            return one.read(file, name, data, hints)

    def end(self) -> None:
        """End those that wait."""
        while self._free:
            self._free.pop().end()

    @contextmanager
    def _one(self) -> Iterator[Guarded]:
        with self._room:
            try:
                one = self._free.pop()
            except IndexError:
                one = Guarded(self._limits)
            try:
                yield one
            finally:
                if self._free:
                    one.end()
                else:
                    self._free.append(one)


@cache
def visitors() -> Visitors:
    """Those of this server."""
    made = Visitors()
    atexit.register(made.end)
    return made
