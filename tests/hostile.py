"""A process that reads files one after the other and says what each cost; started by the tests."""

from __future__ import annotations

import multiprocessing
import time
import traceback
import unicodedata
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from goidata.errors import Refusal
from goidata.extraction.reading import read

# What a refusal may be called; each is promised.
CODES = frozenset(
    {
        *("not_a_report", "blank_form", "several_reports", "old_edition", "scanned", "encrypted"),
        *("damaged", "unsupported", "too_large", "undecided_year", "undecided_unit"),
    }
)
LONGEST = 300  # characters of a line
WAIT = 60  # seconds until a reader that does not answer is given up
FRESH = 250  # MB of peak memory from which the next file gets a new process


def is_clear(said: str) -> bool:
    """Whether a refusal is one line for people."""
    steering = any(unicodedata.category(each) in ("Cc", "Cf", "Cs") for each in said)
    return 0 < len(said) <= LONGEST and not steering and "Traceback" not in said


@dataclass(frozen=True, slots=True)
class Cost:
    """What came of a file: "report", a code, "traceback" or "died"; seconds of processor time and
    the peak of the process's memory in MB; what is said of it."""

    end: str
    seconds: float = 0.0
    peak: float = 0.0
    detail: str = ""


class Reader:
    """Reads files in another process, so that its time and memory are its own."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._start()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stop()

    def read(self, data: bytes, name: str) -> Cost:
        self._pipe.send((data, name))
        if not self._pipe.poll(WAIT):
            self._restart()
            return Cost("died", detail="no answer")
        try:
            cost: Cost = self._pipe.recv()
        except EOFError:
            self._restart()
            return Cost("died", detail="ended")
        if cost.peak > FRESH:
            self._restart()
        return cost

    def _start(self) -> None:
        self._pipe, other = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def _stop(self) -> None:
        self._pipe.close()
        self._process.terminate()
        self._process.join()

    def _restart(self) -> None:
        self._stop()
        self._start()


def _serve(pipe: Connection) -> None:
    while True:
        try:
            data, name = pipe.recv()
        except EOFError:
            return
        start = time.process_time()
        try:
            read(data, name)
            end, detail = "report", ""
        except Refusal as refusal:
            end, detail = refusal.code, str(refusal)
        except Exception:
            end, detail = "traceback", traceback.format_exc()[-1500:]
        del data
        pipe.send(Cost(end, time.process_time() - start, _peak(), detail))


def _peak() -> float:
    """The most memory this program has held, in MB; what its parent held does not count."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024
