"""Files read and checked, one after another or by several processes; the results in order.

Only the process that asked writes the database; the others read.
"""

from __future__ import annotations

import hashlib
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from goidata.checks import Finding, run
from goidata.checks.sound import broken_in
from goidata.declared import DeclarationError
from goidata.errors import GoidataError, Refusal
from goidata.extraction.reading import Tables, read
from goidata.extraction.report import Report
from goidata.intake.sources import Source, damaged
from goidata.store.records import Record, record_of

if TYPE_CHECKING:  # reading one file needs no other process
    from concurrent.futures import Executor, Future

_LARGEST_NUMBER = 10**18
_AHEAD = 4  # files handed to each process before the first comes back


Reason = tuple[str, str, str]  # code, Chinese, English: what an error says, fit to be sent


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one file: a report with its findings, or the reason why there is none.

    Where it is to be stored, `record` stands in place of the report, and `broken` names the checks
    that failed themselves. `skipped` where its content
    was known before; `sha256` is None where there is no content.
    """

    file: str
    sha256: str | None
    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    reason: Reason | None = None
    record: Record | None = None
    broken: tuple[str, ...] = ()
    skipped: bool = False

    @property
    def refusal(self) -> Refusal | None:
        """Why the file was not read."""
        return Refusal(*self.reason) if self.reason else None

    @classmethod
    def refused(cls, file: str, error: GoidataError, sha256: str | None = None) -> Attempt:
        """The attempt that failed with `error`."""
        return cls(file, sha256, reason=(error.code, error.zh, error.en))


def attempt(
    file: str, name: str, data: bytes, hints: tuple[str, ...], tables: Tables | None = None
) -> Attempt:
    """Read and check one file; `tables` gives its tables where its maker knows them. A file that
    breaks the reader is refused like a damaged one; what is wrong in the program's own
    declarations, or in a check, is never told of the file."""
    sha256 = digest(data)
    try:
        report = read(data, name, hints, tables=tables)
        _must_fit(file, report)
    except DeclarationError:
        raise
    except GoidataError as error:
        return Attempt.refused(file, error, sha256)
    except Exception as error:  # whatever a hostile file provokes must not end the whole load
        why = damaged(file, f"{type(error).__name__}: {error}".splitlines()[0])
        return Attempt.refused(file, why, sha256)
    return Attempt(file, sha256, report, run(report))


def attempt_to_store(
    file: str, name: str, data: bytes, hints: tuple[str, ...], tables: Tables | None = None
) -> Attempt:
    """The same, with the report as rows: they are sent between processes, and made in them."""
    found = attempt(file, name, data, hints, tables)
    if found.report is None:
        return found
    record, broken = record_of(found.report, found.findings), broken_in(found.findings)
    return Attempt(file, found.sha256, record=record, broken=broken)


def tried(source: Source) -> Attempt:
    """Open, read and check one file."""
    try:
        data = source.data()
    except Refusal as error:
        return Attempt.refused(source.file, error)
    return attempt(source.file, source.name, data, source.hints)


def attempts(
    sources: Iterable[Source], jobs: int = 1, known: Iterable[str] = ()
) -> Iterator[Attempt]:
    """The attempt to store every source, in order; content in `known`, or met before, is
    skipped."""
    if jobs <= 1:
        yield from _in_turn(sources, set(known))
        return
    with processes(jobs) as pool:
        yield from spread(sources, pool, jobs * _AHEAD, set(known))


@contextmanager
def processes(jobs: int, prepare: Callable[[], None] | None = None) -> Iterator[Executor]:
    """Processes that read while this one stores; each begins with `prepare`. Raises
    GoidataError where one of them dies."""
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
    from multiprocessing import get_context

    try:
        with ProcessPoolExecutor(jobs, get_context("spawn"), prepare) as pool:
            _start(pool, jobs)
            yield pool
    except BrokenProcessPool as error:
        raise GoidataError(
            "worker",
            "读取进程意外中止（可能内存不足），没有入库；请减少 --jobs 后重试",
            "a reading process died (out of memory?), nothing was stored; try fewer --jobs",
        ) from error


def spread(
    sources: Iterable[Source], executor: Executor, window: int, known: set[str]
) -> Iterator[Attempt]:
    """The same, by any executor; at most `window` files are held at a time."""
    waiting: deque[Future[Attempt] | Attempt] = deque()
    for source in sources:
        data = _opened(source, known)
        if isinstance(data, Attempt):
            waiting.append(data)
        else:
            waiting.append(_submitted(executor, source, data))
        if len(waiting) >= window:
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())


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


def digest(data: bytes) -> str:
    """What identifies a file's content."""
    return hashlib.sha256(data).hexdigest()


def _must_fit(file: str, report: Report) -> None:
    """Refuse numbers that no database holds: a cell with twenty digits is no count."""
    numbers = (*report.values.values(), *(claim.value for claim in report.claims))
    if any(number is not None and abs(number) > _LARGEST_NUMBER for number in numbers):
        raise damaged(file, "a number of more than 18 digits")


def _in_turn(sources: Iterable[Source], known: set[str]) -> Iterator[Attempt]:
    for source in sources:
        data = _opened(source, known)
        if isinstance(data, Attempt):
            yield data
        else:
            yield attempt_to_store(source.file, source.name, data, source.hints)


def _submitted(executor: Executor, source: Source, data: bytes) -> Future[Attempt]:
    return executor.submit(attempt_to_store, source.file, source.name, data, source.hints)


def _opened(source: Source, known: set[str]) -> bytes | Attempt:
    try:
        data = source.data()
    except Refusal as error:
        return Attempt.refused(source.file, error)
    sha256 = digest(data)
    if sha256 in known:
        return Attempt(source.file, sha256, skipped=True)
    known.add(sha256)
    return data


def _result(waiting: Future[Attempt] | Attempt) -> Attempt:
    return waiting if isinstance(waiting, Attempt) else waiting.result()
