"""Units side by side: their peers, rankings and funnels, and the page that shows them."""

from __future__ import annotations

import html
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import made
import numpy as np
import pandas as pd
import pytest
import stock
from plotly import graph_objects
from streamlit.testing.v1 import AppTest

from goidata.analysis import comparison, peers, queries, rates
from goidata.analysis.ranking import ranking
from goidata.analysis.selection import Selection, Stratum
from goidata.dashboard.charts.multiples import scale
from goidata.dashboard.indicators import SIX
from goidata.dashboard.palette import CLEAR
from goidata.dashboard.parts import applications, compare
from goidata.dashboard.records import records
from goidata.dashboard.words import vocabulary
from goidata.extraction.report import Report, Scope
from goidata.form import measures
from goidata.intake.loading import load
from goidata.store.database import connect

ROOT = Path(__file__).resolve().parents[1]
RATE = "disclosure_rate"
COUNTY, CITY = Stratum("government", "county"), Stratum("government", "city")
EVERY = Selection(scope=None)
# unit, region, (granted, handled) by year: five counties of one city, and others elsewhere
COUNTIES = {
    "宿城区人民政府": ("321302", {2022: (20, 40), 2023: (30, 60)}),
    "宿豫区人民政府": ("321311", {2022: (9, 30), 2023: (50, 100)}),
    "沭阳县人民政府": ("321322", {2021: (4, 10), 2023: (300, 400)}),
    "泗阳县人民政府": ("321323", {2022: (12, 20), 2023: (8, 80)}),
    "泗洪县人民政府": ("321324", {2022: (3, 4), 2023: (7, 7)}),
    "米易县人民政府": ("510421", {2022: (5, 50), 2023: (12, 20)}),
    "盐边县人民政府": ("510422", {2023: (0, 0)}),
}
DIRECTORY = """
沭阳县人民政府,government,321322,,2021,2023,1
泗洪县人民政府,government,321324,,2022,2023,0
"""
Visit = Callable[..., AppTest]


def handled(granted: int, whole: int, column: str = "natural_person") -> dict[str, int]:
    """The figures of applications of which some were granted and the rest refused."""
    cells = {
        "received": whole,
        "handled.granted": granted,
        "handled.refused.third_party": whole - granted,
        "handled_total": whole,
    }
    return {f"applications.{row}.{c}": n for row, n in cells.items() for c in (column, "total")}


def county(unit: str, year: int, **more: Any) -> Report:
    region, values = COUNTIES[unit]
    title = f"{unit}{year}年政府信息公开工作年度报告"
    about = {"unit": unit, "region": region, "year": year, "title": title}
    return made.report(handled(*values[year]), **about, **more)


def held_reports() -> list[Report]:
    found = [county(unit, year) for unit, (_, values) in COUNTIES.items() for year in values]
    doubted = stock.off_by_one(found[0])  # 宿城区 2022
    return [
        doubted,
        *found[1:],
        stock.of("宿迁市", 2023, handled(500, 900)),
        stock.of("米易县人民政府办公室", 2023, handled(40, 90)),
    ]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compare") / "compare.db"
    stock.build(path, held_reports(), DIRECTORY)
    return path


@pytest.fixture(scope="module")
def db(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(database, readonly=True)) as opened:
        yield opened


