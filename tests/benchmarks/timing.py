"""How long something takes: processor time, and the clock, which a shared machine lets say less."""

from __future__ import annotations

import math
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
_KIB = 1024
_STATUS = Path("/proc/self/status")  # where there is one


@dataclass(slots=True)
class Time:
    """Seconds of processor time, of this process and of children that have ended, and of clock."""

    processor: float = 0.0
    clock: float = 0.0


@contextmanager
def timed() -> Iterator[Time]:
    """The time that what stands within takes, known at its end."""
    found = Time()
    start, began = _processor(), time.perf_counter()
    yield found
    found.processor, found.clock = _processor() - start, time.perf_counter() - began


def median(work: Callable[[], Any], rounds: int) -> Time:
    """The medians over some rounds."""
    times = []
    for _ in range(rounds):
        with timed() as each:
            work()
        times.append(each)
    return middle(times)


def middle(times: Sequence[Time]) -> Time:
    return Time(
        statistics.median(each.processor for each in times),
        statistics.median(each.clock for each in times),
    )


def peak(of: int = resource.RUSAGE_SELF) -> float:
    """The most memory that this process has held, in MB, or the greatest of its children."""
    if of == resource.RUSAGE_SELF and _STATUS.exists():  # usage is told with that of the starter
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / _KIB
    return resource.getrusage(of).ru_maxrss / _KIB


def growth(sizes: Sequence[float], times: Sequence[float]) -> float | None:
    """The power of the size with which a time grows: the slope of the line through both logarithms;
    None where there are not two sizes."""
    if len(sizes) < 2:
        return None
    x, y = [math.log(each) for each in sizes], [math.log(max(each, 1e-6)) for each in times]
    return statistics.linear_regression(x, y).slope


def child(*words: object) -> str:
    """What a part of the benchmark prints in a process of its own."""
    return _output([sys.executable, str(HERE), *map(str, words)], (0,))


def command(*words: object, allowed: Sequence[int] = (0,)) -> None:
    """Run goidata's command line, which must end with a code that is allowed."""
    _output([sys.executable, "-m", "goidata", *map(str, words)], allowed)


def _output(words: list[str], allowed: Sequence[int]) -> str:
    done = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    if done.returncode not in allowed:
        raise RuntimeError(f"{' '.join(words)}\n{done.stdout[-1500:]}{done.stderr[-3000:]}")
    return done.stdout


def _processor() -> float:
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, both))
