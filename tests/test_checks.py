"""The checks applied: three outcomes, both sides, and no error in tables three and four unseen."""

from __future__ import annotations

import json
import pickle
import random
from dataclasses import replace

import made
import paper
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goidata import form
from goidata.checks import Finding, Outcome, evaluator, run
from goidata.checks.faults import heads, of_refusal, of_report, values
from goidata.checks.finding import subtract
from goidata.checks.rendering import finding_object, line, report_object
from goidata.checks.wording import message, shown
from goidata.declared import DeclarationError
from goidata.declared.faults import Fault
from goidata.documents.document import Unseen
from goidata.errors import Refusal
from goidata.extraction.report import Figure, Report, Scope, State
from goidata.form import checks, edition
from goidata.form.ordinals import bare

RECEIVED = "applications.received.natural_person"
needs_shared = pytest.mark.skipif(not made.shared(), reason="the real figures are not here")


ARITHMETIC = ("identity", "domain", "claim")


def arithmetic(report: Report) -> list[Finding]:
    """The findings on sums, figures and counts in words; those on form are tested elsewhere."""
    return [each for each in run(report) if form.checks()[each.check].kind in ARITHMETIC]


def found(report: Report, outcome: Outcome = Outcome.FAILS) -> list[tuple[str, str | None]]:
    return [(each.check, each.subject) for each in arithmetic(report) if each.outcome is outcome]


def one(report: Report, check: str, subject: str) -> Finding:
    (finding,) = [each for each in run(report) if (each.check, each.subject) == (check, subject)]
    return finding


def cells_of_tables_three_and_four(name: str) -> list[str]:
    fields = edition(name)
    return [
        field.name for table in ("applications", "proceedings") for field in fields.fields_of(table)
    ]


# --- what is asked ---


def test_every_check_of_one_report_is_asked() -> None:
    kinds = form.claim_kinds().items()
    counted = [made.claim(name, 0) for name, kind in kinds if kind.equals or kind.aside]
    words = "收到申请5件，予以公开5件，占100%，已全部办结。没有复议和诉讼。"
    words += "公开信息5条，其中：网站3条，微信2条。"
    stated = replace(made.claim("granted", 5), quote="予以公开5件")
    report = made.report(claims=[*counted, stated], text=words, year=2024, unit="米易县人民政府")
    office = replace(report, identity=replace(report.identity, scope=Scope.OFFICE))
    unseen = replace(report.formalities, unseen=Unseen("pages", 41, 45))
    long = replace(report, formalities=unseen)
    asked = {each.check for one in (report, office, long) for each in run(one)}
    between = {key for key, check in form.checks().items() if check.kind in ("years", "units")}
    assert asked == set(form.checks()) - between


@pytest.mark.parametrize(
    ("check", "times"),
    [("T3-FLOW", 7), ("T3-CLOSED", 7), ("T3-ROW", 25), ("T4-SUM", 3), ("NUM-INT", 199)],
)
def test_each_check_is_asked_once_for_each_column_row_block_and_figure(
    check: str, times: int
) -> None:
    subjects = [each.subject for each in run(made.report()) if each.check == check]
    assert len(subjects) == len(set(subjects)) == times


def test_a_report_of_the_older_edition_is_asked_for_its_own_rows() -> None:
    subjects = {each.subject for each in run(made.report(form="2019")) if each.check == "T3-ROW"}
    assert "handled.other" in subjects
    assert "handled.other.remaining" not in subjects
    assert len(subjects) == 23


def test_mixed_editions_are_asked_table_by_table() -> None:
    new, old = made.report(), made.report(form="2019")
    mixed = {
        name: value
        for report, tables in ((new, ("disclosure", "proceedings")), (old, ("applications",)))
        for name, value in report.figures.items()
        if form.all_fields()[name].table in tables
    }
    report = replace(new, figures=mixed, edition={**new.edition, "applications": "2019"})
    assert found(report, Outcome.UNDETERMINED) == []
    assert found(made.with_value(report, "applications.handled.other.total", 1)) == [
        ("T3-CLOSED", "total"),
        ("T3-ROW", "handled.other"),
    ]
    assert ("NUM-INT", "disclosure.licences") in found(report, Outcome.HOLDS)


# --- outcomes, sides, differences ---


def test_all_holds_where_all_is_zero() -> None:
    assert {each.outcome for each in run(made.report())} == {Outcome.HOLDS}