@pytest.fixture(scope="module")
def default(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The default data."""
    path = tmp_path_factory.mktemp("default") / "default.db"
    load([ROOT / "data" / "reports"], path)
    with closing(connect(path, readonly=True)) as opened:
        yield opened


def ids(db: sqlite3.Connection, *units: str) -> tuple[int, ...]:
    known = dict(db.execute("SELECT unit, agency FROM report").fetchall())
    return tuple(known[unit] for unit in units)


def compared(
    db: sqlite3.Connection, *units: str, measure: str = RATE, width: str = "city", **more: Any
) -> pd.DataFrame:
    return queries.compared(db, Selection(**more), ids(db, *units), (measure,), width)


def of(frame: pd.DataFrame, unit: str, year: int) -> pd.Series:
    return frame[(frame["unit"] == unit) & (frame["year"] == year)].iloc[0]


# With whom


@pytest.mark.parametrize(
    ("level", "width", "expected"),
    [
        ("county", "city", "321300"),
        ("county", "province", "320000"),
        ("county", "country", None),
        ("city", "city", "320000"),  # no city above a city: the next region upwards
        ("city", "province", "320000"),
        ("province", "city", None),
        ("province", "province", None),
        (None, "city", None),
    ],
)
def test_the_region_of_the_peers_lies_above_the_unit(
    level: str | None, width: str, expected: str | None
) -> None:
    row = {"level": level, "province": "320000", "city": None if level == "province" else "321300"}
    assert peers.superiors(pd.DataFrame([row]), width).tolist() == [expected]


def test_a_county_right_below_a_province_has_the_province_for_its_city() -> None:
    row = {"level": "county", "province": "310000", "city": None}
    assert peers.superiors(pd.DataFrame([row]), "city").tolist() == ["310000"]


GRANTED = "f.applications_handled_granted_total + f.applications_handled_partly_granted_total"
SUMS = f"""SELECT SUM({GRANTED}), SUM(f.applications_handled_total_total), COUNT(*)
  FROM report r JOIN figures f ON f.report = r.id
  WHERE r.current = 1 AND r.agency <> ? AND r.scope = ? AND r.level IS ? AND r.year = ?
    AND (? IS NULL OR ? IN (r.region, r.province, r.city))
    AND {GRANTED} IS NOT NULL AND f.applications_handled_total_total IS NOT NULL"""


@pytest.mark.parametrize("width", queries.WIDTHS)
def test_the_peers_are_plain_sums_without_the_unit(db: sqlite3.Connection, width: str) -> None:
    agencies = tuple(a for (a,) in db.execute("SELECT id FROM agency").fetchall())
    found = queries.compared(db, EVERY, agencies[:8], (RATE,), width)
    assert found["group_N"].notna().sum() >= 4
    for row in records(found):
        where = (row["agency"], row["scope"], row["level"], row["year"], row["group"], row["group"])
        n, whole, units = db.execute(SUMS, where).fetchone()
        assert (row["group_units"] or 0) == units
        told = (n, whole) if units >= peers.LEAST else (None, None)
        assert (row["group_n"], row["group_N"]) == told, "of fewer than four nothing is said"
        if told[1]:
            assert row["group_value"] == pytest.approx(n / whole)


@pytest.mark.parametrize("width", queries.WIDTHS)
def test_the_default_data_hold_too_few_peers_of_anyone(
    default: sqlite3.Connection, width: str
) -> None:
    agencies = tuple(a for (a,) in default.execute("SELECT id FROM agency").fetchall())
    found = queries.compared(default, EVERY, agencies[:8], (RATE,), width)
    assert found["value"].notna().sum() >= 10
    for name in ("group_n", "group_value", "median", "q1", "difference", "side"):
        assert found[name].isna().all(), name


def test_the_typical_unit_leaves_tiny_bases_out(db: sqlite3.Connection) -> None:
    row = of(compared(db, "米易县人民政府", width="country"), "米易县人民政府", 2023)
    shares = [n / whole for n, whole in ((30, 60), (50, 100), (300, 400), (8, 80))]
    expected = np.quantile(shares, [0.25, 0.5, 0.75])
    assert list(row[["q1", "median", "q3"]]) == pytest.approx(list(expected))
    assert (row["median_units"], row["group_units"]) == (4, 6)
    assert (row["group_n"], row["group_N"]) == (30 + 50 + 300 + 8 + 7, 60 + 100 + 400 + 80 + 7)


def test_of_few_units_none_is_typical(db: sqlite3.Connection) -> None:
    row = of(compared(db, "沭阳县人民政府"), "沭阳县人民政府", 2023)
    assert row["median_units"] == 3 and pd.isna(row["median"]) and pd.isna(row["q1"])
    assert row["group_N"] == 60 + 100 + 80 + 7
    few = of(compared(db, "宿豫区人民政府"), "宿豫区人民政府", 2022)
    assert few["group_units"] == 3 and pd.isna(few["group_N"]) and few["side"] is None


def test_the_comparator_widens_with_the_region(db: sqlite3.Connection) -> None:
    whole = {
        width: of(compared(db, "沭阳县人民政府", width=width), "沭阳县人民政府", 2023)["group_N"]
        for width in queries.WIDTHS
    }
    assert whole == {"city": 247, "province": 247, "country": 267}


def test_the_filter_of_the_region_does_not_narrow_the_peers(db: sqlite3.Connection) -> None:
    row = of(
        compared(db, "沭阳县人民政府", width="country", region="321322", level="city"),
        "沭阳县人民政府",
        2023,
    )
    assert row["group_N"] == 267


def test_a_difference_is_from_the_peers_and_high_only_beyond_chance(
    db: sqlite3.Connection,
) -> None:
    found = compared(db, "沭阳县人民政府", "宿城区人民政府", "泗阳县人民政府", "泗洪县人民政府")
    high, alike, low, tiny = (of(found, unit, 2023) for unit in found["unit"].unique())
    assert high["difference"] == pytest.approx(0.75 - 95 / 247)
    assert [row["side"] for row in (high, alike, low, tiny)] == ["above", "alike", "below", None]
    assert pd.isna(tiny["difference"])  # a base of 7


def test_a_unit_without_peers_differs_from_nothing(db: sqlite3.Connection) -> None:
    row = of(compared(db, "沭阳县人民政府"), "沭阳县人民政府", 2021)
    assert pd.isna(row["group_units"]) and pd.isna(row["group_value"])
    assert pd.isna(row["difference"]) and row["side"] is None


def test_counts_are_compared_with_the_median_and_never_with_the_sum(
    db: sqlite3.Connection,
) -> None:
    row = of(compared(db, "沭阳县人民政府", measure="received"), "沭阳县人民政府", 2023)
    assert row["median"] == 70  # of 60, 100, 80, 7
    assert row["difference"] == pytest.approx(400 / 70 - 1)
    assert row["side"] is None and row["group_n"] == 247


def plain(column: pd.Series) -> list[object]:
    """The values of a column, missing as None, numbers to nine digits."""
    values = (next(iter(row.values())) for row in records(column.to_frame()))
    return [round(value, 9) if isinstance(value, float) else value for value in values]


def test_everything_at_once_gives_the_same_peers(db: sqlite3.Connection) -> None:
    every = queries.compared_everywhere(db, EVERY, (RATE, "received"), "province")
    agencies = tuple(dict.fromkeys(int(agency) for agency in every["agency"]))
    columns = [*comparison.GROUP, "value", "difference", "side", "break", "note"]
    for at in range(0, len(agencies), 8):
        some = queries.compared(db, EVERY, agencies[at : at + 8], (RATE, "received"), "province")
        some = some[some["report"].notna()]
        both = every.merge(some, on=["report", "measure"], suffixes=("", "_one"))
        assert len(both) == len(some)
        for column in columns:
            one, other = (plain(both[name]) for name in (column, f"{column}_one"))
            assert one == other


# What is missing, and where a line breaks


def test_a_year_without_a_report_says_why(db: sqlite3.Connection) -> None:
    found = compared(db, "沭阳县人民政府", "泗洪县人民政府", "盐边县人民政府")
    assert of(found, "沭阳县人民政府", 2022)["why_missing"] == "not_filed"
    assert of(found, "泗洪县人民政府", 2021)["why_missing"] == "not_collected"
    assert of(found, "盐边县人民政府", 2023)["why_missing"] == "no_applications"
    assert len(found) == 3 * 3 and found["value"].isna().sum() == 5


def test_a_report_left_out_for_its_errors_is_not_called_missing(db: sqlite3.Connection) -> None:
    found = compared(db, "宿城区人民政府", only_clean=True)
    row = of(found, "宿城区人民政府", 2022)
    assert row["why_missing"] == "left_out" and pd.isna(row["value"])
    others = of(
        compared(db, "宿豫区人民政府", only_clean=True, width="country"), "宿豫区人民政府", 2022
    )
    assert others["group_units"] == 3  # and it is none of the others' peers


def test_a_unit_without_a_report_in_the_years_selected_is_still_named(
    db: sqlite3.Connection,
) -> None:
    found = compared(db, "盐边县人民政府", years=(2022,))
    assert found[["unit", "year", "why_missing"]].to_numpy().tolist() == [
        ["盐边县人民政府", 2022, "not_collected"]
    ]


def test_lines_break_where_the_form_and_years_do(tmp_path: Path) -> None:
    issued = {"disclosure.normative_documents.issued": 4}
    unit = "沭阳县人民政府"
    stock.build(
        tmp_path / "a.db",
        [
            stock.of(unit, 2020, issued, "2019"),
            stock.of(unit, 2021, issued),
            stock.of(unit, 2023, handled(4, 10)),
            stock.of(unit, 2024, handled(4, 10)),
        ],
    )
    with closing(connect(tmp_path / "a.db")) as db:
        (agency,) = ids(db, unit)
        names = (RATE, "documents_issued", "review_rate")
        found = queries.compared(db, EVERY, (agency,), names, "country")
    marks = found.set_index(["measure", "year"])
    assert bool(marks.loc[("documents_issued", 2021), "break"])
    assert marks.loc[("documents_issued", 2021), "note"] == "narrower"
    assert not marks.loc[(RATE, 2021), "break"] and marks.loc[(RATE, 2023), "note"] == "gap"
    assert marks.loc[("review_rate", 2024), "note"] == "law_2024"


def test_an_approximate_volume_is_marked(tmp_path: Path) -> None:
    about = [made.claim("disclosed_items", 5500, approximate=True)]
    stock.build(
        tmp_path / "a.db",
        [
            county("沭阳县人民政府", 2023, claims=about),
            county("泗阳县人民政府", 2023, claims=[made.claim("disclosed_items", 70)]),
        ],
    )
    with closing(connect(tmp_path / "a.db")) as db:
        found = compared(db, "沭阳县人民政府", "泗阳县人民政府", measure="disclosed_items")
        order = queries.standing(db, EVERY, queries.Peers(COUNTY, None), "disclosed_items", 2023)
    assert found["approximate"].tolist() == order["approximate"].tolist() == [True, False]


# Rankings


def units(pairs: list[tuple[int | None, int | None]]) -> pd.DataFrame:
    """A frame as `queries.by_unit` gives it, a unit for each (n, N)."""
    frame = pd.DataFrame(
        {
            "agency": range(len(pairs)),
            "scope": "government",
            "level": "county",
            "year": 2023,
            "beside": False,
            "measure": RATE,
            "n": pd.array([n for n, _ in pairs], dtype="Int64"),
            "N": pd.array([of for _, of in pairs], dtype="Int64"),
        }
    )
    return rates.evaluate(frame)


def test_equal_values_share_a_rank_and_tiny_bases_have_none() -> None:
    found = ranking(
        units([(10, 40), (20, 40), (9, 9), (40, 80), (0, 0), (1, 10), (None, 30)]), RATE
    )
    ranked = found[found["rank"].notna()]
    assert ranked[["agency", "rank", "tied"]].to_numpy().tolist() == [
        [1, 1, True],
        [3, 1, True],
        [0, 3, False],
        [5, 4, False],
    ]
    assert set(found.loc[found["rank"].isna(), "agency"]) == {2, 4, 6}


@pytest.mark.parametrize("column", ["scope", "level", "year"])
def test_nothing_is_ranked_across_strata(column: str) -> None:
    frame = units([(5, 10), (5, 10)]).astype({column: object})
    frame.loc[1, column] = 2024 if column == "year" else "other"
    with pytest.raises(ValueError, match="one scope, one level and one year"):
        ranking(frame, RATE)


def test_units_beside_the_selection_are_in_no_ranking() -> None:
    frame = units([(5, 10), (5, 10)])
    frame.loc[1, ["scope", "beside"]] = ["office", True]
    assert ranking(frame, RATE)["agency"].tolist() == [0]


def test_a_ranking_of_peers_holds_them_and_no_others(db: sqlite3.Connection) -> None:
    found = queries.standing(db, Selection(), queries.Peers(COUNTY, "321300"), RATE, 2023)
    assert found["unit"].tolist() == [
        "沭阳县人民政府",
        "宿城区人民政府",
        "宿豫区人民政府",
        "泗阳县人民政府",
        "泗洪县人民政府",
    ]
    assert records(found[["rank"]]) == [{"rank": n} for n in (1, 2, 2, 4, None)]
    assert found["place"].tolist() == ["above", "within", "low", "below", None]
    cities = queries.standing(db, Selection(), queries.Peers(CITY, None), RATE, 2023)
    assert cities["unit"].tolist() == ["宿迁市"]


def test_counts_are_ranked_without_a_funnel(db: sqlite3.Connection) -> None:
    found = queries.standing(db, EVERY, queries.Peers(COUNTY, "321300"), "received", 2023)
    assert found["rank"].tolist() == [1, 2, 3, 4, 5]
    assert found["place"].isna().all() and found["centre"].isna().all()


def test_rankings_of_everything_stay_within_their_peers(db: sqlite3.Connection) -> None:
    found = queries.ranked_everywhere(db, EVERY, RATE, "city", 2023)
    first = found[found["rank"] == 1]
    assert len(found) == 9  # reports of the year
    assert set(first["unit"]) == {
        "沭阳县人民政府",
        "米易县人民政府",
        "宿迁市",
        "米易县人民政府办公室",
    }


def test_panels_have_one_scale_with_room_for_every_interval(db: sqlite3.Connection) -> None:
    found = compared(db, "沭阳县人民政府", "泗阳县人民政府")
    low, high = scale(records(found))
    assert low == 0 and high >= found["value"].max()
    assert high >= of(found, "泗阳县人民政府", 2022)["high"]  # a base of 20 is drawn with its own


# The page


@pytest.fixture
def visit(database: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Open the page at an address, and run it."""

    def open_page(path: Path = database, **words: str | list[str]) -> AppTest:
        monkeypatch.setenv("GOIDATA_DB", str(path))
        at = AppTest.from_file(str(ROOT / "pages" / "compare.py"), default_timeout=60)
        for key, value in words.items():
            at.query_params[key.rstrip("_")] = value
        return at.run()

    return open_page


def parts(at: AppTest) -> list[str]:
    """The pieces of HTML of a page."""
    return [str(element.proto.body) for element in at.get("html")]


def markup(at: AppTest) -> str:
    return "\n".join(parts(at))


def words_of(at: AppTest) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup(at))).split())


