"""The dashboard as users start it, on a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from timing import ROOT

START = 600  # seconds that a server may take to answer
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A server by its address, "http://127.0.0.1:8501/", and its processes."""

    address: str
    group: int

    def processor(self) -> float:
        """Seconds of processor time that its processes have used."""
        stats = (_stat(path) for path in Path("/proc").glob("[0-9]*/stat"))
        mine = (each for each in stats if each and int(each[2]) == self.group)
        return sum(int(each[11]) + int(each[12]) for each in mine) / _TICKS

    def memory(self) -> float:
        """MB that its processes hold at the moment, pages shared by several counted in each."""
        stats = (_stat(path) for path in Path("/proc").glob("[0-9]*/stat"))
        pages = sum(int(each[21]) for each in stats if each and int(each[2]) == self.group)
        return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


@contextmanager
def served(database: Path) -> Iterator[Server]:
    """`goidata serve` until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "goidata", "serve", "--db", str(database.resolve())]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=ROOT,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    ) as process:
        try:
            server = Server(f"http://127.0.0.1:{port}/", process.pid)
            _wait(server, process)
            yield server
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError("the server has stopped")
        try:
            urllib.request.urlopen(f"{server.address}_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server does not answer")


def _stat(path: Path) -> list[str]:
    """What the system says of a process behind its name; nothing where it has ended."""
    try:
        return path.read_text().rpartition(")")[2].split()
    except OSError:
        return []
