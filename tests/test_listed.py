"""Lists of units and of reports, a page at a time: on any database, what the whole tables say."""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import drawn
import pandas as pd
import pytest
import stock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import goidata.analysis.rungs as rungs
import goidata.analysis.scatter as scatter
from goidata.analysis import queries, rates
from goidata.analysis.failing import COUNTED, ORDERS, STATES
from goidata.analysis.quality import SIZES
from goidata.analysis.ranking import ranking
from goidata.analysis.selection import Selection, Stratum
from goidata.dashboard.parts import applications, disclosure, proceedings
from goidata.dashboard.records import records
from goidata.form import measures
from goidata.regions import spelt
from goidata.store.database import connect
from goidata.store.reader import Reader

VIEWS = (*applications.VIEWS, *proceedings.VIEWS, *disclosure.views(True))
COLUMNS = tuple(dict.fromkeys(name for view in VIEWS for name in view.columns))
EVERY = Selection(scope=None)
SOUGHT = ("", "县", "宿迁", "'", "%", "_", "<script>", "江苏省宿")
any_database = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@contextmanager
def opened(held: drawn.Held) -> Iterator[Reader]:
    with tempfile.TemporaryDirectory() as folder:
        path = drawn.build(Path(folder), held)
        with closing(connect(path, readonly=True)) as db:
            yield db


def whole(db: Reader, selection: Selection, asked: queries.Listing) -> list[object]:
    """The rows of all pages, one after another."""
    rows: list[object] = []
    while len(found := records(queries.listed(db, selection, asked))):
        rows += found
        asked = replace(asked, first=asked.first + asked.rows)
    return rows


@any_database
@given(drawn.databases(), st.sampled_from(COLUMNS), st.booleans(), st.sampled_from([1, 2, 25]))
def test_pages_hold_every_unit_once_in_order_with_the_rank_of_the_whole(
    held: drawn.Held, column: str, rising: bool, rows: int
) -> None:
    with opened(held) as db:
        available = queries.available(db)
        for stratum_of in records(queries.strata(db, EVERY)):
            level = stratum_of["level"]
            within = EVERY.within(Stratum(stratum_of["scope"], level))
            for year in available.years:
                chosen = replace(within, years=(year,))
                asked = queries.Listing(year, column, rising, rows=rows)
                found = whole(db, within, asked)
                reports = queries.reports(db, chosen)["report"]
                assert sorted(row["report"] for row in found) == sorted(reports)
                values = [row["value"] for row in found if row["rank"] is not None]
                assert values == sorted(values, reverse=not rising)
                assert all(row["rank"] is None for row in found[len(values) :])
                assert {row["units"] for row in found} <= {len(reports)}
                assert {row["ranked"] for row in found} <= {len(values)}
                if column in measures() and len(reports):
                    frame = queries.by_unit(db, chosen, [column])
                    expected = ranking(frame, column).set_index("report")["rank"]
                    ranks = {row["report"]: row["rank"] for row in found}
                    assert ranks == {
                        report: None if pd.isna(rank) else int(rank)
                        for report, rank in expected.items()
                    }


@any_database
@given(
    drawn.databases(),
    st.sampled_from(
        ["", "县", "宿迁", "'", "%", "_", "<script>", "江苏省宿", "Jiangsu", "su qian"]
    ),
)
def test_a_search_finds_the_units_whose_name_or_region_holds_the_words(
    held: drawn.Held, words: str
) -> None:
    with opened(held) as db:
        names = queries.regions(db).set_index("code")["name"].to_dict()
        reports = records(queries.reports(db, EVERY))
        for year in queries.available(db).years:
            asked = queries.Listing(year, words=words, rows=1000)
            found = records(queries.listed(db, EVERY, asked))
            expected = {
                row["report"]
                for row in reports
                if row["year"] == year
                and (words.lower() in _names(row, names) or row["region"] in spelt(words))
            }
            assert {row["report"] for row in found} == expected
            assert {row["found"] for row in found} <= {len(expected)}


def _names(row: dict[str, object], names: dict[object, str]) -> str:
    regions = [names.get(row[key], "") for key in ("province", "city", "region")]
    return ("".join(regions) + f" {row['unit']}").lower()


def test_units_beside_are_listed_without_a_rank(tmp_path: Path) -> None:
    received = {"applications.received.total": 5}
    units = ("沭阳县人民政府", "米易县人民政府办公室", "宿迁市教育局")
    stock.build(tmp_path / "a.db", [stock.of(unit, 2023, received) for unit in units])
    with closing(connect(tmp_path / "a.db", readonly=True)) as db:
        selection = Selection.default(queries.available(db))
        asked = queries.Listing(2023, "received", beside=True)
        found = queries.listed(db, selection, asked)
        assert set(found["unit"]) == set(units[1:]) and found["rank"].isna().all()
        own = queries.listed(db, selection.within(queries.focus(db, selection)), _own(asked))
        assert own["unit"].tolist() == [units[0]] and own["rank"].tolist() == [1]


