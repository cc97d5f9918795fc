"""The reports held by default: read, stored, and equal to the figures they were written from."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from goidata import form, regions
from goidata.extraction.reading import read
from goidata.extraction.report import Claim, Report, Scope, State

ROOT = Path(__file__).resolve().parents[1]
REPORTS = sorted((ROOT / "data" / "reports").glob("*.txt"))
FIGURES = ROOT.parent / "shared" / "figures"
EDITION = form.edition("2021")

each_report = pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
needs_figures = pytest.mark.skipif(not FIGURES.is_dir(), reason="the expected figures are not here")


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {path.stem: read(path.read_bytes(), path.name) for path in REPORTS}


@pytest.fixture(scope="module")
def agencies() -> list[dict[str, str]]:
    with (ROOT / "data" / "agencies.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def expected(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FIGURES / f"{path.stem}.json").read_text("utf-8"))
    return loaded


def test_sixteen_reports_of_eleven_agencies(
    reports: dict[str, Report], agencies: list[dict[str, str]]
) -> None:
    found = {(r.identity.unit, r.identity.scope, r.identity.region) for r in reports.values()}
    listed = {(a["unit"], a["scope"], a["region"]) for a in agencies}
    assert len(reports) == 16
    assert len(listed) == 11
    assert found == listed


def test_the_years_listed_are_the_years_held(
    reports: dict[str, Report], agencies: list[dict[str, str]]
) -> None:
    held = Counter((r.identity.unit, r.identity.year) for r in reports.values())
    listed = {
        (a["unit"], year)
        for a in agencies
        for year in range(int(a["from_year"]), int(a["to_year"]) + 1)
    }
    assert set(held) == listed
    assert set(held.values()) == {1}


def test_agencies_are_listed_with_known_scopes_and_the_region_above(
    agencies: list[dict[str, str]],
) -> None:
    for agency in agencies:
        region = regions.by_code(agency["region"])
        assert region is not None, agency
        assert agency["parent"] == (region.parent or ""), agency
        assert agency["scope"] in set(Scope)
        assert agency["complete"] == "0"


@each_report
def test_every_figure_is_a_number_in_a_place(path: Path, reports: dict[str, Report]) -> None:
    figures = reports[path.stem].figures
    assert set(figures) == set(EDITION.fields)
    assert {name for name, figure in figures.items() if figure.state is not State.NUMBER} == set()
    assert all(figure.place and figure.place.line for figure in figures.values())
    places = [figure.place for figure in figures.values()]
    assert len(set(places)) == len(places)


@each_report
def test_every_identity_of_the_form_holds(path: Path, reports: dict[str, Report]) -> None:
    values = reports[path.stem].values
    columns = [column.name for column in EDITION.tables["applications"].rows[0].columns]
    rows = [row.name for row in EDITION.tables["applications"].rows]
    blocks = [row.name for row in EDITION.tables["proceedings"].rows]
    bound = {"column": columns, "row": rows, "block": blocks}
    compared = 0
    for check in form.checks().values():
        if check.kind != "identity" or check.per not in bound:
            continue
        assert check.left and check.right
        for subject in bound[check.per]:
            left = check.left.value(values, EDITION.fields, **{check.per: subject})
            right = check.right.value(values, EDITION.fields, **{check.per: subject})
            assert left is not None
            assert left == right, (check.id, subject)
            compared += 1
    assert compared == 7 + 7 + 25 + 3


@each_report
def test_it_says_that_it_is_an_abridgement(path: Path, reports: dict[str, Report]) -> None:
    report = reports[path.stem]
    assert report.identity.abridged
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


@needs_figures
@each_report
def test_it_equals_the_expected_figures_cell_by_cell(
    path: Path, reports: dict[str, Report]
) -> None:
    assert reports[path.stem].values == expected(path)["figures"]


@needs_figures
@each_report
def test_it_names_the_same_report(path: Path, reports: dict[str, Report]) -> None:
    identity, known = reports[path.stem].identity, expected(path)
    for key in ("title", "unit", "scope", "region", "year", "published", "url"):
        assert getattr(identity, key) == known[key], key


def as_stated(claim: Claim) -> tuple[object, ...]:
    return (claim.name, claim.value, claim.channel, claim.qualifier, claim.approximate)


def as_expected(claim: dict[str, Any]) -> tuple[object, ...]:
    approximate = claim.get("approximate", False)
    return (
        claim["name"],
        claim["value"],
        claim.get("channel"),
        claim.get("qualifier"),
        approximate,
    )


@needs_figures
@each_report
def test_it_claims_the_same_and_nothing_else(path: Path, reports: dict[str, Report]) -> None:
    found = Counter(map(as_stated, reports[path.stem].claims))
    assert found == Counter(map(as_expected, expected(path)["claims"]))


@needs_figures
def test_no_report_with_expected_figures_is_left_out() -> None:
    known = {path.stem for path in FIGURES.glob("*.json")}
    assert known - {path.stem for path in REPORTS} == {"pingtan-2019"}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    """The default reports, loaded as `make run` loads them."""
    path = tmp_path_factory.mktemp("default") / "goidata.db"
    command = [sys.executable, "-m", "goidata", "load", "data/reports", "--db", str(path)]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert loaded.returncode == 0, loaded.stdout + loaded.stderr
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


def test_the_database_holds_all_of_them_as_current(database: sqlite3.Connection) -> None:
    rows = database.execute("select year, region, scope, current, abridged, synthetic from report")
    found = rows.fetchall()
    assert len(found) == 16
    assert {(r["current"], r["abridged"], r["synthetic"]) for r in found} == {(1, 1, 0)}
    assert database.execute("select count(*) from agency where listed = 1").fetchone()[0] == 11
    assert database.execute("select count(*) from refusal").fetchone()[0] == 0


@each_report
def test_the_database_holds_the_figures_read(
    path: Path, reports: dict[str, Report], database: sqlite3.Connection
) -> None:
    identity = reports[path.stem].identity
    found = database.execute(
        "select figures.* from figures join report on report.id = figures.report "
        "where report.unit = ? and report.year = ? and report.current = 1",
        (identity.unit, identity.year),
    ).fetchall()
    assert len(found) == 1
    stored = {name: found[0][field.database_name] for name, field in EDITION.fields.items()}
    assert stored == reports[path.stem].values


def test_the_contradiction_of_datong_is_found_and_no_other_error(
    database: sqlite3.Connection,
) -> None:
    """Two reports state another number of documents than their table; all else adds up."""
    found = database.execute(
        "select report.unit, report.year, check_id, left, right, difference "
        "from finding join report on report.id = finding.report "
        "where severity = 'error' and outcome = 'fails' order by report.unit"
    )
    assert [tuple(row) for row in found] == [
        ("大通区人民政府办公室", 2023, "N-DOCUMENTS", 26, 27, -1),
        ("平潭综合实验区", 2023, "N-DOCUMENTS", 393, 470, -77),
    ]
