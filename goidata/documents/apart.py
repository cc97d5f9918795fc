"""Modules of ours that read a file in a process of their own, so that its memory, its time and its
end are not ours."""

from __future__ import annotations

import os
import subprocess
import sys


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


def environment() -> dict[str, str]:
    """That of a new interpreter which is to find the modules that this one finds."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
