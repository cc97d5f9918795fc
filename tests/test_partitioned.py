"""Folders of Parquet files: what is in them is what is in the database, whatever its size."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from goidata.cli import app
from goidata.intake.making import make
from goidata.samples import Drawing
from goidata.tables import partitioned


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("held") / "held.db"
    make(Drawing(9, (2021, 2022, 2023), 4, 0.3), path)
    with closing(sqlite3.connect(path)) as store:  # one version more, which does not count
        store.execute("UPDATE report SET current = 0 WHERE id = 5")
        store.execute("UPDATE figures SET disclosure_fees = 2 WHERE report = 7")
        store.execute("UPDATE figures SET applications_received_total = NULL WHERE report = 8")
        store.commit()
    return path


def export(db: Path, table: str, to: Path, *more: str):
    words = ["export", table, "--to", str(to), "--partition", "year", "--db", str(db), *more]
    return CliRunner().invoke(app, [*words, "--lang", "en"])


def asked(db: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(db)) as store:
        return store.execute(sql).fetchall()


SOURCES = {"reports": "figures", "claims": "claim", "sections": "section", "findings": "finding"}


@pytest.mark.parametrize("table", SOURCES)
def test_every_row_of_what_counts_is_there(
    db: Path, tmp_path: Path, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitioned, "AT_ONCE", 4)
    done = export(db, table, tmp_path / "out")
    assert done.exit_code == 0, done.output
    frame = pd.read_parquet(tmp_path / "out").sort_values("report", kind="stable")
    names = [name for name in frame if name not in ("year", "report")]
    x = {row[1] for row in asked(db, f"PRAGMA table_info({SOURCES[table]})")} - {"unit", "scope"}
    listed = ", ".join(f'x."{n}"' if n in x and n not in PLACED else f'r."{n}"' for n in names)
    sql = (
        f"SELECT r.year, r.id, {listed} FROM report r JOIN {SOURCES[table]} x ON x.report = r.id"
        " WHERE r.current = 1 ORDER BY r.id, x.rowid"
    )
    found = frame[["year", "report", *names]].astype(object)
    rows = [tuple(row) for row in found.where(found.notna(), None).itertuples(index=False)]
    assert rows == asked(db, sql)
    assert f"{len(rows)} rows" in done.output


PLACED = {"region", "province", "city", "level", "scope"}


def test_a_folder_a_year_and_types_of_the_database(db: Path, tmp_path: Path) -> None:
    export(db, "reports", tmp_path / "out", "--year", "2022-2023")
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["year=2022", "year=2023"]
    schemas = [pq.read_schema(each) for each in sorted((tmp_path / "out").rglob("*.parquet"))]
    assert schemas[0] == schemas[1]
    types = {field.name: str(field.type) for field in schemas[0]}
    assert types["applications_received_total"] == "int64"
    assert (types["disclosure_fees"], types["region"]) == ("double", "string")
    assert "year" not in types  # the folder tells it


def test_what_cannot_be_written_is_one_line_and_leaves_nothing(db: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept.txt").write_text("kept")
    for table, to in (
        ("reports", tmp_path / "full"),
        ("reports", tmp_path / "no" / "where"),
        ("regions", tmp_path / "out"),
    ):
        done = export(db, table, to)
        assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1), done.output
    assert [each.name for each in tmp_path.iterdir()] == ["full"]
    assert (tmp_path / "full" / "kept.txt").read_text() == "kept"


def test_a_selection_without_reports_is_an_empty_folder(db: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert export(db, "reports", tmp_path / "out", "--year", "2010").exit_code == 0
    assert list((tmp_path / "out").iterdir()) == []
