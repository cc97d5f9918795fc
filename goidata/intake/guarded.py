"""Files read in a process that can be ended: its time and memory have limits, its end is not ours.

What runs over is refused in one line, and the process replaced. Processor time is what counts, so
that a busy machine refuses nothing that a quiet one reads; by the clock a process may only wait.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, BinaryIO

from goidata.documents.apart import environment
from goidata.documents.limits import memory
from goidata.errors import ReadersError, Refusal
from goidata.intake import apart
from goidata.intake.attempts import Attempt, digest
from goidata.intake.sources import Source

WORN = 300 * 1024**2  # bytes from which a process is replaced before the next file
_LOOK = 0.02  # seconds between two looks, in which a process may take 50 MB more
_DIED = None  # in place of an answer
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds of a processor; seconds by the clock, alone and while another
    program works on it (a converter, a recogniser: these have limits of their own, a page each);
    bytes of memory, alone and with such a program (a recogniser needs 600 MB for any page)."""

    seconds: float = 10.0
    waiting: float = 60.0
    outside: float = 660.0
    memory: int = 380 * 1024**2  # seen; 500 MB are promised, also on a busy machine
    memory_outside: int = 1024**3


class Guarded:
    """A process that reads, started when it is needed. For one thread at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._number: int | None = None
        self._tasks: BinaryIO
        self._answers: SimpleQueue[Any] = SimpleQueue()
        self._files = 0

    def begin(self) -> None:
        """Start the process, if it does not run: a copy of this one where that is safe, as it
        takes milliseconds; else a new interpreter. Raises ReadersError where it does not start."""
        if self._number is None:
            self.listen(self.start())

    def read(
        self, file: str, name: str, data: bytes, hints: tuple[str, ...], to_store: bool = False
    ) -> Attempt:
        """What comes of a file, as `attempts.attempt` gives it, or, `to_store`, as
        `attempt_to_store` does. A process that dies of itself gets a second chance. Raises
        what these raise."""
        task: apart.Task = to_store, file, name, data, hints
        for _ in range(2):
            self.begin()
            try:
                found = self._asked(task)
            except TimeoutError:
                self.end()
                refusal = Refusal.of("too_large.complex", name=file)
                return Attempt.refused(file, refusal, digest(data))
            except BaseException:  # the next answer would be this file's, taken for another's
                self.end()
                raise
            if isinstance(found, Exception):
                raise found
            if found is not _DIED:
                assert isinstance(found, Attempt)
                self._renew()
                return found
            self.end()
        return Attempt.refused(file, Refusal.of("damaged.reader", file=file), digest(data))

    def tried(self, source: Source) -> Attempt:
        """Open, read and check one file."""
        try:
            data = source.data()
        except Refusal as error:
            return Attempt.refused(source.file, error)
        return self.read(source.file, source.name, data, source.hints)

    def end(self) -> None:
        """End the process and what it has started."""
        number, self._number = self._number, None
        if number is None:
            return
        for each in [number, *apart.started_by(number)]:
            apart.end(each)
        with suppress(OSError):
            self._tasks.close()
        if hasattr(os, "waitpid") and sys.platform != "win32":
            with suppress(ChildProcessError):
                os.waitpid(number, 0)

    def _asked(self, task: apart.Task) -> Any:
        """The answer to a task, _DIED where there will be none. Raises TimeoutError."""
        try:
            pickle.dump(task, self._tasks, pickle.HIGHEST_PROTOCOL)
            self._tasks.flush()
        except BrokenPipeError:
            return _DIED
        return self._answered()

    def _answered(self) -> Any:
        """The next answer, _DIED where there will be none. Raises TimeoutError."""
        assert self._number is not None
        spent, alone, outside, before = None, 0.0, 0.0, time.monotonic()
        while True:
            with suppress(Empty):
                return self._answers.get(timeout=_LOOK)
            others = list(apart.started_by(self._number))
            now, used = time.monotonic(), _seconds_of(self._number)
            alone, outside = alone + (now - before) * (not others), outside + now - before
            spent, before = used if spent is None else spent, now
            held = sum(map(memory, (self._number, *others)))
            most = self._limits
            if (
                used - spent > most.seconds
                or alone > most.waiting
                or outside > most.outside
                or held > (most.memory_outside if others else most.memory)
            ):
                raise TimeoutError

    def _renew(self) -> None:
        """Give up a process that has grown; looked at now and then."""
        self._files += 1
        if self._files % 20 == 0 and self._number is not None and memory(self._number) > WORN:
            self.end()

    def start(self, others: Sequence[BinaryIO] = ()) -> BinaryIO:
        """The answers of the process, started now; nobody listens yet. `others` are the pipes of
        those that were started beside it."""
        self._answers = SimpleQueue()
        try:
            return self._copy(others) if _may_be_copied() else self._anew()
        except OSError as error:  # no memory, or too many processes
            raise ReadersError.of("worker.died") from error

    def listen(self, answers: BinaryIO) -> None:
        """Pass on what comes from the process."""
        threading.Thread(target=_listen, args=(answers, self._answers), daemon=True).start()

    @property
    def tasks(self) -> BinaryIO:
        """The pipe by which a process that runs is asked."""
        return self._tasks

    def _copy(self, others: Sequence[BinaryIO]) -> BinaryIO:
        mine, theirs = os.pipe(), os.pipe()
        number = os.fork()
        if not number:
            try:
                os.setsid()
                for each in others:  # or these would never see that it is shut
                    each.close()
                os.close(mine[1])
                os.close(theirs[0])
                apart.serve(os.fdopen(mine[0], "rb"), os.fdopen(theirs[1], "wb"))
            finally:
                os._exit(0)
        os.close(mine[0])
        os.close(theirs[1])
        self._number, self._tasks = number, os.fdopen(mine[1], "wb")
        return os.fdopen(theirs[0], "rb")

    def _anew(self) -> BinaryIO:
        import subprocess

        process = subprocess.Popen(
            [sys.executable, "-m", "goidata.intake.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
            start_new_session=True,  # an interrupt from the keyboard is answered here
        )
        assert process.stdin is not None and process.stdout is not None
        try:
            ready = pickle.load(process.stdout)
        except EOFError:
            ready = None
        if ready != apart.READY:
            raise ReadersError.of("worker.died")
        self._number, self._tasks = process.pid, process.stdin  # type: ignore[assignment]
        return process.stdout  # type: ignore[return-value]


def begin_copies(guarded: Sequence[Guarded]) -> None:
    """Start all as copies of this process, before any is listened to, since one of several threads
    is not copied; where it may not be, each begins when it is needed. Raises ReadersError."""
    pipes: list[BinaryIO] = []
    started: list[tuple[Guarded, BinaryIO]] = []
    for each in guarded if _may_be_copied() else ():
        answers = each.start(pipes)
        pipes += [each.tasks, answers]
        started.append((each, answers))
    for each, answers in started:
        each.listen(answers)


def _listen(stream: BinaryIO, answers: SimpleQueue[Any]) -> None:
    """Pass answers on until there are no more."""
    with suppress(Exception):  # the pipe ends wherever the process does
        while True:
            answers.put(pickle.load(stream))
    answers.put(_DIED)
    with suppress(OSError):
        stream.close()


def _may_be_copied() -> bool:
    """Whether nothing else runs in this process, whose copy would lack it."""
    tasks = Path("/proc/self/task")
    return sys.platform == "linux" and tasks.is_dir() and len(list(tasks.iterdir())) == 1


def _seconds_of(process: int) -> float:
    """Processor time of a process so far; 0 where the system does not tell."""
    with suppress(OSError, IndexError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS
    return 0.0
