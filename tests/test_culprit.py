"""Which cell is pointed at where sums fail: the right one, or none."""

from __future__ import annotations

import random
from collections import Counter

import made
import pytest
from paper.figures import CHARACTERS, consistent_figures
from pointed import outcome, spoilt
from raised import REAL, REPORTS

from goidata.checks import Finding, Outcome, run
from goidata.checks.hinting import hint
from goidata.extraction.report import Report
from goidata.form import edition

FINGERS = ("cell", "transposed")
ROW = "applications.received."


def failing(report: Report) -> list[Finding]:
    return [each for each in run(report) if each.outcome is Outcome.FAILS]


def pointed(report: Report) -> set[tuple[str, object]]:
    hints = (each.hint for each in failing(report) if each.check[:3] in ("T3-", "T4-"))
    return {(each.figure, each.value) for each in hints if each and each.kind in FINGERS}


def drawn(kind: str, number: int) -> Counter[tuple[str, str]]:
    """What becomes of some cells of a document that are printed otherwise, by table."""
    some = random.Random(kind).sample(list(spoilt(kind)), number)
    return Counter((one.table, outcome(one)) for one in some)


@pytest.mark.parametrize("kind", ["tab rows", "bars", "html"])
def test_the_faulty_cell_of_generated_papers(kind: str) -> None:
    found = drawn(kind, 20)
    assert {came for table, came in found if table == "applications"} == {"right"}
    assert {came for table, came in found if table == "proceedings"} <= {"right", "untold"}


@pytest.mark.parametrize("kind", [name for name in REAL if (REPORTS / name).is_file()])
def test_the_faulty_cell_of_real_documents(kind: str) -> None:
    found = drawn(kind, 1 if kind.endswith(".pdf") else 6)
    for (table, came), _ in found.items():
        if "glued" in kind:  # only sums part its figures, and they fail
            assert came in ("unread", "right", "untold")
        else:
            assert came in (("right",) if table == "applications" else ("right", "untold"))


@pytest.mark.long
@pytest.mark.parametrize("kind", [name for name in REAL if (REPORTS / name).is_file()])
def test_every_faulty_cell_of_real_documents(kind: str) -> None:
    """Of a PDF every twelfth; of text without cells none, since its rows are not read then."""
    if "glued" in kind:
        pytest.skip("only sums part its figures, and they fail")
    every = list(spoilt(kind))[:: 4 if kind.endswith(".pdf") else 1]
    found = Counter((one.table, outcome(one)) for one in every)
    assert {came for table, came in found if table == "applications"} == {"right"}
    assert {came for table, came in found if table == "proceedings"} <= {"right", "untold"}


def test_two_faults_in_different_rows_and_columns_are_told_apart() -> None:
    report = made.with_value(made.report(), "applications.handled.granted.business", 3)
    report = made.with_value(report, "applications.handled.partly_granted.research", 5)
    assert pointed(report) == {
        ("applications.handled.granted.business", 0),
        ("applications.handled.partly_granted.research", 0),
    }


def test_two_equal_faults_that_four_cells_explain_are_not_told_apart() -> None:
    report = made.report(consistent_figures(random.Random(2), "2021", CHARACTERS["dense"]))
    for cell in ("granted.business", "partly_granted.research"):
        name = f"applications.handled.{cell}"
        report = made.with_value(report, name, (report.figures[name].value or 0) + 1)
    assert pointed(report) == set()
    assert {each.hint.kind for each in failing(report) if each.hint} == {"unknown"}


def test_words_decide_between_a_total_and_its_parts() -> None:
    values = {"review.upheld": 5, "review.other": 2, "review.total": 9}
    agreeing = made.report(values, claims=[made.claim("review", 7)])
    assert pointed(agreeing) == {("review.total", 7)}
    silent = made.report(values)
    assert pointed(silent) == set()


def test_what_follows_stands_behind_its_root_and_says_so() -> None:
    values = {f"{ROW}natural_person": 5, f"{ROW}total": 5}
    report = made.report(values, claims=[made.claim("received", 6)])
    found = failing(report)
    roots = [each.check for each in found if not each.follows]
    assert found[-1].follows or len(roots) == len(found)


def test_exchanged_digits_are_named() -> None:
    values = {f"{ROW}{column}": 12 for column in ("natural_person", "total")}
    values |= {f"applications.handled_total.{c}": 12 for c in ("natural_person", "total")}
    values |= {f"applications.handled.granted.{c}": 12 for c in ("natural_person", "total")}
    report = made.with_value(made.report(values), f"{ROW}natural_person", 21)
    said = {hint(each) for each in failing(report)}
    assert any(text and "颠倒" in text and "12" in text for text in said)


def test_many_failures_of_one_kind_are_doubts_of_our_reading() -> None:
    columns = [c.name for c in edition("2021").tables["applications"].rows[0].columns[:-1]]
    report = made.report({f"{ROW}{column}": 3 + n for n, column in enumerate(columns)})
    kinds = {each.hint.kind for each in failing(report) if each.check == "T3-FLOW" and each.hint}
    assert kinds == {"reading"}