def figures(at: AppTest) -> list[dict[str, Any]]:
    return [json.loads(element.proto.spec) for element in at.get("plotly_chart")]


def address(at: AppTest) -> dict[str, list[str]]:
    words = at.query_params
    return {key: [v] if isinstance(v, str) else list(v) for key, v in words.items()}


def asked(db: sqlite3.Connection, *units: str) -> list[str]:
    return named(db, ids(db, *units))


def named(db: sqlite3.Connection, agencies: Sequence[int]) -> list[str]:
    """Units as an address names them."""
    known = queries.units_of(db, agencies)
    return [f"{unit}@{region}" for unit, region in zip(known["unit"], known["region"], strict=True)]


def row_of(table: str, unit: str) -> str:
    """The row of a unit in the ranking."""
    return next(row for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL) if unit in row)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_units_the_page_is_not_empty_and_says_so(visit: Visit, lang: str) -> None:
    at = visit(lang=lang)
    assert not at.exception and not at.error and not at.warning
    assert len(at.multiselect(key="compare_units").value) == 4
    assert "units" not in at.query_params
    said = vocabulary()["compare.at_first"][lang].format(n=4, most=8)
    assert said in words_of(at)
    assert len(figures(at)) == 5  # four panels and a funnel
    assert all(chart.proto.alt.strip() for chart in at.get("plotly_chart"))
    for figure in figures(at):
        graph_objects.Figure(figure)


