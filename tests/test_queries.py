"""The questions of the pages, against the same answers formed from the reports themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import made
import pandas as pd
import pytest
import stock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goidata.analysis import breaks, labels, queries
from goidata.analysis.expressions import expression
from goidata.analysis.selection import (
    ALL,
    LEVELS,
    SCOPES,
    Available,
    Selection,
    Stratum,
    applicant_columns,
)
from goidata.errors import UsageError
from goidata.extraction.reading import read
from goidata.extraction.report import Report, State
from goidata.form import Formula, all_fields, measures, parse
from goidata.regions import by_code, is_within
from goidata.store.database import connect

Held = Mapping[tuple[str, int], Report]
EVERY = Selection(scope=None)
RATES = (
    "disclosure_rate",
    "clearance_rate",
    "refusal_rate",
    "other_rate",
    "review_correction_rate",
)
SELECTIONS = st.builds(
    Selection,
    region=st.sampled_from([None, "320000", "321300", "321322", "510421", "110000"]),
    level=st.sampled_from([None, *LEVELS]),
    years=st.sampled_from([(), (2022,), (2019, 2021), (2022, 2023)]),
    scope=st.sampled_from([None, *SCOPES[:3]]),
    column=st.sampled_from(applicant_columns()),
    only_clean=st.booleans(),
)
quick = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def level_of(report: Report) -> str | None:
    region = by_code(report.identity.region or "")
    return region.level if region else None


def stratum_of(report: Report) -> Stratum:
    return Stratum(report.identity.scope.value, level_of(report))


def means(selection: Selection, report: Report, errors: int) -> bool:
    """Whether the selection means the report, said again in Python."""
    about = report.identity
    region = by_code(about.region or "")
    return (
        (selection.region is None or (region is not None and is_within(region, selection.region)))
        and selection.level in (None, level_of(report))
        and (not selection.years or about.year in selection.years)
        and selection.scope in (None, about.scope.value)
        and not (selection.only_clean and errors)
    )


def value(report: Report, formula: Formula, column: str) -> float | None:
    return formula.value(report.values, report.figures, column=column)


def errors_of(db: sqlite3.Connection) -> dict[tuple[str, int], int]:
    found = db.execute("SELECT unit, year, errors FROM report")
    return {(unit, year): errors for unit, year, errors in found}


def selected(db: sqlite3.Connection, held: Held, selection: Selection) -> list[Report]:
    errors = errors_of(db)
    return [report for key, report in held.items() if means(selection, report, errors[key])]


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """The columns as tuples, missing as None."""
    plain = frame[list(columns)].astype(object)
    return list(plain.where(plain.notna(), None).itertuples(index=False, name=None))


# What a selection means.


@quick
@given(selection=SELECTIONS)
def test_a_selection_means_the_same_reports_everywhere(
    various: sqlite3.Connection, reports: Held, selection: Selection
) -> None:
    expected = {(r.identity.unit, r.identity.year) for r in selected(various, reports, selection)}
    assert set(rows(queries.reports(various, selection), "unit", "year")) == expected
    assert set(queries.units(various, selection)["unit"]) == {unit for unit, _ in expected}
    assert queries.strata(various, selection)["reports"].sum() == len(expected)
    assert queries.narrowing(various, selection)["reports"].iloc[-1] == len(expected)


@quick
@given(selection=SELECTIONS)
def test_the_address_of_a_selection_leads_back_to_it(
    various: sqlite3.Connection, selection: Selection
) -> None:
    available = queries.available(various)
    if selection.region == "110000":  # nothing is held there
        selection = replace(selection, region=None)
    assert Selection.from_words(selection.words(), available) == selection


WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["2023", "1999-2099", "321300", "government", "1", ALL, "county", "' OR 1=1 --"]
    ),
)


@quick
@given(
    words=st.dictionaries(
        st.sampled_from(["region", "level", "year", "scope", "applicant", "clean", "evil"]),
        st.one_of(WORDS, st.lists(WORDS, max_size=4)),
    )
)
def test_a_hostile_address_gives_a_selection_that_can_be_asked(
    various: sqlite3.Connection, words: dict[str, str | list[str]]
) -> None:
    available = queries.available(various)
    selection = Selection.from_words(words, available)
    assert selection.region is None or selection.region in available.regions
    assert set(selection.years) <= set(available.years)
    assert selection.scope in (None, *SCOPES)
    queries.by_unit(various, selection, ["disclosure_rate"])


def test_without_words_governments_are_selected_and_others_stand_beside(
    various: sqlite3.Connection,
) -> None:
    available = queries.available(various)
    selection = Selection.from_words({}, available)
    assert selection == Selection(scope="government", beside=True)
    found = queries.units(various, selection)
    assert set(found.loc[found["beside"], "scope"]) == {"office", "department"}
    assert set(found.loc[~found["beside"], "scope"]) == {"government"}
    assert selection.words() == {}


def test_without_governments_what_is_held_is_selected() -> None:
    assert Available(scopes=("office", "department")).scope == "office"
    assert Selection.default(Available()) == Selection(scope=None, beside=True)


@pytest.mark.parametrize(
    ("words", "years"),
    [("2022", (2022,)), ("2021-2022", (2021, 2022)), ("2023,2021", (2021, 2023)), ("2020", ()),
     ("٢٠٢٢", ()), ("2022-", ()), ("0-9999", ()), ("2019-2023", ())],
)  # fmt: skip
def test_years_in_an_address(
    various: sqlite3.Connection, words: str, years: tuple[int, ...]
) -> None:
    assert Selection.from_words({"year": words}, queries.available(various)).years == years


def test_what_is_available(various: sqlite3.Connection, reports: Held) -> None:
    available = queries.available(various)
    assert available.years == tuple(sorted({year for _, year in reports}))
    assert available.scopes == ("government", "office", "department")
    assert available.levels == ("city", "county")
    assert {"320000", "321300", "321322", "510400"} <= available.regions
    found = queries.regions(various).set_index("code")
    assert found.loc["321322", "full_name"] == "江苏省宿迁市沭阳县"
    assert found.loc["320000", "reports"] == 0
    assert found["reports"].sum() == len(reports)


def test_the_focus_is_the_government_stratum_with_most_units(various: sqlite3.Connection) -> None:
    assert queries.focus(various, EVERY) == Stratum("government", "county")
    assert queries.focus(various, Selection(scope="office")) == Stratum("office", "county")
    assert queries.focus(various, Selection(region="110000", scope=None)) is None


def test_most_units_decide_the_focus_then_the_lower_level(tmp_path: Path) -> None:
    first, second = (stock.of(unit, 2023, {}) for unit in ("宿迁市", "沭阳县人民政府"))
    about = replace(first.identity, unit="淮安市人民政府", region="320800")
    stock.build(tmp_path / "even.db", [first, second])
    stock.build(tmp_path / "more.db", [first, second, replace(first, identity=about)])
    for name, level in (("even", "county"), ("more", "city")):
        with closing(connect(tmp_path / f"{name}.db")) as db:
            assert queries.focus(db, EVERY) == Stratum("government", level)


def test_only_the_current_version_of_a_report_counts(tmp_path: Path) -> None:
    whole = stock.of("沭阳县人民政府", 2023, {"applications.received.total": 5})
    partial = stock.unread(
        made.with_value(whole, "applications.received.total", 99), "review.total", State.BLANK
    )
    stock.build(tmp_path / "a.db", [partial, whole])
    with closing(connect(tmp_path / "a.db")) as db:
        assert queries.pooled(db, EVERY, ["received"])["n"].tolist() == [5]
        for name in queries.TABLES:
            assert set(queries.table(db, EVERY, name)["report"]) <= {2}
        assert queries.regions(db)["reports"].sum() == 1
        assert queries.coverage(db, EVERY)["report"].tolist() == [2]
        assert queries.volumes(db, EVERY)["report"].tolist() == [2]
        assert queries.doubtful(db, EVERY)["held"].tolist() == [1]
        assert queries.volumes_by_year(db, EVERY)["held"].tolist() == [1]


def test_the_filter_that_empties_a_selection_is_named(various: sqlite3.Connection) -> None:
    empty = Selection(region="510421", years=(2022,), level="city", scope="government")
    found = queries.narrowing(various, empty)
    assert next(row for row in rows(found, "filter", "reports") if row[1] == 0)[0] == "level"


def test_clean_reports_only(various: sqlite3.Connection) -> None:
    every = queries.reports(various, EVERY)
    clean = queries.reports(various, replace(EVERY, only_clean=True))
    left_out = queries.left_out(various, EVERY)
    assert len(every) == len(clean) + left_out
    assert queries.left_out(various, replace(EVERY, only_clean=True)) == left_out
    assert (clean["errors"] == 0).all()
    assert 0 < left_out < len(every)


def test_without_the_largest_unit_of_each_stratum(
    various: sqlite3.Connection, reports: Held
) -> None:
    handled: dict[Stratum, dict[str, float]] = {}
    for (unit, _), report in reports.items():
        weights = handled.setdefault(stratum_of(report), {})
        found = report.values["applications.handled_total.total"] or 0
        weights[unit] = weights.get(unit, 0) + found
    several = [weights for weights in handled.values() if len(weights) > 1]
    largest = {max(weights, key=weights.__getitem__) for weights in several}
    every = set(queries.units(various, EVERY)["unit"])
    rest = set(queries.units(various, replace(EVERY, without_largest=True))["unit"])
    assert every - rest == largest


# Sums and rates.


@quick
@given(selection=SELECTIONS, name=st.sampled_from([*measures()]))
def test_pooled_is_the_ratio_of_sums_within_a_stratum(
    various: sqlite3.Connection, reports: Held, selection: Selection, name: str
) -> None:
    measure = measures()[name]
    if measure.source != "figures":
        return
    expected: dict[tuple[int, str, str | None], list[float]] = {}
    for report in selected(various, reports, selection):
        n = value(report, measure.numerator, selection.column)
        of = (
            1.0 if not measure.denominator else value(report, measure.denominator, selection.column)
        )
        if n is not None and of is not None:
            at = stratum_of(report)
            sums = expected.setdefault((report.identity.year, at.scope, at.level), [0, 0, 0])
            sums[:] = sums[0] + n, sums[1] + of, sums[2] + 1
    found = queries.pooled(various, selection, [name])
    found = found[found["reports"] > 0]
    assert {key[:3] for key in rows(found, "year", "scope", "level")} == set(expected)
    for _, row in found.iterrows():
        n, of, count = expected[row["year"], row["scope"], row["level"]]
        assert row["n"] == pytest.approx(n)
        assert row["reports"] == count
        if measure.denominator:
            assert row["N"] == of
            scale = measure.per
            assert (
                pd.isna(row["value"]) if of == 0 else row["value"] == pytest.approx(scale * n / of)
            )


@quick
@given(selection=SELECTIONS)
def test_by_unit_is_each_reports_own_rate(
    various: sqlite3.Connection, reports: Held, selection: Selection
) -> None:
    found = queries.by_unit(various, selection, RATES)
    assert len(found) == len(RATES) * len(selected(various, reports, selection))
    for _, row in found.iterrows():
        report, measure = reports[row["unit"], row["year"]], measures()[row["measure"]]
        assert measure.denominator
        n = value(report, measure.numerator, selection.column)
        of = value(report, measure.denominator, selection.column)
        known = n is not None and of is not None and of > 0
        assert pd.notna(row["value"]) == known
        assert (row["why_missing"] is None) == known
        if known and n is not None and of:
            assert row["value"] == pytest.approx(n / of)
        elif of == 0 and n is not None:
            assert row["why_missing"] == "no_applications"


def test_all_years_together(various: sqlite3.Connection) -> None:
    names = ["received", "handled"]
    by_year = queries.pooled(various, EVERY, names)
    together = queries.pooled_over(various, EVERY, names)
    keys = ["scope", "level", "measure"]
    sums = by_year.groupby(keys)["n"].sum()
    assert together.set_index(keys)["n"].to_dict() == sums.to_dict()


def test_cities_and_counties_are_never_one_row(various: sqlite3.Connection) -> None:
    found = queries.pooled(various, Selection(scope="government", years=(2023,)), ["received"])
    assert rows(found, "scope", "level") == [("government", "city"), ("government", "county")]


def test_a_change_of_who_reports_is_no_change(tmp_path: Path) -> None:
    received = {"applications.received.total": 40}
    more = {"applications.received.total": 50}
    stock.build(
        tmp_path / "a.db",
        [
            stock.of("沭阳县人民政府", 2022, received),
            stock.of("沭阳县人民政府", 2023, more),
            stock.of("泗阳县人民政府", 2023, {"applications.received.total": 900}),
        ],
    )
    with closing(connect(tmp_path / "a.db")) as db:
        found = queries.change(db, EVERY, ["received"], 2023).iloc[0]
        none = queries.change(db, EVERY, ["received"], 2022)
    assert (found["value"], found["previous"], found["units"]) == (50, 40, 1)
    assert (found["difference"], found["growth"]) == (10, pytest.approx(0.25))
    assert none.empty


def test_growth_from_nothing_is_not_a_number(tmp_path: Path) -> None:
    values = [(2022, 0), (2023, 7)]
    reports = [
        stock.of("沭阳县人民政府", year, {"applications.received.total": n}) for year, n in values
    ]
    stock.build(tmp_path / "a.db", reports)
    with closing(connect(tmp_path / "a.db")) as db:
        found = queries.change(db, EVERY, ["received", "disclosure_rate"], 2023)
    assert rows(found, "measure", "difference", "growth") == [("received", 7, None)]


@pytest.mark.parametrize(
    ("year", "rate", "handled", "corrected", "decided"),
    [(2023, 0.436, 3486, 17, 414), (2024, 0.540, 3521, 18, 134)],
)
def test_reference_values_of_a_city(
    real: sqlite3.Connection, year: int, rate: float, handled: int, corrected: int, decided: int
) -> None:
    city = Selection(region="321300", level="city", years=(year,), scope="government")
    found = queries.pooled(real, city, ["disclosure_rate", "review_correction_rate"])
    disclosure, correction = (row for _, row in found.iterrows())
    assert round(disclosure["value"], 3) == rate
    assert disclosure["N"] == handled
    assert (correction["n"], correction["N"]) == (corrected, decided)
    assert correction["pending"] == {2023: 26, 2024: 36}[year]


def test_pass_and_filing_rates(various: sqlite3.Connection) -> None:
    found = queries.pooled_over(various, EVERY, ["pass_rate", "doubtful_share"])
    grave = "JOIN \"check\" k ON k.id = check_id WHERE k.severity <> 'info'"
    outcomes = various.execute(f"SELECT SUM(holds), SUM(holds + fails) FROM check_outcome {grave}")
    hinted = various.execute(
        f"SELECT count(*) FROM finding d {grave} AND outcome = 'fails' AND d.severity = 'info'"
    )
    ((holds, decided),), ((hints,),) = outcomes.fetchall(), hinted.fetchall()
    passed = found[found["measure"] == "pass_rate"]
    assert (passed["n"].sum(), passed["N"].sum()) == (holds, decided - hints)
    doubtful = found[found["measure"] == "doubtful_share"]
    assert doubtful["n"].sum() == queries.left_out(various, EVERY)
    filing = queries.pooled(various, EVERY, ["filing_rate"])
    counties = filing[(filing["scope"] == "government") & (filing["level"] == "county")]
    coverage = queries.coverage_by_year(various, EVERY).set_index(["year", "scope", "level"])
    for _, row in counties.iterrows():
        counted = coverage.loc[(row["year"], "government", "county")]
        assert (row["n"], row["N"]) == (counted["filed"], counted["expected"])
        assert row["n"] <= row["N"] <= 3


# Editions, breaks, missing values.


def test_row_six_is_one_subtotal_in_every_edition(
    various: sqlite3.Connection, reports: Held
) -> None:
    found = queries.outcomes(various, EVERY)
    found = found[found["outcome"] == "other"]
    editions = set()
    for _, row in found.iterrows():
        report = reports[row["unit"], row["year"]]
        cells = [
            cell.value
            for name, cell in report.figures.items()
            if name.startswith("applications.handled.other.") and name.endswith(".total")
        ]
        editions.add(len(cells))
        if None in cells:
            assert pd.isna(row["value"])
        else:
            assert row["value"] == sum(cells)
    assert editions == {1, 3}


def test_shares_of_outcomes_add_up(various: sqlite3.Connection) -> None:
    found = queries.outcomes_by_year(various, EVERY)
    assert tuple(found["outcome"].unique()) == labels.OUTCOMES
    groups = found[found["total"] > 0].groupby(["year", "scope", "level"])["share"].sum()
    assert len(groups) > 4
    assert groups.to_numpy(float) == pytest.approx(1)


def test_what_flows_in_flows_out(various: sqlite3.Connection) -> None:
    found = queries.flows(various, replace(EVERY, only_clean=True))
    for _, flow in found.groupby(["scope", "level"]):
        inward = flow.loc[flow["target"] == "workload", "value"].sum()
        outward = flow.loc[flow["source"] == "workload", "value"].sum()
        assert inward == outward > 0
        ends = rows(flow, "source", "target")
        assert ends[:2] == [("received", "workload"), ("carried_in", "workload")]
        out = [*labels.OUTCOMES, "carried_out"]
        assert ends[2:] == [("workload", outcome) for outcome in out]
        assert (flow["reports"] <= flow["held"]).all()


def _refused(db: sqlite3.Connection, selection: Selection) -> pd.DataFrame:
    found = queries.all_reasons(db, selection)
    return found[found["outcome"] == "refused"]


@pytest.mark.parametrize(
    ("ask", "label", "expected"),
    [
        (_refused, "name", labels.reasons("handled.refused")),
        (queries.applicants_by_year, "column", labels.APPLICANTS),
    ],
)
def test_parts_come_in_printed_order_and_from_the_same_reports_as_their_total(
    various: sqlite3.Connection,
    ask: Callable[..., pd.DataFrame],
    label: str,
    expected: tuple[str, ...],
) -> None:
    found = ask(various, EVERY)
    assert tuple(found[label].unique()) == expected
    known = found[found["reports"] > 0]
    for _, part in known.groupby(["year", "scope", "level"]):
        assert part["value"].sum() == part["total"].iloc[0]


def test_results_by_block(various: sqlite3.Connection, reports: Held) -> None:
    found = queries.results(various, EVERY)
    assert len(found) == len(reports) * len(labels.BLOCKS) * len(labels.RESULTS)
    for _, row in found.iterrows():
        printed = reports[row["unit"], row["year"]].values[f"{row['block']}.{row['result']}"]
        assert pd.isna(row["value"]) if printed is None else row["value"] == printed
    summed = queries.results_by_year(various, EVERY)
    assert tuple(summed["block"].unique()) == labels.BLOCKS


WHY = {
    State.BLANK: "blank",
    State.NA: "blank",
    State.AMBIGUOUS: "unreadable",
    State.MISSING: "unreadable",
}


def test_a_missing_figure_says_why_and_is_never_nought(
    various: sqlite3.Connection, reports: Held
) -> None:
    names = [*all_fields()]
    found = queries.figures(various, EVERY, names)
    met = set()
    for row in found.itertuples():
        cell = reports[row.unit, row.year].figures.get(row.name)
        why = "not_collected" if cell is None else WHY.get(cell.state)
        assert row.why_missing == why
        assert pd.isna(row.value) if why else row.value == pytest.approx(cell.value if cell else 0)
        met.add(why)
    assert met == {None, "blank", "unreadable", "not_collected"}


def test_the_stock_of_2019_is_never_joined_to_that_of_2021(various: sqlite3.Connection) -> None:
    found = queries.documents(various, replace(EVERY, years=(2019,)))
    stock_of = found[found["count"].isin(["in_force", "repealed"])]
    assert len(stock_of)
    assert stock_of["value"].isna().all()
    assert set(stock_of["why_missing"]) == {"not_collected"}


def lines(tmp_path: Path, forms: Iterable[tuple[int, str]], name: str) -> list[tuple[object, ...]]:
    reports = [stock.of("沭阳县人民政府", year, {name: 3}, form) for year, form in forms]
    stock.build(tmp_path / "a.db", reports)
    with closing(connect(tmp_path / "a.db")) as db:
        by_unit = rows(queries.figures(db, EVERY, [name]), "year", "break", "note")
        summed = rows(queries.sums(db, EVERY, [name]), "year", "break", "note")
    assert by_unit == summed
    return by_unit


def test_a_series_breaks_where_the_form_does(tmp_path: Path) -> None:
    forms = [(2020, "2019"), (2021, "2021"), (2022, "2021")]
    found = lines(tmp_path, forms, "disclosure.normative_documents.issued")
    assert found == [(2020, False, None), (2021, True, "narrower"), (2022, False, None)]


def test_a_series_of_rules_is_joined(tmp_path: Path) -> None:
    found = lines(tmp_path, [(2020, "2019"), (2021, "2021")], "disclosure.regulations.issued")
    assert found == [(2020, False, None), (2021, False, None)]


def test_a_line_is_not_drawn_over_years_without_a_report(tmp_path: Path) -> None:
    found = lines(tmp_path, [(2021, "2021"), (2023, "2021")], "disclosure.licences")
    assert found == [(2021, False, None), (2023, True, "gap")]


def test_the_revised_law_is_noted_and_does_not_break(tmp_path: Path) -> None:
    found = lines(tmp_path, [(2023, "2021"), (2024, "2021")], "review.total")
    assert found == [(2023, False, None), (2024, False, "law_2024")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", breaks.CODES)
def test_every_note_has_words(code: str, language: str) -> None:
    text = breaks.note(code, language)
    assert len(text) > 10
    assert "{" not in text


# Disclosure, coverage, checks.


def test_volumes_are_stated_or_missing(real: sqlite3.Connection) -> None:
    found = queries.volumes(real, EVERY).set_index(["unit", "year"])
    assert found.loc[("万荣县人民政府", 2023), "value"] == 7250
    about = found.loc[("淮安市人民政府", 2024)]
    assert (about["value"], about["approximate"], about["channel"]) == (5500, True, "website")
    silent = found.loc[("沭阳县人民政府", 2025)]
    assert (pd.isna(silent["value"]), silent["why_missing"]) == (True, "not_stated")
    assert len(found) == len(made.shared())
    others = queries.volumes(real, EVERY, others=True)
    assert len(others) - len(found) == 3
    assert not found["value"].isin([20126, 2190]).any()


def test_volumes_are_summed_with_how_many_state_one(real: sqlite3.Connection) -> None:
    found = queries.volumes_by_year(real, Selection(scope="government", level="county"))
    year = found.set_index("year").loc[2025]
    assert (year["value"], year["reports"], year["approximate"], year["held"]) == (7700, 1, 1, 2)


def test_coverage_tells_not_filed_from_not_collected(
    various: sqlite3.Connection, reports: Held
) -> None:
    found = queries.coverage(various, EVERY)
    held = found[found["report"].notna()]
    assert set(rows(held, "unit", "year")) == set(reports)
    assert held["why_missing"].isna().all()
    absent = found[found["report"].isna()]
    assert absent["expected"].all()
    why = dict(rows(absent, "unit", "why_missing"))
    assert why.pop("盐边县") == why.pop("沭阳县人民政府", "not_filed") == "not_filed"
    assert set(why.values()) <= {"not_collected"}
    assert {(2022,), (2023,)} == set(rows(absent[absent["unit"] == "盐边县"], "year"))


def test_findings_and_failures_agree(tmp_path: Path) -> None:
    wrong = {"applications.received.natural_person": 3, "applications.received.total": 2}
    stock.build(
        tmp_path / "a.db",
        [stock.of("沭阳县人民政府", 2022, wrong), stock.of("沭阳县人民政府", 2023, {})],
    )
    with closing(connect(tmp_path / "a.db")) as db:
        failing = queries.failing_reports(db, EVERY, queries.Faults())
        found = queries.findings(db, EVERY, "fails")
        by_year = queries.failures_by_year(db, EVERY)
        listed = queries.findings_of(db, int(failing["report"].iloc[0]))
        form = queries.form(db, int(failing["report"].iloc[0])).set_index("name")
    assert failing["year"].tolist() == [2022]
    assert failing["n_errors"].sum() == (found["severity"] == "error").sum() > 0
    sums = by_year[by_year["check"].str.startswith("T3-") & (by_year["fails"] > 0)]
    assert set(rows(sums, "check", "year")) == {("T3-FLOW", 2022), ("T3-ROW", 2022)}
    listed = listed[listed["check"].str.startswith("T3-") & (listed["outcome"] == "fails")]
    found = found[found["check"].str.startswith("T3-")]
    assert sums["fails"].sum() == len(found) == len(listed)
    row = found[found["check"] == "T3-ROW"].iloc[0]
    assert (row["subject"], row["left"], row["right"], row["difference"]) == ("received", 2, 3, -1)
    assert (2023, "T3-ROW") not in by_year.set_index(["year", "check"]).index
    assert by_year.set_index(["year", "check"]).loc[(2022, "T3-ROW"), "reports"] == 1
    assert form.loc["applications.received.total", "fails"] == ("T3-FLOW", "T3-ROW")
    assert form.loc["applications.carried_out.business", "fails"] == ()


def test_what_is_only_remarked_marks_no_figure_as_failing(tmp_path: Path) -> None:
    paper = Path(__file__).resolve().parents[1] / "data" / "reports" / "huaian-city-2024.txt"
    stock.build(tmp_path / "a.db", [read(paper.read_bytes(), paper.name)])
    with closing(connect(tmp_path / "a.db")) as db:
        number = int(queries.reports(db, Selection(scope=None))["report"].iloc[0])
        found = queries.findings(db, Selection(scope=None))
        remarks = found[(found["outcome"] == "fails") & (found["severity"] == "info")]
        assert len(remarks) and set(found[found["outcome"] == "fails"]["severity"]) == {"info"}
        assert not any(queries.form(db, number)["fails"])


# One report, whole tables, labels.


def test_one_report_cell_by_cell(various: sqlite3.Connection, reports: Held) -> None:
    for key, report in list(reports.items())[:4]:
        agency = int(queries.reports(various, EVERY).set_index(["unit", "year"]).loc[key, "agency"])
        papers = queries.papers(various, agency).set_index("year")
        identifier = int(papers.loc[key[1], "report"])
        found = queries.form(various, identifier)
        assert list(found["name"]) == list(report.figures)
        for row in found.itertuples():
            cell = report.figures[row.name]
            assert (row.state, row.raw) == (cell.state.value, cell.raw)
            assert pd.isna(row.value) if cell.value is None else row.value == cell.value
        about = queries.report(various, identifier)
        assert about is not None
        assert (about["unit"], about["year"]) == key
        assert list(queries.sections(various, identifier)["number"]) == [1, 2, 3, 4, 5, 6]


def test_a_report_that_is_not_held(various: sqlite3.Connection) -> None:
    assert queries.report(various, 10**6) is None
    assert queries.papers(various, 10**6).empty
    assert queries.form(various, 10**6).empty
    assert queries.claims(various, 10**6).empty
    assert queries.findings_of(various, 10**6).empty


def test_claims_of_a_report_with_their_quotations(real: sqlite3.Connection) -> None:
    held = queries.reports(real, EVERY).set_index(["unit", "year"])
    found = queries.claims(real, int(held.loc[("米易县人民政府办公室", 2023), "report"]))
    assert rows(found, "name", "value", "quote")[0] == ("disclosed_items", 506, "写明506件")


@pytest.mark.parametrize("name", queries.TABLES)
def test_the_rows_promised_on_a_button_are_those_of_the_table(
    various: sqlite3.Connection, name: str
) -> None:
    for selection in (EVERY, Selection(region="321300", years=(2022,), scope="government")):
        assert len(queries.table(various, selection, name)) == queries.rows(
            various, selection, name
        )


def test_the_long_table_has_every_figure_asked_for(
    various: sqlite3.Connection, reports: Held
) -> None:
    found = queries.table(various, EVERY, "figures_long")
    assert len(found) == sum(len(report.figures) for report in reports.values())
    for row in found.sample(400, random_state=1).itertuples():
        cell = reports[row.unit, row.year].figures[row.name]
        assert row.state == cell.state.value
        assert pd.isna(row.value) if cell.value is None else row.value == pytest.approx(cell.value)


@pytest.mark.parametrize("ask", [queries.table, queries.rows])
def test_no_other_table_can_be_named(
    various: sqlite3.Connection, ask: Callable[..., object]
) -> None:
    with pytest.raises(UsageError, match="no table"):
        ask(various, EVERY, "sqlite_master; DROP TABLE report")


@pytest.mark.parametrize(
    "ask", [lambda: expression(parse("no.such.figure")), lambda: expression(parse("a"), "x'y")]
)
def test_no_column_comes_from_a_text(ask: Callable[[], str]) -> None:
    with pytest.raises(UsageError):
        ask()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_has_a_short_label(language: str) -> None:
    for name in all_fields():
        label = labels.field(name, language)
        assert label and label == label.strip()
        assert label[0] not in "（(一二三四1234567890"


def test_labels_are_cut_from_the_printed_words() -> None:
    assert labels.outcome("partly_granted") == "部分公开"
    assert labels.outcome("other", "en") == "Other handling"
    assert labels.row("received", "en") == "Received this year"
    assert labels.block("litigation_direct", "en") == "Litigation without prior reconsideration"
    assert labels.check("NO-SUCH") == "NO-SUCH"
    with pytest.raises(UsageError):
        labels.row("no_such")


# An empty database.

ASKED: list[Callable[[sqlite3.Connection], object]] = [
    lambda db: queries.by_unit(db, EVERY, RATES),
    lambda db: queries.pooled(db, EVERY, [*measures()]),
    lambda db: queries.change(db, EVERY, RATES, 2023),
    lambda db: queries.figures(db, EVERY, ["disclosure.fees"]),
    lambda db: queries.sums(db, EVERY, ["disclosure.fees"]),
    *(
        (lambda db, ask=ask: ask(db, EVERY))
        for ask in (
            queries.strata, queries.units, queries.reports, queries.coverage,
            queries.coverage_by_year, queries.volumes, queries.volumes_by_year, queries.documents,
            queries.outcomes, queries.outcomes_by_year, queries.flows, queries.reasons,
            queries.all_reasons, queries.applicants, queries.applicants_by_year,
            queries.results, queries.results_by_year, queries.failures_by_year,
            queries.findings,
        )
    ),
    *((lambda db, name=name: queries.table(db, EVERY, name)) for name in queries.TABLES),
]  # fmt: skip


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    stock.build(path, [])
    with closing(connect(path)) as db:
        yield db


@pytest.mark.parametrize("ask", ASKED)
def test_an_empty_database_answers_with_the_same_columns(
    empty: sqlite3.Connection,
    various: sqlite3.Connection,
    ask: Callable[[sqlite3.Connection], pd.DataFrame],
) -> None:
    found = ask(empty)
    assert found.empty
    assert list(found.columns) == list(ask(various).columns)
