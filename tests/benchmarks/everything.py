"""Every part at every size, each in a process of its own, and then the document."""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace

from timing import HERE, ROOT

CLICKED = (3_000, 15_000)
VISITED = 15_000
RECENT = 1000  # reports read from files


def run(asked: Namespace) -> None:
    """What fails is told, and the rest measured all the same."""
    large = [size for size in asked.sizes if size >= RECENT]
    parts: list[tuple[object, ...]] = [("reading",), ("checks",)]
    parts += [("loading", "--size", size) for size in large]
    parts += [("pages", "--size", size) for size in asked.sizes]
    parts += [("browser", "--size", size) for size in CLICKED]
    parts += [("visitors", "--size", VISITED)]
    parts += [("questions", "--size", size) for size in large]
    failed = [part for part in [*parts, ("document",)] if not _done(part, asked)]
    if failed:
        print("failed:", *(" ".join(map(str, part)) for part in failed), sep="\n  ")
        raise SystemExit(1)


def _done(part: tuple[object, ...], asked: Namespace) -> bool:
    print(*part, flush=True)
    places = ("--results", asked.results, "--folder", asked.folder)
    command = [sys.executable, str(HERE), *map(str, (*part, *places))]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0