def test_a_deep_link_sets_every_choice(visit: Visit, db: sqlite3.Connection) -> None:
    units = asked(db, "泗阳县人民政府", "米易县人民政府")
    words = {"units": units, "with_": "province", "measure": "refusal_rate", "at": "2022"}
    at = visit(**words)
    assert at.multiselect(key="compare_units").value == [
        *ids(db, "泗阳县人民政府", "米易县人民政府")
    ]
    assert at.segmented_control(key="compare_with").value == "province"
    assert at.selectbox(key="compare_measure").value == "refusal_rate"
    assert at.segmented_control(key="compare_year").value == 2022
    assert "四川省县级政府" in words_of(at) and "尚未选择单位" not in words_of(at)
    asked_for = {key.rstrip("_"): [value] for key, value in words.items()}
    assert address(at) == {**asked_for, "units": units}


def test_choices_stand_in_the_address(visit: Visit, db: sqlite3.Connection) -> None:
    at = visit()
    at.multiselect(key="compare_units").set_value([*ids(db, "泗阳县人民政府")]).run()
    at.selectbox(key="compare_measure").set_value("received").run()
    at.segmented_control(key="compare_with").set_value("city").run()
    at.segmented_control(key="compare_year").set_value(2022).run()
    assert address(at) == {
        "units": asked(db, "泗阳县人民政府"),
        "measure": ["received"],
        "with": ["city"],
        "at": ["2022"],
    }
    at.multiselect(key="compare_units").set_value([]).run()
    assert "units" not in at.query_params and len(figures(at)) == 4


