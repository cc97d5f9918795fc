"""Synthetic reports: the same from the same seed, consistent but for their faults, marked."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goidata.checks import Outcome, run
from goidata.cli import app
from goidata.extraction.reading import read
from goidata.extraction.report import State
from goidata.samples import samples

YEARS = range(2020, 2025)


def test_the_same_seed_gives_the_same_reports() -> None:
    first, again = (list(samples(8, YEARS, 5, 0.2)) for _ in range(2))
    assert [each.text for each in first] == [each.text for each in again]
    other = [each.text for each in samples(8, YEARS, 6, 0.2)]
    assert [each.text for each in first] != other


def test_every_figure_is_read_and_only_faults_fail() -> None:
    for sample in samples(12, YEARS, 3, 0.0):
        report = read(sample.text.encode(), sample.file)
        assert all(figure.state is State.NUMBER for figure in report.figures.values())
        assert report.formalities.synthetic
        assert report.identity.year == sample.year
        assert report.identity.region == sample.body.region.code
        failing = [f for f in run(report) if f.outcome is Outcome.FAILS and f.severity == "error"]
        assert failing == []


def test_every_fault_is_found() -> None:
    faulty = [each for each in samples(60, YEARS, 4, 0.3) if each.fault]
    assert len(faulty) > 40
    for sample in faulty:
        found = run(read(sample.text.encode(), sample.file))
        assert any(f.outcome is Outcome.FAILS and f.severity == "error" for f in found), (
            sample.fault
        )


def test_a_database_of_them_says_so_and_carries_over(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    options = ["--units", "20", "--years", "2021-2023", "--seed", "2", "--faults", "0"]
    done = CliRunner().invoke(app, ["sample", *options, "--db", str(path)])
    assert done.exit_code == 0, done.output
    store = sqlite3.connect(path)
    assert store.execute("SELECT count(*), sum(synthetic) FROM report").fetchone() == (60, 60)
    assert store.execute("SELECT value FROM meta WHERE key = 'synthetic'").fetchone() == ("1",)
    kinds = "('Y-CARRY', 'Y-STOCK', 'T3-FLOW')"
    sql = f"SELECT check_id, sum(holds), sum(fails) FROM check_outcome WHERE check_id IN {kinds}"
    found = {row[0]: row[1:] for row in store.execute(f"{sql} GROUP BY 1")}
    assert all(holds > 0 and fails == 0 for holds, fails in found.values()) and len(found) == 3


def test_files_come_with_the_list_of_their_faults(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    options = ["--units", "10", "--years", "2023", "--seed", "2", "--faults", "0.5"]
    done = CliRunner().invoke(app, ["sample", *options, "--to", str(folder)])
    assert done.exit_code == 0, done.output
    assert len(list(folder.glob("*.txt"))) == 10
    with (folder / "faults.csv").open(encoding="utf-8-sig") as stream:
        assert {row["kind"] for row in csv.DictReader(stream)} <= {"cell", "transposed", "words"}
    again = CliRunner().invoke(app, ["sample", *options, "--to", str(folder)])
    assert again.exit_code == 2


@pytest.mark.parametrize(
    "options",
    [
        ["--units", "0", "--years", "2023"],
        ["--units", "3", "--years", "2018"],
        ["--units", "3", "--years", "2025-2021"],
        ["--units", "3", "--years", "soon"],
        ["--units", "3", "--years", "2023", "--faults", "2"],
    ],
)
def test_wrong_wishes_are_one_line(options: list[str], tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["sample", *options, "--to", str(tmp_path / "made")])
    assert done.exit_code == 2