def test_both_sides_and_the_difference_are_kept() -> None:
    flow = one(made.report({RECEIVED: 3}), "T3-FLOW", "natural_person")
    assert (flow.outcome, flow.left, flow.right, flow.difference) == (Outcome.FAILS, 3, 0, 3)
    assert flow.operands == {
        RECEIVED: 3,
        "applications.carried_in.natural_person": 0,
        "applications.handled_total.natural_person": 0,
        "applications.carried_out.natural_person": 0,
    }
    row = one(made.report({RECEIVED: 3}), "T3-ROW", "received")
    assert (row.left, row.right, row.difference) == (0, 3, -3)


def test_an_unread_operand_leaves_its_checks_undetermined_and_no_others() -> None:
    report = made.with_value(made.report(), RECEIVED, None)
    assert found(report) == []
    assert set(found(report, Outcome.UNDETERMINED)) == {
        ("T3-FLOW", "natural_person"),
        ("T3-ROW", "received"),
        ("NUM-INT", RECEIVED),
    }
    assert one(report, "T3-FLOW", "natural_person").difference is None


@pytest.mark.parametrize("state", [state for state in State if state is not State.NUMBER])
def test_nothing_but_a_number_is_a_number(state: State) -> None:
    report = made.report()
    cell = Figure(None, state, "—", candidates=(1, 2))
    report = replace(report, figures={**report.figures, "review.total": cell})
    assert found(report) == []
    assert ("T4-SUM", "review") in found(report, Outcome.UNDETERMINED)


def test_an_absent_table_is_undetermined() -> None:
    report = made.report()
    gone = {name: Figure(None, State.MISSING) for name in edition("2021").fields}
    kept = {n: f for n, f in report.figures.items() if not n.startswith("disclosure.")}
    report = replace(
        report, figures={**gone, **kept}, edition={**report.edition, "disclosure": None}
    )
    assert {check for check, _ in found(report, Outcome.UNDETERMINED)} == {"NUM-INT"}


@pytest.mark.parametrize("value", [-1, 0.5, -0.0001])
def test_a_count_is_whole_and_not_negative(value: float) -> None:
    report = made.report({"disclosure.licences": value})
    assert found(report) == [("NUM-INT", "disclosure.licences")]


@pytest.mark.parametrize(
    ("edition_name", "name", "value"),
    [
        ("2021", "disclosure.fees", 98.4361),
        ("2021", "disclosure.licences", 7.0),
        ("2019", "disclosure.procurement.amount", 9.443252),
        ("2019", "disclosure.licence_items.change", -8),
    ],
)
def test_money_has_decimals_and_changes_may_be_negative(
    edition_name: str, name: str, value: float
) -> None:
    assert found(made.report({name: value}, form=edition_name)) == []


def test_differences_of_money_carry_no_noise_of_binary_fractions() -> None:
    assert subtract(0.3, 0.1) == 0.2
    assert subtract(26, 27) == -1


# --- the narrative against the tables ---

IN_FORCE = "disclosure.normative_documents.in_force"


def stated(value: float, table: float | None, **more: object) -> Finding:
    claim = made.claim("normative_documents.in_force", value, **more)
    report = made.with_value(made.report(claims=[claim]), IN_FORCE, table)
    return one(report, "N-DOCUMENTS", "normative_documents.in_force")


@pytest.mark.parametrize(
    ("value", "table", "more", "outcome"),
    [
        (27, 27, {}, Outcome.HOLDS),
        (26, 27, {}, Outcome.FAILS),
        (27, None, {}, Outcome.UNDETERMINED),
        (20, 27, {"approximate": True}, Outcome.HOLDS),
        (27, 27, {"approximate": True}, Outcome.HOLDS),
        (28, 27, {"approximate": True}, Outcome.FAILS),
    ],
)
def test_what_is_stated_is_compared_with_the_table(
    value: int, table: int | None, more: dict[str, bool], outcome: Outcome
) -> None:
    assert stated(value, table, **more).outcome is outcome


def test_the_statement_is_left_the_table_right() -> None:
    finding = stated(26, 27)
    assert (finding.left, finding.right, finding.difference) == (26, 27, -1)
    assert finding.severity == "error"
    assert finding.claim is not None
    assert finding.claim.place.line == 5