def _own(asked: queries.Listing) -> queries.Listing:
    return replace(asked, beside=False)


def test_a_trend_is_parted_where_a_year_counts_otherwise(tmp_path: Path) -> None:
    issued = {"disclosure.normative_documents.issued": 5}
    stock.build(tmp_path / "a.db", [stock.of("沭阳县人民政府", y, issued) for y in (2022, 2023)])
    with closing(connect(tmp_path / "a.db", readonly=True)) as db:
        agencies = queries.units(db, EVERY)["agency"].tolist()
        found = queries.trends(db, EVERY, "documents_issued", agencies)
        assert found["value"].tolist() == [5, 5] and found["joined"].tolist()[1]
        stated = queries.trends(db, EVERY, "disclosed_items", agencies)
        assert not stated["joined"].any()


@any_database
@given(
    drawn.databases(),
    st.lists(st.sampled_from(["error", "warning", "info"]), unique=True),
    st.lists(st.sampled_from(sorted(STATES)), unique=True),
    st.sampled_from(ORDERS),
    st.booleans(),
)
def test_the_list_of_reports_counts_what_every_finding_says(
    held: drawn.Held, severities: list[str], states: list[str], order: str, rising: bool
) -> None:
    asked = queries.Faults("", tuple(severities), tuple(states), "", order, rising, rows=1000)
    with opened(held) as db:
        found = records(queries.failing_reports(db, EVERY, asked))
        meant = _meant(queries.findings(db, EVERY), asked)
        reports = [row["report"] for row in found]
        listed = queries.findings_asked(db, EVERY, asked, reports)
    counted = Counter((row["report"], _kind(row)) for row in meant)
    assert {(row["report"], name): row[f"n_{name}"] for row in found for name in COUNTED} == {
        (report, name): counted[report, name] for report in reports for name in COUNTED
    }
    assert sorted(reports) == sorted({row["report"] for row in meant})
    assert sorted(listed["finding"]) == sorted(row["finding"] for row in meant)
    if order in COUNTED:
        values = [row[f"n_{order}"] for row in found]
        assert values == sorted(values, reverse=not rising)


def _kind(row: dict[str, object]) -> str:
    return f"{row['severity']}s" if row["outcome"] == "fails" else "undetermined"


def _meant(findings: pd.DataFrame, asked: queries.Faults) -> list[dict[str, object]]:
    """The findings asked for, said again in Python."""

    def state(row: dict[str, object]) -> str:
        if row["outcome"] != "fails":
            return "" if row["said"] == 1 else "undetermined"
        return "accepted" if row["accepted"] else "open"

    return [
        row
        for row in records(findings)
        if state(row) in (asked.states or STATES)
        and (
            row["outcome"] != "fails" or not asked.severities or row["severity"] in asked.severities
        )
    ]


def peers_of(db: Reader) -> Iterator[tuple[queries.Peers, int]]:
    """Each set of peers, in the year in which most of them report."""
    held = queries.reports(db, EVERY)
    for row in records(queries.strata(db, EVERY)):
        peers = queries.Peers(Stratum(row["scope"], row["level"]), None)
        years = Counter(peers.of(held[held["scope"] == row["scope"]])["year"])
        yield peers, int(years.most_common(1)[0][0])


COMPARED = tuple(name for name in queries.COMPARED)
RATED = tuple(name for name in COMPARED if measures()[name].denominator is not None)


@any_database
@given(drawn.databases(), st.sampled_from(COMPARED), st.integers(1, 6))
def test_a_ranking_drawn_is_the_whole_one_without_its_middle(
    held: drawn.Held, measure: str, most: int
) -> None:
    before, rungs.MARKS = rungs.MARKS, most
    try:
        with opened(held) as db:
            for peers, year in peers_of(db):
                order = queries.standing(db, EVERY, peers, measure, year)
                everyone = records(order)
                chosen = [row["agency"] for row in everyone[1:3]]
                found = queries.rungs(db, EVERY, peers, measure, year, chosen)
                _is_cut(everyone, records(found.rows), chosen, most)
                _counts_the_rest(everyone, found)
                assert found.among == set(chosen)
                spread = rates.spread(order.assign(measure=measure)) if len(order) else order
                if found.middle:
                    (row,) = records(spread)
                    expected = [row[name] for name in ("q1", "median", "q3")]
                    assert found.middle == pytest.approx(expected)
                if found.centre is not None:
                    assert found.centre == pytest.approx(everyone[0]["centre"])
    finally:
        rungs.MARKS = before


