"""What the overview asks beyond the measures: stock, places, arrivals, the largest unit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest
import stock

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.dashboard.charts.tree import Branch, tree
from goidata.dashboard.spark import sparkline

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
    lacking = queries.lacking(db, Selection(scope="government"), 2023)
    assert lacking["unit"].tolist() == ["盐边县"]
    assert lacking["why_missing"].tolist() == ["not_filed"]
    latest = queries.latest(db, COUNTIES, 2)
    assert len(latest) == 2 and latest.attrs["all"] == 5


def test_differences_are_counted_by_size() -> None:
    found = pd.DataFrame(
        {
            "outcome": ["fails", "fails", "fails", "holds", "fails"],
            "severity": ["error", "error", "warning", "error", "error"],
            "difference": pd.array([1, -150, 9, 0, None], dtype="Float64"),
        }
    )
    sizes = queries.sizes(found)
    counted = {(r.low, r.severity): r.findings for r in sizes.itertuples() if r.findings}
    assert counted == {(1.0, "error"): 1, (100.0, "error"): 1, (2.0, "warning"): 1}


def test_a_sparkline_joins_only_years_that_follow_each_other() -> None:
    drawn = unquote(sparkline([(2019, 1.0), (2020, None), (2021, 3.0), (2022, 2.0)]))
    assert drawn.count("<line") == 1 and drawn.count("<circle") == 3
    assert sparkline([(2023, 1.0), (2022, None)]) == ""


def test_a_tree_has_a_box_a_branch_and_words_where_there_is_room() -> None:
    figure = tree([Branch(0, 0, 99, "a", "#000000"), Branch(0, 99, 1, "b", "#000000")])
    assert list(figure.data[0].y) == [99, 1] and list(figure.data[0].text) == ["a", ""]
