"""What the overview asks beyond the measures: stock, places, arrivals, the largest unit."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import made
import pytest
import stock
from paper.figures import consistent_figures

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.dashboard.charts.tree import Branch, tree
from goidata.dashboard.spark import sparkline
from goidata.extraction.report import Report, State

COUNTIES = Selection(scope="government", level="county")
DOCUMENTS = "disclosure.normative_documents"


def documents(issued: int, repealed: int, in_force: int, handled: int = 20) -> dict[str, int]:
    return {
        f"{DOCUMENTS}.issued": issued,
        f"{DOCUMENTS}.repealed": repealed,
        f"{DOCUMENTS}.in_force": in_force,
        "applications.received.natural_person": handled,
        "applications.received.total": handled,
        "applications.handled.granted.natural_person": handled,
        "applications.handled.granted.total": handled,
        "applications.handled_total.natural_person": handled,
        "applications.handled_total.total": handled,
    }


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    late = stock.of("泗洪县人民政府", 2023, documents(1, 1, 1, 5), published="2024-04-20")
    path = tmp_path_factory.mktemp("overview") / "some.db"
    listed = [
        stock.of("沭阳县人民政府", 2022, documents(5, 0, 40)),
        stock.of("沭阳县人民政府", 2023, documents(7, 2, 45, 60)),
        stock.of("泗阳县人民政府", 2022, documents(1, 0, 10)),
        stock.of("泗阳县人民政府", 2023, documents(3, 1, 15)),
        stock.of("宿迁市", 2023, documents(9, 9, 9, 900)),
        late,
    ]
    stock.build(path, listed, "盐边县,government,510422,,2022,2023,1")
    with closing(connect(path)) as found:
        yield found


def connect(path: Path) -> sqlite3.Connection:
    from goidata.store.database import connect as opened

    return opened(path)


def test_the_stock_is_of_units_with_both_years(db: sqlite3.Connection) -> None:
    found = queries.stock(db, COUNTIES, "normative_documents", 2023)
    assert found is not None
    assert (found.before, found.issued, found.repealed, found.after) == (50, 10, 3, 60)
    assert (found.units, found.expected, found.unexplained) == (2, 57, 3)
    assert queries.stock(db, COUNTIES, "normative_documents", 2022) is None


def test_the_largest_unit_is_named_with_its_share_of_the_stratum(db: sqlite3.Connection) -> None:
    found = queries.largest(db, replace(COUNTIES, years=(2023,)))
    assert found is not None
    assert (found.unit, found.handled, found.total) == ("沭阳县人民政府", 80, 125)
    without = replace(COUNTIES, years=(2023,), without_largest=True)
    assert queries.largest(db, without) == found
    assert "沭阳县人民政府" not in set(queries.reports(db, without)["unit"])


def test_whatever_year_is_asked_for_the_same_unit_is_left_out(db: sqlite3.Connection) -> None:
    without = replace(COUNTIES, without_largest=True)
    shown = queries.placed(db, without, 2023, "disclosure_rate")["unit"]
    assert set(shown) == {"泗阳县人民政府", "泗洪县人民政府"}
    changed = queries.change(db, without, ("received",), 2023)
    assert changed["units"].tolist() == [1] and changed["value"].tolist() == [20]
    # the only city is no largest among several, and stays
    assert "宿迁市" in set(
        queries.units(db, Selection(scope="government", without_largest=True))["unit"]
    )


def test_places_are_those_of_the_stratum_and_empty_ones_the_rest(db: sqlite3.Connection) -> None:
    rows = queries.placed(db, COUNTIES, 2023, "disclosure_rate")
    assert rows["unit"].tolist()[0] == "沭阳县人民政府"
    assert set(rows["region"]) == {"321322", "321323", "321324"}
    assert rows["longitude"].between(117, 120).all() and rows["latitude"].between(33, 35).all()
    suqian = replace(COUNTIES, region="321300")
    empty = queries.empty_places(db, suqian, 2023)
    assert set(empty["code"]) == {"321302", "321311"}  # the two districts of the city
    assert not set(empty["code"]) & set(rows["region"])


def test_late_and_lacking_reports_are_told(db: sqlite3.Connection) -> None:
    late = queries.late(db, COUNTIES, 2023)
    assert late["unit"].tolist() == ["泗洪县人民政府"] and late.attrs["all"] == 1
    assert queries.late(db, COUNTIES, 2021).empty
    assert late.attrs["undated"] == 0
    lacking = queries.lacking(db, Selection(scope="government"), 2023)
    assert lacking["unit"].tolist() == ["盐边县"]
    assert lacking["why_missing"].tolist() == ["not_filed"] and lacking.attrs["listed"] == 1
    assert queries.lacking(db, COUNTIES, 1999).attrs["listed"] == 0
    latest = queries.latest(db, COUNTIES, 2)
    assert len(latest) == 2 and latest.attrs["all"] == 5


def test_a_sparkline_joins_only_years_that_follow_each_other() -> None:
    points = [(2019, 1.0), (2020, None), (2021, 3.0), (2022, 2.0)]
    drawn = unquote(sparkline(points, {2022}))
    assert drawn.count("<line") == 1 and drawn.count("<circle") == 3
    assert "dash" not in drawn and "dash" in unquote(sparkline(points, {2021}))
    assert sparkline([(2023, 1.0), (2022, None)], {2023}) == ""


def test_a_sparkline_marks_the_year_chosen_and_has_the_span_of_all() -> None:
    points = [(2022, 1.0), (2023, 2.0)]
    drawn = unquote(sparkline(points, {2023}, at=2022, span=(2021, 2025), said="a"))
    ((first, marked), (second, plain)) = re.findall(
        r'<circle cx="([\d.]+)"[^>]* r="([\d.]+)"', drawn
    )
    assert (marked, plain) == ("3", "1.5") and 'alt="a"' in drawn
    assert float(second) - float(first) == pytest.approx(28) and float(first) == 32


def test_years_are_alike_where_the_same_units_report(db: sqlite3.Connection) -> None:
    assert queries.years_alike(db, COUNTIES) == frozenset()  # 泗洪 reports in 2023 alone
    shuyang = replace(COUNTIES, region="321322")
    assert queries.years_alike(db, shuyang) == {2023}


def test_a_unit_without_a_place_is_named_beside_the_map(tmp_path: Path) -> None:
    nowhere = stock.of("泗阳县人民政府", 2023, {})
    lost = replace(nowhere, identity=replace(nowhere.identity, region=None, unit="某县人民政府"))
    stock.build(tmp_path / "map.db", [stock.of("沭阳县人民政府", 2023, {}), lost])
    with closing(connect(tmp_path / "map.db")) as held:
        whole = replace(Selection(scope="government"))
        found = queries.placed(held, whole, 2023, "disclosure_rate")
        assert found["unit"].tolist() == ["沭阳县人民政府"]
        drawn = queries.mapped(held, whole, 2023, "disclosure_rate", 9)
        assert (drawn.unplaced, drawn.lost, drawn.units) == (["某县人民政府"], 1, 1)


def test_a_rate_that_could_not_be_read_is_no_end_of_the_scale_of_the_map(tmp_path: Path) -> None:
    figures = consistent_figures(random.Random(3), "2021")
    read, other = (stock.of(unit, 2023, figures) for unit in ("沭阳县人民政府", "泗阳县人民政府"))
    unread = stock.unread(other, "applications.handled.granted.total", State.AMBIGUOUS)
    stock.build(tmp_path / "map.db", [read, unread])
    with closing(connect(tmp_path / "map.db")) as held:
        drawn = queries.mapped(held, Selection(scope="government"), 2023, "disclosure_rate", 9)
    assert drawn.ends[0] == drawn.ends[1] > 0 and drawn.units == 2


def stated(unit: str, year: int, value: int, channel: str | None, about: bool = False) -> Report:
    said = made.claim("disclosed_items", value, channel=channel, approximate=about)
    return replace(stock.of(unit, year, {}), claims=(said,))


@pytest.fixture(scope="module")
def volumes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Volumes of one channel, of another one than last year, and approximate ones."""
    path = tmp_path_factory.mktemp("volumes") / "some.db"
    listed = [
        stated("沭阳县人民政府", 2022, 100, "website"),
        stated("沭阳县人民政府", 2023, 150, "website"),
        stated("泗阳县人民政府", 2022, 90_000, "total"),
        stated("泗阳县人民政府", 2023, 200, "website"),
        stated("泗洪县人民政府", 2022, 1000, "total", about=True),
        stated("泗洪县人民政府", 2023, 3000, "total"),
    ]
    stock.build(path, listed)
    with closing(connect(path)) as found:
        yield found


