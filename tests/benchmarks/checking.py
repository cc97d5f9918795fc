"""What each stage of a text report costs: reading, checking, making its record; processor time."""

from __future__ import annotations

import statistics
import time
from argparse import Namespace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from databases import sample
from kept import keep
from timing import command

STAGES = ("reading", "checking", "record")


def run(asked: Namespace) -> None:
    """Medians over synthetic reports, in milliseconds."""
    with TemporaryDirectory() as folder:
        command("sample", *sample(asked.reports), "--to", folder)
        files = sorted(Path(folder).rglob("*.txt"))
        times = [_staged(file) for file in [files[0], *files]][1:]  # the first warms up
    rows = [
        {"stage": stage, "median": statistics.median(each), "reports": len(files)}
        for stage, each in zip(STAGES, zip(*times, strict=True), strict=True)
    ]
    keep(asked.results, "checks", rows)


def _staged(file: Path) -> tuple[float, float, float]:
    """Milliseconds that one report takes in each stage."""
    from goidata.checks import run as checked
    from goidata.extraction.reading import read
    from goidata.store.records import record_of

    data = file.read_bytes()
    marks = [time.process_time()]
    report = read(data, file.name)
    marks.append(time.process_time())
    findings = checked(report)
    marks.append(time.process_time())
    record_of(report, findings)
    marks.append(time.process_time())
    first, second, third = (1000 * (b - a) for a, b in pairwise(marks))
    return first, second, third
