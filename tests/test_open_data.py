"""A folder of open data: all of it of one state, read back as researchers do."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from goidata.cli import app
from goidata.intake.making import make
from goidata.samples import Drawing
from goidata.store.database import connect
from goidata.tables import as_printed, described
from goidata.wording import LANGUAGES

PRIVATE = "/home/somebody/private"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("held") / "held.db"
    make(Drawing(9, (2021, 2022), 4, 0.3), path)
    with closing(sqlite3.connect(path)) as store:
        store.execute("UPDATE report SET current = 0 WHERE id = 5")
        store.execute("UPDATE report SET file = ? || '/in.zip/' || file", (PRIVATE,))
        store.execute("UPDATE load SET paths = ?", (PRIVATE,))
        store.commit()
    return path


def run(folder: Path, db: Path, *more: str) -> Any:
    words = ["open-data", str(folder), "--db", str(db), "--lang", "en", *more]
    return CliRunner().invoke(app, words)


@pytest.fixture(scope="module")
def folder(db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("published") / "data"
    monkeypatch = pytest.MonkeyPatch()
    with monkeypatch.context() as patch:
        patch.setattr(as_printed, "AT_ONCE", 4)
        done = run(to, db, "--publisher", "某研究所", "--licence", "CC0-1.0")
    assert done.exit_code == 0, done.output
    return to


def cited_in(folder: Path) -> dict[str, Any]:
    """The citation, each line of which is a name and JSON, which YAML contains."""
    lines = (folder / "CITATION.cff").read_text("utf-8").splitlines()
    return {name: json.loads(told) for name, told in (line.split(": ", 1) for line in lines)}


def test_csv_and_parquet_hold_the_figures_of_the_database(db: Path, folder: Path) -> None:
    with closing(connect(db)) as held:
        sql = "SELECT report, name, value, state FROM figures_long ORDER BY report, name"
        expected = held.execute(sql).fetchall()
    csv = pd.read_csv(folder / "figures_long.csv", dtype={"region": str, "raw": str})
    parquet = pd.read_parquet(folder / "parquet" / "figures_long")
    for frame in (csv, parquet):
        found = frame.sort_values(["report", "name"])[["report", "name", "value", "state"]]
        found = found.astype(object).where(found.notna(), None)
        assert [tuple(row) for row in found.itertuples(index=False)] == expected
    assert set(csv) == set(parquet) == set(as_printed.COLUMNS)
    assert (parquet["raw"].notna() & parquet["line"].notna()).mean() > 0.9
    assert parquet["sha256"].str.len().eq(64).all() and parquet["region_name"].notna().all()


def test_every_file_is_of_the_reports_that_count(folder: Path) -> None:
    with closing(connect(folder / "goidata.db")) as held:
        counted = {id for (id,) in held.execute("SELECT id FROM report WHERE current = 1")}
        assert held.execute("SELECT count(*) FROM report").fetchone()[0] > len(counted)
    for table in ("figures_long", "reports", "sections"):
        assert set(pd.read_parquet(folder / "parquet" / table)["report"]) == counted, table
    for table in ("claims", "findings"):
        found = set(pd.read_parquet(folder / "parquet" / table)["report"])
        assert found and found <= counted, table


def test_folders_of_the_machine_are_not_published(folder: Path) -> None:
    for file in filter(Path.is_file, folder.rglob("*")):
        assert b"somebody" not in file.read_bytes(), file
    files = pd.read_csv(folder / "figures_long.csv")["file"]
    assert files.str.fullmatch(r"\d+-\d{4}\.txt").all()


def test_licence_citation_and_warning_are_those_asked_for(folder: Path) -> None:
    cited = cited_in(folder)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert cited["authors"] == [{"name": "某研究所"}] and cited["license"] == "CC0-1.0"
    assert (cited["version"], cited["date-released"]) == (package["version"], package["created"])
    readme = (folder / "README.md").read_text("utf-8")
    assert readme.count(cited["version"]) == 2 and readme.count("某研究所") == 2
    assert "合成报告" in readme and "synthetic" in cited["abstract"]
    assert "CC0-1.0" in (folder / "LICENSE.md").read_text("utf-8")
    for resource in package["resources"]:
        assert (folder / resource["path"]).is_file()
    fields = [field["name"] for field in package["resources"][0]["schema"]["fields"]]
    assert fields == list(pd.read_csv(folder / "figures_long.csv", nrows=1))


def test_the_same_data_have_the_same_version(db: Path, folder: Path, tmp_path: Path) -> None:
    run(tmp_path / "again", db)
    versions = [
        json.loads((each / "datapackage.json").read_text("utf-8"))["version"]
        for each in (folder, tmp_path / "again")
    ]
    assert versions[0] == versions[1]


def test_every_table_and_column_is_explained(folder: Path) -> None:
    """Of the database as it is, not as it is declared."""
    with closing(connect(folder / "goidata.db")) as held:
        sql = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        tables = {name for (name,) in held.execute(sql)} - set(described.INNER)
        tables = {each for each in tables if not each.startswith(("section_index", "_", "sqlite_"))}
        shown = {
            name: [row[1] for row in held.execute(f'PRAGMA table_info("{name}")')]
            for name in tables
        }
    assert {name: tuple(each) for name, each in shown.items()} == dict(described.database_tables())
    for language in LANGUAGES:
        text = (folder / f"dictionary.{language}.md").read_text("utf-8")
        assert all(f"### {name}\n" in text for name in shown)
        assert all(f"`{name}`" in text for name in as_printed.COLUMNS)


def test_a_folder_with_something_in_it_is_left_alone(db: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept")
    done = run(tmp_path, db)
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert [each.name for each in tmp_path.iterdir()] == ["kept.txt"]


@pytest.mark.long
def test_datasette_opens_the_database_as_it_is(folder: Path) -> None:
    """Every table with what is said of it, facets, JSON, SQL, and the questions that come along."""
    datasette = pytest.importorskip("datasette.app")
    metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
    served = datasette.Datasette([str(folder / "goidata.db")], metadata=metadata)

    async def visit() -> None:
        await served.invoke_startup()
        front = (await served.client.get("/")).text
        assert described.text("title", "zh") in front and "Creative Commons Zero" in front
        for name, columns in described.database_tables().items():
            page = await served.client.get(f"/goidata/{name}")
            assert page.status_code == 200, name
            assert described.table(name, "zh") in page.text
            assert described.column(name, columns[0], "zh") in page.text
            asked = await served.client.get(f"/goidata/{name}.json", params={"_size": 1})
            assert set(asked.json()["columns"]) >= set(columns), asked.text[:300]
        reports = (await served.client.get("/goidata/report.json?current=1")).json()
        facets = reports["facet_results"]
        assert {"year", "scope", "level", "status"} <= set(facets)
        assert sum(each["count"] for each in facets["year"]["results"]) == 17
        params = {"name": "applications.received.total", "year": "2021", "_shape": "array"}
        figures = (await served.client.get("/goidata/one_figure.json", params=params)).json()
        years = [row for row in facets["year"]["results"] if row["value"] == 2021]
        assert len(figures) == years[0]["count"]
        for query in ("by_year", "failing"):
            assert (await served.client.get(f"/goidata/{query}.json?_shape=array")).json(), query
        params = {"sql": "select count(*) as n from figures_current", "_shape": "array"}
        assert (await served.client.get("/goidata.json", params=params)).json() == [{"n": 17}]

    asyncio.run(visit())
