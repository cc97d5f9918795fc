"""How long checks and pages take on the default data (make bench); nothing is asserted of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from streamlit.testing.v1 import AppTest

from goidata.checks import run
from goidata.dashboard import pages
from goidata.extraction.reading import read
from goidata.intake.loading import load

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "data" / "reports"
PAGES = tuple(page.name for page in pages.PAGES)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "default.db"
    load([REPORTS], path)
    return path


def test_checking_all_reports(benchmark: BenchmarkFixture) -> None:
    reports = [read(file.read_bytes(), file.name) for file in sorted(REPORTS.glob("*.txt"))]
    benchmark(lambda: [run(report) for report in reports])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_run_again(
    benchmark: BenchmarkFixture, database: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("GOIDATA_DB", str(database))
    at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60).run()
    assert not at.exception
    benchmark(at.run)
