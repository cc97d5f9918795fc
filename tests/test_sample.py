"""Synthetic reports: the same from the same seed, consistent but for their faults, marked."""

from __future__ import annotations

import csv
import re
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from goidata.checks import Outcome, run
from goidata.cli import app
from goidata.extraction.reading import read
from goidata.extraction.report import Report, Scope, State
from goidata.form import claim_kinds
from goidata.regions import all_regions, is_within
from goidata.samples import Drawing, Sample, most, samples
from goidata.samples.sentences import frames

YEARS = tuple(range(2020, 2025))
READ_BACK = 0.97  # of the claims stated
WITHOUT_REPORTS = ("台湾省", "香港特别行政区", "澳门特别行政区")
MATTERS = ("opening", "volumes", "applications", "cases", "documents", "aside")


def drawn(units: int, seed: int, share: float = 0.0, within: str | None = None) -> list[Sample]:
    return list(samples(Drawing(units, YEARS, seed, share, within)))


def as_read(sample: Sample) -> Report:
    return read(sample.text.encode(), sample.file)


def test_the_same_seed_gives_the_same_reports() -> None:
    first, again = (drawn(8, 5, 0.2) for _ in range(2))
    assert [each.text for each in first] == [each.text for each in again]
    other = [each.text for each in drawn(8, 6, 0.2)]
    assert [each.text for each in first] != other


def test_every_figure_is_read_and_only_faults_fail() -> None:
    for sample in drawn(12, 3):
        report = as_read(sample)
        assert all(figure.state is State.NUMBER for figure in report.figures.values())
        assert report.formalities.synthetic
        assert report.identity.year == sample.year
        assert report.identity.region == sample.body.region.code
        failing = [f for f in run(report) if f.outcome is Outcome.FAILS and f.severity == "error"]
        assert failing == []


def test_every_fault_is_found() -> None:
    faulty = [each for each in drawn(60, 4, 0.3) if each.fault]
    assert len(faulty) > 40
    missed = []
    for sample in faulty:
        report = as_read(sample)
        if not any(f.outcome is Outcome.FAILS and f.severity == "error" for f in run(report)):
            missed.append((sample, report))
    assert len(missed) <= (1 - READ_BACK) * len(faulty)
    for sample, report in missed:  # of a number that the reader does not take for what it is
        assert sample.fault and sample.fault.kind == "words"
        assert sample.fault.name not in {claim.name for claim in report.claims}, sample.fault


def told(report: Report) -> set[tuple[str, int | float, bool]]:
    """The claims read, but those that only conditions of checks ask for."""
    kinds = claim_kinds()
    claims = (claim for claim in report.claims if not kinds[claim.name].aside)
    return {(claim.name, claim.value, claim.approximate) for claim in claims}


@pytest.mark.parametrize("seed", [21, *(pytest.param(n, marks=pytest.mark.long) for n in (22, 23))])
def test_what_the_words_state_is_read_and_nothing_else(seed: int) -> None:
    stated = missed = 0
    for sample in drawn(20, seed):
        said = {(claim.name, claim.value, claim.approximate) for claim in sample.said}
        report = as_read(sample)
        found = told(report)
        assert found <= said, (sample.file, found - said)
        stated, missed = stated + len(said), missed + len(said - found)
        fails = [f for f in run(report) if f.outcome is Outcome.FAILS]
        assert {f.check for f in fails if f.severity != "info"} == set(), sample.file
    assert stated > 300
    assert 1 - missed / stated >= READ_BACK


@pytest.mark.long
def test_every_sentence_is_said_by_some_report() -> None:
    """None is declared that no numbers fit; the words in it stand in some text."""
    text = "".join(each.text for each in drawn(400, 9))
    for matter in MATTERS:
        for frame in frames(matter):
            plain = max(re.split(r"\{[^}]*\}|\[[^]]*\]", frame.text), key=len)
            assert plain in text, frame.text


def test_bodies_are_of_all_kinds_and_of_regions_that_publish_reports() -> None:
    named = {region.code: region.name for region in all_regions()}
    bodies = list(Drawing(3_000, YEARS, 1, 0.0).bodies())
    assert len({body.name for body in bodies}) == len(bodies) == 3_000
    assert {body.region.level for body in bodies} == {"province", "city", "county"}
    for number, count in enumerate((most(), most("510000"))):
        within = "510000" if number else None
        every = list(Drawing(count, YEARS, 1, 0.0, within).bodies())
        assert len({body.name for body in every}) == count
        if within:
            assert all(is_within(body.region, within) for body in every)
        else:
            assert not {named[body.region.code] for body in every} & {*WITHOUT_REPORTS}
    assert most() >= 150_000  # every body of the country
    assert most("510000") >= 8_000  # a province with all its bodies


def test_the_reader_knows_what_each_body_is() -> None:
    scopes = set()
    for sample in samples(Drawing(40, (2023,), 6, 0.0, "510400")):
        identity = as_read(sample).identity
        assert identity.region == sample.body.region.code
        assert identity.unit.endswith(sample.body.own)
        assert (identity.scope is Scope.GOVERNMENT) == sample.body.whole
        scopes.add(identity.scope)
    assert scopes == {Scope.GOVERNMENT, Scope.OFFICE, Scope.DEPARTMENT, Scope.TOWNSHIP}


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