def test_the_filter_of_a_region_says_with_whom_at_first(visit: Visit) -> None:
    at = visit(region="321300", level="county").segmented_control(key="compare_with")
    assert at.value == "city" and at.options == ["全市", "全省", "全国"]
    own = visit(region="321300").segmented_control(key="compare_with")
    assert own.options == ["全省", "全国"], "never with itself"
    assert own.value == "country", "nobody else in the province is held"
    assert visit(region="320000").segmented_control(key="compare_with").value == "province"
    assert visit().segmented_control(key="compare_with").value == "country"


def test_panels_show_what_is_held(visit: Visit, db: sqlite3.Connection) -> None:
    at = visit(units=asked(db, "沭阳县人民政府", "宿城区人民政府"), with_="city")
    found = compared(db, "沭阳县人民政府", "宿城区人民政府")
    panels = figures(at)[:2]
    first, second = (panel["layout"]["yaxis"]["range"] for panel in panels)
    assert first == second
    for panel, unit in zip(panels, ("沭阳县人民政府", "宿城区人民政府"), strict=True):
        own = records(found[(found["unit"] == unit) & found["value"].notna()])
        dots = next(t for t in panel["data"] if t["mode"] == "markers")
        assert dots["x"] == [row["year"] for row in own]
        assert dots["y"] == pytest.approx([row["value"] for row in own])
    # 沭阳县 has no report of 2022: its line is not joined over it, and the reason stands there
    line = [t for t in panels[0]["data"] if t["mode"] == "lines"][-1]
    assert None in line["y"]
    assert "未报送" in {note["text"] for note in panels[0]["layout"]["annotations"]}
    # 宿城区 2022 has an open error: hollow, and the hover says which check
    hollow = next(t for t in panels[1]["data"] if t["mode"] == "markers")
    assert hollow["marker"]["color"][0] == CLEAR and hollow["marker"]["color"][1] != "#ffffff"
    assert "存疑" in hollow["hovertext"][0] and "存疑" not in hollow["hovertext"][1]


