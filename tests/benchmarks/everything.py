"""Every part at every size, each in a process of its own, and then the document."""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace

from kept import place
from timing import HERE, ROOT

CLICKED = (3_000, 15_000)
VISITED = 15_000
ASKED = (15_000, 150_000)  # of others too, and one more report is put in


def run(asked: Namespace) -> None:
    """What fails is told, and the rest measured all the same; `missing` leaves out what was."""
    sizes = [size for size in asked.sizes if size in ASKED]
    parts: list[tuple[object, ...]] = [("pages", "--size", size) for size in asked.sizes]
    parts += [("questions", "--size", size) for size in sizes]
    parts += [("visitors", "--size", VISITED)]
    parts += [("browser", "--size", size) for size in CLICKED]
    parts += [("loading", "--size", size) for size in sizes]
    parts += [("reading",), ("checks",)]
    if asked.missing:
        parts = [part for part in parts if not _kept(part, asked)]
    failed = [part for part in [*parts, ("document",)] if not _done(part, asked)]
    if failed:
        print("failed:", *(" ".join(map(str, part)) for part in failed), sep="\n  ")
        raise SystemExit(1)


def _kept(part: tuple[object, ...], asked: Namespace) -> bool:
    return place(asked.results, str(part[0]), *part[2:]).exists()


def _done(part: tuple[object, ...], asked: Namespace) -> bool:
    print(*part, flush=True)
    places = ("--results", asked.results, "--folder", asked.folder)
    command = [sys.executable, str(HERE), *map(str, (*part, *places))]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0
