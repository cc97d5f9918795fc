"""Questions answered by what is shown say the same as the whole frames of which they are a part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from crossed import crossed, some

from goidata.analysis import queries, rates
from goidata.analysis.measured import by_unit
from goidata.analysis.others import with_others
from goidata.analysis.peers import LEAST, Peers
from goidata.analysis.selection import Selection, Stratum
from goidata.intake.making import make
from goidata.regions import romanised
from goidata.samples import Drawing
from goidata.store.database import connect
from goidata.store.reader import Reader

SELECTIONS = {
    "everything": Selection(),
    "governments": Selection(scope="government", beside=True),
    "counties": Selection(scope="government", level="county"),
    "a region": Selection(region="321300", scope="government", beside=True),
    "a year": Selection(years=(2022,)),
    "clean": Selection(only_clean=True),
    "without the largest": Selection(scope="government", without_largest=True),
    "nothing": Selection(region="999999"),
}
COUNTIES = Stratum("government", "county")


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sampled") / "sampled.db"
    make(Drawing(24, (2022, 2023, 2024), 5, 0.3), path, jobs=1)
    return path


@pytest.fixture(params=["various", "sampled"])
def db(request: pytest.FixtureRequest, sampled: Path, various: Reader) -> Iterator[Reader]:
    if request.param == "various":
        yield various
        return
    with closing(connect(sampled)) as opened:
        yield opened


@pytest.fixture(params=some(SELECTIONS, 2))
def selection(request: pytest.FixtureRequest) -> Selection:
    return SELECTIONS[request.param]


def test_the_head_counts_what_is_selected(db: Reader, selection: Selection) -> None:
    reports = queries.reports(db, selection)
    beside = reports[reports["beside"]]
    assert queries.held(db, selection) == len(reports)
    own = reports[~reports["beside"]]
    assert queries.years_held(db, selection) == tuple(sorted(own["year"].unique()))
    assert queries.beside(db, selection) == (beside["agency"].nunique(), len(beside))
    governs = (reports["region"] == selection.region) & (reports["scope"] == "government")
    theirs = queries.own_reports(db, selection)["report"]
    assert sorted(theirs) == sorted(reports.loc[governs, "report"])


def test_the_first_unit_is_the_one_asked_for_or_the_first_of_the_selection(
    db: Reader, selection: Selection
) -> None:
    reports = queries.reports(db, selection)
    for agency in reports["agency"].unique():
        assert queries.first_agency(db, selection, int(agency)) == agency
    expected = reports["agency"].iloc[0] if len(reports) else None
    assert queries.first_agency(db, selection, None) == expected
    assert queries.first_agency(db, selection, -1) == expected


def test_units_are_known_by_name_and_region(db: Reader) -> None:
    reports = queries.reports(db, Selection())
    for (unit, region), part in reports.groupby(["unit", "region"], dropna=False):
        place = region if isinstance(region, str) else queries.NOWHERE
        found = queries.bearing(db, Selection(), str(unit), place)
        assert set(found["agency"]) == set(part["agency"])
        papers = queries.papers(db, int(found["agency"].iloc[0]))
        assert set(papers["report"]) <= set(reports["report"])
    assert queries.bearing(db, Selection(), "'; DROP TABLE report; --", None).empty
    several = reports.groupby("unit")["agency"].nunique() > 1
    assert queries.shared_names(db) == set(several.index[several])


def test_units_are_found_by_their_names_and_those_of_their_regions(
    db: Reader, selection: Selection
) -> None:
    units = queries.units(db, selection)
    named = queries.units_named(db, selection, "", 1000)
    assert named["agency"].tolist() == units["agency"].tolist()
    assert named.attrs["all"] == len(units)
    few = queries.units_named(db, selection, "", 2)
    assert few["agency"].tolist() == units["agency"].tolist()[:2]
    assert few.attrs["all"] == len(units)
    some = units.iloc[:: max(1, len(units) // 4)]
    for unit, region in zip(some["unit"], some["region_name"], strict=True):
        assert unit in set(queries.units_named(db, selection, unit[1:4], 1000)["unit"])
        if isinstance(region, str):
            assert unit in set(queries.units_named(db, selection, f" {region} ", 1000)["unit"])
    for unit, code in zip(some["unit"], some["region"], strict=True):
        if latin := romanised(code):
            assert unit in set(queries.units_named(db, selection, latin.upper(), 1000)["unit"])
    for nothing in ("%", "_", "'", "没有这个单位"):
        assert queries.units_named(db, selection, nothing, 1000).empty


def test_units_to_begin_with_are_those_with_most_reports(db: Reader, selection: Selection) -> None:
    units, focus = queries.units(db, selection), queries.focus(db, selection)
    first = queries.first_units(db, selection, 4)
    shown = units.set_index("agency").loc[list(first)]
    assert len(shown[["scope", "level"]].drop_duplicates()) == min(len(shown), 1)
    if focus is not None:
        same = (units["scope"] == focus.scope) & units["level"].isin([focus.level])
        most = sorted(units.loc[same, "reports"], reverse=True)[:4]
        assert shown["reports"].tolist() == most


def test_the_gravest_failures_come_first(db: Reader, selection: Selection) -> None:
    found = queries.findings(db, selection, "fails")
    grave = found[found["severity"].isin(["error", "warning"])]
    grave = grave.sort_values("severity", kind="stable")
    shown = queries.gravest(db, selection, 5)
    columns = ["finding", "report", "check", "severity", "left", "right", "zh", "en"]
    pd.testing.assert_frame_equal(
        shown[columns], grave[columns].head(5).reset_index(drop=True), check_dtype=False
    )
    assert shown.attrs["all"] == len(grave)


def test_reports_not_read_are_listed_in_order(db: Reader, selection: Selection) -> None:
    reports = queries.reports(db, selection)
    unread = reports[["n_missing", "n_ambiguous", "n_text"]].sum(axis=1)
    expected = reports.assign(unread=unread)[unread + reports["n_recognised"] > 0].head(3)
    shown = queries.not_read(db, selection, 3)
    assert shown["report"].tolist() == expected["report"].tolist()
    assert shown["unread"].tolist() == expected["unread"].tolist()


def test_sources_are_turned_page_by_page(db: Reader) -> None:
    every = queries.reports(db, Selection())
    pages = [queries.sources(db, "", first, 4) for first in range(0, len(every) + 4, 4)]
    shown = pd.concat(pages, ignore_index=True)
    assert shown["file"].tolist() == every["file"].tolist()
    assert {page.attrs["all"] for page in pages} == {len(every)}
    unit = str(every["unit"].iloc[0])
    found = queries.sources(db, unit, 0, 1000)
    assert set(found["unit"]) == {name for name in every["unit"] if unit in name}


def test_rows_of_volumes_are_counted_without_making_them(db: Reader, selection: Selection) -> None:
    assert queries.volume_rows(db, selection) == len(queries.volumes(db, selection, True))


def test_coverage_is_counted_as_it_is_listed(db: Reader, selection: Selection) -> None:
    listed = queries.coverage(db, selection)
    listed = listed[~listed["beside"]]
    counted = queries.coverage_by_year(db, selection)
    held = listed["report"].notna()
    for row in counted.itertuples():
        level = listed["level"].isna() if pd.isna(row.level) else listed["level"] == row.level
        rows = (listed["year"] == row.year) & (listed["scope"] == row.scope) & level
        assert row.expected == listed.loc[rows, "expected"].sum()
        assert (row.held, row.filed) == (
            (rows & held).sum(),
            (rows & held & listed["expected"]).sum(),
        )
        assert row.clean + row.doubtful == row.held
        assert row.doubtful == (listed.loc[rows, "status"] == "doubtful").sum()
    for year in sorted(set(listed["year"])):
        lacking = queries.lacking(db, selection, int(year), 1000)
        every = queries.coverage(db, selection)
        absent = every[(every["year"] == year) & every["report"].isna() & every["expected"]]
        assert lacking["unit"].tolist() == absent["unit"].tolist()
        assert lacking["why_missing"].tolist() == absent["why_missing"].tolist()
        assert lacking.attrs["all"] == len(absent)


def test_the_typical_unit_is_that_of_the_units_one_by_one(db: Reader) -> None:
    selection = Selection(scope="government")
    frame = by_unit(db, selection.within(COUNTIES), queries.COMPARED).assign(group=None)
    expected = with_others(frame)
    agencies = frame["agency"].unique()[:12]
    sets = [Peers(COUNTIES, None, int(agency)) for agency in agencies]
    found = queries.typical(db, selection, sets, queries.COMPARED)
    expected = expected[expected["agency"].isin(agencies)]
    keys = ["year", "agency", "measure"]
    both = expected.merge(found, "left", keys, suffixes=("", "_found"), validate="one_to_one")
    assert len(both) == len(expected) > 0
    for name in ("group_n", "group_N", "group_value", "q1", "median", "q3", "median_units"):
        sides = (both[each] for each in (name, f"{name}_found"))
        one, other = (side.to_numpy(float, na_value=np.nan) for side in sides)
        np.testing.assert_allclose(other, one, rtol=1e-14, err_msg=name)
    assert both["group_base"].fillna("").tolist() == both["group_base_found"].fillna("").tolist()
    assert found.loc[found["median_units"] < LEAST, "median"].isna().all()


def test_a_change_is_that_of_the_units_held_in_both_years(db: Reader) -> None:
    selection = Selection(scope="government")
    names = [name for name in queries.COMPARED if name != "disclosed_items"]
    frame = by_unit(db, Selection(scope="government", years=(2022, 2023)), names)
    frame = frame[frame["value"].notna()]
    kinds = frame["level"].fillna("")
    both = frame.groupby(["agency", "measure", kinds])["year"].transform("nunique") == 2
    sums = rates.pool(frame[both], ["year", "scope", "level"])
    found = queries.change(db, selection, names, 2023)
    assert len(found) == (sums["year"] == 2023).sum() > 0
    for row in found.itertuples():
        same = (sums["measure"] == row.measure) & (sums["level"] == row.level)
        now, then = (sums[same & (sums["year"] == year)].iloc[0] for year in (2023, 2022))
        assert (row.value, row.previous) == pytest.approx((now["value"], then["value"]), rel=1e-14)
        assert (row.units, row.base) == (now["reports"], now["base"])


@pytest.mark.parametrize(
    ("measure", "most"), crossed(["disclosure_rate", "dispute_rate"], [1, 3, 300])
)
def test_a_map_draws_the_largest_and_says_what_the_rest_are(
    db: Reader, selection: Selection, measure: str, most: int
) -> None:
    stratum = queries.focus(db, selection)
    if stratum is None:
        return
    within = selection.within(stratum)
    for year in queries.years_held(db, within):
        whole = queries.placed(db, within, year, measure)
        drawn = queries.mapped(db, within, year, measure, most)
        assert drawn.rows["report"].tolist() == whole["report"].tolist()[:most]
        assert (drawn.units, drawn.received) == (len(whole), whole["received"].sum())
        alike = whole["region_name"].map(whole["region_name"].value_counts())[:most]
        assert drawn.rows["named_alike"].tolist() == alike.tolist()
        rest = whole[most:].drop_duplicates("region").sort_values("region")
        if drawn.others is None:
            assert rest.empty
        else:
            kept = ["region", "longitude", "latitude", "value", "base"]
            told = rest[kept].reset_index(drop=True)
            pd.testing.assert_frame_equal(drawn.others[kept], told)
        plain = whole["base"].isin(["small", "plain"]) & ~(whole["errors"] > 0)
        values = sorted(whole.loc[plain, "value"].dropna()) or [0.0]
        cut = len(values) // 20
        assert drawn.ends == (values[cut], values[-1 - cut])
