"""Pages worked out at the same time: a few, and then those that have waited longest.

Many at once finish late together, since Python runs one of them at a time; one after the other,
most finish early, and none later.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock


class Turns:
    """At most so many `at_once`; the others wait in the order in which they came."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._waiting: deque[Event] = deque()
        self._lock = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until it is our turn, and give it on at the end of the block."""
        mine = Event()
        with self._lock:
            if self._free:
                self._free -= 1
                mine.set()
            else:
                self._waiting.append(mine)
        mine.wait()
        try:
            yield
        finally:
            self._on()

    def _on(self) -> None:
        """The turn of whoever has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1


# Two for each processor: a page that waits for the columns, or takes long, lets others go on.
PAGES = Turns(2 * (os.cpu_count() or 1))