def test_the_table_has_every_measure_beside_its_peers(visit: Visit, db: sqlite3.Connection) -> None:
    at = visit(units=asked(db, "沭阳县人民政府"), with_="city", at="2023")
    said = words_of(at)
    for name in ("received", "clearance_rate", "natural_person_share", "review_correction_rate"):
        assert measures()[name].title("zh") in said
    table = next(e for e in parts(at) if "g-compare" in e)
    line = next(row for row in table.split("<tr") if "公开率<span" in row and "g-chosen" in row)
    cells = html.unescape(re.sub(r"<[^>]+>", " ", line))
    assert "75.0%" in cells and "300/400" in cells and "+36.5个百分点" in cells
    assert "38.5%" in cells and "95/247" in cells and "4个单位" in cells


def test_the_ranking_marks_the_chosen_and_lists_tiny_bases_below(
    visit: Visit, db: sqlite3.Connection
) -> None:
    at = visit(units=asked(db, "宿城区人民政府"), with_="city", at="2023")
    table = next(e for e in parts(at) if "g-rank" in e)
    assert "g-chosen" in row_of(table, "宿城区人民政府")
    assert "g-chosen" not in row_of(table, "宿豫区人民政府")
    assert table.count("2 并列") == 2 and "泗洪县人民政府" not in table
    assert "泗洪县人民政府 100.0% 7/7" in words_of(at)
    assert "宿城区人民政府并列第2" in words_of(at)