def _is_cut(
    everyone: list[dict[str, object]],
    shown: list[dict[str, object]],
    chosen: list[object],
    most: int,
) -> None:
    """All ranks are the whole ranking's; both ends and whoever is chosen are there."""
    ranked = [row for row in everyone if row["rank"] is not None]
    ranks = {row["report"]: (row["rank"], row["tied"]) for row in ranked}
    assert {row["report"]: (row["rank"], row["tied"]) for row in shown} == {
        row["report"]: ranks[row["report"]] for row in shown
    }
    kept = [row for row in ranked if row["agency"] in chosen]
    assert len(shown) == min(len(ranked), max(most, len(kept)))
    assert {row["agency"] for row in kept} <= {row["agency"] for row in shown}
    places = [row["rank"] for row in shown]
    assert places == sorted(places)
    if shown and len(kept) < most:
        assert places[0] == 1
    last = len(ranked) - len(shown) - sum(row["skipped"] for row in shown)
    assert last >= 0 and (last == 0 or len(kept) >= most - 1)


def _counts_the_rest(everyone: list[dict[str, object]], found: queries.Rungs) -> None:
    assert found.ranked == sum(row["rank"] is not None for row in everyone)
    lacking = Counter(row["why_missing"] for row in everyone if row["value"] is None)
    assert Counter(found.lacking) == lacking
    assert found.tiny + found.odd == len(everyone) - found.ranked - sum(lacking.values())


@any_database
@given(drawn.databases(), st.sampled_from(RATED), st.integers(1, 4), st.sampled_from(SOUGHT))
def test_a_funnel_drawn_leaves_nobody_out(
    held: drawn.Held, measure: str, most: int, words: str
) -> None:
    before, scatter.MARKS = scatter.MARKS, most
    try:
        with opened(held) as db:
            for peers, year in peers_of(db):
                order = queries.standing(db, EVERY, peers, measure, year)
                everyone = [row for row in records(order) if row["centre"] is not None]
                chosen = [row["agency"] for row in everyone[:1]]
                found = queries.scatter(db, EVERY, peers, measure, year, chosen, words)
                assert (found is None) == (not everyone)
                if found is None:
                    continue
                marks = {row["report"]: row for row in records(found.marks)}
                assert len(marks) <= most and set(chosen) <= {r["agency"] for r in marks.values()}
                assert len(marks) + found.others["units"].sum() == len(everyone)
                places = Counter(row["place"] for row in everyone)
                assert (found.above, found.below) == (places["above"], places["below"])
                assert found.tiny == places[None]
                assert found.centre == pytest.approx(everyone[0]["centre"])
                for row in everyone:
                    if row["report"] in marks:
                        assert marks[row["report"]]["place"] == row["place"]
                    else:
                        assert _in_a_class(row, records(found.others))
    finally:
        scatter.MARKS = before


def _in_a_class(row: dict[str, float], classes: list[dict[str, float]]) -> bool:
    return any(
        each["low_N"] <= row["N"] < each["high_N"]
        and each["low"] - 1e-9 <= row["value"] <= each["high"] + 1e-9
        for each in classes
    )


@any_database
@given(drawn.databases())
def test_differences_are_counted_by_their_size(held: drawn.Held) -> None:
    with opened(held) as db:
        counted = queries.sizes(db, EVERY)
        fails = records(queries.findings(db, EVERY, "fails"))
    expected = Counter(
        (max(low for low in SIZES if low <= abs(row["difference"])), row["severity"])
        for row in fails
        if row["difference"] is not None and math.isfinite(row["difference"])
        if row["severity"] != "info"  # a hint is no failure
    )
    found = {(r["low"], r["severity"]): r["findings"] for r in records(counted) if r["findings"]}
    assert found == dict(expected)


@pytest.mark.parametrize("by", [None, "province", "region"])
def test_doubtful_reports_are_counted_where_they_lie(tmp_path: Path, by: str | None) -> None:
    wrong = {"applications.received.natural_person": 3, "applications.received.total": 2}
    reports = [stock.of("沭阳县人民政府", 2022, wrong), stock.of("泗阳县人民政府", 2022, {})]
    stock.build(tmp_path / "a.db", reports)
    with closing(connect(tmp_path / "a.db", readonly=True)) as db:
        found = records(queries.doubtful(db, EVERY, by))  # type: ignore[arg-type]
    assert sum(row["doubtful"] for row in found) == 1 and sum(row["held"] for row in found) == 2
    places = {None: {None}, "province": {"320000"}, "region": {"321322", "321323"}}
    assert {row["place"] for row in found} == places[by]
