"""Which cell is pointed at where sums fail: the right one, or none."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import made
import pytest
from paper.figures import CHARACTERS, consistent_figures

from goidata.checks import Finding, Outcome, run
from goidata.checks.hinting import hint
from goidata.extraction.report import Report
from goidata.form import edition

FINGERS = ("cell", "transposed")
ROW = "applications.received."


def spoilt(value: int, source: random.Random) -> Iterator[int]:
    """Other numbers that may stand in a cell: off by one, digits exchanged, one lost, any."""
    text = str(value)
    yield value + 1
    yield value * 10 or 10
    yield source.randrange(0, 3 * value + 10)
    if len(text) > 1:
        yield int(text[:-1])
        yield int(text[:-2] + text[-1] + text[-2])


def failing(report: Report) -> list[Finding]:
    return [each for each in run(report) if each.outcome is Outcome.FAILS]


def pointed(report: Report) -> set[tuple[str, object]]:
    hints = (each.hint for each in failing(report) if each.check[:3] in ("T3-", "T4-"))
    return {(each.figure, each.value) for each in hints if each and each.kind in FINGERS}


def outcomes(report: Report, seed: int) -> dict[str, Counter[str]]:
    """How the pointing goes for every cell of tables three and four, by table."""
    source = random.Random(seed)
    found: dict[str, Counter[str]] = {"applications": Counter(), "proceedings": Counter()}
    form = edition(report.edition["applications"] or "2021")
    for table, counts in found.items():
        for field in form.fields_of(table):
            value = report.figures[field.name].value
            if value is None:
                continue
            for other in spoilt(int(value), source):
                if other == value:
                    continue
                told = pointed(made.with_value(report, field.name, other))
                right = told == {(field.name, value)}
                counts["right" if right else "none" if not told else "wrong"] += 1
    return found


@pytest.mark.parametrize("character", sorted(CHARACTERS))
@pytest.mark.parametrize("form", ["2021", "2019"])
def test_the_faulty_cell_of_generated_reports(form: str, character: str) -> None:
    figures = consistent_figures(random.Random(9), form, CHARACTERS[character])
    found = outcomes(made.report(figures, form=form), 1)
    three, four = found["applications"], found["proceedings"]
    assert three["right"] >= 0.99 * three.total() and three["wrong"] <= 0.01 * three.total()
    assert four["wrong"] == 0


@pytest.mark.long
@pytest.mark.skipif(not made.shared(), reason="the real figures are not here")
def test_the_faulty_cell_of_real_reports() -> None:
    for number, report in enumerate(made.shared().values()):
        found = outcomes(report, number)
        assert found["applications"]["right"] == found["applications"].total()
        assert found["proceedings"]["wrong"] == 0


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
