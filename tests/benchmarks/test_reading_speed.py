"""How fast a report is read, and how much of that is more than cutting the text into cells.

Run by `make bench`; never a part of the tests, since a shared machine's clock proves nothing.
The reports are those held by default and, where they are here, five real texts in five layouts.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from goidata.extraction.reading import read

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "reports"
NAMES = [
    "miyi-office-2023",
    "datong-office-2023",
    "yanbian-county-2024",
    "wanrong-county-2023",
    "panzhihua-office-2023",
]

PATHS = [
    pytest.param(folder / f"{name}.txt", id=f"{label}-{name}")
    for label, folder in (("default", ROOT / "data" / "reports"), ("real", SHARED))
    if folder.is_dir()
    for name in NAMES
]


def cut(data: bytes) -> list[list[str]]:
    """The least that any reader does: lines and cells, nothing understood."""
    return [line.split("\t") for line in data.decode("utf-8").splitlines()]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("what", ["cut", "read"])
def test_reading(benchmark: BenchmarkFixture, path: Path, what: str) -> None:
    data = path.read_bytes()
    benchmark.group = f"{path.parent.parent.name}: {path.stem}"
    work: Callable[[], object] = (
        (lambda: cut(data)) if what == "cut" else (lambda: read(data, path.name))
    )
    work()
    assert benchmark(work)