def test_units_of_two_strata_stand_side_by_side_with_a_warning_and_no_common_ranking(
    visit: Visit, db: sqlite3.Connection
) -> None:
    units = ("米易县人民政府", "米易县人民政府办公室", "宿迁市")
    at = visit(units=asked(db, *units), with_="country", at="2023")
    assert len(at.warning) == 1 and "不可比高低" in at.warning[0].value
    assert len(figures(at)) == 4
    table = next(e for e in parts(at) if "g-rank" in e)
    assert "米易县人民政府 2023" in table
    assert "办公室" not in table and "宿迁市 2023" not in table
    funnel = json.dumps(figures(at)[-1], ensure_ascii=False)
    assert "米易县人民政府" in funnel and "办公室" not in funnel and '"宿迁市' not in funnel
    assert "米易县人民政府办公室（县级政府办公室）" in words_of(at)


def test_the_title_of_the_funnel_is_counted(visit: Visit, db: sqlite3.Connection) -> None:
    some = visit(units=asked(db, "宿城区人民政府"), with_="city", at="2023")
    assert "4个江苏省宿迁市县级政府中，1个高于、1个低于99.8%控制限" in words_of(some)
    none = visit(units=asked(db, "宿城区人民政府"), with_="city", at="2022")
    assert "都在99.8%控制限之内" in words_of(none) and "高于、" not in words_of(none)
    count = visit(units=asked(db, "宿城区人民政府"), measure="received")
    assert "没有分母，不画漏斗图" in words_of(count)
    alone = visit(units=asked(db, "沭阳县人民政府"), with_="city", at="2021")
    assert "不画漏斗图" in words_of(alone)


@pytest.mark.parametrize(
    "units",
    [
        "<script>alert(1)</script>",
        "-1",
        "99999999",
        "9" * 40,
        "1; DROP TABLE report",
        "１,२",
        ",,,",
        "1e1",
        "x" * 5000,
    ],
)
def test_hostile_units_are_none(visit: Visit, units: str) -> None:
    words = {"with_": "' OR 1=1", "measure": "__class__", "at": "9" * 30}
    at = visit(units=units, **words)
    assert not at.exception and not at.error and "<script" not in markup(at)
    assert not figures(at), "others are not shown for them"