def test_a_qualifier_that_changes_the_meaning_makes_it_information() -> None:
    review = made.claim("normative_documents.repealed", 9, qualifier="清理")
    (finding,) = [each for each in run(made.report(claims=[review])) if each.claim]
    assert (finding.outcome, finding.severity) == (Outcome.FAILS, "info")
    assert not finding.counts_as_error


def test_statements_without_a_figure_in_the_tables_are_not_compared() -> None:
    report = made.report(claims=[made.claim("disclosed_items", 506, channel="website")])
    assert not [each for each in run(report) if each.claim]


# --- the real figures ---


@needs_shared
def test_the_contradictions_of_real_reports_are_found_and_nothing_else() -> None:
    failing = {
        (name, each.check, each.subject, each.left, each.right, each.difference)
        for name, report in made.shared().items()
        for each in run(report)
        if each.outcome is Outcome.FAILS and each.severity == "error"
    }
    subject = "normative_documents.in_force"
    assert failing == {
        ("datong-office-2023", "N-DOCUMENTS", subject, 26, 27, -1),
        ("pingtan-2023", "N-DOCUMENTS", subject, 393, 470, -77),
        ("pingtan-2019", "STR-TABLES", None, 2, 3, -1),
    }


@needs_shared
@pytest.mark.long
@pytest.mark.parametrize("name", sorted(made.shared()))
def test_a_real_report_with_one_cell_off_by_one_never_passes(name: str) -> None:
    report = made.shared()[name]
    passing = set(found(report))
    cells = [
        cell
        for cell in cells_of_tables_three_and_four(report.edition["applications"] or "2021")
        if report.figures[cell].value is not None
    ]
    assert len(cells) in (190, 176)
    unseen = [
        cell
        for cell in cells
        if set(found(made.with_value(report, cell, (report.figures[cell].value or 0) + 1)))
        <= passing
    ]
    assert unseen == []


# --- laws ---


@pytest.mark.parametrize("name", ["2021", "2019"])
@given(seed=st.integers(0, 2**32))
def test_consistent_figures_break_no_check(name: str, seed: int) -> None:
    report = made.report(paper.consistent_figures(random.Random(seed), name), form=name)
    assert found(report) == []
    assert found(report, Outcome.UNDETERMINED) == []


@pytest.mark.parametrize("cell", cells_of_tables_three_and_four("2021"))
def test_one_cell_off_by_one_breaks_a_check(cell: str) -> None:
    report = made.report(paper.consistent_figures(random.Random(cell)))
    value = report.figures[cell].value
    assert value is not None
    assert found(made.with_value(report, cell, value + 1))


@given(
    seed=st.integers(0, 2**32),
    cell=st.sampled_from(cells_of_tables_three_and_four("2021")),
    off=st.integers(-(10**6), 10**6).filter(bool),
)
def test_one_cell_off_by_anything_breaks_a_check(seed: int, cell: str, off: int) -> None:
    report = made.report(paper.consistent_figures(random.Random(seed)))
    value = report.figures[cell].value
    assert value is not None
    assert found(made.with_value(report, cell, value + off))


@given(seed=st.integers(0, 2**32), cells=st.sets(st.sampled_from(sorted(edition("2021").fields))))
def test_what_could_not_be_read_is_never_called_a_fault(seed: int, cells: set[str]) -> None:
    report = made.report(paper.consistent_figures(random.Random(seed)))
    for cell in cells:
        report = made.with_value(report, cell, None)
    assert found(report) == []


# --- words ---


def test_a_failing_identity_says_both_sums_and_their_parts() -> None:
    values = {RECEIVED: 3, "applications.carried_in.natural_person": 2}
    finding = one(made.report(values), "T3-FLOW", "natural_person")
    rows = {row.name: row for row in edition("2021").tables["applications"].rows}
    zh, en = message(finding, "zh"), message(finding, "en")
    for part in (
        bare(rows["received"].zh),
        bare(rows["carried_in"].zh),
        " 3",
        " 2",
        "为 5（",
        "为 0",
    ):
        assert part in zh
    for part in ("Natural persons: ", rows["received"].en, "make 5 (", "carried out 0; 5 apart"):
        assert part in en


def test_each_check_has_a_name_a_rule_and_a_sentence_for_failing_in_both_languages() -> None:
    for language in ("zh", "en"):
        told = [(c.short(language), c.named(language)) for c in checks().values()]
        assert len({name for name, _ in told}) == len({rule for _, rule in told}) == len(checks())
        assert all(name != rule for name, rule in told)
        assert all(check.failing(language) for check in checks().values())