def test_volumes_of_different_channels_are_not_compared(volumes: sqlite3.Connection) -> None:
    found = queries.change(volumes, COUNTIES, ("disclosed_items",), 2023)
    assert found[["units", "value", "previous"]].values.tolist() == [[1, 150.0, 100.0]]


def test_a_sum_of_volumes_says_how_many_channels_it_mixes(volumes: sqlite3.Connection) -> None:
    found = queries.volumes_by_year(volumes, COUNTIES).set_index("year")
    assert found["channels"].tolist() == [2, 2] and found.loc[2022, "approximate"] == 1


def test_volumes_stand_by_channel(tmp_path: Path) -> None:
    report = stated("沭阳县人民政府", 2023, 100, "website")
    others = [made.claim("disclosed_items_other", n, channel="new_media") for n in (20, 70)]
    silent = stock.of("泗阳县人民政府", 2023, {})
    stock.build(tmp_path / "c.db", [replace(report, claims=(*report.claims, *others)), silent])
    with closing(connect(tmp_path / "c.db")) as held:
        found = queries.volumes(held, COUNTIES, True)
        (agency,) = found.loc[found["value"].isna(), "agency"]
        assert queries.volumes(held, COUNTIES, True, [int(agency)])["report"].size == 1
    rows = found[["channel", "value"]].astype(object).values.tolist()
    assert rows[:3] == [["website", 100], ["new_media", 20], ["new_media", 70]] and len(rows) == 4
    assert found.loc[found["value"].isna(), "why_missing"].tolist() == ["not_stated"]


def test_a_tree_has_a_box_a_branch_and_words_where_there_is_room() -> None:
    figure = tree([Branch(0, 0, 99, "a", "#000000"), Branch(0, 99, 1, "b", "#000000")])
    assert list(figure.data[0].y) == [99, 1] and list(figure.data[0].text) == ["a", ""]
