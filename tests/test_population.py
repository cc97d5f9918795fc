"""The table of inhabitants: an input from outside, absent, given or unusable."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import stock

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.errors import UsageError
from goidata.store.database import connect

NAME = "received_per_10000"
COUNTIES = Selection(scope="government", level="county")


@pytest.fixture
def held(tmp_path: Path) -> Path:
    numbers = {"applications.received.natural_person": 30, "applications.received.total": 30}
    path = tmp_path / "some.db"
    units = ("沭阳县人民政府", "泗阳县人民政府")
    stock.build(path, [stock.of(unit, 2023, numbers) for unit in units])
    return path


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(path)) as db:
        yield db


def given(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    table = folder / "population.csv"
    table.write_text(text, "utf-8-sig")
    monkeypatch.setenv("GOIDATA_POPULATION", str(table))


def test_a_rate_is_per_ten_thousand_of_those_whose_population_is_known(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(tmp_path, monkeypatch, "region,year,inhabitants\n321322,2023,1500000\n")
    with opened(held) as db:
        rows = queries.by_unit(db, COUNTIES, (NAME,)).set_index("region")
        pooled = queries.pooled(db, COUNTIES, (NAME,)).iloc[0]
    known, unknown = rows.loc["321322"], rows.loc["321323"]
    assert known["N"] == 1_500_000 and known["value"] == pytest.approx(0.2)
    assert unknown.isna()["value"] and unknown["why_missing"] == "no_population"
    assert (pooled["n"], pooled["N"], pooled["reports"]) == (30, 1_500_000, 1)


def test_without_a_table_nothing_is_nought(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOIDATA_POPULATION", str(tmp_path / "absent.csv"))
    with opened(held) as db:
        rows = queries.by_unit(db, COUNTIES, (NAME,))
        assert rows["value"].isna().all() and set(rows["why_missing"]) == {"no_population"}
        assert queries.pooled(db, COUNTIES, (NAME,))["value"].isna().all()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("code,year,people\n321322,2023,5\n", "1"),
        ("region,year,inhabitants\n321322,2023,1500000\n321323,2023,一百万\n", "3"),
        ("region,year,inhabitants\n沭阳县,2023,1500000\n", "2"),
        ("region,year,inhabitants\n321322,2023,0\n", "2"),
    ],
)
def test_an_unusable_table_is_told_with_its_line(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, line: str
) -> None:
    given(tmp_path, monkeypatch, text)
    with pytest.raises(UsageError) as told, opened(held):
        pass
    assert f"第 {line} 行" in told.value.message("zh")
    assert f"line {line} " in told.value.message("en")
