"""Checks between stored reports: years of a unit, copies, sums over an area; and explanations."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import made
import pytest
from click.testing import CliRunner

from goidata.checks import run
from goidata.cli import app
from goidata.errors import UsageError
from goidata.extraction.report import Report, Scope
from goidata.intake.acceptance import FILE, accept, apply_accepted, read_accepted
from goidata.intake.choices import use_version
from goidata.intake.crosschecks import check_across
from goidata.samples import phrases
from goidata.store.database import connect, writing
from goidata.store.filing import Origin, file_report

IN, OUT = "applications.carried_in.natural_person", "applications.carried_out.natural_person"
Rows = list[tuple[object, ...]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "held.db"


def put(path: Path, *reports: Report) -> None:
    """Files reports and checks what they touch, each as a load of its own."""
    for report in reports:
        with writing(path) as store:
            name = f"{report.identity.unit}{report.identity.year}{sorted(report.values.items())}"
            origin = Origin(name, name + report.sections[0].text)
            filed = file_report(store, report, run(report), origin)
            check_across(store, {filed.agency})
            apply_accepted(store)


def ask(path: Path, sql: str) -> Rows:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


FAILING = (
    "SELECT r.unit, r.year, d.check_id, d.subject FROM finding d JOIN report r ON r.id = d.report"
    " WHERE d.outcome = 'fails' AND d.check_id IN"
    " ('Y-CARRY', 'Y-COPY', 'P-COPY', 'SUM-OVER', 'SUM-UNITS') ORDER BY 1, 2, 3, 4"
)


def text(seed: int) -> str:
    return phrases.paragraph(20, random.Random(seed))


def of(year: int, values: dict[str, float | None] | None = None, **more: object) -> Report:
    words = more.pop("text", text(year))
    return made.report(values, year=year, text=words, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_years_are_compared_whichever_comes_first(path: Path, order: tuple[int, int]) -> None:
    reports = [of(2022, {OUT: 3}), of(2023, {IN: 2})]
    put(path, *(reports[index] for index in order))
    assert ask(path, FAILING) == [("米易县人民政府", 2023, "Y-CARRY", "natural_person")]
    counted = "SELECT fails FROM check_outcome WHERE check_id = 'Y-CARRY' AND fails > 0"
    assert ask(path, counted) == [(1,)]


def test_a_version_that_no_longer_counts_is_compared_with_none(path: Path) -> None:
    put(path, of(2022, {OUT: 3}), of(2023, {IN: 2}), of(2023, {IN: 3}))
    assert ask(path, FAILING) == []
    with writing(path) as store:
        use_version(store, "米易县", 2023, 1)
    assert [row[2] for row in ask(path, FAILING)] == ["Y-CARRY"]


def test_copies_are_found_among_units_and_years(path: Path) -> None:
    other = {"unit": "盐边县人民政府", "region": "510422", "title": "盐边县人民政府2023年年度报告"}
    put(path, of(2023), of(2024, text=text(2024)), of(2023, **other), of(2022, text=text(2024)))
    assert ask(path, FAILING) == [
        ("盐边县人民政府", 2023, "P-COPY", None),
        ("米易县人民政府", 2023, "P-COPY", None),
    ]


def test_units_and_their_governments_touch_each_other(path: Path) -> None:
    part = {"unit": "米易县公安局", "scope": Scope.DEPARTMENT, "text": text(1)}
    put(path, of(2023, {"disclosure.licences": 60}, **part), of(2023, {"disclosure.licences": 50}))
    assert ("米易县公安局", 2023, "SUM-OVER", "disclosure.licences") in ask(path, FAILING)
    undetermined = ask(path, "SELECT undetermined FROM check_outcome WHERE check_id = 'SUM-UNITS'")
    assert undetermined == [(1,)]
    with writing(path) as store:
        store.conn.execute("UPDATE agency SET complete = 1 WHERE scope = 'government'")
        agency = store.conn.execute("SELECT id FROM agency WHERE scope = 'government'").fetchone()
        check_across(store, {agency[0]})
    assert ("米易县人民政府", 2023, "SUM-UNITS", "disclosure.licences") in ask(path, FAILING)


def test_checking_again_changes_nothing(path: Path) -> None:
    put(path, of(2022, {OUT: 3}), of(2023, {IN: 2}), of(2024, text=text(2023)))
    every = "SELECT report, check_id, subject, outcome, left, right FROM finding ORDER BY 1,2,3,4"
    before = ask(path, every)
    with writing(path) as store:
        agencies = {row[0] for row in store.conn.execute("SELECT id FROM agency")}
        check_across(store, agencies)
    assert ask(path, every) == before


# --- explained findings ---


@pytest.fixture
def doubtful(path: Path) -> Iterator[Path]:
    put(path, of(2022, {OUT: 3}), of(2023, {IN: 2}))
    yield path


OPEN_ERRORS = "SELECT year, errors FROM report WHERE current = 1 ORDER BY year"


def test_an_explained_finding_stays_and_leaves_the_counts(doubtful: Path) -> None:
    (_, before) = ask(doubtful, OPEN_ERRORS)[1]
    with writing(doubtful) as store:
        accept(store, "米易县", 2023, "Y-CARRY", "上年补报一件", "审核员")
    assert ask(doubtful, OPEN_ERRORS)[1] == (2023, int(str(before)) - 1)
    shown = "SELECT accepted FROM finding WHERE check_id = 'Y-CARRY' AND outcome = 'fails'"
    assert ask(doubtful, shown) == [(1,)]
    counted = (
        "SELECT fails, accepted FROM check_outcome WHERE check_id = 'Y-CARRY' AND accepted > 0"
    )
    assert ask(doubtful, counted) == [(0, 1)]
    (entry,) = read_accepted(doubtful.parent / FILE)
    assert (entry.reason, entry.who, entry.left, entry.right) == ("上年补报一件", "审核员", 2, 3)


def test_a_new_version_with_other_figures_opens_it_again(doubtful: Path) -> None:
    with writing(doubtful) as store:
        accept(store, "米易县", 2023, "Y-CARRY", "上年补报一件", "审核员")
    put(doubtful, of(2023, {IN: 1}))
    shown = (
        "SELECT d.accepted FROM finding d JOIN report r ON r.id = d.report"
        " WHERE r.current = 1 AND d.check_id = 'Y-CARRY' AND d.outcome = 'fails'"
    )
    assert ask(doubtful, shown) == [(0,)]


def test_what_does_not_fail_cannot_be_explained(doubtful: Path) -> None:
    with writing(doubtful) as store:
        with pytest.raises(UsageError) as holds:
            accept(store, "米易县", 2022, "Y-CARRY", "说明", "审核员")
        with pytest.raises(UsageError) as unknown:
            accept(store, "米易县", 2022, "NO-SUCH", "说明", "审核员")
    assert (holds.value.code, unknown.value.code) == ("accept", "check")
    assert not (doubtful.parent / FILE).exists()


def test_the_command_records_and_a_broken_file_is_one_line(doubtful: Path) -> None:
    command = ["accept", "米易县", "2023", "Y-CARRY", "--reason", "补报", "--db", str(doubtful)]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0 and FILE in done.output
    (doubtful.parent / FILE).write_text("[[accepted", encoding="utf-8")
    with writing(doubtful) as store, pytest.raises(UsageError) as refused:
        apply_accepted(store)
    assert "\n" not in str(refused.value)
    assert connect(doubtful)
