"""Modules of ours that read a file in a process of their own, so that its memory, its time and its
end are not ours."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import IO


def run_apart(
    module: str, data: bytes, seconds: float, *arguments: str
) -> subprocess.CompletedProcess[bytes]:
    """Runs `python -m module arguments` on the file's content; raises subprocess.TimeoutExpired,
    OSError."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        input=data,
        capture_output=True,
        timeout=seconds,
        check=False,
        env=environment(),
    )


def lines_apart(module: str, data: bytes, seconds: float, *arguments: str) -> Iterator[bytes]:
    """The lines that `python -m module arguments` writes of the file's content, as they come;
    `seconds` is what each may take. Raises subprocess.TimeoutExpired, OSError, and, where the
    module fails, subprocess.CalledProcessError."""
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
    found: SimpleQueue[bytes | None] = SimpleQueue()
    listener = threading.Thread(target=_listen, args=(process.stdout, found), daemon=True)
    listener.start()
    try:
        while (line := found.get(timeout=seconds)) is not None:
            yield line
        code = process.wait(seconds)
        if code:
            raise subprocess.CalledProcessError(code, module)
    except Empty as error:
        raise subprocess.TimeoutExpired(module, seconds) from error
    finally:
        process.kill()
        process.wait()
        listener.join()


def _listen(lines: IO[bytes], found: SimpleQueue[bytes | None]) -> None:
    """Pass lines on until there are no more."""
    with lines:
        for line in lines:
            found.put(line)
    found.put(None)


def environment() -> dict[str, str]:
    """That of a new interpreter which is to find the modules that this one finds."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