@given(data=st.data())
def test_what_fails_is_told_as_it_is_and_never_as_its_rule(data: st.DataObject) -> None:
    values = paper.consistent_figures(random.Random(data.draw(st.integers(0, 2**16))))
    names = st.sampled_from(sorted(edition("2021").fields))
    changed = {name: values[name] + 1 for name in data.draw(st.sets(names, min_size=1, max_size=3))}
    for finding in run(made.report({**values, **changed})):
        if finding.outcome is not Outcome.FAILS:
            continue
        for language in ("zh", "en"):
            told = message(finding, language)
            assert checks()[finding.check].named(language) not in told
            assert "{" not in told and "—" not in told
            if finding.check.startswith(("T3-", "T4-SUM")):
                assert str(finding.left) in told and str(finding.right) in told


def test_a_contradiction_of_the_narrative_says_both_numbers() -> None:
    assert message(stated(26, 27), "zh").endswith("：文字为 26 件，表中为 27 件")
    assert message(stated(26, 27), "en").endswith(": 26 in words, 27 in the table")


def test_an_undetermined_check_names_the_unread_figures() -> None:
    report = made.with_value(made.report(), "review.pending", None)
    label = form.all_fields()["review.pending"].label()
    assert label in message(one(report, "T4-SUM", "review"), "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_outcome_of_every_check_is_one_line(language: str) -> None:
    claims = [made.claim(name, 5) for name in form.claim_kinds()]
    for value in (0, -1, None):
        report = made.with_value(made.report(claims=claims), "review.total", value)
        for finding in run(report):
            text = message(finding, language)
            assert text and "\n" not in text and "{" not in text


@pytest.mark.parametrize(
    ("number", "text"), [(3, "3"), (-1, "−1"), (98.4361, "98.4361"), (2.0, "2"), (None, "—")]
)
def test_numbers_are_written_plainly(number: float | None, text: str) -> None:
    assert shown(number) == text


# --- what other programs rely on ---


def test_a_finding_has_exactly_the_promised_keys() -> None:
    assert list(finding_object(stated(26, 27))) == (
        "check subject outcome severity left right difference accepted message hint".split()
    )


def test_the_report_object_lists_what_fails_and_what_is_undetermined_only() -> None:
    report = made.with_value(made.report({"disclosure.coercive_measures": -1}), RECEIVED, None)
    found = report_object(report, run(report))["findings"]
    assert {each["outcome"] for each in found} == {"fails", "undetermined"}
    assert len(found) == 4


def test_numbers_stay_whole_in_json() -> None:
    report = made.report({RECEIVED: 3, "disclosure.fees": 98.4361})
    written = json.loads(json.dumps(line("a.txt", "00", report, run(report))))["report"]
    assert isinstance(written["figures"][RECEIVED]["value"], int)
    assert written["figures"]["disclosure.fees"]["value"] == 98.4361
    assert {type(each["difference"]) for each in written["findings"]} == {int}


def test_findings_can_be_sent_between_processes() -> None:
    report = made.report(claims=[made.claim("normative_documents.issued", 4)])
    assert pickle.loads(pickle.dumps(run(report))) == run(report)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_of_faults_begins_with_what_was_not_read(language: str) -> None:
    report = made.report({"disclosure.coercive_measures": -1})
    cell = Figure(None, State.AMBIGUOUS, "3 4", candidates=(3, 4))
    report = replace(report, figures={**report.figures, RECEIVED: cell})
    rows = [values(row) for row in of_report("a.txt", report, run(report), language)]
    # One cell not read; one count below 0; and the two sums that lack the cell.
    assert len(rows) == 4
    assert "3 4" in rows[0] and not any("3 4" in row for row in rows[1:])
    assert {len(row) for row in rows} == {len(heads(language))}
    blank = made.with_value(made.report(), RECEIVED, None)
    assert len(list(of_report("a.txt", blank, run(blank), language))) == 2
    refusal = of_refusal("b.txt", Refusal("damaged", "坏了", "broken"), language)
    assert ("broken" in values(refusal)) == (language == "en")


def test_a_wrong_declaration_met_by_a_hint_is_no_broken_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def wrong(*_: object) -> None:
        raise DeclarationError([Fault("checks.toml", "T3-ROW", "", "")])

    monkeypatch.setattr(evaluator, "explained", wrong)
    with pytest.raises(DeclarationError):
        run(made.report())
