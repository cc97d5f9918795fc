"""Machines that read, by a dask scheduler; only this process stores.

What is sent is the content of files, so that machines need no folder in common; what comes back are
the same plain records as from a process of this machine, and nothing else is taken.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goidata import __version__
from goidata.errors import ReadersError
from goidata.form import catalogue_version
from goidata.intake.attempts import Attempt
from goidata.intake.spreading import Opened, Readers, read_part

if TYPE_CHECKING:  # an optional extra
    from distributed import Client

FILES = 100  # that a machine reads before it answers
_AHEAD = 3  # parts of each thread that may wait while a batch is stored
_FEWEST = 4  # parts, for workers may come later
_REACHED_WITHIN = 10  # seconds
_LOOK = 5  # seconds of waiting, after which it is asked whether anyone reads at all
_DESERTED = 60  # seconds without any worker, after which none is expected to come back
_RETRIES = 2  # of a part whose reading failed; one whose worker died is given to another anyway
_SILENT = ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado")
_LARGE = "distributed.admin.large-graph-warning-threshold"


@contextmanager
def machines(address: str) -> Iterator[Readers]:
    """The workers of the scheduler at `address` (tcp://host:port, tls://host:port).

    Raises ReadersError where the extra is not installed, where no scheduler answers or it has no
    workers, and where it is lost.
    """
    try:
        import dask
        import distributed
    except ImportError as error:
        raise ReadersError.of("scheduler.extra") from error
    for name in _SILENT:  # what is to be said is said in one line
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with dask.config.set({_LARGE: "100 MiB"}):  # a single file may be large
        try:
            client = distributed.Client(address, timeout=_REACHED_WITHIN, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ReadersError.of("scheduler.unreachable", address=address, why=why) from error
        try:
            yield _readers(client, address)
        finally:
            client.close(timeout=_LOOK)


def _readers(client: Client, address: str) -> Readers:
    threads = sum(client.nthreads().values())
    if not threads:
        raise ReadersError.of("scheduler.no_workers", address=address)

    def submit(opened: Sequence[Opened]) -> _Sent:
        sent = client.submit(read_there, _own(), list(opened), pure=False, retries=_RETRIES)
        return _Sent(client, address, sent)

    return Readers(submit, FILES, max(_FEWEST, threads * _AHEAD))


@dataclass(frozen=True, slots=True)
class _Sent:
    """Some files that were sent."""

    client: Client
    address: str
    future: Any

    def result(self) -> list[Attempt]:
        from distributed import KilledWorker

        try:
            version, attempts = self._waited()
        except KilledWorker as error:
            raise ReadersError.of("worker.killed", address=self.address) from error
        except ModuleNotFoundError as error:
            raise self._another(f"no {error.name}") from error
        except (CancelledError, OSError) as error:
            raise self._lost(type(error).__name__) from error
        if version != _own():
            raise self._another(str(version))
        if not all(isinstance(each, Attempt) for each in attempts):
            raise self._lost("unknown answer")
        return list(attempts)

    def _waited(self) -> tuple[str, list[Attempt]]:
        deserted = 0
        while True:
            try:
                found: tuple[str, list[Attempt]] = self.future.result(timeout=_LOOK)
                return found
            except TimeoutError as error:
                deserted = 0 if self.client.nthreads() else deserted + 1
                if deserted * _LOOK >= _DESERTED:
                    raise ReadersError.of("scheduler.no_workers", address=self.address) from error

    def _lost(self, why: str) -> ReadersError:
        return ReadersError.of("scheduler.lost", address=self.address, why=why)

    def _another(self, theirs: str) -> ReadersError:
        return ReadersError.of("scheduler.another", address=self.address, theirs=theirs, own=_own())


def read_there(asked: str, opened: Sequence[Opened]) -> tuple[str, list[Attempt]]:
    """What a machine does: the version that it has, and, where it is the one asked for, the
    attempts."""
    own = _own()
    return own, read_part(opened) if own == asked else []


def _own() -> str:
    return f"{__version__}-{catalogue_version()}"