def test_the_same_unit_twice_is_one_and_a_ninth_is_left_out(
    visit: Visit, db: sqlite3.Connection
) -> None:
    every = [int(agency) for agency in queries.units(db, EVERY)["agency"]]
    assert len(every) == 9
    at = visit(units=[*named(db, every[:1]), *named(db, every)])
    assert at.multiselect(key="compare_units").value == every[:8]
    assert len(figures(at)) == 8  # the first is a city alone, of which there is no funnel


def test_a_measure_that_is_not_of_units_is_not_offered(visit: Visit) -> None:
    assert "filing_rate" not in queries.COMPARED and "doubtful_share" not in queries.COMPARED
    at = visit(measure="doubtful_share")
    assert at.selectbox(key="compare_measure").value == RATE


# One of each unit, with and without a base; all of them in make test-long.
_KINDS = {
    (measures()[each].unit, measures()[each].denominator is None): each for each in queries.COMPARED
}


@pytest.mark.parametrize(
    "measure",
    [
        pytest.param(each, marks=() if each in _KINDS.values() else pytest.mark.long)
        for each in queries.COMPARED
    ],
)
def test_every_measure_can_be_compared(visit: Visit, measure: str) -> None:
    at = visit(measure=measure, lang="en")
    assert not at.exception and not at.error
    assert measures()[measure].title("en") in words_of(at)


def test_nothing_of_a_report_is_markup_here(visit: Visit, tmp_path: Path) -> None:
    attack = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
    first = county("沭阳县人民政府", 2023)
    second = county("宿城区人民政府", 2023)
    hostile = replace(
        first, identity=replace(first.identity, unit=f"{attack}局", scope=Scope.DEPARTMENT)
    )
    more = replace(
        second, identity=replace(second.identity, unit=f"{attack}处", scope=Scope.DEPARTMENT)
    )
    stock.build(tmp_path / "attack.db", [hostile, more])
    at = visit(tmp_path / "attack.db")
    assert not at.exception and len(figures(at)) == 2  # no funnel of two units
    assert "<script" not in markup(at) and "<img" not in markup(at)
    assert "<img" not in json.dumps(figures(at)) and "<script" not in json.dumps(figures(at))


def test_the_buttons_count_the_rows_they_give(visit: Visit, db: sqlite3.Connection) -> None:
    at = visit(units=asked(db, "沭阳县人民政府", "宿迁市"), with_="city", at="2023")
    labels = [each.proto.label for each in at.get("download_button")]
    found = [int(re.findall(r"\d+", label)[-1]) for label in labels[::2]]
    measured = len(compare.MEASURES)
    reports = len(queries.reports(db, EVERY))
    assert found == [2 * 3 * measured, reports * measured, 5, 9]


def test_the_page_shows_every_measure_of_the_overview_and_of_applications() -> None:
    # whether a report has an error is said of the unit itself, not as a share of one
    shown = {*applications.CARDS, *applications.RATES, *SIX}
    assert shown - set(compare.MEASURES) == {"doubtful_share"}


OTHER_PAGE = """
from goidata.dashboard.arrival import begin
from goidata.dashboard.headline import headline
from goidata.dashboard.parts.funnel import funnel_of

visit = begin("applications")
funnel_of(visit, headline(visit), "disclosure_rate")
funnel_of(visit, headline(visit), "review_correction_rate")
"""


def test_another_page_may_show_a_funnel_of_its_headline(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOIDATA_DB", str(database))
    at = AppTest.from_string(OTHER_PAGE, default_timeout=60)
    at.query_params["region"], at.query_params["level"] = "321300", "county"
    at.run()
    assert not at.exception and len(figures(at)) == 1
    assert "4个江苏省宿迁市县级政府中" not in words_of(at)  # the headline's own words
    assert "4个县级政府中，1个高于、1个低于99.8%控制限" in words_of(at)
    assert "不画漏斗图" in words_of(at)  # no review case at all
