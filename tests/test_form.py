"""The declaration itself: names, labels and formulas of every edition."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goidata.checks.plan import plan
from goidata.extraction.normal import label
from goidata.form import (
    TABLES,
    Edition,
    all_fields,
    checks,
    claim_kinds,
    edition,
    editions,
    measures,
    parse,
)
from goidata.form.dictionary import check_example, measure_example
from goidata.form.example import example

each_edition = pytest.mark.parametrize("form", editions(), ids=lambda form: form.name)


def test_edition_2021_has_200_figures() -> None:
    form = edition("2021")
    assert [len(form.fields_of(table)) for table in TABLES] == [10, 175, 15]
    assert len(form.fields) == 200


def test_edition_2019_has_its_own_table_two_and_one_row_of_other_handling() -> None:
    form = edition("2019")
    assert [len(form.fields_of(table)) for table in TABLES] == [22, 161, 15]
    assert "applications.handled.other.total" in form.fields
    assert not [name for name in form.fields if name.startswith("applications.handled.other.rem")]
    assert "disclosure.fees" not in form.fields
    assert form.fields["disclosure.fee_items.change"].signed
    assert form.fields["disclosure.procurement.amount"].unit == "万元"


def test_newest_edition_comes_first() -> None:
    names = [form.name for form in editions()]
    years = [form.from_year for form in editions()]
    assert years == sorted(years, reverse=True)
    assert [name for name in names if name in ("2021", "2019")] == ["2021", "2019"]


@each_edition
def test_names_are_lower_case_words_joined_by_dots(form: Edition) -> None:
    assert all(re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", name) for name in form.fields)


@each_edition
def test_database_names_are_unique(form: Edition) -> None:
    assert len({field.database_name for field in form.fields.values()}) == len(form.fields)


def test_fields_shared_by_editions_mean_the_same() -> None:
    new, old = edition("2021").fields, edition("2019").fields
    shared = set(new) & set(old)
    for name in shared:
        assert (new[name].unit, new[name].integer, new[name].signed) == (
            old[name].unit,
            old[name].integer,
            old[name].signed,
        )
    assert "disclosure.normative_documents.in_force" not in shared
    assert "disclosure.normative_documents.issued" in shared


@each_edition
def test_every_row_and_column_has_both_languages(form: Edition) -> None:
    for table in form.tables.values():
        for row in table.rows:
            for text in (row.zh, *(column.zh for column in row.columns)):
                assert re.search(r"[\u4e00-\u9fff]", text)
            for text in (row.en, *(column.en for column in row.columns)):
                assert text and not re.search(r"[\u4e00-\u9fff]", text)


@each_edition
def test_labels_of_rows_differ_within_a_table(form: Edition) -> None:
    for table in form.tables.values():
        labels = [label(row.zh) for row in table.rows]
        assert not [text for text, count in Counter(labels).items() if count > 1]


@each_edition
def test_no_variant_is_the_label_of_another_row(form: Edition) -> None:
    for table in form.tables.values():
        labels = {label(row.zh): row.name for row in table.rows}
        for row in table.rows:
            for variant in row.variants:
                assert labels.get(label(variant), row.name) == row.name


@each_edition
def test_units_are_counts_or_money(form: Edition) -> None:
    assert {field.unit for field in form.fields.values()} <= {"件", "项", "万元"}
    assert all(field.integer == (field.unit != "万元") for field in form.fields.values())


@each_edition
def test_six_sections_in_order(form: Edition) -> None:
    assert [section.number for section in form.sections] == [1, 2, 3, 4, 5, 6]
    assert [form.tables[table].section for table in TABLES] == [2, 3, 4]
    assert len(form.sections[0].parts) == 5


def test_articles_stand_with_the_figures_of_table_two() -> None:
    form = edition("2021")
    for field in form.fields_of("disclosure"):
        assert re.fullmatch(r"第二十条第（[一五六八]）项", field.article)
    assert edition("2019").fields["disclosure.procurement.amount"].article.endswith("（九）项")


def test_labels_join_row_and_column() -> None:
    field = edition("2021").fields["review.upheld"]
    assert field.label("en") == "Administrative reconsideration · Upheld"
    assert len(field.label().split(" · ")) == 2
    assert " · " not in edition("2021").fields["disclosure.licences"].label()


def test_notices_are_named() -> None:
    for form in editions():
        number = re.fullmatch(r"\w+〔(20\d\d)〕\d+号", form.notice)
        assert number and number[1] == form.name, f"{form.name}: {form.notice}"


def _operands(formula: str, form: Edition, **bound: str) -> list[str]:
    return [name for _, name in parse(formula).names(form.fields, **bound)]


def test_every_formula_of_a_check_names_real_fields() -> None:
    form = edition("2021")
    bound = {"column": "total", "row": "received", "block": "review", "documents": "regulations"}
    bound["figures"] = "disclosure.licences"
    for check in checks().values():
        for formula in (check.left, check.right, check.carried):
            if formula:
                names = _operands(formula.text, form, **bound)
                assert names and set(names) <= set(form.fields), check.id


def test_every_formula_of_a_claim_names_real_fields() -> None:
    form = edition("2021")
    for kind in claim_kinds().values():
        for formula in kind.equals:
            names = _operands(formula.text, form)
            assert names and set(names) <= set(form.fields), kind.name


def test_every_formula_of_a_measure_names_real_fields() -> None:
    form = edition("2021")
    for measure in measures().values():
        if measure.source != "figures":
            continue
        for formula in (measure.numerator, measure.denominator, measure.pending):
            if formula:
                names = _operands(formula.text, form, column="total")
                assert names and set(names) <= set(form.fields), measure.name


def test_every_field_is_used_by_an_identity_or_a_measure() -> None:
    form = edition("2021")
    used: set[str] = set()
    columns = [column.name for column in form.tables["applications"].rows[0].columns]
    rows = [row.name for row in form.tables["applications"].rows]
    blocks = [row.name for row in form.tables["proceedings"].rows]
    formulas = [f for c in checks().values() if c.kind == "identity" for f in (c.left, c.right)]
    formulas += [f for m in measures().values() for f in (m.numerator, m.denominator)]
    formulas += [f for kind in claim_kinds().values() for f in kind.equals]
    for formula in formulas:
        if formula is None:
            continue
        for column in columns:
            for row in rows if "{row}" in formula.text else rows[:1]:
                for block in blocks:
                    used.update(_operands(formula.text, form, column=column, row=row, block=block))
    assert set(form.fields) - used == set()


def test_total_handled_is_the_sum_of_all_outcomes_in_either_edition() -> None:
    closed = checks()["T3-CLOSED"].right
    assert closed
    for form in editions():
        asked = {name for _, name in closed.names(form.fields, column="total")}
        rows = [row for row in form.tables["applications"].rows if row.name.startswith("handled.")]
        assert asked == {f"applications.{row.name}.total" for row in rows}
        assert len(asked) == {"2021": 21, "2019": 19}.get(form.name, len(rows))


def test_a_subtotal_takes_the_rows_of_either_edition() -> None:
    other = claim_kinds()["other"].equals[0]
    assert len(other.names(edition("2021").fields)) == 3
    assert other.names(edition("2019").fields) == ((1, "applications.handled.other.total"),)


def test_formula_keeps_signs() -> None:
    assert parse("a.b - c.d + e").terms == ((1, "a.b"), (-1, "c.d"), (1, "e"))
    assert parse("a - b").value({"a": 5, "b": 7}, ["a", "b"]) == -2


def test_formula_without_a_value_is_none() -> None:
    assert parse("a + b").value({"a": 1, "b": None}, ["a", "b"]) is None
    assert parse("a.*").value({}, []) is None


@pytest.mark.parametrize("text", ["", "a +", "a b", "1 + 2", "a * b", "a; drop table x"])
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


@given(st.dictionaries(st.sampled_from(list(all_fields())), st.integers(0, 10**9), min_size=1))
def test_a_sum_over_everything_is_the_sum(values: dict[str, int]) -> None:
    assert parse("*").value(values, list(values)) == sum(values.values())


def test_measures_have_titles_in_both_languages_and_known_units() -> None:
    for measure in measures().values():
        assert measure.title("zh") != measure.title("en")
        assert measure.unit in {"ratio", "per_100", "per_10000", "count", "money"}
        assert (measure.unit in {"ratio", "per_100", "per_10000"}) == (
            measure.denominator is not None
        )
        assert bool(measure.note_zh) == bool(measure.note_en)


KINDS = "identity comparison domain claim sentence structure years units".split()


def test_checks_have_both_languages_and_a_known_severity() -> None:
    for check in checks().values():
        assert check.zh and check.en and check.basis and check.basis_en
        assert check.severity in {"error", "warning", "info"}
        assert check.kind in KINDS
        assert check_example(check, "zh") and check_example(check, "en"), check.id
        assert set(check.severity_of.values()) <= {"error", "warning", "info"}


def test_claims_of_documents_are_covered_by_their_check() -> None:
    check = checks()["N-DOCUMENTS"]
    covered = {name for name in claim_kinds() if check.covers(name)}
    assert covered == {
        f"{kind}.{what}"
        for kind in ("regulations", "normative_documents")
        for what in ("issued", "repealed", "in_force")
    }


def test_the_example_holds_every_sum_of_the_form() -> None:
    values = example()
    for form in editions():
        for each in plan(tuple(form.fields)).identities:
            left, right = (
                sum(sign * values[name] for sign, name in side) for side in (each.left, each.right)
            )
            assert left == right, (form.name, each.check.id, each.subject)


def test_every_measure_can_be_worked_with_the_example() -> None:
    assert measure_example(measures()["clearance_rate"]) == "97 / (100 + 6) = 91.5 %"
    assert measure_example(measures()["documents_net"]) == "12 − 3 = 9"
    assert all(map(measure_example, measures().values()))
